using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;

namespace Daylight.Tests.Supervision;

public sealed class PublishTests
{
    private static readonly string s_record = Publish.NewRecord("some-act");

    private static Publish.Act Text(string title = "老旧小区管网改造") =>
        new("i1", s_record, title, "县住建局");

    [Fact]
    public void Nothing_overdue_is_published_also_where_the_norm_proposes_nothing()
    {
        var trial = Road.Lapsed();
        Assert.NotNull(trial.Refuses<OverdueNeedsAHearing>(Text(), Road.Editor).Under);

        // What the norm proposed by itself, a reminder, is settled: that decides nothing about the public.
        foreach (var proposal in trial.Proposals().All.Values)
        {
            trial.Grants(
                new DecideProposal.Act(Road.Matter, proposal.Id, ProposalOutcome.Rejected, "", "已电话催办"),
                Road.Head
            );
        }

        trial.Refuses<OverdueNeedsAHearing>(Text(), Road.Editor);
    }

    [Fact]
    public void An_overdue_item_is_published_after_the_unit_was_heard_and_a_named_person_decided()
    {
        var trial = Road.Lapsed();
        trial.Refuses<ReasonIsMissing>(new ShowLapse.Act("i1", " "), Road.Officer);
        trial.Grants(new ShowLapse.Act("i1", "群众多次反映，应当公开进度。"), Road.Officer);
        trial.Refuses<ThatIsProposedAlready>(new ShowLapse.Act("i1", "再次"), Road.Officer);
        var proposal = ShowLapse.ProposalOf(trial.Closing().Due!.Value);
        Assert.Equal("u-housing", trial.Proposals().Find(proposal)!.About);
        trial.Refuses<OverdueNeedsAHearing>(Text(), Road.Editor);

        trial.Grants(new CallHearing.Act(Road.Matter, proposal, "到期未办结。"), Road.Officer);
        trial.Grants(new AnswerProposal.Act(Road.Matter, proposal, "管材到货推迟。", false), Road.Housing);
        trial.Refuses<OverdueNeedsAHearing>(Text(), Road.Editor);
        trial.Grants(
            new DecideProposal.Act(Road.Matter, proposal, ProposalOutcome.Adopted, "", "应当公开"),
            Road.Head
        );

        var published = trial.Grants(Text(), Road.Editor).OfType<ItemPublished>().Single();
        Assert.Equal("办理中（逾期）", published.Standing);
    }

    [Theory]
    [InlineData(ProposalOutcome.Rejected, "")]
    [InlineData(ProposalOutcome.AdoptedWithChange, "dun")]
    public void A_decision_for_something_else_does_not_open_the_column(
        ProposalOutcome outcome,
        string instead
    )
    {
        var trial = Road.Lapsed();
        trial.Grants(new ShowLapse.Act("i1", "应当公开"), Road.Officer);
        var proposal = ShowLapse.ProposalOf(trial.Closing().Due!.Value);
        trial.Grants(new CallHearing.Act(Road.Matter, proposal, "到期未办结。"), Road.Officer);
        trial.Grants(new AnswerProposal.Act(Road.Matter, proposal, "", Silent: true), Road.Housing);
        trial.Grants(new DecideProposal.Act(Road.Matter, proposal, outcome, instead, "先催办"), Road.Head);

        trial.Refuses<OverdueNeedsAHearing>(Text(), Road.Editor);
    }

    [Fact]
    public void A_review_that_withdraws_the_decision_closes_the_column_again()
    {
        var trial = Road.Lapsed();
        trial.Grants(new ShowLapse.Act("i1", "应当公开"), Road.Officer);
        var proposal = ShowLapse.ProposalOf(trial.Closing().Due!.Value);
        trial.HearAndAdopt(proposal);
        trial.Grants(new ObjectTo.Act(Road.Matter, proposal, "非本单位原因"), Road.Housing);
        trial.Grants(
            new DecideObjection.Act(Road.Matter, proposal, ObjectionOutcome.Withdrawn, "", "理由成立"),
            Road.Deputy
        );

        trial.Refuses<OverdueNeedsAHearing>(Text(), Road.Editor);
    }

    [Fact]
    public void The_last_instant_of_the_due_day_is_in_time_and_the_next_millisecond_is_overdue()
    {
        var trial = Road.InHand();
        trial.Now = trial.Closing().Due!.Value;
        trial.Grants(Text(), Road.Editor);
        trial.Now = trial.Now.AddMilliseconds(1);
        // The worker has not recorded the lapse yet: it counts all the same.
        trial.Refuses<OverdueNeedsAHearing>(Text("新的名称"), Road.Editor);
    }

    [Fact]
    public void What_was_closed_late_stays_late_for_the_public()
    {
        var trial = Road.Lapsed();
        trial.Grants(new ReportDone.Act("i1", "完成", []), Road.Housing);
        trial.Grants(new Check.LayBeforeAct("i1", ""), Road.Officer);
        trial.Grants(new Speak.Act("i1", true, ""), Road.Head);
        trial.Grants(new Close.Act("i1"), Road.Officer);
        trial.Refuses<OverdueNeedsAHearing>(Text(), Road.Editor);

        trial.Grants(new ShowLapse.Act("i1", "应当公开"), Road.Officer);
        trial.HearAndAdopt(ShowLapse.ProposalOf(trial.Item().OverdueSince!.Value));
        Assert.Equal(
            "已办结（逾期办结）",
            trial.Grants(Text(), Road.Editor).OfType<ItemPublished>().Single().Standing
        );
    }

    [Fact]
    public void An_amended_text_supersedes_the_first_and_the_same_text_is_refused()
    {
        var trial = Road.InHand();
        trial.Grants(Text(), Road.Editor);
        trial.Now = trial.Now.AddDays(1);
        trial.Refuses<ItemIsPublished>(Text(), Road.Editor);
        trial.Refuses<RecordIsNoneOfThisItem>(
            Text("改名") with
            {
                Record = Publish.NewRecord("another"),
            },
            Road.Editor
        );
        trial.Grants(Text("老旧小区雨污管网改造"), Road.Editor);
        trial.Grants(new ReportDone.Act("i1", "完成", []), Road.Housing);
        trial.Grants(new Check.LayBeforeAct("i1", ""), Road.Officer);
        trial.Grants(new Speak.Act("i1", true, ""), Road.Head);
        trial.Grants(new Close.Act("i1"), Road.Officer);
        trial.Grants(Text("老旧小区雨污管网改造"), Road.Editor);

        Assert.Equal(
            [(1, "办理中"), (2, "办理中"), (3, "已办结")],
            trial.Facts.OfType<ItemPublished>().Select(text => (text.Edition, text.Standing))
        );
    }

    [Fact]
    public void A_record_of_another_entry_cannot_be_taken()
    {
        var trial = Road.InHand();
        trial.Refuses<RecordIsNoneOfThisItem>(Text() with { Record = "i1" }, Road.Editor);
        trial.Given(
            new ItemPublished(s_record, 1, "督2026-0009", "别的", "别的", null, "办理中", new(2026, 5, 1))
        );
        trial.Refuses<RecordIsNoneOfThisItem>(Text(), Road.Editor);
    }
}
