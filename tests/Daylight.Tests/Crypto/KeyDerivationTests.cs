using Daylight.Crypto;

namespace Daylight.Tests.Crypto;

public sealed class KeyDerivationTests
{
    private static byte[] Row(int from, int count) =>
        [.. Enumerable.Range(from, count).Select(number => (byte)number)];

    private static byte[] Elevens => [.. Enumerable.Repeat((byte)0x0b, 22)];

    /// <summary>RFC 5869 appendix A for SHA-256; the same inputs with SM3, as `openssl kdf` 3.0 gives them.</summary>
    public static TheoryData<Suite, byte[], byte[], byte[], string> Vectors =>
        new()
        {
            {
                Suite.International,
                Elevens,
                Row(0, 13),
                Row(0xf0, 10),
                "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
            },
            {
                Suite.International,
                Row(0, 80),
                Row(0x60, 80),
                Row(0xb0, 80),
                "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87"
            },
            {
                Suite.International,
                Elevens,
                [],
                [],
                "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
            },
            {
                Suite.National,
                Elevens,
                Row(0, 13),
                Row(0xf0, 10),
                "c69fe91b7aaee2dd5718d72dcaee0cce93f1b8e41f792da51261b6a517e68b36ed2c595572b01dfa359b"
            },
            {
                Suite.National,
                Row(0, 80),
                Row(0x60, 80),
                Row(0xb0, 80),
                "c1226236bbdefa7921f9febe27b864f33e449201b436d8844ea53f58170dd6426defbd22ed1f3c5960f35523e62e3b6c0d657f2c61893436f539013199bfaef25aafd1e7726ede927623a9f5cbb8885c7e5d"
            },
            {
                Suite.National,
                Elevens,
                [],
                [],
                "c8c91a38ae2fb3b023a7c38ce9f0748f28230d59b6b950ba3ba949bf0d713a5774815778801741cb2034"
            },
        };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void HKDF_vectors_hold(Suite suite, byte[] secret, byte[] salt, byte[] info, string expected)
    {
        using var derived = KeyDerivation.Hkdf(suite, secret, salt, info, expected.Length / 2);

        Assert.Equal(expected, Convert.ToHexStringLower(derived.Span));
    }

    /// <summary>RFC 7914 section 11 for SHA-256; the same inputs with SM3, as `openssl kdf` 3.0 gives them.</summary>
    [Theory]
    [InlineData(
        Suite.International,
        "passwd",
        "salt",
        1,
        "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783"
    )]
    [InlineData(
        Suite.International,
        "Password",
        "NaCl",
        80_000,
        "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d"
    )]
    [InlineData(
        Suite.National,
        "passwd",
        "salt",
        1,
        "30530b86537c85ea33fbe26ee0adea8d8bd91d283b87936f400e83ad2364ef2632cd8662313657c0e6138ffeda2c4e6805869cbd8030188858d8a675ac762523"
    )]
    [InlineData(
        Suite.National,
        "Password",
        "NaCl",
        80_000,
        "6064dd50568a7cd0fab52aea443fd71c6f45044fd0aede5928568be7948a34699d2bfce8a435110f551cc0e1814602c03c11ecb7f951fec50602850a5102cb88"
    )]
    public void PBKDF2_vectors_hold(
        Suite suite,
        string passphrase,
        string salt,
        int iterations,
        string expected
    )
    {
        var saltBytes = System.Text.Encoding.ASCII.GetBytes(salt);

        using var key = KeyDerivation.Pbkdf2(suite, passphrase, saltBytes, iterations, 64);

        Assert.Equal(expected, Convert.ToHexStringLower(key.Span));
    }

    [Theory]
    [InlineData(Suite.International)]
    [InlineData(Suite.National)]
    public void Another_purpose_salt_or_secret_gives_another_key(Suite suite)
    {
        using var first = KeyDerivation.Hkdf(suite, Elevens, Row(0, 13), "one"u8, 32);
        using var purpose = KeyDerivation.Hkdf(suite, Elevens, Row(0, 13), "two"u8, 32);
        using var salt = KeyDerivation.Hkdf(suite, Elevens, Row(1, 13), "one"u8, 32);
        using var secret = KeyDerivation.Hkdf(suite, Row(0, 22), Row(0, 13), "one"u8, 32);

        Assert.All([purpose, salt, secret], other => Assert.False(first.SameAs(other)));
    }

    [Fact]
    public void The_longest_output_has_255_blocks()
    {
        using var national = KeyDerivation.Hkdf(Suite.National, Elevens, [], [], 255 * 32);
        using var start = KeyDerivation.Hkdf(Suite.National, Elevens, [], [], 33);

        Assert.Equal(start.Span, national.Span[..33]);
        Assert.Throws<ArgumentOutOfRangeException>(
            "length",
            () => KeyDerivation.Hkdf(Suite.National, Elevens, [], [], (255 * 32) + 1)
        );
        Assert.Throws<ArgumentOutOfRangeException>(
            "length",
            () => KeyDerivation.Hkdf(Suite.International, Elevens, [], [], 0)
        );
    }

    [Fact]
    public void Weak_inputs_are_refused()
    {
        Assert.Throws<ArgumentException>(
            "secret",
            () => KeyDerivation.Hkdf(Suite.International, new byte[15], [], [], 32)
        );
        Assert.Throws<ArgumentException>(
            "salt",
            () => KeyDerivation.FromPassphrase(Suite.International, "x", new byte[15])
        );
        Assert.Throws<ArgumentOutOfRangeException>(
            "iterations",
            () => KeyDerivation.FromPassphrase(Suite.International, "x", new byte[16], 599_999)
        );
        Assert.Throws<ArgumentOutOfRangeException>(
            "suite",
            () => KeyDerivation.Hkdf((Suite)9, Elevens, [], [], 32)
        );
    }
}
