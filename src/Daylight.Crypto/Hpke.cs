using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Daylight.Crypto;

/// <summary>
/// HPKE (RFC 9180) in base mode, one message per key: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. P-256 and
/// not X25519, because the browsers in use at government desks have it in WebCrypto, so that a page can seal.
/// </summary>
internal sealed class Hpke
{
    internal const int SecretLength = 32;
    internal const int PublicKeyLength = 65;
    internal const int TagLength = 16;

    private const int NonceLength = 12;

    private readonly int _keyLength;
    private readonly byte[] _suiteId;

    private Hpke(ushort aead, int keyLength)
    {
        _keyLength = keyLength;
        _suiteId = [.. "HPKE"u8, 0x00, 0x10, 0x00, 0x01, (byte)(aead >> 8), (byte)aead];
    }

    /// <summary>The suite of Daylight.</summary>
    internal static Hpke Aes256 { get; } = new(2, 32);

    /// <summary>The suite of RFC 9180 appendix A.3, for its vectors alone.</summary>
    internal static Hpke Aes128 { get; } = new(1, 16);

    private static ReadOnlySpan<byte> KemId => [(byte)'K', (byte)'E', (byte)'M', 0x00, 0x10];

    /// <summary>Order of P-256 (FIPS 186-4): a private key lies between 1 and this minus 1.</summary>
    private static ReadOnlySpan<byte> Order =>
        [
            0xff,
            0xff,
            0xff,
            0xff,
            0x00,
            0x00,
            0x00,
            0x00,
            0xff,
            0xff,
            0xff,
            0xff,
            0xff,
            0xff,
            0xff,
            0xff,
            0xbc,
            0xe6,
            0xfa,
            0xad,
            0xa7,
            0x17,
            0x9e,
            0x84,
            0xf3,
            0xb9,
            0xca,
            0xc2,
            0xfc,
            0x63,
            0x25,
            0x51,
        ];

    /// <summary>A private key out of at least 32 secret bytes (RFC 9180 section 7.1.3, DeriveKeyPair).</summary>
    internal static SecretBytes DeriveSecret(ReadOnlySpan<byte> material)
    {
        using var seed = LabeledExtract(KemId, [], "dkp_prk"u8, material);
        for (var counter = 0; counter < 256; counter++)
        {
            var candidate = LabeledExpand(KemId, seed.Span, "candidate"u8, [(byte)counter], SecretLength);
            if (candidate.Span.IndexOfAnyExcept((byte)0) >= 0 && candidate.Span.SequenceCompareTo(Order) < 0)
            {
                return candidate;
            }

            candidate.Dispose();
        }

        throw new CryptographicException("No private key of P-256 came out of the given material.");
    }

    internal static SecretBytes NewSecret()
    {
        using var material = SecretBytes.Random(SecretLength);
        return DeriveSecret(material.Span);
    }

    internal static byte[] PublicKey(ReadOnlySpan<byte> secret32)
    {
        using var key = Import(secret32);
        return Bytes(key);
    }

    /// <summary>Encapsulated key (65) and ciphertext with tag, one after the other.</summary>
    internal byte[] Seal(
        ReadOnlySpan<byte> recipient65,
        ReadOnlySpan<byte> info,
        ReadOnlySpan<byte> associated,
        ReadOnlySpan<byte> plaintext,
        SecretBytes ephemeral
    )
    {
        using var recipient = ImportPublic(recipient65);
        using var sender = Import(ephemeral.Span);
        var encapsulated = Bytes(sender);
        using var shared = Shared(sender, recipient, encapsulated, recipient65);
        using var schedule = Schedule(shared, info);
        var sealedBytes = new byte[PublicKeyLength + plaintext.Length + TagLength];
        encapsulated.CopyTo(sealedBytes, 0);
        using var aes = new AesGcm(schedule.Span[..^NonceLength], TagLength);
        aes.Encrypt(
            schedule.Span[^NonceLength..],
            plaintext,
            sealedBytes.AsSpan(PublicKeyLength, plaintext.Length),
            sealedBytes.AsSpan(PublicKeyLength + plaintext.Length),
            associated
        );
        return sealedBytes;
    }

    /// <summary>The plaintext, or null where it is not for this key, info and associated data.</summary>
    internal byte[]? Open(
        ReadOnlySpan<byte> secret32,
        ReadOnlySpan<byte> info,
        ReadOnlySpan<byte> associated,
        ReadOnlySpan<byte> sealedBytes
    )
    {
        using var recipient = Import(secret32);
        var encapsulated = sealedBytes[..PublicKeyLength];
        using var sender = TryImportPublic(encapsulated);
        if (sender is null)
        {
            return null;
        }

        using var shared = Shared(recipient, sender, encapsulated, Bytes(recipient));
        using var schedule = Schedule(shared, info);
        var plaintext = new byte[sealedBytes.Length - PublicKeyLength - TagLength];
        using var aes = new AesGcm(schedule.Span[..^NonceLength], TagLength);
        try
        {
            aes.Decrypt(
                schedule.Span[^NonceLength..],
                sealedBytes[PublicKeyLength..^TagLength],
                sealedBytes[^TagLength..],
                plaintext,
                associated
            );
            return plaintext;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static SecretBytes Shared(
        ECDiffieHellman own,
        ECDiffieHellman other,
        ReadOnlySpan<byte> encapsulated,
        ReadOnlySpan<byte> recipient65
    )
    {
        using var otherPublic = other.PublicKey;
        using var agreed = SecretBytes.TakeFrom(own.DeriveRawSecretAgreement(otherPublic));
        using var extracted = LabeledExtract(KemId, [], "eae_prk"u8, agreed.Span);
        return LabeledExpand(
            KemId,
            extracted.Span,
            "shared_secret"u8,
            [.. encapsulated, .. recipient65],
            SecretLength
        );
    }

    /// <summary>Key and base nonce, one after the other (RFC 9180 section 5.1, mode 0).</summary>
    private SecretBytes Schedule(SecretBytes shared, ReadOnlySpan<byte> info)
    {
        using var noPsk = LabeledExtract(_suiteId, [], "psk_id_hash"u8, []);
        using var infoHash = LabeledExtract(_suiteId, [], "info_hash"u8, info);
        ReadOnlySpan<byte> context = [0x00, .. noPsk.Span, .. infoHash.Span];
        using var secret = LabeledExtract(_suiteId, shared.Span, "secret"u8, []);
        using var key = LabeledExpand(_suiteId, secret.Span, "key"u8, context, _keyLength);
        using var nonce = LabeledExpand(_suiteId, secret.Span, "base_nonce"u8, context, NonceLength);
        var both = SecretBytes.Random(_keyLength + NonceLength);
        key.Span.CopyTo(both.Buffer);
        nonce.Span.CopyTo(both.Buffer[_keyLength..]);
        return both;
    }

    private static SecretBytes LabeledExtract(
        ReadOnlySpan<byte> suiteId,
        ReadOnlySpan<byte> salt,
        ReadOnlySpan<byte> label,
        ReadOnlySpan<byte> material
    )
    {
        using var labeled = SecretBytes.TakeFrom([.. "HPKE-v1"u8, .. suiteId, .. label, .. material]);
        var extracted = SecretBytes.Random(SecretLength);
        HKDF.Extract(HashAlgorithmName.SHA256, labeled.Span, salt, extracted.Buffer);
        return extracted;
    }

    private static SecretBytes LabeledExpand(
        ReadOnlySpan<byte> suiteId,
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> label,
        ReadOnlySpan<byte> info,
        int length
    )
    {
        Span<byte> lengthBytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(lengthBytes, (ushort)length);
        var expanded = SecretBytes.Random(length);
        HKDF.Expand(
            HashAlgorithmName.SHA256,
            key,
            expanded.Buffer,
            [.. lengthBytes, .. "HPKE-v1"u8, .. suiteId, .. label, .. info]
        );
        return expanded;
    }

    private static ECDiffieHellman Import(ReadOnlySpan<byte> secret32)
    {
        Length.MustBe(SecretLength, secret32);
        if (secret32.IndexOfAnyExcept((byte)0) < 0 || secret32.SequenceCompareTo(Order) >= 0)
        {
            throw new ArgumentException(
                "A private key of P-256 lies between 1 and its order minus 1.",
                nameof(secret32)
            );
        }

        var scalar = secret32.ToArray();
        try
        {
            return ECDiffieHellman.Create(
                new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = scalar }
            );
        }
        finally
        {
            CryptographicOperations.ZeroMemory(scalar);
        }
    }

    private static ECDiffieHellman ImportPublic(ReadOnlySpan<byte> publicKey65) =>
        TryImportPublic(publicKey65)
        ?? throw new ArgumentException("The public key is no point of the curve P-256.", nameof(publicKey65));

    private static ECDiffieHellman? TryImportPublic(ReadOnlySpan<byte> publicKey65)
    {
        Length.MustBe(PublicKeyLength, publicKey65);
        if (publicKey65[0] != 0x04)
        {
            return null;
        }

        try
        {
            var point = new ECPoint { X = publicKey65[1..33].ToArray(), Y = publicKey65[33..].ToArray() };
            return ECDiffieHellman.Create(
                new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point }
            );
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static byte[] Bytes(ECDiffieHellman key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return [0x04, .. point.X!, .. point.Y!];
    }
}
