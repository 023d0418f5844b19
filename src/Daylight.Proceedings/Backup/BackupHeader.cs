using System.Buffers.Binary;
using System.Security.Cryptography;
using Daylight.Crypto;

namespace Daylight.Proceedings.Backup;

/// <summary>What a backup file holds.</summary>
public enum BackupPart : byte
{
    /// <summary>The ledger and what lasts beside it, without any key.</summary>
    Ledger = 1,

    /// <summary>The wrapped keys of cases, kept apart from the ledger.</summary>
    Wraps = 2,
}

/// <summary>
/// The first bytes of a backup: <c>"DYLB" || version 1 || part || suite || way || rounds (4) || salt (32) || check (16)</c>.
/// The sealed stream after it has the header for its context, so that no byte of it can be changed.
/// </summary>
internal sealed record BackupHeader(BackupPart Part, Suite Suite, byte Way, int Rounds, byte[] Salt)
{
    public const int Length = 60;

    private const byte Version = 1;
    private const int SaltLength = 32;
    private const int CheckLength = 16;
    private const int CheckAt = Length - CheckLength;

    /// <summary>Beyond it a header is made to keep us busy, not to guard a passphrase.</summary>
    private const int MostRounds = 20_000_000;

    private static ReadOnlySpan<byte> Magic => "DYLB"u8;

    public static BackupHeader For(BackupPart part, Suite suite, BackupKey key) =>
        new(part, suite, key.Way, key.Rounds, RandomNumberGenerator.GetBytes(SaltLength));

    /// <summary>The header's bytes, and the key of the stream after it.</summary>
    public (byte[] Bytes, SecretBytes Key) Seal(BackupKey key)
    {
        var bytes = new byte[Length];
        Magic.CopyTo(bytes);
        bytes[4] = Version;
        bytes[5] = (byte)Part;
        bytes[6] = (byte)Suite;
        bytes[7] = Way;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(8), Rounds);
        Salt.CopyTo(bytes, 12);
        using var derived = key.Derive(Suite, Salt, Rounds);
        Check(derived, bytes).CopyTo(bytes, CheckAt);
        return (bytes, StreamKey(derived));
    }

    /// <exception cref="BackupBrokenException">when the bytes are no header.</exception>
    public static BackupHeader Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Length || !bytes.StartsWith(Magic))
        {
            throw BackupBrokenException.NoBackup(bytes.Length);
        }

        var (part, suite, way) = ((BackupPart)bytes[5], (Suite)bytes[6], bytes[7]);
        var rounds = BinaryPrimitives.ReadInt32BigEndian(bytes[8..]);
        var fits = way switch
        {
            1 => rounds is >= KeyDerivation.LeastIterations and <= MostRounds,
            2 => rounds == 0,
            _ => false,
        };
        return bytes[4] == Version && Enum.IsDefined(part) && Enum.IsDefined(suite) && fits
            ? new BackupHeader(part, suite, way, rounds, bytes.Slice(12, SaltLength).ToArray())
            : throw BackupBrokenException.OtherVersion(bytes[4]);
    }

    /// <summary>The key of the stream after these bytes.</summary>
    /// <exception cref="BackupBrokenException">when it is another passphrase or key file.</exception>
    public SecretBytes Open(BackupKey key, ReadOnlySpan<byte> bytes)
    {
        if (key.Way != Way)
        {
            throw BackupBrokenException.OtherWay(Way);
        }

        using var derived = key.Derive(Suite, Salt, Rounds);
        return CryptographicOperations.FixedTimeEquals(Check(derived, bytes), bytes[CheckAt..Length])
            ? StreamKey(derived)
            : throw BackupBrokenException.OtherKey(Way);
    }

    private byte[] Check(SecretBytes derived, ReadOnlySpan<byte> bytes)
    {
        using var check = KeyDerivation.Hkdf(
            Suite,
            derived.Span,
            bytes[..CheckAt],
            "daylight backup check"u8,
            CheckLength
        );
        return check.Span.ToArray();
    }

    private SecretBytes StreamKey(SecretBytes derived) =>
        KeyDerivation.Hkdf(Suite, derived.Span, Salt, "daylight backup stream"u8, 32);
}
