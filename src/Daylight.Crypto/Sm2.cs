using System.Formats.Asn1;
using System.Numerics;
using Daylight.Crypto.Native;

namespace Daylight.Crypto;

/// <summary>
/// SM2 (GB/T 32918-2016 with the curve of part 5): signatures with SM3, and encryption of short secrets. A private
/// key has 32 bytes (big-endian, 1 to n-2), a public key 65 (0x04, x, y), a signature 64 (r, s).
/// </summary>
/// <remarks>The DER form of GM/T 0009 that other programs exchange comes from <see cref="SignatureToDer"/>.</remarks>
public static class Sm2
{
    public const int SecretLength = 32;
    public const int PublicKeyLength = 65;
    public const int SignatureLength = 64;

    /// <summary>Bytes that an encrypted secret has beyond the secret: point (65) and hash (32).</summary>
    internal const int EncryptionOverhead = PublicKeyLength + Sm3.HashLength;

    private const string Algorithm = "SM2";

    /// <summary>The user id where nothing else was agreed (GM/T 0009): 1234567812345678.</summary>
    public static ReadOnlySpan<byte> DefaultUserId => "1234567812345678"u8;

    // PKCS #8 and SubjectPublicKeyInfo of the SM2 curve up to the key itself (RFC 5208, RFC 5480, RFC 5915).
    private static ReadOnlySpan<byte> SecretPrefix =>
        [
            0x30,
            0x41,
            0x02,
            0x01,
            0x00,
            0x30,
            0x13,
            0x06,
            0x07,
            0x2a,
            0x86,
            0x48,
            0xce,
            0x3d,
            0x02,
            0x01,
            0x06,
            0x08,
            0x2a,
            0x81,
            0x1c,
            0xcf,
            0x55,
            0x01,
            0x82,
            0x2d,
            0x04,
            0x27,
            0x30,
            0x25,
            0x02,
            0x01,
            0x01,
            0x04,
            0x20,
        ];

    private static ReadOnlySpan<byte> PublicPrefix =>
        [
            0x30,
            0x59,
            0x30,
            0x13,
            0x06,
            0x07,
            0x2a,
            0x86,
            0x48,
            0xce,
            0x3d,
            0x02,
            0x01,
            0x06,
            0x08,
            0x2a,
            0x81,
            0x1c,
            0xcf,
            0x55,
            0x01,
            0x82,
            0x2d,
            0x03,
            0x42,
            0x00,
        ];

    /// <summary>n - 1 of GB/T 32918.5: a private key lies below it.</summary>
    private static ReadOnlySpan<byte> OrderMinusOne =>
        [
            0xff,
            0xff,
            0xff,
            0xfe,
            0xff,
            0xff,
            0xff,
            0xff,
            0xff,
            0xff,
            0xff,
            0xff,
            0xff,
            0xff,
            0xff,
            0xff,
            0x72,
            0x03,
            0xdf,
            0x6b,
            0x21,
            0xc6,
            0x05,
            0x2b,
            0x53,
            0xbb,
            0xf4,
            0x09,
            0x39,
            0xd5,
            0x41,
            0x22,
        ];

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
        using var key = PrivateKey(secret32);
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
        using var key = PrivateKey(secret32);
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
        return SignatureFromDer(der[..(int)length]);
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
        using var key = TryPublicKey(publicKey65);
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
        var der = SignatureToDer(signature64);
        var good =
            LibCrypto.EVP_DigestVerify(context, der, (nuint)der.Length, message, (nuint)message.Length) == 1;
        OpenSsl.ForgetErrors();
        return good;
    }

    /// <summary>r and s (64 bytes) as the SEQUENCE of two INTEGERs of GM/T 0009.</summary>
    public static byte[] SignatureToDer(ReadOnlySpan<byte> signature64)
    {
        Length.MustBe(SignatureLength, signature64);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(Number(signature64[..32]));
            writer.WriteInteger(Number(signature64[32..]));
        }

        return writer.Encode();
    }

    /// <summary>The way back of <see cref="SignatureToDer"/>.</summary>
    /// <exception cref="FormatException">Not DER, or a number beyond 32 bytes.</exception>
    public static byte[] SignatureFromDer(ReadOnlySpan<byte> der)
    {
        try
        {
            var reader = new AsnReader(der.ToArray(), AsnEncodingRules.DER);
            var sequence = reader.ReadSequence();
            reader.ThrowIfNotEmpty();
            var signature = new byte[SignatureLength];
            Write(sequence.ReadInteger(), signature.AsSpan(0, 32));
            Write(sequence.ReadInteger(), signature.AsSpan(32));
            sequence.ThrowIfNotEmpty();
            return signature;
        }
        catch (AsnContentException fault)
        {
            throw new FormatException(
                $"The SM2 signature is not the DER of two numbers: {fault.Message}",
                fault
            );
        }
    }

    /// <summary>
    /// Encrypts a short secret to a public key (GB/T 32918.4): <c>point (65) || hash (32) || ciphertext</c>, the order
    /// C1 C3 C2 of the standard.
    /// </summary>
    internal static byte[] Encrypt(ReadOnlySpan<byte> publicKey65, ReadOnlySpan<byte> secret)
    {
        using var key =
            TryPublicKey(publicKey65)
            ?? throw new ArgumentException(
                "The public key is no point of the SM2 curve.",
                nameof(publicKey65)
            );
        using var context = PKeyContext.For(key);
        OpenSsl.Succeeded(LibCrypto.EVP_PKEY_encrypt_init(context), nameof(LibCrypto.EVP_PKEY_encrypt_init));
        var der = new byte[secret.Length + 160];
        var length = (nuint)der.Length;
        OpenSsl.Succeeded(
            LibCrypto.EVP_PKEY_encrypt(context, der, ref length, secret, (nuint)secret.Length),
            nameof(LibCrypto.EVP_PKEY_encrypt)
        );
        var sequence = new AsnReader(der.AsMemory(0, (int)length), AsnEncodingRules.DER).ReadSequence();
        var encrypted = new byte[EncryptionOverhead + secret.Length];
        encrypted[0] = 0x04;
        Write(sequence.ReadInteger(), encrypted.AsSpan(1, 32));
        Write(sequence.ReadInteger(), encrypted.AsSpan(33, 32));
        sequence.ReadOctetString().CopyTo(encrypted.AsSpan(PublicKeyLength));
        sequence.ReadOctetString().CopyTo(encrypted.AsSpan(EncryptionOverhead));
        return encrypted;
    }

    /// <summary>The secret, or null where the ciphertext is not one for this key.</summary>
    internal static SecretBytes? Decrypt(ReadOnlySpan<byte> secret32, ReadOnlySpan<byte> encrypted)
    {
        if (encrypted.Length <= EncryptionOverhead || encrypted[0] != 0x04)
        {
            return null;
        }

        using var key = PrivateKey(secret32);
        using var context = PKeyContext.For(key);
        OpenSsl.Succeeded(LibCrypto.EVP_PKEY_decrypt_init(context), nameof(LibCrypto.EVP_PKEY_decrypt_init));
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(Number(encrypted[1..33]));
            writer.WriteInteger(Number(encrypted[33..PublicKeyLength]));
            writer.WriteOctetString(encrypted[PublicKeyLength..EncryptionOverhead]);
            writer.WriteOctetString(encrypted[EncryptionOverhead..]);
        }

        var der = writer.Encode();
        using var room = SecretBytes.Random(der.Length);
        var length = (nuint)room.Length;
        var good = LibCrypto.EVP_PKEY_decrypt(context, room.Buffer, ref length, der, (nuint)der.Length) == 1;
        OpenSsl.ForgetErrors();
        return good ? SecretBytes.CopyOf(room.Span[..(int)length]) : null;
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

    private static unsafe PKey PrivateKey(ReadOnlySpan<byte> secret32)
    {
        Length.MustBe(SecretLength, secret32);
        if (secret32.IndexOfAnyExcept((byte)0) < 0 || secret32.SequenceCompareTo(OrderMinusOne) >= 0)
        {
            throw new ArgumentException("An SM2 private key lies between 1 and n - 2.", nameof(secret32));
        }

        using var der = SecretBytes.Random(SecretPrefix.Length + SecretLength);
        SecretPrefix.CopyTo(der.Buffer);
        secret32.CopyTo(der.Buffer[SecretPrefix.Length..]);
        fixed (byte* start = der.Span)
        {
            var position = (nint)start;
            return new PKey(
                OpenSsl.NotNull(
                    LibCrypto.d2i_AutoPrivateKey_ex(0, ref position, der.Length, 0, 0),
                    nameof(LibCrypto.d2i_AutoPrivateKey_ex)
                )
            );
        }
    }

    private static unsafe PKey? TryPublicKey(ReadOnlySpan<byte> publicKey65)
    {
        Length.MustBe(PublicKeyLength, publicKey65);
        if (publicKey65[0] != 0x04)
        {
            return null;
        }

        ReadOnlySpan<byte> der = [.. PublicPrefix, .. publicKey65];
        fixed (byte* start = der)
        {
            var position = (nint)start;
            var key = LibCrypto.d2i_PUBKEY_ex(0, ref position, der.Length, 0, 0);
            OpenSsl.ForgetErrors();
            return key == 0 ? null : new PKey(key);
        }
    }

    private static BigInteger Number(ReadOnlySpan<byte> bigEndian) =>
        new(bigEndian, isUnsigned: true, isBigEndian: true);

    private static void Write(BigInteger number, Span<byte> bigEndian)
    {
        var length = number.Sign < 0 ? int.MaxValue : number.GetByteCount(isUnsigned: true);
        if (length > bigEndian.Length)
        {
            throw new FormatException($"A number of SM2 needs {bigEndian.Length} bytes and is no larger.");
        }

        bigEndian.Clear();
        number.TryWriteBytes(bigEndian[^length..], out _, isUnsigned: true, isBigEndian: true);
    }
}
