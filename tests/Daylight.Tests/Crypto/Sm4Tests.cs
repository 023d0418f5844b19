using Daylight.Crypto;

namespace Daylight.Tests.Crypto;

public sealed class Sm4Tests
{
    private static readonly byte[] s_key = Convert.FromHexString("0123456789abcdeffedcba9876543210");

    private static byte[] Block(byte[] counter)
    {
        var block = new byte[Sm4.BlockLength];
        Sm4.Ctr(s_key, counter, block, block);
        return block;
    }

    [Fact]
    public void The_block_vector_of_GB_T_32907_A_1_is_the_first_block_of_a_key_stream() =>
        Assert.Equal("681edf34d206965e86b3e94f536e4246", Convert.ToHexStringLower(Block(s_key)));

    [Fact]
    public void The_vector_of_GB_T_32907_A_2_holds_after_a_million_blocks()
    {
        var block = s_key;
        for (var i = 0; i < 1_000_000; i++)
        {
            block = Block(block);
        }

        Assert.Equal("595298c7c6fd271f0402f804c33d3f66", Convert.ToHexStringLower(block));
    }

    /// <summary>The counter-mode example of draft-ribose-cfrg-sm4 section A.2.5.1.</summary>
    [Fact]
    public void Counter_mode_counts_the_whole_block()
    {
        var plaintext = Convert.FromHexString(
            "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccddddddddddddddddeeeeeeeeeeeeeeeeffffffffffffffffaaaaaaaaaaaaaaaabbbbbbbbbbbbbbbb"
        );
        var output = new byte[plaintext.Length];

        Sm4.Ctr(s_key, Convert.FromHexString("000102030405060708090a0b0c0d0e0f"), plaintext, output);

        Assert.Equal(
            "ac3236cb970cc20791364c395a1342d1a3cbc1878c6f30cd074cce385cdd70c7f234bc0e24c11980fd1286310ce37b926e02fcd0faa0baf38b2933851d824514",
            Convert.ToHexStringLower(output)
        );
    }

    [Fact]
    public void The_counter_wraps_at_the_end_of_the_block()
    {
        var output = new byte[32];

        Sm4.Ctr(s_key, Convert.FromHexString("ffffffffffffffffffffffffffffffff"), output, output);

        Assert.Equal(Block(new byte[16]), output[16..]);
    }

    [Theory]
    [InlineData(15)]
    [InlineData(17)]
    public void Keys_and_counters_of_a_wrong_length_are_named(int length)
    {
        Assert.Throws<ArgumentException>("key16", () => Sm4.Ctr(new byte[length], s_key, [], []));
        Assert.Throws<ArgumentException>("counter16", () => Sm4.Ctr(s_key, new byte[length], [], []));
    }
}
