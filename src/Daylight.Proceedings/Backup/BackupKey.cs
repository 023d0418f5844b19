using System.Security.Cryptography;
using Daylight.Crypto;
using Daylight.Norms;
using Daylight.Proceedings.Publishing;

namespace Daylight.Proceedings.Backup;

/// <summary>What opens a backup: a passphrase that people remember, or a file of 32 random bytes. Never the key of a log.</summary>
public abstract record BackupKey
{
    private const int FileBytes = 32;

    private BackupKey() { }

    /// <summary>How it becomes the key of one backup; stands in the header.</summary>
    internal abstract byte Way { get; }

    /// <summary>Rounds for a passphrase, 0 for a file.</summary>
    internal abstract int Rounds { get; }

    /// <summary>32 bytes of its own for each backup.</summary>
    internal abstract SecretBytes Derive(Suite suite, ReadOnlySpan<byte> salt, int rounds);

    /// <summary>A passphrase; its strength is what guards the backup (PBKDF2).</summary>
    public sealed record Passphrase(string Text) : BackupKey
    {
        internal override byte Way => 1;

        internal override int Rounds => KeyDerivation.LeastIterations;

        internal override SecretBytes Derive(Suite suite, ReadOnlySpan<byte> salt, int rounds) =>
            KeyDerivation.FromPassphrase(suite, Text, salt, rounds);

        /// <summary>Never the passphrase.</summary>
        public override string ToString() => nameof(Passphrase);
    }

    /// <summary>Random bytes out of a file (HKDF).</summary>
    public sealed record File(byte[] Secret) : BackupKey
    {
        internal override byte Way => 2;

        internal override int Rounds => 0;

        internal override SecretBytes Derive(Suite suite, ReadOnlySpan<byte> salt, int rounds) =>
            KeyDerivation.Hkdf(suite, Secret, salt, "daylight backup key"u8, FileBytes);

        /// <summary>Never the bytes.</summary>
        public override string ToString() => nameof(File);
    }

    /// <summary>Makes a key file, readable by its owner only.</summary>
    /// <exception cref="KeyFaultException">when there is one already.</exception>
    public static void MakeFile(string path)
    {
        if (System.IO.File.Exists(path))
        {
            throw KeyFile.Exists(path);
        }

        DurableFile.Create(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(FileBytes)) + "\n");
    }

    /// <summary>Reads a key file.</summary>
    /// <exception cref="KeyFaultException">when it is missing, malformed or open to others.</exception>
    public static BackupKey ReadFile(string path)
    {
        if (!System.IO.File.Exists(path))
        {
            throw new KeyFaultException(
                path,
                new Phrase(
                    $"没有备份密钥文件 {path}。新建请用 daylight backup key {path}。",
                    $"There is no key file {path}. To make one use `daylight backup key {path}`."
                )
            );
        }

        var bytes = new byte[FileBytes];
        return
            Convert.TryFromBase64String(KeyFile.Read(path).Trim(), bytes, out var written)
            && written == FileBytes
            ? new File(bytes)
            : throw KeyFile.Malformed(path, $"{FileBytes}字节的base64", $"{FileBytes} bytes in base64");
    }
}
