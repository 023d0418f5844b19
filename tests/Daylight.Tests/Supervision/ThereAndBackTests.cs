using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;
using Daylight.Supervision.KeyWork.Views;
using Daylight.Tests.Proceedings;

namespace Daylight.Tests.Supervision;

/// <summary>A due date that moves and comes back to where it was: neither two lapses nor none.</summary>
public sealed class ThereAndBackTests
{
    private static void Move(
        Trial trial,
        DateTimeOffset? due,
        RedateReason reason = RedateReason.GivenDate
    ) =>
        trial.Given(
            new DutyRedated(
                Road.Matter,
                ItemDuties.Close,
                due,
                Provisional: false,
                trial.InForce.Calendar.Hash,
                reason,
                "o-head",
                trial.Closing().Norm
            )
        );

    private static DutyRow Row(Trial trial) =>
        Folded.Of(new DutyView(), trial).Single(row => row.Duty == ItemDuties.Close);

    [Fact]
    public void What_lapsed_goes_away_and_comes_back_is_overdue_by_the_lapse_that_was_recorded()
    {
        var trial = Road.Lapsed();
        var first = trial.Closing().Due!.Value;
        Move(trial, first.AddDays(7));
        Assert.Null(trial.Closing().LapsedAt);
        Assert.Null(trial.Item().OverdueSince);

        Move(trial, first);

        Assert.Equal(first, trial.Closing().LapsedAt);
        Assert.Equal((first, "u-housing"), (trial.Item().OverdueSince, trial.Item().OverdueBy));
        Assert.Equal((DutyStanding.Lapsed, first), (Row(trial).Standing, Row(trial).LapsedAt));
        Assert.Equal(first, Folded.Of(new ItemView(), trial).Single().LapsedAt);
        trial.Refuses<NoSuchDutyIsOpen>(new Lapse.Act(Road.Matter, ItemDuties.Close, first), Mandate.Worker);
        Assert.Single(trial.Facts.OfType<DutyLapsed>());
    }

    [Fact]
    public void What_had_not_lapsed_goes_away_and_comes_back_lapses_once()
    {
        var trial = Road.InHand();
        var first = trial.Closing().Due!.Value;
        Move(trial, first.AddDays(7));
        Move(trial, first);

        trial.Lapse(ItemDuties.Close);

        Assert.Equal(first, Assert.Single(trial.Facts.OfType<DutyLapsed>()).Due);
        Assert.Equal(DutyStanding.Lapsed, Row(trial).Standing);
        trial.Refuses<NoSuchDutyIsOpen>(new Lapse.Act(Road.Matter, ItemDuties.Close, first), Mandate.Worker);
    }

    [Fact]
    public void Each_of_two_dates_lapses_once_however_often_it_moves_between_them()
    {
        var trial = Road.Lapsed();
        var (first, second) = (trial.Closing().Due!.Value, trial.Closing().Due!.Value.AddDays(7));
        Move(trial, second);
        trial.Lapse(ItemDuties.Close);
        Move(trial, first);
        Move(trial, second);

        Assert.Equal([first, second], trial.Facts.OfType<DutyLapsed>().Select(fact => fact.Due));
        Assert.Equal((DutyStanding.Lapsed, second), (Row(trial).Standing, Row(trial).LapsedAt));
    }

    [Fact]
    public void A_duty_that_is_opened_again_by_a_date_at_which_it_lapsed_is_overdue_at_once_without_a_second_lapse()
    {
        var trial = Road.InHand();
        trial.Grants(
            new Allot.Act(
                "i1",
                [
                    new("p1", "甲", "u-town", new DateOnly(2026, 5, 12), null),
                    new("p2", "乙", "u-town", new DateOnly(2026, 5, 20), null),
                ]
            ),
            Road.Housing
        );
        trial.Lapse(Allot.DutyOf("p1"));
        trial.Grants(new Allot.ReportAct("i1", "p1", "做完了。"), Road.Town);
        trial.Grants(new Allot.CheckAct("i1", "p1", false, "重做。"), Road.Housing);

        var part = trial.Duties().Open[Allot.DutyOf("p1")];
        Assert.Equal(part.Due, part.LapsedAt);
        Assert.Equal(
            DutyStanding.Lapsed,
            Folded.Of(new DutyView(), trial).Single(row => row.Duty == part.Id).Standing
        );
    }

    [Fact]
    public void A_recount_keeps_the_time_for_which_the_clock_stood_still()
    {
        var trial = Road.InHand();
        var due = trial.Closing().Due!.Value;
        trial.Grants(new Pause.Act("i1", "等待规划批复。"), Road.Head);
        Assert.Equal(due, trial.Closing().StoppedDue);
        trial.Now = trial.Now.AddDays(3);
        trial.Grants(new Pause.ResumeAct("i1", "批复已到。"), Road.Head);

        Assert.Equal(
            (due.AddDays(3), TimeSpan.FromDays(3), null),
            (trial.Closing().Due, trial.Closing().Stopped, trial.Closing().StoppedDue)
        );
    }

    [Fact]
    public void What_is_over_cannot_rest_even_before_the_worker_recorded_it()
    {
        var trial = Road.InHand();
        trial.Now = trial.Closing().Due!.Value.AddMilliseconds(1);
        trial.Refuses<OverdueCannotRest>(new Pause.Act("i1", "等待规划批复。"), Road.Head);
    }
}
