using System.Collections.Immutable;

namespace Daylight.Norms;

/// <summary>The rungs of a threshold on one day, with windows as day numbers and limits in units of the columns.</summary>
internal sealed class WindowRungs
{
    private readonly ImmutableArray<(
        int Window,
        int Years,
        Comparison Comparison,
        long Limit,
        bool Never
    )> _rungs;
    private readonly int[] _from;
    private readonly int[] _yearStarts;

    private WindowRungs(
        ImmutableArray<(int, int, Comparison, long, bool)> rungs,
        int[] from,
        int[] yearStarts,
        int today,
        bool counts
    )
    {
        (_rungs, _from, _yearStarts, Today, Counts) = (rungs, from, yearStarts, today, counts);
        Earliest = from.Concat(yearStarts).DefaultIfEmpty(int.MaxValue).Min();
    }

    public int Today { get; }

    /// <summary>The first day that any window reaches.</summary>
    public int Earliest { get; }

    public bool Counts { get; }

    public static WindowRungs Of(Threshold threshold, DateOnly on, int scale)
    {
        if (!WindowTotals.CanJudge(threshold))
        {
            throw new ArgumentException(
                "The columns judge sums and counts against fixed numbers without a condition on each occurrence. Ask the norm itself for other thresholds.",
                nameof(threshold)
            );
        }

        var counts = threshold.Measure is Measure.Count;
        int From(Rung rung) => rung.Window.On(on).From.DayNumber;
        var windows = threshold.Rungs.Where(rung => rung.Years == 0).Select(From).Distinct().ToArray();

        // One year more than the longest row, since a row may end with last year.
        var years = threshold.Rungs.Max(rung => rung.Years) is > 0 and var most ? most + 1 : 0;
        return new WindowRungs(
            [
                .. threshold.Rungs.Select(rung =>
                    Judged(rung, rung.Years > 0 ? -1 : Array.IndexOf(windows, From(rung)), counts ? 0 : scale)
                ),
            ],
            windows,
            [
                .. Enumerable
                    .Range(0, years)
                    .Select(n => new DateOnly(Math.Max(1, on.Year - n), 1, 1).DayNumber),
            ],
            on.DayNumber,
            counts
        );
    }

    public WindowSums Fresh() => new(_from.Length, _yearStarts.Length);

    /// <summary>The first days of the windows; every window reaches up to today.</summary>
    public ReadOnlySpan<int> From => _from;

    /// <summary>The first days of this year, of last year and so on.</summary>
    public ReadOnlySpan<int> YearStarts => _yearStarts;

    public uint Reached(WindowSums sums)
    {
        var reached = 0u;
        for (var i = 0; i < _rungs.Length; i++)
        {
            var (window, years, comparison, limit, never) = _rungs[i];
            var holds =
                !never
                && (
                    years > 0
                        ? sums.EachOf(years, comparison, limit)
                        : Holds(comparison, sums.Windows[window], limit)
                );
            reached |= holds ? 1u << i : 0;
        }

        return reached;
    }

    internal static bool Holds(Comparison comparison, long total, long limit) =>
        comparison switch
        {
            Comparison.AtLeast => total >= limit,
            Comparison.AtMost => total <= limit,
            Comparison.MoreThan => total > limit,
            Comparison.LessThan => total < limit,
            Comparison.Exactly => total == limit,
        };

    private static (int, int, Comparison, long, bool) Judged(Rung rung, int window, int scale)
    {
        var exact = ((Limit.Fixed)rung.Bound.Limit).Amount;
        for (var i = 0; i < scale; i++)
        {
            exact *= 10;
        }

        // Between two whole units: "at least 1.5 units" is at least 2, "at most 1.5" is at most 1.
        var (low, high, comparison) = (decimal.Floor(exact), decimal.Ceiling(exact), rung.Bound.Comparison);
        var limit = comparison is Comparison.AtLeast or Comparison.LessThan ? high : low;
        return (
            window,
            rung.Years,
            comparison,
            (long)Math.Clamp(limit, long.MinValue, long.MaxValue),
            comparison is Comparison.Exactly && low != high
        );
    }
}

/// <summary>The sums of one subject while his rows are read; used again for the next one.</summary>
internal sealed class WindowSums(int windows, int years)
{
    private readonly long[] _years = new long[years];
    private readonly bool[] _any = new bool[years];

    public long[] Windows { get; } = new long[windows];

    public void Clear()
    {
        Array.Clear(Windows);
        Array.Clear(_years);
        Array.Clear(_any);
    }

    public void Take(WindowRungs rungs, int day, long amount)
    {
        var from = rungs.From;
        for (var i = 0; i < from.Length; i++)
        {
            if (day >= from[i])
            {
                Windows[i] = checked(Windows[i] + amount);
            }
        }

        for (var n = 0; n < rungs.YearStarts.Length; n++)
        {
            if (day >= rungs.YearStarts[n])
            {
                (_years[n], _any[n]) = (checked(_years[n] + amount), true);
                break;
            }
        }
    }

    /// <summary>A year without anything breaks the row; where this year has nothing yet the row ends with last year.</summary>
    public bool EachOf(int count, Comparison comparison, long limit)
    {
        var last = _any[0] ? 0 : 1;
        for (var n = last; n < last + count; n++)
        {
            if (!_any[n] || !WindowRungs.Holds(comparison, _years[n], limit))
            {
                return false;
            }
        }

        return true;
    }
}
