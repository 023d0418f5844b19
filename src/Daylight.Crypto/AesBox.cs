using System.Security.Cryptography;

namespace Daylight.Crypto;

/// <summary>
/// The authenticated box of the international suite: AES-256-GCM (NIST SP 800-38D) as
/// <c>nonce (12, random) || ciphertext || tag (16)</c>, the context as associated data. At most 2^32 boxes under
/// one key: derive a key per fact.
/// </summary>
public static class AesBox
{
    public const int KeyLength = 32;
    public const int NonceLength = 12;
    public const int TagLength = 16;

    /// <summary>Bytes that a box has beyond its plaintext.</summary>
    public const int Overhead = NonceLength + TagLength;

    private const string What = "box (AES-256-GCM)";

    public static byte[] Seal(
        ReadOnlySpan<byte> key32,
        ReadOnlySpan<byte> plaintext,
        ReadOnlySpan<byte> context
    )
    {
        Length.MustBe(KeyLength, key32);
        var box = new byte[Overhead + plaintext.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceLength));
        using var aes = new AesGcm(key32, TagLength);
        aes.Encrypt(
            box.AsSpan(0, NonceLength),
            plaintext,
            box.AsSpan(NonceLength, plaintext.Length),
            box.AsSpan(NonceLength + plaintext.Length),
            context
        );
        return box;
    }

    /// <exception cref="SealBrokenException">Changed, cut, or of another key or context.</exception>
    public static byte[] Open(ReadOnlySpan<byte> key32, ReadOnlySpan<byte> box, ReadOnlySpan<byte> context)
    {
        Length.MustBe(KeyLength, key32);
        if (box.Length < Overhead)
        {
            throw SealBrokenException.TooShort(What, box.Length, Overhead);
        }

        var plaintext = new byte[box.Length - Overhead];
        using var aes = new AesGcm(key32, TagLength);
        try
        {
            aes.Decrypt(
                box[..NonceLength],
                box[NonceLength..^TagLength],
                box[^TagLength..],
                plaintext,
                context
            );
        }
        catch (AuthenticationTagMismatchException)
        {
            throw SealBrokenException.NotAuthentic(What);
        }

        return plaintext;
    }
}
