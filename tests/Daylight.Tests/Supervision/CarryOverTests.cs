using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Registry;
using Daylight.Supervision.KeyWork;
using Daylight.Supervision.KeyWork.Faces;
using Daylight.Supervision.KeyWork.Views;
using Daylight.Tests.Proceedings;

namespace Daylight.Tests.Supervision;

/// <summary>What a merged or split unit had goes on elsewhere, under the same clocks.</summary>
public sealed class CarryOverTests
{
    private static readonly DateOnly s_day = new(2026, 5, 1);

    private static Trial With(Trial trial, bool merged = true) =>
        trial.Given(
            new UnitRegistered(
                "u-housing",
                "c1",
                "县住房和城乡建设局",
                "县住建局",
                UnitKind.GovernmentDepartment
            ),
            new UnitRegistered("u-city", "c2", "县城市管理局", "县城管局", UnitKind.GovernmentDepartment),
            merged
                ? new UnitMerged("u-housing", "c1", "u-city", s_day)
                : new UnitSplit("u-housing", "u-city", s_day)
        );

    private static CarryOver.Act Carry(string item = "i1", string to = "u-city") =>
        new(item, "u-housing", to, "县机构改革方案（县委〔2026〕5号）");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_successor_owes_it_by_the_same_day(bool merged)
    {
        var trial = With(Road.InHand(), merged);
        var before = trial.Closing();

        trial.Grants(Carry(), Road.Officer);

        Assert.Equal(before with { Owner = "u-city" }, trial.Closing());
        Assert.Equal("u-city", trial.Item().Lead);
        var row = Assert.Single(Folded.Of(new ItemView(), trial));
        Assert.Equal(("u-city", "u-city", 1), (row.Lead, row.Holder, row.Moves));
        trial.Refuses<UnitHasNoPartInIt>(Carry(), Road.Officer);
    }

    [Fact]
    public void The_days_of_both_are_told_apart()
    {
        var trial = With(Road.InHand());
        trial.Now = trial.Now.AddDays(7);
        trial.Grants(Carry(), Road.Officer);
        var charges = ItemWords.Charges(
            Folded.Of(new ItemTimeline(), trial),
            Folded.Of(new ItemView(), trial)[0],
            Trial.National.Calendar,
            trial.Now.AddDays(3)
        );
        Assert.Equal([("u-housing", 7), ("u-city", 3)], charges.Select(one => (one.Holder, one.Days)));
    }

    [Fact]
    public void A_signature_that_is_owed_keeps_its_day()
    {
        var trial = new Trial();
        trial.Grants(Road.Minutes(), Road.Officer);
        trial.Grants(new Approve.Act("i1", 2026), Road.Head);
        trial.Grants(new Assign.Act("i1", ""), Road.Officer);
        With(trial);
        var before = trial.Duties().Open["sign-u-housing"];
        trial.Now = trial.Now.AddDays(1);

        trial.Grants(Carry(), Road.Officer);

        var after = trial.Duties().Open["sign-u-city"];
        Assert.Equal((before.Start, before.Due, "u-city"), (after.Start, after.Due, after.Owner));
        Assert.DoesNotContain("sign-u-housing", trial.Duties().Open.Keys);
    }

    [Fact]
    public void Only_a_successor_of_the_registry_carries_it()
    {
        var trial = Road.InHand();
        trial.Refuses<NoSuccessorOfThatUnit>(Carry(), Road.Officer);
        With(trial);
        trial.Refuses<NoSuccessorOfThatUnit>(Carry(to: "u-other"), Road.Officer);
        trial.Refuses<ReasonIsMissing>(Carry() with { Reason = " " }, Road.Officer);
    }

    [Fact]
    public void Parts_and_obstacles_go_over_too()
    {
        var trial = Road.InHand();
        trial.Grants(new Obstacles.RaiseAct("i1", "o1", "u-finance", "请拨付管网资金。"), Road.Housing);
        trial.Given(
            new UnitRegistered("u-finance", "c3", "县财政局", "县财政局", UnitKind.GovernmentDepartment),
            new UnitRegistered("u-city", "c2", "县城市管理局", "县城管局", UnitKind.GovernmentDepartment),
            new UnitMerged("u-finance", "c3", "u-city", s_day)
        );
        trial.Grants(new CarryOver.Act("i1", "u-finance", "u-city", "机构改革"), Road.Officer);
        Assert.Equal("u-city", trial.Item().Obstacles["o1"]);
        Assert.Equal("u-city", trial.Duties().Open["obstacle-o1"].Owner);
        Assert.Equal("u-city", Assert.Single(Folded.Of(new ItemParts(), trial)).Unit);
        var city = Trial.Officer("p-c", "o-c", "u-city", "supervision.answer");
        trial.Grants(new Obstacles.AnswerAct("i1", "o1", true, "已拨付。"), city);
    }

    [Fact]
    public void Two_hundred_items_go_over_and_none_moves_its_day()
    {
        var trial = new Trial();
        var items = Enumerable.Range(1, 200).Select(at => $"i{at}").ToList();
        foreach (var item in items)
        {
            trial.Grants(Road.Minutes(item), Road.Officer);
            trial.Grants(new Approve.Act(item, 2026), Road.Head);
            trial.Grants(new Assign.Act(item, ""), Road.Officer);
        }

        With(trial);
        var due = trial.DueDay("i200");
        trial.Now = trial.Now.AddDays(5);
        foreach (var item in items)
        {
            trial.Grants(Carry(item), Road.Officer);
        }

        Assert.All(
            Folded.Of(new ItemView(), trial),
            row =>
                Assert.Equal(
                    ("u-city", due, due),
                    (row.Holder, Shanghai.DayOf(row.Due!.Value), Shanghai.DayOf(row.OriginalDue!.Value))
                )
        );
    }
}

/// <summary>协办意见 and 申请复核.</summary>
public sealed class OpinionAndReviewTests
{
    [Fact]
    public void An_assistant_is_late_with_its_opinion_for_itself()
    {
        var trial = Road.InHand();
        var until = new DateOnly(2026, 5, 15);
        trial.Refuses<OnlyTheLeadUnitMay>(
            new Opinions.AskAct("i1", "u-town", "请提供管线图。", until),
            Road.Town
        );
        trial.Refuses<NoAssistantOfThis>(
            new Opinions.AskAct("i1", "u-other", "请提供管线图。", until),
            Road.Housing
        );
        trial.Refuses<PartIsDueTooLate>(
            new Opinions.AskAct("i1", "u-town", "请提供管线图。", new(2026, 5, 29)),
            Road.Housing
        );
        trial.Grants(new Opinions.AskAct("i1", "u-town", "请提供管线图。", until), Road.Housing);
        trial.Refuses<ARequestWaitsAlready>(
            new Opinions.AskAct("i1", "u-town", "再请提供。", until),
            Road.Housing
        );
        var closing = trial.Closing();
        trial.Lapse("opinion-u-town");
        Assert.Equal(
            "u-town",
            trial.Facts.OfType<DutyLapsed>().Single(lapse => lapse.Duty == "opinion-u-town").Owner
        );
        Assert.Equal(closing, trial.Closing());

        trial.Refuses<NoAssistantOfThis>(new Opinions.Act("i1", "无意见。"), Road.Housing);
        trial.Grants(new Opinions.Act("i1", "管线图已送。"), Road.Town);
        Assert.DoesNotContain("opinion-u-town", trial.Duties().Open.Keys);
    }

    private static Trial Closed()
    {
        var trial = Road.InHand();
        trial.Grants(new ReportDone.Act("i1", "完成2.9公里。", []), Road.Housing);
        trial.Grants(new Check.LayBeforeAct("i1", ""), Road.Officer);
        trial.Grants(new Speak.Act("i1", true, ""), Road.Head);
        trial.Grants(new Close.Act("i1"), Road.Officer);
        return trial;
    }

    [Theory]
    [InlineData("2026-06-07", true)]
    [InlineData("2026-06-08", false)]
    public void An_objection_is_lodged_within_thirty_days(string day, bool granted)
    {
        var trial = Closed();
        trial.Now = Shanghai.StartOf(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));
        var act = new Review.AskAct("i1", "结论写我局逾期，与事实不符。");
        if (granted)
        {
            trial.Grants(act, Road.Housing);
            Assert.Equal("o-head", trial.Duties().Open[Review.Duty].Owner);
            trial.Refuses<ARequestWaitsAlready>(act, Road.Housing);
        }
        else
        {
            Assert.NotNull(trial.Refuses<ReviewIsAskedTooLate>(act, Road.Housing).Under);
        }
    }

    [Fact]
    public void Another_person_decides_it_and_it_goes_on_where_the_conclusion_falls()
    {
        var trial = Closed();
        trial.Refuses<NoReviewIsAsked>(new Review.DecideAct("i1", true, "维持"), Road.Head);
        trial.Grants(new Review.AskAct("i1", "工程还没有验收。"), Road.Housing);
        var closer = Trial.Officer("p-officer", "o-supervision", "u-supervision", "supervision.approve");
        Assert.NotNull(
            trial.Refuses<ReviewerClosedIt>(new Review.DecideAct("i1", true, "维持"), closer).Under
        );
        trial.Grants(new Review.DecideAct("i1", false, "确未验收，重新办理"), Road.Head);
        var row = Assert.Single(Folded.Of(new ItemView(), trial));
        Assert.Equal((ItemPhase.InHand, false, null), (row.Phase, row.UnderReview, row.ClosedAt));
        Assert.DoesNotContain(Review.Duty, trial.Duties().Open.Keys);
        Assert.Contains(ItemDuties.Close, trial.Duties().Open.Keys);
    }

    [Fact]
    public void A_conclusion_that_stands_leaves_the_item_closed()
    {
        var trial = Closed();
        trial.Grants(new Review.AskAct("i1", "工程还没有验收。"), Road.Housing);
        trial.Grants(new Review.DecideAct("i1", true, "已经验收，有验收单"), Road.Head);
        Assert.Equal(ItemPhase.Closed, trial.Item().Phase);
        Assert.DoesNotContain(Review.Duty, trial.Duties().Open.Keys);
    }
}
