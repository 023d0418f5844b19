using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Daylight.Crypto;

/// <summary>
/// The authenticated box of the national suite, since OpenSSL 3.0 has no SM4-GCM: SM4-CTR, then HMAC-SM3 over
/// everything, as <c>nonce (16, random: the first counter block) || ciphertext || tag (32)</c>.
/// </summary>
/// <remarks>
/// The 32-byte key is never used itself: HKDF-SM3 splits it into 16 bytes for SM4 and 32 for HMAC. The tag covers
/// <c>length of context (8, big-endian) || context || nonce || ciphertext</c>, so no byte can move between them.
/// It is checked before anything is decrypted.
/// </remarks>
public static class Sm4Box
{
    public const int KeyLength = 32;
    public const int NonceLength = Sm4.BlockLength;
    public const int TagLength = HmacSm3.TagLength;

    /// <summary>Bytes that a box has beyond its plaintext.</summary>
    public const int Overhead = NonceLength + TagLength;

    private const string What = "box (SM4-CTR with HMAC-SM3)";

    public static byte[] Seal(
        ReadOnlySpan<byte> key32,
        ReadOnlySpan<byte> plaintext,
        ReadOnlySpan<byte> context
    )
    {
        using var keys = Split(key32);
        var box = new byte[Overhead + plaintext.Length];
        var nonce = box.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        Sm4.Ctr(keys.Span[..Sm4.KeyLength], nonce, plaintext, box.AsSpan(NonceLength));
        Tag(keys.Span[Sm4.KeyLength..], context, box.AsSpan(..^TagLength), box.AsSpan(^TagLength..));
        return box;
    }

    /// <exception cref="SealBrokenException">Changed, cut, or of another key or context.</exception>
    public static byte[] Open(ReadOnlySpan<byte> key32, ReadOnlySpan<byte> box, ReadOnlySpan<byte> context)
    {
        using var keys = Split(key32);
        if (box.Length < Overhead)
        {
            throw SealBrokenException.TooShort(What, box.Length, Overhead);
        }

        Span<byte> expected = stackalloc byte[TagLength];
        Tag(keys.Span[Sm4.KeyLength..], context, box[..^TagLength], expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, box[^TagLength..]))
        {
            throw SealBrokenException.NotAuthentic(What);
        }

        var plaintext = new byte[box.Length - Overhead];
        Sm4.Ctr(keys.Span[..Sm4.KeyLength], box[..NonceLength], box[NonceLength..^TagLength], plaintext);
        return plaintext;
    }

    private static SecretBytes Split(ReadOnlySpan<byte> key32)
    {
        Length.MustBe(KeyLength, key32);
        return KeyDerivation.Hkdf(
            Suite.National,
            key32,
            [],
            "daylight box v1 SM4-CTR HMAC-SM3"u8,
            Sm4.KeyLength + HmacSm3.TagLength
        );
    }

    private static void Tag(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> context,
        ReadOnlySpan<byte> nonceAndCiphertext,
        Span<byte> tag
    )
    {
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(length, context.Length);
        using var running = new HmacSm3Run(key);
        running.Append(length);
        running.Append(context);
        running.Append(nonceAndCiphertext);
        running.Finish(tag);
    }
}
