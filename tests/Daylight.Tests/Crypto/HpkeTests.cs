using Daylight.Crypto;

namespace Daylight.Tests.Crypto;

public sealed class HpkeTests
{
    private const string Info = "4f6465206f6e2061204772656369616e2055726e";
    private const string Plaintext = "4265617574792069732074727574682c20747275746820626561757479";
    private const string Associated = "436f756e742d30";

    /// <summary>RFC 9180 appendix A.3.1 (AES-128-GCM): its key schedule and KEM are ours.</summary>
    [Fact]
    public void The_vector_of_RFC_9180_A_3_1_holds()
    {
        using var ephemeral = Hpke.DeriveSecret(
            Convert.FromHexString("4270e54ffd08d79d5928020af4686d8f6b7d35dbe470265f1f5aa22816ce860e")
        );
        using var recipient = Hpke.DeriveSecret(
            Convert.FromHexString("668b37171f1072f3cf12ea8a236a45df23fc13b82af3609ad1e354f6ef817550")
        );
        Assert.Equal(
            "f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2",
            Convert.ToHexStringLower(recipient.Span)
        );

        var sealedBytes = Hpke.Aes128.Seal(
            Hpke.PublicKey(recipient.Span),
            Convert.FromHexString(Info),
            Convert.FromHexString(Associated),
            Convert.FromHexString(Plaintext),
            ephemeral
        );

        Assert.Equal(
            "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac98536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4"
                + "5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434",
            Convert.ToHexStringLower(sealedBytes)
        );
    }

    /// <summary>P-256, HKDF-SHA256, AES-256-GCM of the RFC's full vector file (mode 0, first message).</summary>
    [Fact]
    public void The_published_vector_of_our_own_suite_holds()
    {
        using var ephemeral = Hpke.DeriveSecret(
            Convert.FromHexString("a90d3417c3da9cb6c6ae19b4b5dd6cc9529a4cc24efb7ae0ace1f31887a8cd6c")
        );

        var sealedBytes = Hpke.Aes256.Seal(
            Convert.FromHexString(
                "04abc7e49a4c6b3566d77d0304addc6ed0e98512ffccf505e6a8e3eb25c685136f853148544876de76c0f2ef99cdc3a05ccf5ded7860c7c021238f9e2073d2356c"
            ),
            Convert.FromHexString(Info),
            Convert.FromHexString(Associated),
            Convert.FromHexString(Plaintext),
            ephemeral
        );

        Assert.Equal(
            "58c61a45059d0c5704560e9d88b564a8b63f1364b8d1fcb3c4c6ddc1d291742465e902cd216f8908da49f8f96f",
            Convert.ToHexStringLower(sealedBytes[65..])
        );
    }

    [Fact]
    public void Keys_outside_the_curve_are_refused()
    {
        var order = Convert.FromHexString("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
        var offCurve = (byte[])[0x04, .. new byte[63], 0x01];
        using var ephemeral = Hpke.NewSecret();

        Assert.Throws<ArgumentException>("secret32", () => Hpke.PublicKey(new byte[32]));
        Assert.Throws<ArgumentException>("secret32", () => Hpke.PublicKey(order));
        Assert.Throws<ArgumentException>("secret32", () => Hpke.PublicKey(new byte[31]));
        Assert.Throws<ArgumentException>(
            "publicKey65",
            () => Hpke.Aes256.Seal(offCurve, [], [], [], ephemeral)
        );
        Assert.Null(Hpke.Aes256.Open(ephemeral.Span, [], [], [.. offCurve, .. new byte[16]]));
    }
}
