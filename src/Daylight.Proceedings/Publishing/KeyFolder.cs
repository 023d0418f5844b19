using System.Security.Cryptography;
using Daylight.Ledger;
using Daylight.Norms;

namespace Daylight.Proceedings.Publishing;

/// <summary>
/// The keys of an instance, in a folder outside the database: whoever holds a copy of the one does not hold the other.
/// </summary>
/// <remarks>
/// <c>master.key</c>: 32 random bytes in base64, under which the keys of cases are wrapped. <c>witness.key</c>: signs for
/// other logs. A folder per jurisdiction with its <see cref="LogKeys"/>. Every file is its owner's alone (mode 600).
/// </remarks>
public sealed class KeyFolder
{
    private const string MasterFile = "master.key";
    private const string WitnessFile = "witness.key";
    private const int MasterSize = 32;

    private KeyFolder(string folder) => Folder = folder;

    public string Folder { get; }

    /// <summary>The jurisdictions whose logs have keys here, in order.</summary>
    public IReadOnlyList<string> Jurisdictions =>
        [
            .. Directory
                .EnumerateDirectories(Folder)
                .Select(folder => Path.GetFileName(folder))
                .Where(LogKeys.IsJurisdiction)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Opens a folder that has been made before.</summary>
    /// <exception cref="KeyFaultException">when there is none, or it is open to others.</exception>
    public static KeyFolder Open(string folder)
    {
        var master = Path.Combine(folder, MasterFile);
        return File.Exists(master)
            ? new KeyFolder(folder)
            : throw new KeyFaultException(
                master,
                new(
                    $"没有密钥文件 {master}。新建账本请用 daylight log init；已有账本的，请把它的密钥文件夹放回原处。",
                    $"There is no key file {master}. To open a log use `daylight log init`; an existing log needs its key folder put back."
                )
            );
    }

    /// <summary>Opens a folder, making it and a master key where there is none.</summary>
    public static KeyFolder OpenOrCreate(string folder)
    {
        DurableFile.CreateFolder(folder);
        var master = Path.Combine(folder, MasterFile);
        if (!File.Exists(master))
        {
            DurableFile.Create(
                master,
                Convert.ToBase64String(RandomNumberGenerator.GetBytes(MasterSize)) + "\n"
            );
        }

        return Open(folder);
    }

    /// <summary>The 32 bytes under which the keys of cases are wrapped.</summary>
    /// <exception cref="KeyFaultException">when the file is missing, malformed or open to others.</exception>
    public byte[] Master()
    {
        var file = Path.Combine(Folder, MasterFile);
        var text = KeyFile.Read(file).Trim();
        var bytes = new byte[MasterSize];
        return Convert.TryFromBase64String(text, bytes, out var written) && written == MasterSize
            ? bytes
            : throw KeyFile.Malformed(file, $"{MasterSize}字节的base64", $"{MasterSize} bytes in base64");
    }

    /// <summary>The keys of one jurisdiction's log.</summary>
    /// <exception cref="KeyFaultException">when it has none here, or a file is malformed or open to others.</exception>
    public LogKeys Log(string jurisdiction) => LogKeys.Open(FolderOf(jurisdiction), jurisdiction);

    /// <summary>Whether a jurisdiction's log has keys here.</summary>
    public bool Has(string jurisdiction) => LogKeys.IsIn(FolderOf(jurisdiction));

    /// <summary>Makes the key of a new log.</summary>
    /// <param name="origin">Schema-less URL of the log.</param>
    /// <exception cref="KeyFaultException">when the jurisdiction has keys here already, or the origin is none.</exception>
    public LogKeys Create(string jurisdiction, string origin) =>
        LogKeys.Create(FolderOf(jurisdiction), jurisdiction, origin);

    /// <summary>The key with which this instance cosigns other logs, or null where it is no witness.</summary>
    public SignerKey? Witness()
    {
        var file = Path.Combine(Folder, WitnessFile);
        return File.Exists(file) ? KeyFile.Signers(file, KeyType.Cosignature)[0] : null;
    }

    /// <summary>Makes the witness key.</summary>
    /// <param name="name">Name of the witness: a schema-less URL.</param>
    /// <exception cref="KeyFaultException">when there is one already.</exception>
    public SignerKey CreateWitness(string name)
    {
        var file = Path.Combine(Folder, WitnessFile);
        if (File.Exists(file))
        {
            throw KeyFile.Exists(file);
        }

        var key = KeyFile.NewKey(file, name, KeyType.Cosignature);
        DurableFile.Create(file, key.ToSecretText() + "\n");
        return key;
    }

    private string FolderOf(string jurisdiction) =>
        LogKeys.IsJurisdiction(jurisdiction)
            ? Path.Combine(Folder, jurisdiction)
            : throw new KeyFaultException(
                Folder,
                new(
                    $"“{jurisdiction}”不是行政区划代码，应为6至12位数字，如330225。",
                    $"\"{jurisdiction}\" is no code of a jurisdiction: 6 to 12 digits are, such as 330225."
                )
            );
}
