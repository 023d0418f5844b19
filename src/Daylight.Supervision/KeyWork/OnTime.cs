using Daylight.Norms.Calendar;
using Daylight.Supervision.KeyWork.Views;

namespace Daylight.Supervision.KeyWork;

/// <summary>
/// 按期办结率, both ways: by the first date that a matter ever had, and by the date in force after extensions. Nobody looks good by
/// moving things: what was returned, extended, split or set up again is counted beside it.
/// </summary>
/// <param name="FirstDue">Items whose first date fell into the period and has passed, or that were reported done before it.</param>
/// <param name="FirstMet">Of these, reported done by that date.</param>
/// <param name="NowDue">The same by the date in force.</param>
/// <param name="NowMet">Of these, reported done by that date.</param>
/// <param name="Open">Overdue by the date in force and still not reported done.</param>
public sealed record OnTime(
    int FirstDue,
    int FirstMet,
    int NowDue,
    int NowMet,
    int Open,
    int Extended,
    int Moved,
    int Carried
)
{
    /// <summary>Counts the items of a period. Both days belong to it.</summary>
    /// <param name="rows">Items that a date of theirs brings into the period; others are passed over.</param>
    public static OnTime Of(IEnumerable<ItemRow> rows, DateOnly from, DateOnly to, DateTimeOffset now) =>
        Count(
            rows.Select(row => new OnTimeDates(row.Phase, row.FirstDue, row.Due, row.ReportedAt)
            {
                Extended = row.Extensions > 0,
                Moved = row.Moves > 0,
                Carried = row.Carried.Length > 0,
            }),
            from,
            to,
            now
        );

    /// <inheritdoc cref="Of(IEnumerable{ItemRow}, DateOnly, DateOnly, DateTimeOffset)"/>
    public static OnTime Count(IEnumerable<OnTimeDates> rows, DateOnly from, DateOnly to, DateTimeOffset now)
    {
        // What was withdrawn, merged or split is owed no more under its own number; what it became is counted there.
        var counted = rows.Where(row =>
                row.Phase
                    is not (
                        ItemPhase.Proposed
                        or ItemPhase.Approved
                        or ItemPhase.Declined
                        or ItemPhase.Withdrawn
                        or ItemPhase.Merged
                        or ItemPhase.Split
                    )
            )
            .ToList();
        bool Within(DateTimeOffset? due) =>
            due is { } at && Shanghai.DayOf(at) is var day && day >= from && day <= to;
        bool Ripe(OnTimeDates row, DateTimeOffset? due) =>
            Within(due) && (due < now || row.ReportedAt is not null);
        bool Met(OnTimeDates row, DateTimeOffset? due) => row.ReportedAt is { } done && done <= due;
        var first = counted.Where(row => Ripe(row, row.FirstDue)).ToList();
        var present = counted.Where(row => Ripe(row, row.Due)).ToList();
        var all = counted.Where(row => Ripe(row, row.FirstDue) || Ripe(row, row.Due)).ToList();
        return new(
            first.Count,
            first.Count(row => Met(row, row.FirstDue)),
            present.Count,
            present.Count(row => Met(row, row.Due)),
            present.Count(row => row.ReportedAt is null),
            all.Count(row => row.Extended),
            all.Count(row => row.Moved),
            all.Count(row => row.Carried)
        );
    }

    /// <summary>A share in per cent with one decimal, rounded half away from zero; a dash where nothing is counted.</summary>
    public static string Share(int part, int whole) =>
        whole == 0
            ? "—"
            : Math.Round(part * 100m / whole, 1, MidpointRounding.AwayFromZero)
                .ToString("0.#", System.Globalization.CultureInfo.InvariantCulture) + "%";
}

/// <summary>What the on-time rate wants to know of an item.</summary>
/// <param name="ReportedAt">When the result was reported that stands; null while none does.</param>
public sealed record OnTimeDates(
    ItemPhase Phase,
    DateTimeOffset? FirstDue,
    DateTimeOffset? Due,
    DateTimeOffset? ReportedAt
)
{
    public bool Extended { get; init; }

    public bool Moved { get; init; }

    public bool Carried { get; init; }
}
