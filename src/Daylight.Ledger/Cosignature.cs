using System.Buffers.Binary;
using System.Globalization;
using Daylight.Crypto;

namespace Daylight.Ledger;

/// <summary>A witness's signature on a checkpoint: 8 bytes of POSIX time, big-endian, and 64 bytes of Ed25519 (c2sp.org/tlog-cosignature).</summary>
public static class Cosignature
{
    /// <summary>Bytes of a cosignature without its key id.</summary>
    public const int Size = sizeof(long) + Ed25519.SignatureLength;

    /// <summary>When the witness cosigned, or null where the signature is no cosignature.</summary>
    public static DateTimeOffset? TimeOf(NoteSignature signature) =>
        signature.Bytes.Length == Size && Seconds(signature.Bytes.Span) is var seconds and >= 0 and <= Latest
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    internal static bool Verify(
        ReadOnlySpan<byte> publicKey,
        ReadOnlySpan<byte> text,
        ReadOnlySpan<byte> signature
    ) =>
        signature.Length == Size
        && Seconds(signature) is var seconds and >= 0 and <= Latest
        && Ed25519.Verify(publicKey, Message(seconds, text), signature[sizeof(long)..]);

    /// <summary>What is signed: a header line, the time line, and the whole text of the checkpoint.</summary>
    internal static byte[] Message(long seconds, ReadOnlySpan<byte> text) =>
        [
            .. LedgerText.ToBytes(
                string.Create(CultureInfo.InvariantCulture, $"cosignature/v1\ntime {seconds}\n")
            ),
            .. text,
        ];

    // The last second that a DateTimeOffset holds: 9999-12-31T23:59:59Z.
    private const long Latest = 253_402_300_799;

    private static long Seconds(ReadOnlySpan<byte> signature) =>
        BinaryPrimitives.ReadInt64BigEndian(signature);
}
