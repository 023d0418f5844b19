using Daylight.Norms;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;

namespace Daylight.Tests.Proceedings;

public sealed class ProposalTests
{
    private const string Matter = "matter/m1";
    private static readonly Mandate s_office = Trial.Officer("p-o", "o-o", "u-o", "proposals.hear");
    private static readonly Mandate s_unit = Trial.Officer("p-u", "o-u", "u-unit", "proposals.answer");
    private static readonly Mandate s_other = Trial.Officer("p-x", "o-x", "u-x", "proposals.answer");
    private static readonly Mandate s_head = Trial.Officer("p-h", "o-h", "u-gov", "proposals.decide");
    private static readonly Mandate s_second = Trial.Officer("p-s", "o-s", "u-gov", "proposals.decide");

    private static Trial Made(bool afterHearing = true, string by = "")
    {
        var norm = Trial.National.Find(NormId.Parse("items.publish"))!.Ref;
        return new Trial().Given(
            new ProposalMade(Matter, "a", "u-unit", "talk", afterHearing, norm, "事项", "理由", by)
        );
    }

    private static DecideProposal.Act Decided(
        ProposalOutcome outcome = ProposalOutcome.Adopted,
        string instead = "",
        string reason = "情况属实"
    ) => new(Matter, "a", outcome, instead, reason);

    private static Trial Adopted()
    {
        var trial = Made();
        trial.Grants(new AnswerProposal.Act(Matter, "a", "说明", false), s_unit);
        trial.Grants(Decided(), s_head);
        return trial;
    }

    [Fact]
    public void Nothing_is_decided_against_anybody_who_was_not_heard()
    {
        var trial = Made();
        Assert.NotNull(trial.Refuses<OtherSideWasNotHeard>(Decided(), s_head).Under);
        trial.Refuses<OtherSideWasNotHeard>(Decided(ProposalOutcome.AdoptedWithChange, "remind"), s_head);
        trial.Grants(Decided(ProposalOutcome.Rejected), s_head);
    }

    [Fact]
    public void Asked_and_silent_to_the_last_instant_of_its_time_it_may_be_decided_then()
    {
        var trial = Made();
        trial.Grants(new CallHearing.Act(Matter, "a", "到期未办结"), s_office);
        trial.Refuses<HearingIsCalledAlready>(new CallHearing.Act(Matter, "a", "再问"), s_office);
        var until = Shanghai.EndOf(new DateOnly(2026, 5, 14));
        trial.Now = until;
        trial.Refuses<OtherSideWasNotHeard>(Decided(), s_head);
        trial.Now = until.AddMilliseconds(1);
        trial.Grants(Decided(), s_head);
    }

    [Fact]
    public void It_may_decline_to_speak_or_the_office_records_what_it_said()
    {
        var silent = Made();
        silent.Grants(new AnswerProposal.Act(Matter, "a", "不会保存", Silent: true), s_unit);
        Assert.Equal("", silent.Facts.OfType<HeardOnProposal>().Single().Statement);
        silent.Grants(Decided(), s_head);

        var spoken = Made();
        spoken.Refuses<ProposalNeedsWords>(new AnswerProposal.RecordAct(Matter, "a", " "), s_office);
        spoken.Grants(new AnswerProposal.RecordAct(Matter, "a", "5月8日电话：管材未到"), s_office);
        spoken.Grants(Decided(), s_head);
    }

    [Fact]
    public void A_proposal_about_others_answers_like_one_that_does_not_exist()
    {
        var trial = Made();
        var foreign = trial.Refuses<NoSuchProposal>(new AnswerProposal.Act(Matter, "a", "x", false), s_other);
        var missing = trial.Refuses<NoSuchProposal>(new AnswerProposal.Act(Matter, "b", "x", false), s_other);
        Assert.Equal(foreign.Say().Zh, missing.Say().Zh);
        trial.Refuses<YourOfficeLacksThePower>(Decided(), s_unit);
    }

    [Fact]
    public void Nobody_decides_what_he_proposed_or_what_concerns_him()
    {
        var own = Made(afterHearing: false, by: "p-h");
        Assert.NotNull(own.Refuses<DeciderMustBeAnother>(Decided(), s_head).Under);
        own.Grants(Decided(), s_second);

        Made(afterHearing: false)
            .Refuses<DeciderMustBeAnother>(
                Decided(),
                Trial.Officer("p-q", "o-q", "u-unit", "proposals.decide")
            );
    }

    [Fact]
    public void A_decision_has_a_reason_and_a_change_another_consequence()
    {
        var trial = Made(afterHearing: false);
        trial.Refuses<ProposalNeedsWords>(Decided(reason: " "), s_head);
        trial.Refuses<ChangeNeedsAnother>(Decided(ProposalOutcome.AdoptedWithChange, "talk"), s_head);
        trial.Refuses<ChangeNeedsAnother>(Decided(ProposalOutcome.AdoptedWithChange), s_head);
        trial.Grants(Decided(ProposalOutcome.AdoptedWithChange, "remind"), s_head);
        trial.Refuses<ProposalIsDecidedAlready>(Decided(), s_head);
        trial.Refuses<ProposalIsDecidedAlready>(new AnswerProposal.Act(Matter, "a", "x", false), s_unit);
        Assert.Equal(("remind", "p-h"), (Of(trial).Decided, Of(trial).Decider));
    }

    [Fact]
    public void An_objection_is_in_time_on_its_thirtieth_day_and_too_late_after_it()
    {
        var trial = Adopted();
        var last = Shanghai.EndOf(new DateOnly(2026, 6, 7));
        Assert.Equal(last.AddTicks(-last.Ticks % TimeSpan.TicksPerMillisecond), Of(trial).ObjectUntil);
        trial.Now = Of(trial).ObjectUntil!.Value.AddMilliseconds(1);
        Assert.NotNull(
            trial.Refuses<ObjectionIsTooLate>(new ObjectTo.Act(Matter, "a", "不服"), s_unit).Under
        );
        trial.Now = Of(trial).ObjectUntil!.Value;
        trial.Grants(new ObjectTo.Act(Matter, "a", "不服"), s_unit);
        trial.Refuses<NothingToObjectTo>(new ObjectTo.Act(Matter, "a", "再次"), s_unit);
        var review = trial.Facts.OfType<DutyOpened>().Single(duty => duty.What == "proposal.review");
        Assert.Equal(("u-gov", new DateOnly(2026, 7, 7)), (review.Owner, Shanghai.DayOf(review.Due!.Value)));
    }

    [Fact]
    public void The_review_is_made_by_others_and_never_makes_it_worse()
    {
        var trial = Adopted();
        var review = new DecideObjection.Act(Matter, "a", ObjectionOutcome.Lightened, "remind", "部分成立");
        trial.Refuses<NoObjectionWaits>(review, s_second);
        trial.Grants(new ObjectTo.Act(Matter, "a", "不服"), s_unit);
        Assert.NotNull(trial.Refuses<ReviewerMustBeAnother>(review, s_head).Under);
        trial.Refuses<ChangeNeedsAnother>(review with { Instead = "talk" }, s_second);
        trial.Grants(review, s_second);
        Assert.Equal("remind", Of(trial).Decided);
        trial.Refuses<NoObjectionWaits>(review, s_second);
        // Under no outcome can a review name something in place of a decision that it upholds or withdraws.
        Assert.Equal(["Upheld", "Lightened", "Withdrawn"], Enum.GetNames<ObjectionOutcome>());
    }

    [Fact]
    public void What_was_rejected_cannot_be_objected_to()
    {
        var trial = Made();
        trial.Grants(Decided(ProposalOutcome.Rejected), s_head);
        trial.Refuses<NothingToObjectTo>(new ObjectTo.Act(Matter, "a", "不服"), s_unit);
        Assert.Null(Of(trial).ObjectUntil);
    }

    [Fact]
    public void Who_decides_on_an_older_page_is_shown_the_new_statement_first()
    {
        var trial = Made();
        trial.Grants(new AnswerProposal.Act(Matter, "a", "说明", false), s_unit);
        trial.Grants(new AnswerProposal.Act(Matter, "a", "补充说明", false), s_unit);
        trial.Refuses<ProposalMovedOn>(Decided() with { Seen = 2 }, s_head);
        trial.Grants(Decided() with { Seen = 3 }, s_head);
    }

    private static Proposal Of(Trial trial) =>
        trial.Facts.Aggregate(MatterProposals.Start, (known, fact) => known.Apply(fact)).Find("a")!;
}
