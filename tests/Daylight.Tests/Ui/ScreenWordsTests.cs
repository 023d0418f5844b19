using System.Text.RegularExpressions;
using Daylight.Tests.Habits;

namespace Daylight.Tests.Ui;

/// <summary>Holds everything that people read against docs/screen-words.md.</summary>
public sealed partial class ScreenWordsTests
{
    private sealed record Term(string Say, string Never, string AllowedIn);

    [GeneratedRegex(
        @"^\| (?<say>[^|]+) \| (?<never>[^|]+) \| [^|]+ \| ?(?<allowed>[^|]*)\|$",
        RegexOptions.Multiline,
        1000
    )]
    private static partial Regex Row { get; }

    [Fact]
    public void The_table_is_read() =>
        Assert.Contains(Terms(), term => term is { Say: "临期提醒", Never: "黄牌" });

    [Fact]
    public void No_word_is_both_said_and_forbidden()
    {
        var terms = Terms();

        Assert.DoesNotContain(
            terms,
            term => terms.Any(other => other.Say.Contains(term.Never, StringComparison.Ordinal))
        );
    }

    [Fact]
    public void No_forbidden_word_stands_in_a_page_or_a_word_file()
    {
        var terms = Terms();
        var found =
            from file in Read()
            let text = Tree.Read(file)
            from term in terms
            where
                text.Contains(term.Never, StringComparison.Ordinal)
                && !term.AllowedIn.Split(", ").Contains(file.Split('/')[1])
            select $"{file} says {term.Never}: say {term.Say}";

        Assert.Empty(found);
    }

    private static Term[] Terms() =>
        [
            .. Row.Matches(Tree.Read("docs/screen-words.md"))
                .Select(row => new Term(
                    row.Groups["say"].Value.Trim(),
                    row.Groups["never"].Value.Trim(),
                    row.Groups["allowed"].Value.Trim()
                ))
                .Where(term => term.Say != "say"),
        ];

    private static IEnumerable<string> Read() =>
        Tree.Files("src", "*.razor")
            .Concat(
                Tree.Files("src", "*.json")
                    .Where(file => !file.EndsWith("packages.lock.json", StringComparison.Ordinal))
            );
}
