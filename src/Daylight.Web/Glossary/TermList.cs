namespace Daylight.Web.Glossary;

/// <summary>One word: as it stands on screens, its identifier in the code, and what it means.</summary>
internal sealed record GlossaryTerm(string Chinese, string Identifier, string Meaning);

/// <summary>A chapter of the glossary.</summary>
internal sealed record TermChapter(string Title, IReadOnlyList<GlossaryTerm> Terms);

/// <summary>The glossary as it lies in <c>docs/glossary.md</c>, carried inside the program: tables of three columns below headings.</summary>
internal static class TermList
{
    public static IReadOnlyList<TermChapter> Chapters { get; } = Read(Shipped());

    internal static IReadOnlyList<TermChapter> Read(string text)
    {
        var chapters = new List<(string Title, List<GlossaryTerm> Terms)>();
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                chapters.Add((line[3..].Trim(), []));
            }
            else if (
                chapters.Count > 0
                && line.StartsWith('|')
                && line.Trim().Trim('|').Split('|') is { Length: 3 } cells
                && cells[1].Contains('`', StringComparison.Ordinal)
            )
            {
                chapters[^1].Terms.Add(new(Plain(cells[0]), Plain(cells[1]), Plain(cells[2])));
            }
        }

        return
        [
            .. chapters
                .Where(chapter => chapter.Terms.Count > 0)
                .Select(chapter => new TermChapter(chapter.Title, chapter.Terms)),
        ];
    }

    private static string Plain(string cell) => cell.Replace("`", "", StringComparison.Ordinal).Trim();

    private static string Shipped()
    {
        using var stream =
            typeof(TermList).Assembly.GetManifestResourceStream("glossary.md")
            ?? throw new InvalidOperationException("Bug in Daylight: the program carries no glossary.md.");
        using var text = new StreamReader(stream);
        return text.ReadToEnd();
    }
}
