using System.Text.RegularExpressions;

namespace Daylight.Supervision.KeyWork.Intake;

/// <summary>An item that a paragraph suggests. It binds nobody: the officer confirms it, changes it or leaves it out.</summary>
/// <param name="Original">The paragraph with its number and the headings above it, as the paper has it.</param>
/// <param name="IsLikely">Whether it names a unit or a date; a mere statement names neither.</param>
internal sealed partial record Suggestion(
    string Original,
    string Place,
    string Title,
    string Demand,
    UnitRoles Units,
    DateWords Dates,
    bool IsLikely
)
{
    private const int MostTitle = 40;

    [GeneratedRegex(
        @"^(会议|会上)?(听取|审议|研究|通报|传达|学习)(了|并)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Told { get; }

    [GeneratedRegex(
        @"^(关于|会议(明确|议定|决定|要求|指出|强调|认为|原则同意|同意)，?|要)|(问题|工作|事项|的)$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Trimmings { get; }

    /// <summary>A clause that says who, when or how a matter is divided, not what it is.</summary>
    [GeneratedRegex(
        @"牵头|配合|会同|协助|责任单位|协办|负责|底前|日前|月前|季度|年内|完成时限",
        RegexOptions.None,
        1000
    )]
    private static partial Regex WhoOrWhen { get; }

    public static Suggestion Of(Passage passage, UnitBook book, DateOnly today)
    {
        var own = UnitRoles.Of(passage.Text, book);
        var inherited = passage.Headings.Reverse().Select(heading => UnitRoles.Of(heading, book));
        var units =
            own.Lead is not null || own.Groups.Count > 0
                ? own
                : inherited.FirstOrDefault(roles => roles.Lead is not null) ?? own;
        var dates = passage
            .Headings.Reverse()
            .Prepend(passage.Text)
            .Select(text => DateWords.In(text, today))
            .ToList();
        var date = dates.FirstOrDefault(found => found.Given is not null) ?? dates[0];
        return new Suggestion(
            string.Join('\n', passage.Headings.Select((heading, depth) => passage.Labels[depth] + heading))
                + (passage.Headings.Count > 0 ? "\n" : "")
                + passage.Labels[^1]
                + passage.Text,
            passage.Place,
            TitleOf(passage, book),
            passage.Text.Trim(),
            units,
            date,
            (units.Lead is not null || units.Groups.Count > 0 || date.Given is not null)
                && !(Told.IsMatch(passage.Text) && units.Lead is null)
        );
    }

    /// <summary>The heading above it, or the first words that say what is to be done rather than by whom or when.</summary>
    private static string TitleOf(Passage passage, UnitBook book)
    {
        var sentences = passage.Text.Split(['。', '\n', '；', '：'], StringSplitOptions.RemoveEmptyEntries);
        var first = sentences.Length > 0 ? sentences[0] : "";
        if (sentences.Length > 1 && first.Length is >= 4 and <= 30 && !WhoOrWhen.IsMatch(first))
        {
            return Short(first);
        }

        var clause =
            passage
                .Text.Split(['，', '。', '；', '\n', '：', ','], StringSplitOptions.RemoveEmptyEntries)
                .Select(text => Bare(text, book))
                .FirstOrDefault(text => text.Length >= 4 && !WhoOrWhen.IsMatch(text))
            ?? Bare(first, book);
        var heading = passage
            .Headings.Select(text => Trimmed(text.Split('。', 2)[0]))
            .LastOrDefault(text => text.Length is > 0 and <= 30);
        return Short(heading is null ? clause : $"{heading}：{clause}");
    }

    /// <summary>A clause without the units that open it: 县住建局要加快…… is 加快…….</summary>
    private static string Bare(string clause, UnitBook book)
    {
        var rest = clause.Trim();
        if (book.In(rest) is [{ Start: > 2 } first, ..] && rest[first.Start - 1] == '由')
        {
            return Trimmed(rest[..(first.Start - 1)]);
        }

        foreach (var hit in book.In(rest).Reverse())
        {
            if (
                hit.Start <= 2
                || rest[..hit.Start]
                    .All(letter => "由请、和及各要".Contains(letter, StringComparison.Ordinal))
            )
            {
                rest = rest[hit.End..].TrimStart('要', '应', '须', '、', '和', '牵', '头', '负', '责');
                break;
            }
        }

        return Trimmed(rest);
    }

    private static string Trimmed(string text) =>
        Trimmings.Replace(text.Trim(' ', '　', '.', '，', '（', '）'), "").Trim();

    private static string Short(string text)
    {
        var trimmed = Trimmed(text);
        return trimmed.Length <= MostTitle ? trimmed : trimmed[..MostTitle];
    }
}
