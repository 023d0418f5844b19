namespace Daylight.Norms;

/// <summary>The stretch of time over which occurrences are added up.</summary>
public abstract record Window
{
    internal static readonly string[] Examples =
    [
        "calendar year",
        "calendar quarter",
        "calendar month",
        "2 consecutive years",
        "rolling 24 months",
        "rolling 90 days",
        "ever",
    ];

    private Window() { }

    /// <summary>The calendar year, quarter or month that holds the day asked about.</summary>
    public sealed record Calendar(PeriodUnit Unit) : Window;

    /// <summary>This calendar year and the years before it, n in all.</summary>
    public sealed record Years(int Count) : Window;

    public sealed record RollingMonths(int Count) : Window;

    public sealed record RollingDays(int Count) : Window;

    public sealed record Ever : Window;

    /// <summary>First and last day of the window when asked on a day. Both belong to it.</summary>
    public (DateOnly From, DateOnly To) On(DateOnly day) =>
        this switch
        {
            Calendar calendar => (
                new Period(1, calendar.Unit).StartOf(day),
                new Period(1, calendar.Unit).EndOf(day)
            ),
            Years years => (
                new DateOnly(Math.Max(1, day.Year - years.Count + 1), 1, 1),
                new DateOnly(day.Year, 12, 31)
            ),
            RollingMonths months => (Before(day, months.Count), day),
            RollingDays days => (DateOnly.FromDayNumber(Math.Max(0, day.DayNumber - days.Count + 1)), day),
            Ever => (DateOnly.MinValue, day),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>今年以来, 连续两年, 近24个月.</summary>
    public Phrase Say =>
        this switch
        {
            Calendar { Unit: PeriodUnit.Quarter } => new Phrase("本季度", "this quarter"),
            Calendar { Unit: PeriodUnit.Month } => new Phrase("本月", "this month"),
            Calendar { Unit: PeriodUnit.HalfYear } => new Phrase("本半年", "this half year"),
            Calendar => new Phrase("本年度", "this calendar year"),
            Years years => new Phrase($"连续{years.Count}年", $"{years.Count} consecutive years"),
            RollingMonths months => new Phrase($"近{months.Count}个月", $"the last {months.Count} months"),
            RollingDays days => new Phrase($"近{days.Count}天", $"the last {days.Count} days"),
            Ever => new Phrase("有记录以来", "all time"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public static Window? Parse(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            ["ever"] => new Ever(),
            ["calendar", "year"] => new Calendar(PeriodUnit.Year),
            ["calendar", "half-year"] => new Calendar(PeriodUnit.HalfYear),
            ["calendar", "quarter"] => new Calendar(PeriodUnit.Quarter),
            ["calendar", "month"] => new Calendar(PeriodUnit.Month),
            [var n, "consecutive", "years" or "year"] when Several(n) is { } years => new Years(years),
            ["rolling", var n, "months" or "month"] when Several(n) is { } months => new RollingMonths(
                months
            ),
            ["rolling", var n, "years" or "year"] when Several(n) is { } years => new RollingMonths(
                years * 12
            ),
            ["rolling", var n, "days" or "day"] when Several(n) is { } days => new RollingDays(days),
            _ => null,
        };
    }

    // The day after the same day n months ago: 24 months on 2026-05-08 reach back to 2024-05-09.
    private static DateOnly Before(DateOnly day, int months) =>
        day.Year * 12 + day.Month - months <= 13 ? DateOnly.MinValue : day.AddMonths(-months).AddDays(1);

    private static int? Several(string text) =>
        int.TryParse(text, out var n) && n is > 0 and <= 40_000 ? n : null;
}
