using System.Globalization;

namespace Daylight.Ui;

/// <summary>Dates and spans as officials write them: 2026年11月18日（周三）.</summary>
/// <remarks>Distances are counted by whoever knows the calendar and passed in; nothing here counts working days.</remarks>
public static class Dates
{
    private const string Weekdays = "日一二三四五六";
    private static readonly TimeSpan s_shanghai = TimeSpan.FromHours(8);
    private static readonly string[] s_months = CultureInfo
        .InvariantCulture
        .DateTimeFormat
        .AbbreviatedMonthNames;
    private static readonly string[] s_forms =
    [
        "yyyy-M-d",
        "yyyy/M/d",
        "yyyy.M.d",
        "yyyy年M月d日",
        "yyyyMMdd",
    ];

    /// <summary>2026年11月18日（周三）; Wed 18 Nov 2026.</summary>
    public static string Full(DateOnly day, Language language) =>
        language switch
        {
            Language.ZhHans => $"{day.Year}年{day.Month}月{day.Day}日（{Weekday(day)}）",
            Language.En => $"{EnglishWeekday(day)} {day.Day} {s_months[day.Month - 1]} {day.Year}",
        };

    /// <summary>2026年11月18日; 18 Nov 2026.</summary>
    public static string Plain(DateOnly day, Language language) =>
        language switch
        {
            Language.ZhHans => $"{day.Year}年{day.Month}月{day.Day}日",
            Language.En => $"{day.Day} {s_months[day.Month - 1]} {day.Year}",
        };

    /// <summary>Without the year, where a heading has said it: 11月18日（周三）; Wed 18 Nov.</summary>
    public static string Brief(DateOnly day, Language language) =>
        language switch
        {
            Language.ZhHans => $"{day.Month}月{day.Day}日（{Weekday(day)}）",
            Language.En => $"{EnglishWeekday(day)} {day.Day} {s_months[day.Month - 1]}",
        };

    /// <summary>The day and minute in Shanghai: 2026年11月18日（周三）09:20.</summary>
    public static string Full(DateTimeOffset moment, Language language)
    {
        var day = Full(DayOf(moment), language);
        return language == Language.ZhHans ? day + Clock(moment) : $"{day}, {Clock(moment)}";
    }

    /// <summary>The day in Shanghai.</summary>
    public static DateOnly DayOf(DateTimeOffset moment) =>
        DateOnly.FromDateTime(moment.ToOffset(s_shanghai).DateTime);

    /// <summary>The minute in Shanghai: 09:20.</summary>
    public static string Clock(DateTimeOffset moment) =>
        moment.ToOffset(s_shanghai).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The year and month: 2026年11月; Nov 2026.</summary>
    public static string Month(DateOnly day, Language language) =>
        language switch
        {
            Language.ZhHans => $"{day.Year}年{day.Month}月",
            Language.En => $"{s_months[day.Month - 1]} {day.Year}",
        };

    /// <summary>The value of a <c>datetime</c> attribute or a date input.</summary>
    public static string Machine(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Machine(DateTimeOffset moment) =>
        moment.ToOffset(s_shanghai).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>Reads a day as people type it: 2026-11-18, 2026/11/18, 2026.11.18, 20261118 or 2026年11月18日.</summary>
    public static bool TryRead(string? text, out DateOnly day) =>
        DateOnly.TryParseExact(
            text?.Trim(),
            s_forms,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out day
        );

    /// <summary>
    /// How far a due day is, in working days as counted by the calendar: 0 is today, negative is past.
    /// </summary>
    public static string Distance(int workingDays, Language language) =>
        (language, workingDays) switch
        {
            (Language.ZhHans, 0) => "今天到期",
            (Language.ZhHans, > 0) => $"还有{workingDays}个工作日",
            (Language.ZhHans, _) => $"已过{-workingDays}个工作日",
            (_, 0) => "due today",
            (_, 1) => "1 working day left",
            (_, > 0) => $"{workingDays} working days left",
            (_, -1) => "1 working day ago",
            _ => $"{-workingDays} working days ago",
        };

    private static string Weekday(DateOnly day) => $"周{Weekdays[(int)day.DayOfWeek]}";

    private static string EnglishWeekday(DateOnly day) => day.DayOfWeek.ToString()[..3];
}
