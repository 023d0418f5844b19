using Daylight.Proceedings;
using Daylight.Registry;
using Daylight.Supervision.KeyWork;
using Daylight.Tests.Proceedings;

namespace Daylight.Tests.Supervision;

/// <summary>Reminders by rule, and what becomes of proposals whose item ends.</summary>
public sealed class ReminderTests
{
    private static SendReminder.Act Overdue(Trial trial) =>
        new("i1", Ladder.Overdue, trial.Closing().Due!.Value);

    private static SendReminder.Act Near(Trial trial) =>
        new("i1", Ladder.NearDue, trial.Closing().Due!.Value);

    [Fact]
    public void After_the_date_the_unit_and_its_own_superior_are_told_once_and_nobody_has_to_decide_it()
    {
        var trial = Road.Lapsed();
        trial.Given(new UnitPlaced("u-housing", "u-government"));
        Assert.Contains(
            trial.Proposals().All.Values,
            known => known is { Proposes: "remind", IsEnded: false }
        );

        trial.Now = At(29, 9, 0);
        trial.Grants(Overdue(trial), Mandate.Worker);

        var sent = Assert.Single(trial.Facts.OfType<ReminderSent>());
        Assert.Equal(["u-housing", "u-government"], sent.To);
        Assert.All(trial.Proposals().All.Values, known => Assert.True(known.IsEnded));
        trial.Refuses<ReminderIsNotDue>(Overdue(trial), Mandate.Worker);
    }

    [Fact]
    public void A_reminder_waits_for_office_hours_unless_the_matter_is_urgent()
    {
        var trial = Road.Lapsed();
        trial.Refuses<NoticesWaitForOfficeHours>(Overdue(trial), Mandate.Worker);
        trial.Now = At(29, 8, 29);
        trial.Refuses<NoticesWaitForOfficeHours>(Overdue(trial), Mandate.Worker);
        trial.Now = At(29, 8, 30);
        trial.Grants(Overdue(trial), Mandate.Worker);

        var urgent = Road.Lapsed(urgent: true);
        urgent.Grants(Overdue(urgent), Mandate.Worker);
    }

    [Fact]
    public void Before_the_date_it_is_sent_from_the_day_on_that_the_norm_names()
    {
        // Due Thursday 2026-05-28: three working days before is Monday 25 May.
        var trial = Road.InHand(given: "by:2026-05-28");
        trial.Now = At(22, 16, 0);
        trial.Refuses<ReminderIsNotDue>(Near(trial), Mandate.Worker);
        trial.Now = At(25, 8, 30);
        trial.Grants(Near(trial), Mandate.Worker);
        Assert.Equal(["u-housing"], Assert.Single(trial.Facts.OfType<ReminderSent>()).To);

        trial.Refuses<ReminderIsNotDue>(Overdue(trial), Mandate.Worker);
        trial.Now = trial.Closing().Due!.Value.AddMilliseconds(1);
        var late = Road.InHand(given: "by:2026-05-28");
        late.Now = trial.Now;
        late.Refuses<ReminderIsNotDue>(Near(late), Mandate.Worker);
    }

    [Fact]
    public void Nothing_that_was_proposed_waits_for_anybody_once_its_item_ends()
    {
        var withdrawn = Road.Lapsed();
        withdrawn.Grants(new ShowLapse.Act("i1", "群众关注。"), Road.Officer);
        withdrawn.Grants(new Withdraw.Act("i1", "任务取消。"), Road.Head);
        Assert.All(withdrawn.Proposals().All.Values, known => Assert.True(known.Settled));

        var closed = Road.Lapsed();
        closed.Grants(new ShowLapse.Act("i1", "群众关注。"), Road.Officer);
        closed.Grants(new ReportDone.Act("i1", "已完成。", []), Road.Housing);
        closed.Grants(new Check.LayBeforeAct("i1", ""), Road.Officer);
        closed.Grants(new Speak.Act("i1", true, "已阅。"), Road.Head);
        closed.Grants(new Close.Act("i1"), Road.Officer);
        Assert.Equal(
            ["public-column"],
            closed.Proposals().All.Values.Where(known => !known.IsEnded).Select(known => known.Proposes)
        );
        Assert.All(
            closed.Facts.OfType<ProposalSettled>(),
            fact => Assert.Equal(("已办结", "u-housing"), (fact.Why, fact.About))
        );
    }

    [Fact]
    public void A_settled_proposal_is_neither_heard_nor_decided()
    {
        var trial = Road.Lapsed();
        var proposal = Assert.Single(trial.Proposals().All.Keys);
        trial.Grants(new Withdraw.Act("i1", "任务取消。"), Road.Head);

        trial.Refuses<ProposalIsDecidedAlready>(
            new CallHearing.Act(Road.Matter, proposal, "x"),
            Road.Officer
        );
        trial.Refuses<ProposalIsDecidedAlready>(
            new DecideProposal.Act(Road.Matter, proposal, ProposalOutcome.Adopted, "", "x"),
            Road.Head
        );
    }

    [Fact]
    public void The_highest_rung_is_decided_by_whoever_gave_the_item_and_goes_to_the_units_superior()
    {
        var trial = Road.Lapsed();
        trial.Given(new UnitPlaced("u-housing", "u-government"));
        trial.Now = new DateTimeOffset(2026, 6, 1, 9, 0, 0, TimeSpan.FromHours(8));
        trial.Grants(new ClimbLadder.Act("i1", Ladder.Dun, "请抓紧办理。"), Road.Officer);
        trial.Lapse("rung-dun");
        trial.Grants(new ClimbLadder.ProposeAct("i1", "supervision-notice", "催办未果。"), Road.Officer);
        trial.HearAndAdopt(Last(trial));
        trial.Grants(new ClimbLadder.Act("i1", "supervision-notice", "限期办结。"), Road.Officer);
        trial.Lapse("rung-supervision-notice");
        trial.Grants(new ClimbLadder.ProposeAct("i1", "raised-supervision", "期满未办结。"), Road.Officer);
        trial.Grants(new CallHearing.Act(Road.Matter, Last(trial), "到期未办结。"), Road.Officer);
        trial.Grants(new AnswerProposal.Act(Road.Matter, Last(trial), "正在办理。", false), Road.Housing);

        var refusal = trial.Refuses<NormNamesTheDecider>(
            new DecideProposal.Act(Road.Matter, Last(trial), ProposalOutcome.Adopted, "", "属实"),
            Road.Deputy
        );
        Assert.Equal("o-head", refusal.Office);
        trial.Grants(
            new DecideProposal.Act(Road.Matter, Last(trial), ProposalOutcome.Adopted, "", "属实"),
            Road.Head
        );
        trial.Grants(new ClimbLadder.Act("i1", "raised-supervision", "请督促办理。"), Road.Officer);

        Assert.Equal(
            [
                ["u-housing"],
                ["u-housing"],
                ["u-government"],
            ],
            trial.Facts.OfType<RungTaken>().Select(rung => rung.To)
        );
    }

    private static string Last(Trial trial) => trial.Facts.OfType<ProposalMade>().Last().Proposal;

    private static DateTimeOffset At(int day, int hour, int minute) =>
        new(2026, 5, day, hour, minute, 0, TimeSpan.FromHours(8));
}
