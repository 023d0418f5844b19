using Daylight.Norms.Calendar;
using Daylight.Supervision.Deadlines;
using Daylight.Supervision.KeyWork;
using Daylight.Supervision.KeyWork.Views;

namespace Daylight.Tests.Supervision;

public sealed class DeadlineTests
{
    /// <summary>A Monday of four whole working weeks.</summary>
    private static readonly DateTimeOffset s_start = Shanghai.At(
        new DateOnly(2026, 11, 2),
        new TimeOnly(9, 0)
    );

    private static readonly DateTimeOffset s_now = s_start.AddDays(28);

    /// <summary>Given ten days each.</summary>
    private static DeadlineRun Run(double? days, bool extended = false, bool redated = false) =>
        new(
            "item.check",
            "u",
            s_start,
            s_start.AddDays(10),
            days is { } took ? s_start.AddDays(took) : null,
            extended,
            redated
        );

    private static DeadlineCheck Of(params DeadlineRun[] runs) =>
        DeadlineCheck.Of("item.check", runs, WorkCalendar.Shipped, s_now);

    [Fact]
    public void Every_run_that_is_due_falls_into_one_of_the_parts()
    {
        var check = Of(Run(4.9), Run(5), Run(10), Run(10.1), Run(14.9), Run(15), Run(null));

        Assert.Equal([1, 2, 2, 1, 1], check.Used);
        Assert.Equal((7, 3), (check.Ripe, check.Met));
        Assert.Equal([14, 29, 29, 14, 14], check.Shares);
        Assert.Equal([0, 0, 0, 0, 0], Of().Shares);
    }

    [Fact]
    public void What_is_neither_done_nor_due_yet_is_not_counted()
    {
        var waiting = Run(null) with { FirstDue = s_now.AddMinutes(1) };

        Assert.Equal(0, Of(waiting).Ripe);
        Assert.Null(Of(waiting).Middle);
        Assert.Equal(1, Of(waiting with { Done = s_now }).Met);
        Assert.Equal(1, Of(waiting with { FirstDue = s_now.AddMilliseconds(-1) }).Ripe);
    }

    [Fact]
    public void An_extension_does_not_make_a_late_one_met()
    {
        var check = Of(Run(12, extended: true), Run(9, redated: true));

        Assert.Equal((2, 1, 1, 1), (check.Ripe, check.Met, check.Extended, check.Redated));
    }

    [Fact]
    public void Times_are_in_working_days_and_of_the_middle_rank()
    {
        var check = Of(Run(1), Run(2), Run(4), Run(7), Run(11));

        Assert.Equal(8, check.Given);
        Assert.Equal((2, 4, 5, 9), (check.Quarter, check.Middle, check.ThreeQuarters, check.Longest));
    }

    [Fact]
    public void A_hand_up_is_counted_with_its_cause_and_who_asked()
    {
        var trial = Road.InHand();
        trial.Grants(
            new Obstacles.RaiseAct("i1", "a", "u-other", "用地预审意见", ObstacleCause.Land),
            Road.Housing
        );

        var row = Assert.Single(Folded.Of(new ItemParts(), trial));
        Assert.Equal((ObstacleCause.Land, "u-housing", "u-other"), (row.Cause, row.AskedBy, row.Unit));
    }
}
