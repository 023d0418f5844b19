using System.Security.Cryptography;
using Daylight.Crypto;
using Daylight.Crypto.Native;

namespace Daylight.Tests.Crypto;

public sealed class Sha256Tests
{
    /// <summary>FIPS 180-4, examples of one and of two blocks, and of nothing.</summary>
    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData(
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    )]
    public void The_vectors_of_the_standard(string text, string hash) =>
        Assert.Equal(hash, Hex(System.Text.Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Every_length_gives_what_the_framework_gives()
    {
        Assert.True(BulkSha256.IsThere);
        var bytes = RandomNumberGenerator.GetBytes(BulkSha256.MostBytes + 2);
        foreach (
            var length in Enumerable
                .Range(0, 300)
                .Concat([4096, 32 * 1024, BulkSha256.MostBytes, BulkSha256.MostBytes + 1])
        )
        {
            Assert.Equal(
                Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(0, length))),
                Hex(bytes[..length])
            );
        }
    }

    [Fact]
    public void A_buffer_of_another_length_is_refused() =>
        Assert.Throws<ArgumentException>(() => Sha256.Hash("abc"u8, new byte[31]));

    private static string Hex(byte[] data)
    {
        var hash = new byte[Sha256.HashLength];
        Sha256.Hash(data, hash);
        return Convert.ToHexStringLower(hash);
    }
}
