using Daylight.Ledger;
using Daylight.Norms;

namespace Daylight.Proceedings.Publishing;

/// <summary>
/// The keys of one log, and its newest checkpoint beside them: a database that was put back to an older state does not
/// fit that checkpoint.
/// </summary>
/// <remarks>
/// <c>log.key</c>: private keys, newest first, only on the node that publishes. <c>log.vkey</c>: every public key that the
/// log, or a log that it continues, ever signed with, newest first. <c>checkpoint</c>: the newest signed checkpoint.
/// <c>checkpoints</c>: one line for each that was stored. <c>pool</c>: how often the pool of waiting facts was written.
/// </remarks>
public sealed class LogKeys
{
    private const string SignersFile = "log.key";
    private const string VerifiersFile = "log.vkey";
    private const string CheckpointFile = "checkpoint";
    private const string NextFile = "log.next";
    private const string ListFile = "checkpoints";
    private const string PoolName = "pool";

    private readonly string _folder;

    private LogKeys(
        string folder,
        string jurisdiction,
        IReadOnlyList<SignerKey> signers,
        IReadOnlyList<VerifierKey> all
    )
    {
        _folder = folder;
        Jurisdiction = jurisdiction;
        Signers = signers;
        All = all;
    }

    public string Jurisdiction { get; }

    /// <summary>Which log: a schema-less URL, the name of its keys.</summary>
    public string Origin => All[0].Name;

    /// <summary>Keys that sign now, newest first; none on a node that does not publish.</summary>
    public IReadOnlyList<SignerKey> Signers { get; }

    /// <summary>Every public key, newest first, those of continued logs too.</summary>
    public IReadOnlyList<VerifierKey> All { get; }

    /// <summary>Public keys that a checkpoint of this log may bear.</summary>
    public IReadOnlyList<VerifierKey> Verifiers => Of(Origin);

    /// <summary>Which of the jurisdiction's logs it is.</summary>
    public LogPlace Place => new(Jurisdiction, Origins.NumberOf(Origin));

    /// <summary>Public keys of this log or of one that it continues.</summary>
    public IReadOnlyList<VerifierKey> Of(string origin) => [.. All.Where(key => key.Name == origin)];

    /// <summary>6 to 12 digits: the codes of counties, towns and villages.</summary>
    internal static bool IsJurisdiction(string code) =>
        code.Length is >= 6 and <= 12 && code.All(char.IsAsciiDigit);

    internal static bool IsIn(string folder) => File.Exists(Path.Combine(folder, VerifiersFile));

    internal static LogKeys Open(string folder, string jurisdiction)
    {
        var (signersFile, verifiersFile) = (
            Path.Combine(folder, SignersFile),
            Path.Combine(folder, VerifiersFile)
        );
        if (!File.Exists(verifiersFile))
        {
            throw new KeyFaultException(
                verifiersFile,
                new(
                    $"密钥文件夹中没有 {jurisdiction} 的密钥（{verifiersFile}）。新建账本请用 daylight log init。",
                    $"The key folder holds no keys of {jurisdiction} ({verifiersFile}). To open a log use `daylight log init`."
                )
            );
        }

        var all = KeyFile.Verifiers(verifiersFile);
        if (all.Count == 0)
        {
            throw KeyFile.Malformed(verifiersFile, "每行一个公钥", "one public key a line");
        }

        IReadOnlyList<SignerKey> signers = File.Exists(signersFile)
            ? KeyFile.Signers(signersFile, KeyType.Ed25519)
            : [];
        if (
            signers.FirstOrDefault(key => key.Verifier.Name != all[0].Name || !all.Contains(key.Verifier)) is
            { } odd
        )
        {
            throw new KeyFaultException(
                signersFile,
                new(
                    $"私钥 {odd.Verifier} 与公钥文件 {verifiersFile} 不符。",
                    $"The private key of {odd.Verifier} does not fit the public keys in {verifiersFile}."
                )
            );
        }

        var keys = new LogKeys(folder, jurisdiction, signers, all);
        return keys.IsHalfTaken() ? keys.TakeNext() : keys;
    }

    internal static LogKeys Create(string folder, string jurisdiction, string origin)
    {
        var file = Path.Combine(folder, SignersFile);
        if (IsIn(folder))
        {
            throw KeyFile.Exists(file);
        }

        if (
            origin.Contains("://", StringComparison.Ordinal)
            || origin.EndsWith('/')
            || Origins.NumberOf(origin) != 1
        )
        {
            throw new KeyFaultException(
                file,
                new(
                    $"“{origin}”不能作为账本名称：应为不带协议、末尾不带斜杠和序号的网址，如 daylight.xiangshan.example/log。",
                    $"\"{origin}\" cannot name a log: a URL without scheme, last slash and last number can, such as daylight.xiangshan.example/log."
                )
            );
        }

        var key = Resumed(file, origin) ?? KeyFile.NewKey(file, origin, KeyType.Ed25519);
        DurableFile.CreateFolder(folder);
        DurableFile.Write(file, key.ToSecretText() + "\n");
        DurableFile.Create(Path.Combine(folder, VerifiersFile), key.Verifier + "\n");
        return new LogKeys(folder, jurisdiction, [key], [key.Verifier]);
    }

    /// <summary>A private key whose public half was not written yet when the machine stopped.</summary>
    private static SignerKey? Resumed(string file, string origin) =>
        File.Exists(file)
        && KeyFile.Signers(file, KeyType.Ed25519) is [var key]
        && key.Verifier.Name == origin
            ? key
            : null;

    /// <summary>The newest checkpoint kept beside the keys, or null before the first.</summary>
    /// <exception cref="KeyFaultException">when the file is malformed or bears no signature of this log.</exception>
    public SignedCheckpoint? Checkpoint()
    {
        var file = Path.Combine(_folder, CheckpointFile);
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            return SignedCheckpoint.Open(File.ReadAllBytes(file), Verifiers);
        }
        catch (Exception fault) when (fault is MalformedException or UnprovenException)
        {
            throw new KeyFaultException(
                file,
                new(
                    $"密钥旁保存的检查点 {file} 有误：{fault.Message}",
                    $"The checkpoint kept beside the keys, {file}, does not hold: {fault.Message}"
                ),
                fault
            );
        }
    }

    /// <summary>The checkpoints of this log, or of one that it continues, as they were stored; empty where the list is not here.</summary>
    public IReadOnlyList<ListedCheckpoint> Listed(string origin) =>
        new CheckpointList(
            Path.Combine(_folder, origin == Origin ? ListFile : Aside(ListFile, Origins.NumberOf(origin)))
        ).Read();

    /// <summary>The list of this log's stored checkpoints.</summary>
    /// <summary>What is remembered of the pool of waiting facts.</summary>
    public PoolMemory PoolMemory(TimeProvider time) => new(PoolFile, time);

    internal string PoolFile => Path.Combine(_folder, PoolName);

    /// <summary>After a loss that the operator knows of (a restore, a new beginning of the log): the pool may be an older one.</summary>
    public void ForgetPool() => File.Delete(PoolFile);

    internal CheckpointList List => new(Path.Combine(_folder, ListFile));

    /// <summary>Keeps a checkpoint, durably, in the place of the one before.</summary>
    public void Keep(Note checkpoint) =>
        DurableFile.Write(Path.Combine(_folder, CheckpointFile), checkpoint.ToBytes());

    /// <summary>
    /// A private key that is to sign next, made and kept aside: it must not be lost between its announcement in the log
    /// and its use. The same one is returned until <see cref="TakeNext"/>.
    /// </summary>
    /// <param name="origin">This log's name, or the name of the log that continues it.</param>
    internal SignerKey Next(string origin)
    {
        var file = Path.Combine(_folder, NextFile);
        if (Resumed(file, origin) is { } made)
        {
            return made;
        }

        var key = KeyFile.NewKey(file, origin, KeyType.Ed25519);
        DurableFile.Write(file, key.ToSecretText() + "\n");
        return key;
    }

    /// <summary>Puts the key kept aside into use: beside the present ones, or, where it is of the next log, alone.</summary>
    internal LogKeys TakeNext()
    {
        var file = Path.Combine(_folder, NextFile);
        var next = KeyFile.Signers(file, KeyType.Ed25519)[0];
        var isTaken = All.Contains(next.Verifier);
        if (!isTaken && next.Verifier.Name != Origin)
        {
            SetAside(SignersFile);
            SetAside(CheckpointFile);
            SetAside(ListFile);
        }

        if (!isTaken)
        {
            Write(VerifiersFile, [.. All.Prepend(next.Verifier).Select(key => key.ToString())]);
        }

        var staying = Signers.Where(key =>
            key.Verifier.Name == next.Verifier.Name && !key.Verifier.Equals(next.Verifier)
        );
        Write(SignersFile, [.. staying.Prepend(next).Select(key => key.ToSecretText())]);
        File.Delete(file);
        return Open(_folder, Jurisdiction);
    }

    /// <summary>Whether the machine stopped while the key kept aside was put into use.</summary>
    private bool IsHalfTaken()
    {
        var file = Path.Combine(_folder, NextFile);
        return File.Exists(file) && All.Contains(KeyFile.Signers(file, KeyType.Ed25519)[0].Verifier);
    }

    /// <summary>Ends the use of all keys but the newest. Their public halves stay: old checkpoints bear their signatures.</summary>
    internal LogKeys Retire()
    {
        Write(SignersFile, [Signers[0].ToSecretText()]);
        return Open(_folder, Jurisdiction);
    }

    /// <summary>What belongs to a log that ended is kept under its number.</summary>
    private void SetAside(string name)
    {
        var file = Path.Combine(_folder, name);
        if (File.Exists(file))
        {
            DurableFile.Move(file, Path.Combine(_folder, Aside(name, Place.Number)));
        }
    }

    private static string Aside(string name, int number) =>
        $"{name}.{number.ToString(System.Globalization.CultureInfo.InvariantCulture)}";

    private void Write(string name, IReadOnlyList<string> lines) =>
        DurableFile.Write(Path.Combine(_folder, name), string.Concat(lines.Select(line => line + "\n")));
}
