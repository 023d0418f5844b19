using System.Runtime.InteropServices;

namespace Daylight.Norms;

public enum PeriodUnit
{
    Day,
    Week,
    HalfMonth,
    Month,
    Quarter,
    HalfYear,
    Year,
}

/// <summary>A stretch of the calendar by which duties recur: 1 year, 2 weeks, quarter.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Period(int Count, PeriodUnit Unit)
{
    internal static readonly string[] Words =
    [
        "day",
        "week",
        "half-month",
        "month",
        "quarter",
        "half-year",
        "year",
    ];

    /// <summary>Reads "year", "2 years", "15 days", "half-month". Null where it is none of these.</summary>
    public static Period? Parse(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (count, word) = parts switch
        {
            [var one] => (1, one),
            [var number, var many] when int.TryParse(number, out var n) && n is > 0 and <= 1000 => (
                n,
                Singular(many)
            ),
            _ => (0, ""),
        };
        var unit = Array.IndexOf(Words, word);
        return count == 0 || unit < 0 ? null : new Period(count, (PeriodUnit)unit);
    }

    /// <summary>First day of the n-th period before (n below 0) or after the calendar period that holds the day.</summary>
    public DateOnly StartOf(DateOnly day, int n = 0)
    {
        var months = Months;
        if (months > 0)
        {
            var index = FloorDivide(day.Year * 12 + day.Month - 1, months) + n;
            return new DateOnly(1, 1, 1).AddMonths(index * months - 12);
        }

        if (Unit is PeriodUnit.HalfMonth)
        {
            var halves = FloorDivide((day.Year * 12 + day.Month - 1) * 2 + (day.Day > 15 ? 1 : 0), Count) + n;
            var first = new DateOnly(1, 1, 1).AddMonths(FloorDivide(halves * Count, 2) - 12);
            return halves * Count % 2 == 0 ? first : first.AddDays(15);
        }

        // Weeks begin on Monday; day 1 of the calendar, 0001-01-01, was one.
        var length = Unit is PeriodUnit.Week ? 7 * Count : Count;
        return DateOnly.FromDayNumber((FloorDivide(day.DayNumber, length) + n) * length);
    }

    /// <summary>Last day of the calendar period that holds the day.</summary>
    public DateOnly EndOf(DateOnly day) => StartOf(day, 1).AddDays(-1);

    /// <summary>The day one period after the given day: 2 years after 2024-02-29 is 2026-02-28.</summary>
    public DateOnly After(DateOnly day) =>
        Months > 0 ? day.AddMonths(Months)
        : Unit is PeriodUnit.HalfMonth ? day.AddDays(15 * Count)
        : day.AddDays(Unit is PeriodUnit.Week ? 7 * Count : Count);

    private int Months =>
        Unit switch
        {
            PeriodUnit.Month => Count,
            PeriodUnit.Quarter => Count * 3,
            PeriodUnit.HalfYear => Count * 6,
            PeriodUnit.Year => Count * 12,
            PeriodUnit.Day or PeriodUnit.Week or PeriodUnit.HalfMonth => 0,
        };

    public Phrase Say =>
        Unit switch
        {
            PeriodUnit.Day => new Phrase(
                Count == 1 ? "每天" : $"每{Count}天",
                Count == 1 ? "every day" : $"every {Count} days"
            ),
            PeriodUnit.Week => new Phrase(
                Count == 1 ? "每周" : $"每{Count}周",
                Count == 1 ? "every week" : $"every {Count} weeks"
            ),
            PeriodUnit.HalfMonth => new Phrase(
                Count == 1 ? "每半个月" : $"每{Count}个半月",
                "every half month"
            ),
            PeriodUnit.Month => new Phrase(
                Count == 1 ? "每月" : $"每{Count}个月",
                Count == 1 ? "every month" : $"every {Count} months"
            ),
            PeriodUnit.Quarter => new Phrase(
                Count == 1 ? "每季度" : $"每{Count}个季度",
                Count == 1 ? "every quarter" : $"every {Count} quarters"
            ),
            PeriodUnit.HalfYear => new Phrase(Count == 1 ? "每半年" : $"每{Count}个半年", "every half year"),
            PeriodUnit.Year => new Phrase(
                Count == 1 ? "每年" : $"每{Count}年",
                Count == 1 ? "every year" : $"every {Count} years"
            ),
        };

    public override string ToString() => Count == 1 ? Words[(int)Unit] : $"{Count} {Words[(int)Unit]}s";

    private static string Singular(string word) => word.EndsWith('s') ? word[..^1] : word;

    private static int FloorDivide(int number, int by) => (number - ((number % by + by) % by)) / by;
}
