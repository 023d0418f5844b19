using System.Text;
using Daylight.Crypto;

namespace Daylight.Tests.Crypto;

public sealed class Sm3Tests
{
    [Theory]
    [InlineData("abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")]
    [InlineData(
        "abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd",
        "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
    )]
    [InlineData("", "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b")]
    public void The_vectors_of_GB_T_32905_hold(string message, string hash)
    {
        var bytes = Encoding.ASCII.GetBytes(message);

        Assert.Equal(hash, Convert.ToHexStringLower(Sm3.Hash(bytes)));
    }

    [Fact]
    public void In_pieces_it_is_the_same_as_at_once()
    {
        var message = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("abcd", 16)));

        for (var cut = 0; cut <= message.Length; cut++)
        {
            using var running = new Sm3Run();
            running.Append(message.AsSpan(..cut));
            running.Append([]);
            running.Append(message.AsSpan(cut..));

            Assert.Equal(Sm3.Hash(message), running.Finish());
        }
    }

    [Fact]
    public void A_finished_run_takes_no_more()
    {
        using var running = new Sm3Run();
        running.Finish();

        Assert.Throws<InvalidOperationException>(() => running.Append("more"u8));
        Assert.Throws<InvalidOperationException>(running.Finish);
    }

    /// <summary>GM/T 0042-2015 appendix D.3: keys of 32, 4, 32 and 37 bytes.</summary>
    [Theory]
    [InlineData(
        "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20",
        "6162636462636465636465666465666765666768666768696768696a68696a6b696a6b6c6a6b6c6d6b6c6d6e6c6d6e6f6d6e6f706e6f70716162636462636465636465666465666765666768666768696768696a68696a6b696a6b6c6a6b6c6d6b6c6d6e6c6d6e6f6d6e6f706e6f7071",
        "ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a"
    )]
    [InlineData(
        "4a656665",
        "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
        "2e87f1d16862e6d964b50a5200bf2b10b764faa9680a296a2405f24bec39f882"
    )]
    public void The_HMAC_vectors_of_GM_T_0042_hold(string key, string data, string tag) =>
        Assert.Equal(
            tag,
            Convert.ToHexStringLower(HmacSm3.Tag(Convert.FromHexString(key), Convert.FromHexString(data)))
        );

    [Fact]
    public void HMAC_takes_an_empty_key_as_64_zero_bytes() =>
        Assert.Equal(HmacSm3.Tag(new byte[64], "data"u8), HmacSm3.Tag([], "data"u8));
}
