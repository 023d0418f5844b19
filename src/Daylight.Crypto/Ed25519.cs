using Daylight.Crypto.Native;

namespace Daylight.Crypto;

/// <summary>
/// Ed25519 signatures (RFC 8032, the pure variant). A private key is its 32-byte seed, a public key has 32 bytes,
/// a signature 64.
/// </summary>
public static class Ed25519
{
    public const int SeedLength = 32;
    public const int PublicKeyLength = 32;
    public const int SignatureLength = 64;

    private const string Algorithm = "ED25519";

    /// <summary>The public key that belongs to a seed.</summary>
    public static byte[] PublicKey(ReadOnlySpan<byte> seed32)
    {
        using var key = PrivateKey(seed32);
        var publicKey = new byte[PublicKeyLength];
        var length = (nuint)publicKey.Length;
        OpenSsl.Succeeded(
            LibCrypto.EVP_PKEY_get_raw_public_key(key, publicKey, ref length),
            nameof(LibCrypto.EVP_PKEY_get_raw_public_key)
        );
        return publicKey;
    }

    /// <summary>Signs; the same seed and message always give the same 64 bytes.</summary>
    public static byte[] Sign(ReadOnlySpan<byte> seed32, ReadOnlySpan<byte> message)
    {
        using var key = PrivateKey(seed32);
        using var context = DigestContext.Create();
        OpenSsl.Succeeded(
            LibCrypto.EVP_DigestSignInit_ex(context, 0, null, 0, null, key, 0),
            nameof(LibCrypto.EVP_DigestSignInit_ex)
        );
        var signature = new byte[SignatureLength];
        var length = (nuint)signature.Length;
        OpenSsl.Succeeded(
            LibCrypto.EVP_DigestSign(context, signature, ref length, message, (nuint)message.Length),
            nameof(LibCrypto.EVP_DigestSign)
        );
        return signature;
    }

    /// <summary>
    /// Whether the signature is the key's over the message. A public key that is no point of the curve, and a
    /// signature whose second half is not reduced, verify nothing: false.
    /// </summary>
    public static bool Verify(
        ReadOnlySpan<byte> publicKey32,
        ReadOnlySpan<byte> message,
        ReadOnlySpan<byte> signature64
    )
    {
        Length.MustBe(SignatureLength, signature64);
        Length.MustBe(PublicKeyLength, publicKey32);
        using var key = new PKey(
            OpenSsl.NotNull(
                LibCrypto.EVP_PKEY_new_raw_public_key_ex(0, Algorithm, null, publicKey32, PublicKeyLength),
                nameof(LibCrypto.EVP_PKEY_new_raw_public_key_ex)
            )
        );
        using var context = DigestContext.Create();
        OpenSsl.Succeeded(
            LibCrypto.EVP_DigestVerifyInit_ex(context, 0, null, 0, null, key, 0),
            nameof(LibCrypto.EVP_DigestVerifyInit_ex)
        );
        var good =
            LibCrypto.EVP_DigestVerify(context, signature64, SignatureLength, message, (nuint)message.Length)
            == 1;
        OpenSsl.ForgetErrors();
        return good;
    }

    private static PKey PrivateKey(ReadOnlySpan<byte> seed32)
    {
        Length.MustBe(SeedLength, seed32);
        return new PKey(
            OpenSsl.NotNull(
                LibCrypto.EVP_PKEY_new_raw_private_key_ex(0, Algorithm, null, seed32, SeedLength),
                nameof(LibCrypto.EVP_PKEY_new_raw_private_key_ex)
            )
        );
    }
}
