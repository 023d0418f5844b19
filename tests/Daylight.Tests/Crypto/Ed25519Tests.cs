using Daylight.Crypto;

namespace Daylight.Tests.Crypto;

public sealed class Ed25519Tests
{
    /// <summary>RFC 8032 section 7.1: tests 1, 2, 3 and SHA(abc): seed, public key, message, signature.</summary>
    public static TheoryData<string, string, string, string> Vectors =>
        new()
        {
            {
                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                "",
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
            },
            {
                "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                "72",
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
            },
            {
                "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
                "af82",
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
            },
            {
                "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
                "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
                "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
                "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"
            },
        };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void The_vectors_of_RFC_8032_hold(string seed, string publicKey, string message, string signature)
    {
        var (seedBytes, messageBytes) = (Convert.FromHexString(seed), Convert.FromHexString(message));

        Assert.Equal(publicKey, Convert.ToHexStringLower(Ed25519.PublicKey(seedBytes)));
        Assert.Equal(signature, Convert.ToHexStringLower(Ed25519.Sign(seedBytes, messageBytes)));
        Assert.True(
            Ed25519.Verify(Convert.FromHexString(publicKey), messageBytes, Convert.FromHexString(signature))
        );
    }

    [Fact]
    public void Every_flipped_bit_of_signature_key_and_message_is_refused()
    {
        var seed = Convert.FromHexString("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7");
        var publicKey = Ed25519.PublicKey(seed);
        byte[] message = [0xaf, 0x82];
        var signature = Ed25519.Sign(seed, message);

        Assert.All(Flip.EveryBit(signature), bad => Assert.False(Ed25519.Verify(publicKey, message, bad)));
        Assert.All(Flip.EveryBit(publicKey), bad => Assert.False(Ed25519.Verify(bad, message, signature)));
        Assert.All(Flip.EveryBit(message), bad => Assert.False(Ed25519.Verify(publicKey, bad, signature)));
    }

    [Fact]
    public void A_signature_with_the_group_order_added_is_refused()
    {
        var seed = new byte[32];
        var signature = Ed25519.Sign(seed, "once"u8);
        var order = Convert.FromHexString("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
        var carry = 0;
        for (var i = 0; i < 32; i++)
        {
            carry += signature[32 + i] + order[i];
            signature[32 + i] = (byte)carry;
            carry >>= 8;
        }

        Assert.False(Ed25519.Verify(Ed25519.PublicKey(seed), "once"u8, signature));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(64)]
    public void A_key_of_a_wrong_length_is_named(int length)
    {
        var key = new byte[length];

        var seed = Assert.Throws<ArgumentException>("seed32", () => Ed25519.Sign(key, []));
        Assert.Contains($"{length} bytes", seed.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("seed32", () => Ed25519.PublicKey(key));
        Assert.Throws<ArgumentException>("publicKey32", () => Ed25519.Verify(key, [], new byte[64]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(65)]
    public void A_signature_of_a_wrong_length_is_named(int length) =>
        Assert.Throws<ArgumentException>(
            "signature64",
            () => Ed25519.Verify(new byte[32], [], new byte[length])
        );

    [Fact]
    public void Many_threads_sign_at_once()
    {
        var expected = Ed25519.Sign(new byte[32], "together"u8);

        Parallel.For(0, 2_000, _ => Assert.Equal(expected, Ed25519.Sign(new byte[32], "together"u8)));
    }
}
