using System.Text;
using Daylight.Ledger;

namespace Daylight.Tests.Ledger;

public sealed class CanonicalScanTests
{
    private static readonly string[] s_seeds =
    [
        """{"":0,"a":[1,2,{"b":true,"c":null}],"aa":"象山县","b":{"x":123456789012345}}""",
        """{"act":{"id":"a-1","of":1,"part":1},"cause":null,"id":"0190","index":7,"v":1}""",
        """[[],{},"",0,10,false,[[["x"]]]]""",
        "\"阳光\"",
    ];

    [Fact]
    public void Plain_canonical_documents_are_recognised() =>
        Assert.All(s_seeds, seed => Assert.True(CanonicalScan.IsPlain(Encoding.UTF8.GetBytes(seed))));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{ }")]
    [InlineData("01")]
    [InlineData("1234567890123456")]
    [InlineData("{\"b\":1,\"a\":2}")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"é\":1}")]
    [InlineData("[1,]")]
    [InlineData("\"\\u0061\"")]
    public void What_is_not_plain_is_left_to_the_rewriter(string json) =>
        Assert.False(CanonicalScan.IsPlain(Encoding.UTF8.GetBytes(json)));

    /// <summary>Whatever the scan accepts, the rewriter must leave as it is.</summary>
    [Fact]
    public void No_mutated_document_is_recognised_that_the_rewriter_would_change()
    {
        var random = new Random(20260508);
        var recognised = 0;
        for (var round = 0; round < 200_000; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(s_seeds[random.Next(s_seeds.Length)]).ToList();
            for (var change = random.Next(3); change >= 0; change--)
            {
                Mutate(bytes, random);
            }

            var json = bytes.ToArray();
            if (CanonicalScan.IsPlain(json))
            {
                recognised++;
                Assert.Equal(json, CanonicalJson.Canonicalize(json));
            }
        }

        Assert.True(recognised > 1000, $"{recognised} of the documents were recognised");
    }

    private static void Mutate(List<byte> bytes, Random random)
    {
        const string alphabet = "{}[]\",:0129aeflnrstu \\-.+Eé\u0001";
        var with = Encoding.UTF8.GetBytes(alphabet);
        var at = random.Next(bytes.Count);
        switch (random.Next(4))
        {
            case 0:
                bytes[at] = with[random.Next(with.Length)];
                break;
            case 1:
                bytes.Insert(at, with[random.Next(with.Length)]);
                break;
            case 2 when bytes.Count > 1:
                bytes.RemoveAt(at);
                break;
            default:
                bytes[at] = bytes[random.Next(bytes.Count)];
                break;
        }
    }
}
