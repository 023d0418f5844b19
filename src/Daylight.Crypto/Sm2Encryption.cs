using System.Formats.Asn1;
using Daylight.Crypto.Native;

namespace Daylight.Crypto;

/// <summary>SM2 encryption of short secrets (GB/T 32918.4); callers outside use <see cref="SealedBox"/>.</summary>
internal static class Sm2Encryption
{
    /// <summary>Bytes that an encrypted secret has beyond the secret: point (65) and hash (32).</summary>
    internal const int Overhead = Sm2.PublicKeyLength + Sm3.HashLength;

    /// <summary>
    /// Encrypts a short secret to a public key (GB/T 32918.4): <c>point (65) || hash (32) || ciphertext</c>, the order
    /// C1 C3 C2 of the standard.
    /// </summary>
    internal static byte[] Encrypt(ReadOnlySpan<byte> publicKey65, ReadOnlySpan<byte> secret)
    {
        using var key =
            Sm2Keys.TryPublic(publicKey65)
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
        var encrypted = new byte[Overhead + secret.Length];
        encrypted[0] = 0x04;
        Sm2Der.Write(sequence.ReadInteger(), encrypted.AsSpan(1, 32));
        Sm2Der.Write(sequence.ReadInteger(), encrypted.AsSpan(33, 32));
        sequence.ReadOctetString().CopyTo(encrypted.AsSpan(Sm2.PublicKeyLength));
        sequence.ReadOctetString().CopyTo(encrypted.AsSpan(Overhead));
        return encrypted;
    }

    /// <summary>The secret, or null where the ciphertext is not one for this key.</summary>
    internal static SecretBytes? Decrypt(ReadOnlySpan<byte> secret32, ReadOnlySpan<byte> encrypted)
    {
        if (encrypted.Length <= Overhead || encrypted[0] != 0x04)
        {
            return null;
        }

        using var key = Sm2Keys.Private(secret32);
        using var context = PKeyContext.For(key);
        OpenSsl.Succeeded(LibCrypto.EVP_PKEY_decrypt_init(context), nameof(LibCrypto.EVP_PKEY_decrypt_init));
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(Sm2Der.Number(encrypted[1..33]));
            writer.WriteInteger(Sm2Der.Number(encrypted[33..Sm2.PublicKeyLength]));
            writer.WriteOctetString(encrypted[Sm2.PublicKeyLength..Overhead]);
            writer.WriteOctetString(encrypted[Overhead..]);
        }

        var der = writer.Encode();
        using var room = SecretBytes.Random(der.Length);
        var length = (nuint)room.Length;
        var good = LibCrypto.EVP_PKEY_decrypt(context, room.Buffer, ref length, der, (nuint)der.Length) == 1;
        OpenSsl.ForgetErrors();
        return good ? SecretBytes.CopyOf(room.Span[..(int)length]) : null;
    }
}
