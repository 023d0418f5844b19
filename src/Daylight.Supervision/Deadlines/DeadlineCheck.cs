using System.Collections.Immutable;
using Daylight.Norms.Calendar;

namespace Daylight.Supervision.Deadlines;

/// <summary>One time that something was owed by a date.</summary>
/// <param name="FirstDue">The date it was opened with; extensions do not help.</param>
/// <param name="Done">When it was done; null while it is not.</param>
public sealed record DeadlineRun(
    string Kind,
    string Unit,
    DateTimeOffset Start,
    DateTimeOffset FirstDue,
    DateTimeOffset? Done,
    bool Extended,
    bool Redated
);

/// <summary>How the time really went, against the time that was given.</summary>
public enum TimeUsed
{
    /// <summary>按期，用时不到规定的一半</summary>
    UpToHalf,

    /// <summary>按期</summary>
    InTime,

    /// <summary>超期，用时不到规定的一倍半</summary>
    UpToHalfMore,

    /// <summary>超期，用时为规定的一倍半以上</summary>
    More,

    /// <summary>已到期，仍未完成</summary>
    Open,
}

/// <summary>
/// 期限体检: of one kind of deadline, how long the road really takes. Judges nobody and proposes nothing: whoever sets the next date,
/// or amends the rule, sees what became of the last ones.
/// </summary>
/// <param name="Ripe">The denominator: all whose first date has passed, or that were done before it.</param>
/// <param name="Met">Of these, done by the first date.</param>
/// <param name="Given">Working days that were given; the middle one of all.</param>
/// <param name="Quarter">Of those that were done, in working days: a quarter took no longer.</param>
/// <param name="Used">How many, by <see cref="TimeUsed"/>; they add up to <paramref name="Ripe"/>.</param>
public sealed record DeadlineCheck(
    string Kind,
    int Ripe,
    int Met,
    int Extended,
    int Redated,
    int? Given,
    int? Quarter,
    int? Middle,
    int? ThreeQuarters,
    int? Longest,
    ImmutableArray<int> Used
)
{
    public static DeadlineCheck Of(
        string kind,
        IEnumerable<DeadlineRun> runs,
        WorkCalendar calendar,
        DateTimeOffset now
    )
    {
        var ripe = runs.Where(run => run.Done is not null || run.FirstDue < now).ToList();
        int Days(DateTimeOffset from, DateTimeOffset to) =>
            Math.Max(0, calendar.WorkingDaysBetween(Shanghai.DayOf(from), Shanghai.DayOf(to)));
        var took = ripe.Where(run => run.Done is not null)
            .Select(run => Days(run.Start, run.Done!.Value))
            .Order()
            .ToList();
        var given = ripe.Select(run => Days(run.Start, run.FirstDue)).Order().ToList();
        var used = new int[5];
        foreach (var run in ripe)
        {
            used[(int)UsedBy(run)]++;
        }

        return new(
            kind,
            ripe.Count,
            ripe.Count(IsMet),
            ripe.Count(run => run.Extended),
            ripe.Count(run => run.Redated),
            At(given, 50),
            At(took, 25),
            At(took, 50),
            At(took, 75),
            At(took, 100),
            [.. used]
        );
    }

    /// <summary>The parts in whole per cent, in the order of <see cref="Used"/>; they add up to 100.</summary>
    public ImmutableArray<int> Shares
    {
        get
        {
            var ripe = Ripe;
            int[] shares = [.. Used.Select(part => ripe == 0 ? 0 : part * 100 / ripe)];
            var left = ripe == 0 ? 0 : 100 - shares.Sum();
            // What was cut off goes to the parts that lost most.
            foreach (
                var (part, at) in Used.Select((part, at) => (part, at))
                    .OrderByDescending(one => ripe == 0 ? 0 : one.part * 100 % ripe)
                    .ThenBy(one => one.at)
                    .Take(left)
            )
            {
                shares[at]++;
            }

            return [.. shares];
        }
    }

    private static bool IsMet(DeadlineRun run) => run.Done <= run.FirstDue;

    private static TimeUsed UsedBy(DeadlineRun run)
    {
        if (run.Done is not { } done)
        {
            return TimeUsed.Open;
        }

        var (given, took) = (run.FirstDue - run.Start, done - run.Start);
        return IsMet(run)
            ? took * 2 < given
                ? TimeUsed.UpToHalf
                : TimeUsed.InTime
            : took * 2 < given * 3
                ? TimeUsed.UpToHalfMore
                : TimeUsed.More;
    }

    /// <summary>The smallest value that at least so many of a hundred do not exceed (nearest rank); null of none.</summary>
    private static int? At(List<int> sorted, int percent) =>
        sorted.Count == 0 ? null : sorted[Math.Max(0, ((sorted.Count * percent) + 99) / 100 - 1)];
}
