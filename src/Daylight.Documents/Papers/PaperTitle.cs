namespace Daylight.Documents.Papers;

/// <summary>The title of a paper or of an attachment: 2号小标宋, centred, broken where words end.</summary>
internal static class PaperTitle
{
    /// <summary>Characters of 2号 that a line takes.</summary>
    private const int Most = 20;

    public const int Line = 640;

    public static Words.Set Set { get; } =
        new()
        {
            Font = Layout.Title,
            Size = Layout.Size2,
            Align = "center",
            Line = Line,
            Tightening = 0,
            KeepNext = true,
        };

    /// <summary>A title of more than one line is broken into lines of about one length, after a word that ends a part.</summary>
    public static string Balanced(string title)
    {
        if (title.Contains('\n', StringComparison.Ordinal))
        {
            return title;
        }

        var lines = new List<string>();
        var rest = title;
        for (var left = LinesOf(title); left > 1; left--)
        {
            var at = Break(rest, (rest.Length + left - 1) / left);
            lines.Add(rest[..at]);
            rest = rest[at..];
        }

        return string.Join('\n', lines.Append(rest));
    }

    public static int LinesOf(string title) => Math.Max(1, (title.Length + Most - 1) / Most);

    private static readonly string[] s_beginnings =
    [
        "进展",
        "工作",
        "办理",
        "督查",
        "实施",
        "推进",
        "情况",
        "有关",
    ];

    private static bool EndsAPart(string title, int place) =>
        "的和及与、，》）月".Contains(title[place - 1], StringComparison.Ordinal)
        || s_beginnings.Any(word => title.AsSpan(place).StartsWith(word, StringComparison.Ordinal));

    private static int Break(string title, int middle) =>
        Enumerable
            .Range(0, 5)
            .SelectMany(step => new[] { middle + step, middle - step })
            .FirstOrDefault(
                place =>
                    place > 0
                    && place < title.Length
                    && place <= Most
                    && title.Length - place > 1
                    && EndsAPart(title, place),
                Math.Min(middle, Most)
            );
}
