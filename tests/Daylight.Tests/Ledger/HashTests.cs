using Daylight.Ledger;

namespace Daylight.Tests.Ledger;

public sealed class HashTests
{
    [Fact]
    public void A_hash_comes_back_from_its_bytes_base64_and_hex()
    {
        var hash = Some.Leaf(1);

        Assert.Equal(hash, Hash.FromBytes(hash.ToArray()));
        Assert.True(Hash.TryParseBase64(hash.ToBase64(), out var fromBase64));
        Assert.Equal(hash, fromBase64);
        Assert.Equal(hash, Hash.Parse(hash.ToHex()));
        Assert.Equal(hash, Hash.Parse(hash.ToBase64()));
        Assert.Equal(Convert.ToHexStringLower(hash.ToArray()), hash.ToString());
    }

    [Fact]
    public void The_default_hash_is_32_zero_bytes() => Assert.Equal(new byte[32], default(Hash).ToArray());

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+el=")] // stray bits in the last digit
    [InlineData("0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek")]
    [InlineData(" Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=")]
    [InlineData("0Nc2CrefWKseHj_mStd-LqC8B-NrX0btIiPt2SmN-ek=")]
    public void Text_that_is_not_exactly_a_hash_is_refused(string text)
    {
        Assert.False(Hash.TryParse(text, null, out _));
        Assert.Throws<FormatException>(() => Hash.Parse(text));
    }

    [Fact]
    public void Other_lengths_than_32_bytes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Hash.FromBytes(new byte[31]));
        Assert.Throws<ArgumentException>(() => Hash.FromBytes(new byte[33]));
    }
}
