using Daylight.Crypto.Native;

namespace Daylight.Crypto;

/// <summary>Brings the bytes of SM2 keys into OpenSSL.</summary>
internal static class Sm2Keys
{
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

    /// <exception cref="ArgumentException">Not between 1 and n - 2.</exception>
    internal static unsafe PKey Private(ReadOnlySpan<byte> secret32)
    {
        Length.MustBe(Sm2.SecretLength, secret32);
        if (secret32.IndexOfAnyExcept((byte)0) < 0 || secret32.SequenceCompareTo(OrderMinusOne) >= 0)
        {
            throw new ArgumentException("An SM2 private key lies between 1 and n - 2.", nameof(secret32));
        }

        using var der = SecretBytes.Random(SecretPrefix.Length + Sm2.SecretLength);
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

    /// <summary>Null where the bytes are no point of the curve.</summary>
    internal static unsafe PKey? TryPublic(ReadOnlySpan<byte> publicKey65)
    {
        Length.MustBe(Sm2.PublicKeyLength, publicKey65);
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
}
