using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Daylight.Norms;

/// <summary>
/// Occurrences of many subjects in columns, for thresholds over windows: all subjects in one pass over the memory, one
/// subject in microseconds. A second path beside <see cref="Threshold"/>; a property test holds the two together.
/// </summary>
/// <remarks>
/// Rows lie grouped by subject and in order of day, so that a pass reads only the years that a window reaches. What is
/// added after loading lies beside them, per subject, so that one new finding costs the rows of that subject and no more.
/// A reversed row counts nowhere from then on; nothing is cached that a reversal could leave stale. One writer; readers
/// must not run beside it.
/// </remarks>
public sealed class WindowTotals
{
    // Below this, waiting for other threads costs more than they save: 100,000 subjects take some 6 ms.
    private const int FewSubjects = 250_000;

    private readonly int[] _firstRow;
    private readonly int[] _days;
    private readonly long[] _amounts;
    private readonly Dictionary<int, List<int>> _laterOf = [];
    private readonly List<(int Day, long Amount)> _later = [];
    private readonly HashSet<int> _reversed = [];

    internal WindowTotals(int[] firstRow, int[] days, long[] amounts, int scale)
    {
        _firstRow = firstRow;
        _days = days;
        _amounts = amounts;
        Scale = scale;
    }

    /// <summary>Amounts are whole numbers of ten to the minus this: 2 for points of 0.01.</summary>
    public int Scale { get; }

    public int Subjects => _firstRow.Length - 1;

    public int Rows => _days.Length + _later.Count;

    /// <summary>Takes the columns in; fastest where they come in order of subject and day. A row is one occurrence.</summary>
    /// <param name="subjects">How many subjects there are; they are numbered from 0.</param>
    /// <param name="subject">Whose it is, per row.</param>
    /// <param name="day"><see cref="DateOnly.DayNumber"/>, per row.</param>
    /// <param name="amount">The amount times ten to the <paramref name="scale"/>, per row.</param>
    /// <param name="scale">0 to 9.</param>
    /// <returns>The totals, and the id of each row in the order given, by which it can be reversed.</returns>
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

        var first = FirstRows(subjects, subject);
        var order = Order(first, subject, day);
        if (order is null)
        {
            return (
                new WindowTotals(first, day.ToArray(), amount.ToArray(), scale),
                [.. Enumerable.Range(0, day.Length)]
            );
        }

        var (days, amounts, ids) = (new int[day.Length], new long[day.Length], new int[day.Length]);
        for (var at = 0; at < order.Length; at++)
        {
            var row = order[at];
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
        rows.Add(_days.Length + _later.Count);
        _later.Add((day.DayNumber, amount));
        return _days.Length + _later.Count - 1;
    }

    /// <summary>Takes an occurrence back, as if it had never been: every window that used it is another one now.</summary>
    public void Reverse(int id)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(id, Rows);
        _reversed.Add(id);
    }

    /// <summary>Whether this path can judge the threshold: sums and counts against fixed numbers, no condition on each occurrence.</summary>
    public static bool CanJudge(Threshold threshold) =>
        threshold.Measure is Measure.Sum or Measure.Count
        && threshold.Where.IsAlways
        && threshold.Rungs.Length <= 32
        && threshold.Rungs.All(rung => rung is { Bound.Limit: Limit.Fixed, Years: <= 60 });

    /// <summary>Which rungs one subject has reached on a day: bit i for rung i.</summary>
    /// <exception cref="ArgumentException">The threshold is none that <see cref="CanJudge"/>.</exception>
    public uint Reached(Threshold threshold, DateOnly on, int subject)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(subject);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(subject, Subjects);
        var rungs = WindowRungs.Of(threshold, on, Scale);
        return ReachedBy(subject, rungs, rungs.Fresh());
    }

    /// <summary>Which rungs every subject has reached on a day, by number of subject.</summary>
    /// <exception cref="ArgumentException">The threshold is none that <see cref="CanJudge"/>.</exception>
    public uint[] Reached(Threshold threshold, DateOnly on)
    {
        var rungs = WindowRungs.Of(threshold, on, Scale);
        var reached = new uint[Subjects];
        var parts = Subjects < FewSubjects ? 1 : Environment.ProcessorCount * 4;
        var size = (Subjects / parts) + 1;
        void Part(int part)
        {
            var sums = rungs.Fresh();
            for (var subject = part * size; subject < Math.Min(Subjects, (part + 1) * size); subject++)
            {
                reached[subject] = ReachedBy(subject, rungs, sums);
            }
        }

        if (parts == 1)
        {
            Part(0);
        }
        else
        {
            Parallel.For(0, parts, Part);
        }

        return reached;
    }

    // From the latest row back: once a row lies before the first day of a window, that window's total is complete.
    private uint ReachedBy(int subject, WindowRungs rungs, WindowSums sums)
    {
        sums.Clear();
        var (first, row) = (_firstRow[subject], _firstRow[subject + 1] - 1);
        while (row >= first && _days[row] > rungs.Today)
        {
            row--;
        }

        for (; row >= first && _days[row] >= rungs.Earliest; row--)
        {
            if (_reversed.Count == 0 || !_reversed.Contains(row))
            {
                sums.Take(rungs, _days[row], rungs.Counts ? 1 : _amounts[row]);
            }
        }

        if (_laterOf.Count > 0 && _laterOf.TryGetValue(subject, out var later))
        {
            foreach (var id in later)
            {
                var (day, amount) = _later[id - _days.Length];
                if (day <= rungs.Today && day >= rungs.Earliest && !_reversed.Contains(id))
                {
                    sums.Take(rungs, day, rungs.Counts ? 1 : amount);
                }
            }
        }

        return rungs.Reached(sums);
    }

    private static int[] FirstRows(int subjects, ReadOnlySpan<int> subject)
    {
        var first = new int[subjects + 1];
        foreach (var each in subject)
        {
            if ((uint)each >= (uint)subjects)
            {
                throw new ArgumentException(
                    $"Subject {each} is not one of 0 to {subjects - 1}.",
                    nameof(subject)
                );
            }

            first[each + 1]++;
        }

        for (var i = 0; i < subjects; i++)
        {
            first[i + 1] += first[i];
        }

        return first;
    }

    /// <returns>The rows in order of subject and day; null where they come in it.</returns>
    private static int[]? Order(int[] first, ReadOnlySpan<int> subject, ReadOnlySpan<int> day)
    {
        var sorted = true;
        for (var row = 1; row < subject.Length && sorted; row++)
        {
            sorted =
                subject[row] > subject[row - 1]
                || (subject[row] == subject[row - 1] && day[row] >= day[row - 1]);
        }

        if (sorted)
        {
            return null;
        }

        var (order, next) = (new int[subject.Length], first.AsSpan(0, first.Length - 1).ToArray());
        for (var row = 0; row < subject.Length; row++)
        {
            order[next[subject[row]]++] = row;
        }

        var keys = new int[subject.Length];
        for (var at = 0; at < order.Length; at++)
        {
            keys[at] = day[order[at]];
        }

        for (var i = 0; i + 1 < first.Length; i++)
        {
            keys.AsSpan(first[i], first[i + 1] - first[i])
                .Sort(order.AsSpan(first[i], first[i + 1] - first[i]));
        }

        return order;
    }
}
