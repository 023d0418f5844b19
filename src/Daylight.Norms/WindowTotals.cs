using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Daylight.Norms;

/// <summary>
/// Occurrences of many subjects in columns, for thresholds over windows: all subjects in one pass over the memory, one
/// subject in microseconds. A second path beside <see cref="Threshold"/>; a property test holds the two together.
/// </summary>
/// <remarks>
/// Rows lie grouped by subject. What is added after loading lies beside them, chained per subject, so that one new finding
/// costs the rows of that subject and no more. A reversed row counts nowhere from then on: nothing is cached that a reversal
/// could leave stale. One writer; readers must not run beside it.
/// </remarks>
public sealed class WindowTotals
{
    private readonly int[] _firstRow;
    private readonly int[] _days;
    private readonly long[] _amounts;
    private readonly Dictionary<int, List<int>> _laterOf = [];
    private readonly List<(int Subject, int Day, long Amount)> _later = [];

    private WindowTotals(int[] firstRow, int[] days, long[] amounts, int scale)
    {
        _firstRow = firstRow;
        _days = days;
        _amounts = amounts;
        Scale = scale;
    }

    /// <summary>A reversed row has a day that no window reaches.</summary>
    private const int Never = int.MaxValue;

    /// <summary>Amounts are whole numbers of ten to the minus this: 2 for points of 0.01.</summary>
    public int Scale { get; }

    public int Subjects => _firstRow.Length - 1;

    public int Rows => _days.Length + _later.Count;

    /// <summary>Groups the columns by subject. The three columns are of one length; a row is one occurrence.</summary>
    /// <param name="subjects">How many subjects there are; they are numbered from 0.</param>
    /// <param name="subject">Whose it is, per row.</param>
    /// <param name="day"><see cref="DateOnly.DayNumber"/>, per row.</param>
    /// <param name="amount">The amount times ten to the <paramref name="scale"/>, per row.</param>
    /// <param name="scale">0 to 9.</param>
    /// <returns>The totals, and for each row given its id, by which it can be reversed.</returns>
    /// <exception cref="ArgumentException">The columns differ in length, or a subject is out of range.</exception>
    public static (WindowTotals Totals, int[] Ids) Load(
        int subjects,
        ReadOnlySpan<int> subject,
        ReadOnlySpan<int> day,
        ReadOnlySpan<long> amount,
        int scale
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(subjects);
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, 9);
        if (subject.Length != day.Length || subject.Length != amount.Length)
        {
            throw new ArgumentException(
                $"The columns have {subject.Length}, {day.Length} and {amount.Length} rows: they must be of one length.",
                nameof(subject)
            );
        }

        var first = new int[subjects + 1];
        foreach (var each in subject)
        {
            if ((uint)each >= (uint)subjects)
            {
                throw new ArgumentException($"Subject {each} is not below {subjects}.", nameof(subject));
            }

            first[each + 1]++;
        }

        for (var i = 0; i < subjects; i++)
        {
            first[i + 1] += first[i];
        }

        var (next, days, amounts, ids) = (
            first.AsSpan(0, subjects).ToArray(),
            new int[day.Length],
            new long[day.Length],
            new int[day.Length]
        );
        for (var row = 0; row < subject.Length; row++)
        {
            var at = next[subject[row]]++;
            (days[at], amounts[at], ids[row]) = (day[row], amount[row], at);
        }

        return (new WindowTotals(first, days, amounts, scale), ids);
    }

    /// <summary>Adds one occurrence and returns its id.</summary>
    public int Add(int subject, DateOnly day, long amount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(subject);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(subject, Subjects);
        ref var rows = ref CollectionsMarshal.GetValueRefOrAddDefault(_laterOf, subject, out _);
        rows ??= [];
        rows.Add(_later.Count);
        _later.Add((subject, day.DayNumber, amount));
        return _days.Length + _later.Count - 1;
    }

    /// <summary>Takes an occurrence back, as if it had never been: every window that used it is another one now.</summary>
    public void Reverse(int id)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(id, Rows);
        if (id < _days.Length)
        {
            _days[id] = Never;
        }
        else
        {
            var at = id - _days.Length;
            _later[at] = _later[at] with { Day = Never };
        }
    }

    /// <summary>Whether this path can judge the threshold: sums and counts against fixed numbers, no condition on each occurrence.</summary>
    public static bool CanJudge(Threshold threshold) =>
        threshold.Measure is Measure.Sum or Measure.Count
        && threshold.Where.IsAlways
        && threshold.Rungs.Length <= 32
        && threshold.Rungs.All(rung => rung is { Bound.Limit: Limit.Fixed, Years: <= 60 });

    /// <summary>Which rungs one subject has reached on a day: bit i for rung i.</summary>
    public uint Reached(Threshold threshold, DateOnly on, int subject)
    {
        var rungs = Judged(threshold, on);
        var totals = new long[rungs.Length];
        var years = new YearTotals(rungs, on);
        return ReachedBy(subject, rungs, totals, years, on.DayNumber, threshold.Measure is Measure.Count);
    }

    /// <summary>Which rungs every subject has reached on a day, by number of subject.</summary>
    public uint[] Reached(Threshold threshold, DateOnly on)
    {
        var rungs = Judged(threshold, on);
        var (counts, reached) = (threshold.Measure is Measure.Count, new uint[Subjects]);
        var (parts, size) = (
            Environment.ProcessorCount * 4,
            (Subjects / (Environment.ProcessorCount * 4)) + 1
        );
        Parallel.For(
            0,
            parts,
            part =>
            {
                var totals = new long[rungs.Length];
                var years = new YearTotals(rungs, on);
                for (var subject = part * size; subject < Math.Min(Subjects, (part + 1) * size); subject++)
                {
                    reached[subject] = ReachedBy(subject, rungs, totals, years, on.DayNumber, counts);
                }
            }
        );
        return reached;
    }

    /// <summary>The sum (or, for a count, the number) of a subject's occurrences from a day to a day, both included.</summary>
    public long Total(int subject, DateOnly from, DateOnly to, bool count = false)
    {
        var (low, high, total) = (from.DayNumber, to.DayNumber, 0L);
        for (var row = _firstRow[subject]; row < _firstRow[subject + 1]; row++)
        {
            if (_days[row] >= low && _days[row] <= high)
            {
                total = checked(total + (count ? 1 : _amounts[row]));
            }
        }

        foreach (var at in _laterOf.GetValueOrDefault(subject) ?? [])
        {
            if (_later[at].Day >= low && _later[at].Day <= high)
            {
                total = checked(total + (count ? 1 : _later[at].Amount));
            }
        }

        return total;
    }

    private uint ReachedBy(
        int subject,
        ImmutableArray<JudgedRung> rungs,
        long[] totals,
        YearTotals years,
        int today,
        bool counts
    )
    {
        Array.Clear(totals);
        years.Clear();
        for (var row = _firstRow[subject]; row < _firstRow[subject + 1]; row++)
        {
            Take(_days[row], counts ? 1 : _amounts[row], rungs, totals, years, today);
        }

        // Nobody has later rows in a fresh load: the dictionary is asked only where there is something in it.
        if (_laterOf.Count > 0 && _laterOf.TryGetValue(subject, out var later))
        {
            foreach (var at in later)
            {
                Take(_later[at].Day, counts ? 1 : _later[at].Amount, rungs, totals, years, today);
            }
        }

        var reached = 0u;
        for (var i = 0; i < rungs.Length; i++)
        {
            reached |= (rungs[i].Years > 0 ? years.All(rungs[i]) : rungs[i].Holds(totals[i])) ? 1u << i : 0;
        }

        return reached;
    }

    private static void Take(
        int day,
        long amount,
        ImmutableArray<JudgedRung> rungs,
        long[] totals,
        YearTotals years,
        int today
    )
    {
        if (day > today)
        {
            return;
        }

        for (var i = 0; i < rungs.Length; i++)
        {
            if (day >= rungs[i].From && day <= rungs[i].To)
            {
                totals[i] = checked(totals[i] + amount);
            }
        }

        years.Take(day, amount);
    }

    private ImmutableArray<JudgedRung> Judged(Threshold threshold, DateOnly on) =>
        CanJudge(threshold)
            ?
            [
                .. threshold.Rungs.Select(rung =>
                    JudgedRung.Of(rung, on, threshold.Measure is Measure.Count ? 0 : Scale)
                ),
            ]
            : throw new ArgumentException(
                "The columns judge sums and counts against fixed numbers without a condition on each occurrence. Ask the norm itself for other thresholds.",
                nameof(threshold)
            );

    /// <summary>A rung with its window in day numbers and its limit in units of the columns.</summary>
    private readonly record struct JudgedRung(
        int From,
        int To,
        int Years,
        Comparison Comparison,
        long Limit,
        bool Never
    )
    {
        public static JudgedRung Of(Rung rung, DateOnly on, int scale)
        {
            var exact = ((Limit.Fixed)rung.Bound.Limit).Amount * (decimal)Math.Pow(10, scale);
            var (low, high) = (decimal.Floor(exact), decimal.Ceiling(exact));
            var comparison = rung.Bound.Comparison;

            // Between two whole units: "at least 1.5 units" is at least 2, "at most 1.5" is at most 1.
            var limit = comparison is Comparison.AtLeast or Comparison.LessThan ? high : low;
            var (from, to) = rung.Years > 0 ? (DateOnly.MaxValue, DateOnly.MinValue) : rung.Window.On(on);
            return new JudgedRung(
                from.DayNumber,
                to.DayNumber,
                rung.Years,
                comparison,
                (long)Math.Clamp(limit, long.MinValue, long.MaxValue),
                comparison is Comparison.Exactly && low != high
            );
        }

        public bool Holds(long total) =>
            !Never
            && Comparison switch
            {
                Comparison.AtLeast => total >= Limit,
                Comparison.AtMost => total <= Limit,
                Comparison.MoreThan => total > Limit,
                Comparison.LessThan => total < Limit,
                Comparison.Exactly => total == Limit,
            };
    }

    /// <summary>Totals per calendar year, for rungs that must be reached in each of several years.</summary>
    private sealed class YearTotals
    {
        private readonly int[] _starts;
        private readonly long[] _totals;
        private readonly bool[] _any;

        public YearTotals(ImmutableArray<JudgedRung> rungs, DateOnly on)
        {
            // One year more than the longest row, since a row may end with last year.
            var count = rungs.Max(rung => rung.Years) is > 0 and var most ? most + 1 : 0;
            _starts =
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(n => new DateOnly(Math.Max(1, on.Year - n), 1, 1).DayNumber),
            ];
            _totals = new long[count];
            _any = new bool[count];
        }

        public void Clear()
        {
            Array.Clear(_totals);
            Array.Clear(_any);
        }

        public void Take(int day, long amount)
        {
            for (var n = 0; n < _starts.Length; n++)
            {
                if (day >= _starts[n])
                {
                    _totals[n] = checked(_totals[n] + amount);
                    _any[n] = true;
                    return;
                }
            }
        }

        public bool All(JudgedRung rung)
        {
            var last = _any[0] ? 0 : 1;
            for (var n = last; n < last + rung.Years; n++)
            {
                if (!_any[n] || !rung.Holds(_totals[n]))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
