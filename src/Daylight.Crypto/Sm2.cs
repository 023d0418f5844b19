using Daylight.Crypto.Native;

namespace Daylight.Crypto;

/// <summary>
/// SM2 (GB/T 32918-2016 with the curve of part 5): signatures with SM3, and encryption of short secrets. A private
/// key has 32 bytes (big-endian, 1 to n-2), a public key 65 (0x04, x, y), a signature 64 (r, s).
/// </summary>
/// <remarks>The DER form of GM/T 0009 that other programs exchange comes from <see cref="Sm2Der"/>.</remarks>
public static class Sm2
{
    public const int SecretLength = 32;
    public const int PublicKeyLength = 65;
    public const int SignatureLength = 64;

    private const string Algorithm = "SM2";

    /// <summary>The user id where nothing else was agreed (GM/T 0009): 1234567812345678.</summary>
    public static ReadOnlySpan<byte> DefaultUserId => "1234567812345678"u8;

    /// <summary>A fresh private key.</summary>
    public static SecretBytes NewSecret()
    {
        using var context = PKeyContext.For(Algorithm);
        OpenSsl.Succeeded(LibCrypto.EVP_PKEY_keygen_init(context), nameof(LibCrypto.EVP_PKEY_keygen_init));
        nint generated = 0;
        OpenSsl.Succeeded(
            LibCrypto.EVP_PKEY_generate(context, ref generated),
            nameof(LibCrypto.EVP_PKEY_generate)
        );
        using var key = new PKey(generated);
        OpenSsl.Succeeded(
            LibCrypto.EVP_PKEY_get_bn_param(key, "priv", out var number),
            nameof(LibCrypto.EVP_PKEY_get_bn_param)
        );
        using var scalar = BigNumber.Owned(number);
        var secret = SecretBytes.Random(SecretLength);
        scalar.WriteTo(secret.Buffer);
        return secret;
    }

    /// <summary>The public key that belongs to a private one.</summary>
    public static byte[] PublicKey(ReadOnlySpan<byte> secret32)
    {
        using var key = Sm2Keys.Private(secret32);
        var publicKey = new byte[PublicKeyLength];
        OpenSsl.Succeeded(
            LibCrypto.EVP_PKEY_get_octet_string_param(key, "pub", publicKey, PublicKeyLength, out _),
            nameof(LibCrypto.EVP_PKEY_get_octet_string_param)
        );
        return publicKey;
    }

    /// <summary>Signs with the <see cref="DefaultUserId"/>; every signature of a message is another one.</summary>
    public static byte[] Sign(ReadOnlySpan<byte> secret32, ReadOnlySpan<byte> message) =>
        Sign(secret32, message, DefaultUserId);

    public static byte[] Sign(
        ReadOnlySpan<byte> secret32,
        ReadOnlySpan<byte> message,
        ReadOnlySpan<byte> userId
    )
    {
        using var key = Sm2Keys.Private(secret32);
        using var keyContext = Identified(key, userId);
        using var context = DigestContext.Create();
        LibCrypto.EVP_MD_CTX_set_pkey_ctx(context, keyContext);
        OpenSsl.Succeeded(
            LibCrypto.EVP_DigestSignInit_ex(context, 0, "SM3", 0, null, key, 0),
            nameof(LibCrypto.EVP_DigestSignInit_ex)
        );
        Span<byte> der = stackalloc byte[96];
        var length = (nuint)der.Length;
        OpenSsl.Succeeded(
            LibCrypto.EVP_DigestSign(context, der, ref length, message, (nuint)message.Length),
            nameof(LibCrypto.EVP_DigestSign)
        );
        return Sm2Der.Signature(der[..(int)length]);
    }

    /// <summary>Verifies with the <see cref="DefaultUserId"/>.</summary>
    public static bool Verify(
        ReadOnlySpan<byte> publicKey65,
        ReadOnlySpan<byte> message,
        ReadOnlySpan<byte> signature64
    ) => Verify(publicKey65, message, signature64, DefaultUserId);

    /// <summary>
    /// Whether the signature is the key's over the message under that user id. A public key that is no point of the
    /// curve verifies nothing: false.
    /// </summary>
    public static bool Verify(
        ReadOnlySpan<byte> publicKey65,
        ReadOnlySpan<byte> message,
        ReadOnlySpan<byte> signature64,
        ReadOnlySpan<byte> userId
    )
    {
        Length.MustBe(SignatureLength, signature64);
        using var key = Sm2Keys.TryPublic(publicKey65);
        if (key is null)
        {
            return false;
        }

        using var keyContext = Identified(key, userId);
        using var context = DigestContext.Create();
        LibCrypto.EVP_MD_CTX_set_pkey_ctx(context, keyContext);
        OpenSsl.Succeeded(
            LibCrypto.EVP_DigestVerifyInit_ex(context, 0, "SM3", 0, null, key, 0),
            nameof(LibCrypto.EVP_DigestVerifyInit_ex)
        );
        var der = Sm2Der.OfSignature(signature64);
        var good =
            LibCrypto.EVP_DigestVerify(context, der, (nuint)der.Length, message, (nuint)message.Length) == 1;
        OpenSsl.ForgetErrors();
        return good;
    }

    private static PKeyContext Identified(PKey key, ReadOnlySpan<byte> userId)
    {
        // The standard writes the length of the id as 16 bits of bits.
        if (userId.Length is 0 or > 8191)
        {
            throw new ArgumentException(
                $"{nameof(userId)} has {userId.Length} bytes; an SM2 user id has 1 to 8,191.",
                nameof(userId)
            );
        }

        var context = PKeyContext.For(key);
        OpenSsl.Succeeded(
            LibCrypto.EVP_PKEY_CTX_set1_id(context, userId, userId.Length),
            nameof(LibCrypto.EVP_PKEY_CTX_set1_id)
        );
        return context;
    }
}
