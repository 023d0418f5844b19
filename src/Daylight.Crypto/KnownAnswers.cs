using System.Security.Cryptography;
using Daylight.Crypto.Native;

namespace Daylight.Crypto;

/// <summary>One published vector per algorithm, run once at start.</summary>
internal static class KnownAnswers
{
    internal static string Check()
    {
        LibCrypto.Load();
        foreach (var (name, holds) in All)
        {
            if (!Holds(name, holds))
            {
                throw CryptographyMissingException.WrongAnswer(name, Algorithms.Version);
            }
        }

        return Algorithms.Version;
    }

    private static IEnumerable<(string Name, Func<bool> Holds)> All =>
        [
            ("SM3", Sm3Holds),
            ("HMAC-SM3", HmacSm3Holds),
            ("SM4-CTR", Sm4Holds),
            ("SM2", Sm2Holds),
            ("Ed25519", Ed25519Holds),
            ("SHA-256 and HKDF", HkdfHolds),
            ("AES-256-GCM", AesHolds),
            ("P-256", P256Holds),
            ("modular exponentiation", PowerHolds),
        ];

    /// <summary>An algorithm that OpenSSL does not offer fails inside its first call.</summary>
    private static bool Holds(string name, Func<bool> holds)
    {
        try
        {
            return holds();
        }
        catch (Exception fault) when (fault is CryptographicException or PlatformNotSupportedException)
        {
            throw CryptographyMissingException.Algorithm(name, Algorithms.Version);
        }
    }

    /// <summary>GB/T 32905 appendix A.1.</summary>
    private static bool Sm3Holds() =>
        Is("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0", Sm3.Hash("abc"u8));

    /// <summary>GM/T 0042 appendix D.3, the second vector.</summary>
    private static bool HmacSm3Holds() =>
        Is(
            "2e87f1d16862e6d964b50a5200bf2b10b764faa9680a296a2405f24bec39f882",
            HmacSm3.Tag("Jefe"u8, "what do ya want for nothing?"u8)
        );

    /// <summary>GB/T 32907 appendix A.1, as the first block of a key stream.</summary>
    private static bool Sm4Holds()
    {
        var key = Convert.FromHexString("0123456789abcdeffedcba9876543210");
        var block = new byte[Sm4.BlockLength];
        Sm4.Ctr(key, key, block, block);
        return Is("681edf34d206965e86b3e94f536e4246", block);
    }

    /// <summary>GB/T 32918.5 appendix A.2.</summary>
    private static bool Sm2Holds()
    {
        var secret = Convert.FromHexString(
            "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"
        );
        var signature = Convert.FromHexString(
            "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"
        );
        return Sm2.Verify(Sm2.PublicKey(secret), "message digest"u8, signature);
    }

    /// <summary>RFC 8032 section 7.1, test 1.</summary>
    private static bool Ed25519Holds() =>
        Is(
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
            Ed25519.Sign(
                Convert.FromHexString("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"),
                []
            )
        );

    /// <summary>RFC 5869 test case 3.</summary>
    private static bool HkdfHolds()
    {
        var secret = new byte[22];
        Array.Fill(secret, (byte)0x0b);
        using var derived = KeyDerivation.Hkdf(Suite.International, secret, [], [], 42);
        return Is(
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
            derived.Span
        );
    }

    /// <summary>The GCM specification's test case 14.</summary>
    private static bool AesHolds()
    {
        var block = new byte[16];
        var tag = new byte[16];
        using var aes = new AesGcm(new byte[32], tag.Length);
        aes.Encrypt(new byte[12], block, block, tag);
        return Is("cea7403d4d606b6e074ec5d3baf39d18", block) && Is("d0d1c8a799996bf0265b98b5d48ab919", tag);
    }

    /// <summary>RFC 9180 appendix A.3.1, the recipient's key.</summary>
    private static bool P256Holds() =>
        Is(
            "04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a826a779b4cf969b8a0e539c7f62fb3d30ad6aa8f80e30f1d128aafd68a2ce72ea0",
            Hpke.PublicKey(
                Convert.FromHexString("f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2")
            )
        );

    /// <summary>4 ^ 13 mod 497 = 445.</summary>
    private static bool PowerHolds()
    {
        using var modulus = new Modulus([0x01, 0xf1]);
        return Is("01bd", modulus.Power([4], [13]));
    }

    private static bool Is(string expected, ReadOnlySpan<byte> actual) =>
        Convert.FromHexString(expected).AsSpan().SequenceEqual(actual);
}
