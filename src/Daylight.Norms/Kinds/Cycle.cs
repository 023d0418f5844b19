using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Daylight.Norms.Calendar;

namespace Daylight.Norms;

/// <summary>周期: something is done again and again, so often in each period or so long after the last time.</summary>
public sealed partial record Cycle : Parameters
{
    /// <summary>Kinds of occurrence that count as having done it.</summary>
    public required ImmutableArray<string> Does { get; init; }

    public required Period Every { get; init; }

    /// <summary>True: so long after the last time. False: in each period of the calendar.</summary>
    public bool FromLastTime { get; init; }

    /// <summary>How many times in each period.</summary>
    public int AtLeast { get; init; } = 1;

    /// <summary>The last day inside the period; the period's own last day where it is null.</summary>
    public DayInPeriod? By { get; init; }

    /// <summary>Fixed points inside each period, each with what is done by then.</summary>
    public ImmutableArray<CyclePoint> Points { get; init; } = [];

    public bool RollForward { get; init; }

    public ImmutableArray<Span> Remind { get; init; } = [];

    public override NormKind Kind => NormKind.Cycle;

    internal override IEnumerable<string> Names => [];

    internal static Cycle Read(Fields fields)
    {
        var every = fields.Period("every");
        _ = fields.Need("every");
        var points = fields.Each("points").Select(CyclePoint.Read).ToImmutableArray();
        return new Cycle
        {
            Every = every ?? new Period(1, PeriodUnit.Year),
            Does = points.IsEmpty
                ? fields.NeedTerms("does")
                : [.. fields.Terms("does"), .. points.Select(point => point.Does)],
            FromLastTime = fields.OneOf<bool>("counts-from", Anchor, ["calendar", "last-time"]) ?? false,
            AtLeast = fields.Count("at-least", least: 1) ?? 1,
            By = fields.DayInPeriod("by"),
            Points = points,
            RollForward = fields.Flag("roll-forward"),
            Remind = fields.Spans("remind"),
        };
    }

    private static bool? Anchor(string text) =>
        text switch
        {
            "calendar" => false,
            "last-time" => true,
            _ => null,
        };
}

/// <summary>A fixed point of a cycle: at the year's end the closed-book examination.</summary>
public sealed record CyclePoint(DayInPeriod By, string Does)
{
    internal static CyclePoint Read(Fields fields)
    {
        _ = fields.Need("by");
        var point = new CyclePoint(
            fields.DayInPeriod("by") ?? new DayInPeriod(12, 31),
            fields.NeedTerm("does")
        );
        fields.Done();
        return point;
    }
}

/// <summary>A day inside a period: 01-31 of each year (Month 1, Day 31), or day 5 of each month (Month 0, Day 5).</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DayInPeriod(int Month, int Day)
{
    public static DayInPeriod? Parse(string text)
    {
        var parts = text.Split(text.StartsWith("day ", StringComparison.Ordinal) ? ' ' : '-');
        return parts switch
        {
            ["day", var day] when int.TryParse(day, out var d) && d is >= 1 and <= 31 => new DayInPeriod(
                0,
                d
            ),
            [{ Length: 2 } month, { Length: 2 } day]
                when int.TryParse(month, out var m)
                    && int.TryParse(day, out var d)
                    && m is >= 1 and <= 12
                    && d is >= 1 and <= 31 => new DayInPeriod(m, d),
            _ => null,
        };
    }

    /// <summary>That day in the month or year in which a period begins; the month's last day where the month is shorter.</summary>
    public DateOnly In(DateOnly start)
    {
        var month = Month == 0 ? start.Month : Month;
        return new DateOnly(start.Year, month, Math.Min(Day, DateTime.DaysInMonth(start.Year, month)));
    }

    public override string ToString() => Month == 0 ? $"day {Day}" : $"{Month:00}-{Day:00}";
}
