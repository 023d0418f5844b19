using System.Text.RegularExpressions;

namespace Daylight.Supervision.KeyWork.Intake;

/// <summary>What the opening of a paper says that it is.</summary>
/// <param name="Reference">Its title, with number and date where they stand there.</param>
internal sealed partial record SourceWords(ItemSource Source, string Reference)
{
    private static readonly (string Words, ItemSource Source)[] s_sources =
    [
        ("12345|政务服务热线", ItemSource.Hotline),
        ("人大代表建议|代表建议|人大建议", ItemSource.DeputyProposal),
        ("政协提案|委员提案", ItemSource.CppccProposal),
        ("巡察|巡视", ItemSource.InspectionRectification),
        ("审计", ItemSource.AuditRectification),
        ("政府工作报告|工作报告分解", ItemSource.WorkReport),
        ("民生实事", ItemSource.LivelihoodProject),
        ("会议纪要|常务会议|专题会议|办公会议|会议议定", ItemSource.Meeting),
        ("批示", ItemSource.LeaderNote),
        ("督办|督查通知|交办|上级", ItemSource.SuperiorOrder),
    ];

    [GeneratedRegex(
        @"[\p{IsCJKUnifiedIdeographs}]{0,12}[〔\[［﹝（(](?:19|20)\d{2}[〕\]］﹞）)]\s*第?\d{1,4}\s*号",
        RegexOptions.None,
        1000
    )]
    private static partial Regex Number { get; }

    [GeneratedRegex(@"(?:19|20)\d{2}年\d{1,2}月\d{1,2}日", RegexOptions.None, 1000)]
    private static partial Regex Day { get; }

    /// <summary>The source that words name, or null.</summary>
    public static ItemSource? Of(string words)
    {
        var found = s_sources.FirstOrDefault(entry =>
            words.Trim() is { Length: > 1 } trimmed
            && (
                entry.Words.Contains(trimmed, StringComparison.Ordinal)
                || Regex.IsMatch(trimmed, entry.Words, RegexOptions.None, TimeSpan.FromSeconds(1))
            )
        );
        return found.Words is null ? null : found.Source;
    }

    public static SourceWords In(IReadOnlyList<string> opening)
    {
        var text = string.Join('\n', opening);
        var source = s_sources.FirstOrDefault(entry =>
            Regex.IsMatch(text, entry.Words, RegexOptions.None, TimeSpan.FromSeconds(1))
        );
        var title = opening.FirstOrDefault(IsTitle) ?? "";
        var number = Number.Match(text) is { Success: true } found ? found.Value : null;
        var day = Day.Match(text) is { Success: true } when ? when.Value : null;
        var about = string.Join(
            '，',
            new[] { number, day }.Where(part =>
                part is not null && !title.Contains(part, StringComparison.Ordinal)
            )
        );
        return new SourceWords(
            source.Words is null ? ItemSource.Meeting : source.Source,
            about.Length > 0 && title.Length > 0 ? $"{title}（{about}）"
                : title.Length > 0 ? title
                : about
        );
    }

    /// <summary>A title is short, ends without a full stop and is no number or date alone.</summary>
    private static bool IsTitle(string line) =>
        line.Length is >= 4 and <= 60
        && !line.EndsWith('。')
        && !line.Contains('：', StringComparison.Ordinal)
        && Number.Replace(Day.Replace(line, ""), "").Trim('（', '）', ' ', '　').Length >= 4;
}
