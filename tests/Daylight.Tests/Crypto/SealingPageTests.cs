using System.Text.RegularExpressions;
using Daylight.Crypto;
using Daylight.Tests.Habits;

namespace Daylight.Tests.Crypto;

/// <summary>Opens the vectors of docs/formats/sealing.md, so that the page and the code cannot part.</summary>
public sealed partial class SealingPageTests
{
    private static readonly byte[] s_context = "daylight"u8.ToArray();

    [GeneratedRegex(
        "^\\| (?<suite>international|national) (?<what>[a-z-]+) \\| `(?<bytes>[0-9a-f]+)` \\|$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex Rows { get; }

    private static SecretBytes Row(int from) =>
        SecretBytes.CopyOf([.. Enumerable.Range(from, 32).Select(number => (byte)number)]);

    [Fact]
    public async Task Every_vector_of_the_page_opens()
    {
        var rows = Rows.Matches(Tree.Read("docs/formats/sealing.md"));
        using var key = Row(0);
        using var recipient = Row(1);
        using var wrapped = Row(32);

        Assert.Equal(10, rows.Count);
        foreach (Match row in rows)
        {
            var module = CryptoModule.Of(Enum.Parse<Suite>(row.Groups["suite"].Value, ignoreCase: true));
            var bytes = Convert.FromHexString(row.Groups["bytes"].ValueSpan);
            var opened = row.Groups["what"].Value switch
            {
                "box" => module.Open(key, bytes, s_context),
                "wrap" => module.Unwrap(key, bytes, s_context).Span.ToArray(),
                "sealed-box" => module.OpenSealed(recipient, bytes, s_context),
                "stream" => await Opened(module, key, bytes),
                "derive" => module.DeriveKey(key, s_context).Span.SequenceEqual(bytes)
                    ? "阳光"u8.ToArray()
                    : [],
                var other => throw new InvalidOperationException(
                    $"The page has a vector of unknown kind {other}."
                ),
            };

            Assert.Equal(row.Groups["what"].Value == "wrap" ? wrapped.Span : "阳光"u8, opened);
        }
    }

    private static async Task<byte[]> Opened(ICryptoModule module, SecretBytes key, byte[] bytes)
    {
        using var source = new MemoryStream(bytes);
        using var destination = new MemoryStream();
        await module.OpenStreamAsync(
            key,
            source,
            destination,
            s_context,
            TestContext.Current.CancellationToken
        );
        return destination.ToArray();
    }
}
