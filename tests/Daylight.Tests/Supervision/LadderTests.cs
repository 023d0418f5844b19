using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;

namespace Daylight.Tests.Supervision;

public sealed class LadderTests
{
    private const string Notice = "supervision-notice";
    private const string Raise = "raised-supervision";

    [Fact]
    public void Nothing_is_dunned_before_the_reminder_has_lapsed()
    {
        var trial = Road.InHand();
        trial.Refuses<FormerRungHasNotLapsed>(new ClimbLadder.Act("i1", Ladder.Dun, "请办理"), Road.Officer);

        // Due Thursday 2026-05-28; the reminder by rule has one working day, until the end of Friday.
        trial.Lapse(ItemDuties.Close);
        var refusal = trial.Refuses<FormerRungHasNotLapsed>(
            new ClimbLadder.Act("i1", Ladder.Dun, "请办理"),
            Road.Officer
        );
        Assert.Equal(Ladder.Overdue, refusal.Next);
        Assert.NotNull(refusal.Under);

        trial.Now = At(2026, 5, 29, 23, 59);
        trial.Refuses<FormerRungHasNotLapsed>(new ClimbLadder.Act("i1", Ladder.Dun, "请办理"), Road.Officer);
        trial.Now = At(2026, 5, 30, 0, 0).AddMilliseconds(1);
        trial.Grants(new ClimbLadder.Act("i1", Ladder.Dun, "请办理"), Road.Officer);
    }

    [Fact]
    public void A_dun_does_what_the_rule_proposed_and_starts_its_own_clock()
    {
        var trial = Dunned();

        Assert.All(trial.Proposals().All.Values, known => Assert.True(known.IsEnded));
        // Dunned on Monday 2026-06-01: three working days end on Thursday.
        Assert.Equal(new DateOnly(2026, 6, 4), Shanghai.DayOf(trial.Duties().Open["rung-dun"].Due!.Value));
        trial.Refuses<RungIsTaken>(new ClimbLadder.Act("i1", Ladder.Dun, "再次催办"), Road.Officer);
        trial.Refuses<FormerRungHasNotLapsed>(new ClimbLadder.ProposeAct("i1", Notice, "x"), Road.Officer);
    }

    [Fact]
    public void Beyond_the_unit_and_its_superior_the_unit_is_heard_and_a_named_person_decides()
    {
        var trial = Dunned();
        trial.Lapse("rung-dun");
        trial.Refuses<RungNeedsItsDecision>(new ClimbLadder.Act("i1", Notice, "限期办结"), Road.Officer);
        var made = trial.Grants(new ClimbLadder.ProposeAct("i1", Notice, "两次催办未果"), Road.Officer);
        var proposal = Assert.IsType<ProposalMade>(made[0]);
        Assert.Equal(("u-housing", true), (proposal.About, proposal.AfterHearing));
        trial.Refuses<ThatIsProposedAlready>(new ClimbLadder.ProposeAct("i1", Notice, "x"), Road.Officer);
        trial.Refuses<OtherSideWasNotHeard>(
            new DecideProposal.Act(Road.Matter, proposal.Proposal, ProposalOutcome.Adopted, "", "同意"),
            Road.Head
        );

        trial.HearAndAdopt(proposal.Proposal);
        trial.Grants(new ClimbLadder.Act("i1", Notice, "限5个工作日内办结"), Road.Officer);
        Assert.Equal("p-head", trial.Facts.OfType<RungTaken>().Last().Decider);
        trial.Refuses<FormerRungHasNotLapsed>(new ClimbLadder.ProposeAct("i1", Raise, "x"), Road.Officer);

        trial.Lapse("rung-supervision-notice");
        trial.Grants(new ClimbLadder.ProposeAct("i1", Raise, "督查通知书期满未办结"), Road.Officer);
        trial.HearAndAdopt($"{Raise}.{trial.Closing().Due!.Value.ToUnixTimeMilliseconds()}");
        trial.Grants(new ClimbLadder.Act("i1", Raise, "由常务副县长督办"), Road.Officer);
    }

    [Fact]
    public void Urgent_items_start_at_the_dun_and_no_higher()
    {
        var trial = Road.InHand(urgent: true);
        trial.Refuses<FormerRungHasNotLapsed>(new ClimbLadder.ProposeAct("i1", Notice, "x"), Road.Officer);
        trial.Grants(new ClimbLadder.Act("i1", Ladder.Dun, "加急办理"), Road.Officer);
    }

    [Fact]
    public void Done_extended_or_passed_on_the_rungs_lean_on_nobody()
    {
        var done = Dunned();
        done.Grants(new ReportDone.Act("i1", "完成", []), Road.Housing);
        Assert.DoesNotContain("rung-dun", done.Duties().Open.Keys);

        var asked = Road.InHand();
        asked.Grants(new AskExtension.Act("i1", new DateOnly(2026, 6, 20), "管材未到"), Road.Housing);
        asked.Lapse(ItemDuties.Close);
        asked.Now = At(2026, 6, 1, 9, 0);
        asked.Grants(new ClimbLadder.Act("i1", Ladder.Dun, "请办理"), Road.Officer);
        asked.Grants(new DecideExtension.Act("i1", true, ""), Road.Head);
        Assert.DoesNotContain("rung-dun", asked.Duties().Open.Keys);
        asked.Refuses<FormerRungHasNotLapsed>(new ClimbLadder.Act("i1", Ladder.Dun, "请办理"), Road.Officer);
    }

    private static Daylight.Tests.Proceedings.Trial Dunned()
    {
        var trial = Road.Lapsed();
        trial.Now = At(2026, 6, 1, 9, 0);
        trial.Grants(new ClimbLadder.Act("i1", Ladder.Dun, "请于3个工作日内办结"), Road.Officer);
        return trial;
    }

    private static DateTimeOffset At(int year, int month, int day, int hour, int minute) =>
        new(year, month, day, hour, minute, 0, TimeSpan.FromHours(8));
}
