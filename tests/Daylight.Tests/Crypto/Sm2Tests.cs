using Daylight.Crypto;

namespace Daylight.Tests.Crypto;

public sealed class Sm2Tests
{
    /// <summary>GB/T 32918.5-2017 appendix A.2.</summary>
    private static readonly byte[] s_secret = Convert.FromHexString(
        "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"
    );

    private static readonly byte[] s_public = Convert.FromHexString(
        "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
    );

    private static readonly byte[] s_signature = Convert.FromHexString(
        "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"
    );

    [Fact]
    public void The_public_key_of_GB_T_32918_5_belongs_to_its_private_key() =>
        Assert.Equal(s_public, Sm2.PublicKey(s_secret));

    [Fact]
    public void The_signature_of_GB_T_32918_5_verifies_with_the_default_user_id()
    {
        Assert.True(Sm2.Verify(s_public, "message digest"u8, s_signature));
        Assert.True(Sm2.Verify(s_public, "message digest"u8, s_signature, "1234567812345678"u8));
        Assert.False(Sm2.Verify(s_public, "message digest"u8, s_signature, "1234567812345679"u8));
        Assert.False(Sm2.Verify(s_public, "message digesT"u8, s_signature));
    }

    [Fact]
    public void Every_flipped_bit_of_signature_and_key_is_refused()
    {
        Assert.All(
            Flip.EveryBit(s_signature),
            bad => Assert.False(Sm2.Verify(s_public, "message digest"u8, bad))
        );
        Assert.All(
            Flip.EveryBit(s_public),
            bad => Assert.False(Sm2.Verify(bad, "message digest"u8, s_signature))
        );
    }

    [Fact]
    public void A_signature_verifies_under_its_own_user_id_only()
    {
        using var secret = Sm2.NewSecret();
        var publicKey = Sm2.PublicKey(secret.Span);

        for (var round = 0; round < 20; round++)
        {
            var signature = Sm2.Sign(secret.Span, [(byte)round], "象山县督查室"u8);

            Assert.True(Sm2.Verify(publicKey, [(byte)round], signature, "象山县督查室"u8));
            Assert.False(Sm2.Verify(publicKey, [(byte)round], signature));
            Assert.Equal(signature, Sm2Der.Signature(Sm2Der.OfSignature(signature)));
        }
    }

    [Fact]
    public void Signatures_of_zero_and_of_the_group_order_are_refused()
    {
        var order = Convert.FromHexString("fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123");

        Assert.False(Sm2.Verify(s_public, "message digest"u8, new byte[64]));
        Assert.False(Sm2.Verify(s_public, "message digest"u8, [.. order, .. s_signature[32..]]));
        Assert.False(Sm2.Verify(s_public, "message digest"u8, [.. s_signature[..32], .. order]));
    }

    [Fact]
    public void Private_keys_outside_the_group_are_refused()
    {
        var order = Convert.FromHexString("fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123");
        var lessOne = Flip.Bit(order, (31 * 8) + 0);
        var lessTwo = (byte[])[.. order[..31], 0x21];

        Assert.Throws<ArgumentException>("secret32", () => Sm2.PublicKey(new byte[32]));
        Assert.Throws<ArgumentException>("secret32", () => Sm2.PublicKey(order));
        Assert.Throws<ArgumentException>("secret32", () => Sm2.PublicKey(lessOne));
        Assert.Equal(65, Sm2.PublicKey(lessTwo).Length);
    }

    [Fact]
    public void The_DER_of_a_signature_is_that_of_GM_T_0009()
    {
        Assert.Equal(
            "3046022100f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3022100b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa",
            Convert.ToHexStringLower(Sm2Der.OfSignature(s_signature))
        );
        Assert.All(
            Flip.EveryPrefix(Sm2Der.OfSignature(s_signature)),
            cut => Assert.Throws<FormatException>(() => Sm2Der.Signature(cut))
        );
        Assert.Throws<FormatException>(() => Sm2Der.Signature([.. Sm2Der.OfSignature(s_signature), 0x00]));
        // A number of 33 bytes, and a negative one.
        Assert.Throws<FormatException>(() =>
            Sm2Der.Signature([0x30, 0x26, 0x02, 0x21, 0x01, .. new byte[32], 0x02, 0x01, 0x01])
        );
        Assert.Throws<FormatException>(() =>
            Sm2Der.Signature([0x30, 0x06, 0x02, 0x01, 0xff, 0x02, 0x01, 0x01])
        );
    }

    /// <summary>GB/T 32918.5-2017 appendix C.2: C1 C3 C2.</summary>
    [Fact]
    public void The_ciphertext_of_GB_T_32918_5_decrypts()
    {
        var encrypted = Convert.FromHexString(
            "0404ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73e858f9d81e5430a57b36daab8f950a3c64e6ee6a63094d99283aff767e124df0"
                + "59983c18f809e262923c53aec295d30383b54e39d609d160afcb1908d0bd8766"
                + "21886ca989ca9c7d58087307ca93092d651efa"
        );

        using var plaintext = Sm2Encryption.Decrypt(s_secret, encrypted);

        Assert.NotNull(plaintext);
        Assert.Equal("encryption standard"u8, plaintext.Span);
        Assert.All(Flip.EveryBit(encrypted), bad => Assert.Null(Sm2Encryption.Decrypt(s_secret, bad)));
        Assert.All(Flip.EveryPrefix(encrypted), cut => Assert.Null(Sm2Encryption.Decrypt(s_secret, cut)));
    }

    [Fact]
    public void Wrong_lengths_are_named()
    {
        Assert.Throws<ArgumentException>("secret32", () => Sm2.Sign(new byte[31], []));
        Assert.Throws<ArgumentException>("publicKey65", () => Sm2.Verify(new byte[64], [], new byte[64]));
        Assert.Throws<ArgumentException>("signature64", () => Sm2.Verify(s_public, [], new byte[63]));
        Assert.Throws<ArgumentException>("userId", () => Sm2.Sign(s_secret, [], []));
        Assert.Throws<ArgumentException>("userId", () => Sm2.Sign(s_secret, [], new byte[8192]));
    }
}
