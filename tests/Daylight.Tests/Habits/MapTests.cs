using System.Text.RegularExpressions;

namespace Daylight.Tests.Habits;

/// <summary>Pages that lead somewhere lead to what is there.</summary>
public sealed partial class MapTests
{
    private static IEnumerable<string> Pages =>
        Tree.Files("docs", "*.md")
            .Concat(["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"])
            .Concat(Tree.Files("src", "*.md"))
            .Concat(Tree.Files("eng", "*.md"))
            .Concat(Tree.Files("bench", "*.md"));

    [GeneratedRegex(
        @"`(?<path>[\w.-]+/[\w./-]*|[\w.-]+\.(md|cs|txt|props|slnx|json|yml))`",
        RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex Quoted { get; }

    [GeneratedRegex(@"\]\((?<path>[^)\s#:]+)(#[^)]*)?\)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Linked { get; }

    [Theory]
    [InlineData("docs/map.md")]
    [InlineData("README.md")]
    public void Each_path_of_the_map_exists(string page)
    {
        var paths = Quoted
            .Matches(Tree.Read(page))
            .Select(match => match.Groups["path"].Value)
            .Where(path => !path.StartsWith("./", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(paths);
        Found.None(paths.Where(path => !Tree.Has(path)));
    }

    [Fact]
    public void Each_link_between_pages_leads_somewhere() =>
        Found.None(
            from page in Pages
            from Match match in Linked.Matches(Tree.Read(page))
            let path = match.Groups["path"].Value
            let target = Path.GetRelativePath(
                Tree.Root,
                Path.GetFullPath(Path.Combine(Tree.At(page), "..", path))
            )
            where !Tree.Has(target)
            select $"{page}: {path}"
        );

    [Fact]
    public void The_first_page_stays_short() =>
        Assert.InRange(Tree.Read("README.md").TrimEnd().Split('\n').Length, 20, 150);

    [Fact]
    public void Decisions_are_numbered_without_gaps_and_name_what_was_rejected()
    {
        var records = Tree.Files("docs/decisions", "*.md")
            .Where(file => char.IsAsciiDigit(Path.GetFileName(file)[0]))
            .ToList();

        Assert.Equal(
            Enumerable
                .Range(1, records.Count)
                .Select(number => number.ToString("D4", System.Globalization.CultureInfo.InvariantCulture)),
            records.Select(file => Path.GetFileName(file)[..4])
        );
        Assert.All(
            records,
            file => Assert.Contains("## Rejected", Tree.Read(file), StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_term_of_the_glossary_has_one_line()
    {
        var terms = Tree.Read("docs/glossary.md")
            .Split('\n')
            .Where(line =>
                line.StartsWith("| ", StringComparison.Ordinal)
                && !line.StartsWith("| 中文", StringComparison.Ordinal)
            )
            .Select(line => line.Split('|')[1].Trim())
            .Where(term => !term.StartsWith("--", StringComparison.Ordinal))
            .ToList();

        Assert.True(terms.Count > 100);
        Assert.Equal(terms.Distinct(StringComparer.Ordinal), terms);
    }
}
