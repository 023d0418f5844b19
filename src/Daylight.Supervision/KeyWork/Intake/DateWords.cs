using System.Globalization;
using System.Text.RegularExpressions;
using Daylight.Norms.Calendar;

namespace Daylight.Supervision.KeyWork.Intake;

/// <summary>The date that a paragraph gives.</summary>
/// <param name="Given">As an item takes it (2026年6月30日前, 年底前, 长期坚持); null where it gives none that a calendar knows.</param>
/// <param name="Quotes">The words found that speak of time, in order.</param>
/// <param name="Vague">Words such as 尽快 that give no date.</param>
internal sealed partial record DateWords(
    string? Given,
    IReadOnlyList<string> Quotes,
    IReadOnlyList<string> Vague
)
{
    [GeneratedRegex(
        """
            (?<year>20[0-9]{2})年(?<month>[0-9]{1,2})月(?<day>[0-9]{1,2})日(?=之前|以前|前|止|内|完成)
            | (?:(?<year>20[0-9]{2})年|(?<next>明年))?(?<month>[0-9]{1,2})月(?<part>底|末|上旬|中旬|下旬)(?:之前|以前|前|止|内|完成)?
            | (?<next>明年)?(?<!年)(?<month>[0-9]{1,2})月(?<day>[0-9]{1,2})日(?=之前|以前|前|止|内|完成)
            | (?<year>20[0-9]{2})年(?<month>[0-9]{1,2})月(?=之前|以前|前|完成)
            | (?<!年)(?<month>[0-9]{1,2})月(?:份)?(?=之前|以前|前)
            | (?:(?<year>20[0-9]{2})年|(?<next>明年)|今年|本年)?第?(?<quarter>[一二三四1-4])季度(?:底|末)?(?:之前|以前|前|内|完成)?
            | (?:(?<year>20[0-9]{2})年|(?<next>明年)|今年|本年)?(?<half>上|下)半年(?:底|末)?(?:之前|以前|前|内|完成)?
            | (?<year>20[0-9]{2})年(?<end>底|末|内)(?:之前|以前|前|完成)?
            | (?<next>明年)年?(?<end>底|末|内)(?:之前|以前|前|完成)?
            | (?<![半一二三四五六七八九十两0-9])(?<yearend>(?:今年|本年)?年?(?<=年)(?:底|末|内))(?:之前|以前|前|完成)?
            | (?<monthend>(?:本月|当月|月)(?:底|末))(?:之前|以前|前)
            | (?<weekend>本周)(?:内|末|五)?(?:之前|以前|前)?
            | (?<feast>元旦|五一|国庆)(?:节|劳动节)?(?:之前|以前|前)
            | 每月(?<monthly>[0-9]{1,2})日(?:之前|以前|前)?
            | (?<monthlyend>每月底|每月末)(?:之前|以前|前)?
            | (?<quarterly>每季度|按季度?|每季)
            | (?<atonce>立行立改|立即整改|立整立改)
            | (?<long>长期坚持|常态化|长效坚持|长期推进)
            | (?<halfyear>半年)(?:之内|以内|内)
            | (?<count>[0-9]{1,3}|[一二三四五六七八九十两半]{1,3})(?<unit>个?工作日|天|日|个?月|周|个星期|年)(?:之内|以内|内)
            """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        1000
    )]
    private static partial Regex Found { get; }

    [GeneratedRegex(
        "尽快|尽早|抓紧|近期|适时|早日|及时|条件成熟(?:时|后)|时机成熟|(?:汛期|入汛|台风季|春节|中秋节?|清明节?|端午节?|寒假|暑假|开学|高考|中考)(?:来临)?(?:之前|以前|前)|下一步|限期",
        RegexOptions.None,
        1000
    )]
    private static partial Regex VagueWords { get; }

    /// <summary>The last date that the text gives ends the matter; earlier ones are nodes and stay among the quotes.</summary>
    /// <param name="today">Words without a year speak of this year, or of the next where the day is past.</param>
    public static DateWords In(string text, DateOnly today)
    {
        var found = Found.Matches(text).Select(match => (match.Value, Span: SpanOf(match, today))).ToList();
        var spans = found.Where(entry => entry.Span is not null).Select(entry => entry.Span!).ToList();
        var last = spans.Where(span => Last(span, today) is not null).MaxBy(span => Last(span, today));
        return new DateWords(
            (
                last ?? spans.FirstOrDefault(span => span is not Span.LongTerm) ?? spans.FirstOrDefault()
            )?.Words,
            [.. found.Select(entry => entry.Value).Distinct()],
            [.. VagueWords.Matches(text).Select(match => match.Value).Distinct()]
        );
    }

    /// <summary>The day on which a span would end if it began today, to compare; null where it never ends or comes again.</summary>
    private static DateOnly? Last(Span span, DateOnly today) =>
        span switch
        {
            Span.By by => by.Day,
            Span.YearEnd => new DateOnly(today.Year, 12, 31),
            Span.MonthEnd => EndOf(today.Year, today.Month),
            Span.Days days => today.AddDays(days.Count),
            Span.WorkingDays days => today.AddDays(days.Count * 7 / 5),
            Span.Months months => today.AddMonths(months.Count),
            Span.Immediate => today,
            _ => null,
        };

    private static Span? SpanOf(Match match, DateOnly today)
    {
        bool Has(string name) => match.Groups[name].Success;
        return Has("count") ? Counted(match)
            : Has("halfyear") ? new Span.Months(6)
            : Has("atonce") ? new Span.Immediate()
            : Has("long") ? new Span.LongTerm()
            : Has("quarterly") ? new Span.Quarterly()
            : Has("monthlyend") ? new Span.Monthly(31)
            : Has("monthly") ? Read($"每月{match.Groups["monthly"].Value}日")
            : Has("monthend") ? new Span.MonthEnd()
            : Has("yearend") ? new Span.YearEnd()
            : Has("weekend") ? new Span.By(today.AddDays((7 - (int)today.DayOfWeek) % 7))
            : Day(match, today) is { } day ? new Span.By(day)
            : null;
    }

    private static Span? Counted(Match match) =>
        match.Groups["count"].Value is "半" && match.Groups["unit"].Value is "个月" or "月"
            ? new Span.Days(15)
            : Read(match.Groups["count"].Value + match.Groups["unit"].Value);

    private static Span? Read(string words) => Span.TryParse(words, out var span, out _) ? span : null;

    private static DateOnly? Day(Match match, DateOnly today)
    {
        int? year = Whole(match, "year") ?? (match.Groups["next"].Success ? today.Year + 1 : null);
        if (EndMonth(match) is not { } month || month is < 1 or > 12)
        {
            return null;
        }

        var day = DayOfMonth(match, year ?? today.Year, month);
        if (day < 1 || day > DateTime.DaysInMonth(year ?? today.Year, month))
        {
            return null;
        }

        var found = new DateOnly(year ?? today.Year, month, day);
        return year is null && found < today ? found.AddYears(1) : found;
    }

    private static int? EndMonth(Match match) =>
        Whole(match, "month")
        ?? (
            match.Groups["quarter"] is { Success: true } quarter
                ? (
                    "一二三四".IndexOf(quarter.Value, StringComparison.Ordinal) is >= 0 and var at
                        ? at + 1
                        : quarter.Value[0] - '0'
                ) * 3
            : match.Groups["half"] is { Success: true } half ? (half.Value == "上" ? 6 : 12)
            : match.Groups["end"].Success ? 12
            : match.Groups["feast"].Value switch
            {
                "五一" => 4,
                "国庆" => 9,
                "元旦" => 12,
                _ => null,
            }
        );

    private static int DayOfMonth(Match match, int year, int month) =>
        Whole(match, "day")
        ?? match.Groups["part"].Value switch
        {
            "上旬" => 10,
            "中旬" => 20,
            _ => DateTime.DaysInMonth(year, month),
        };

    private static int? Whole(Match match, string group) =>
        int.TryParse(
            match.Groups[group].Value,
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var whole
        )
            ? whole
            : null;

    private static DateOnly EndOf(int year, int month) => new(year, month, DateTime.DaysInMonth(year, month));
}
