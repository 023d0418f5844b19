using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;
using Daylight.Tests.Proceedings;
using FsCheck;
using FsCheck.Fluent;

namespace Daylight.Tests.Supervision;

public sealed class FurtherActsTests
{
    private static readonly DateOnly s_day = new(2026, 5, 20);

    [Fact]
    public void Nodes_stay_within_the_items_date_and_the_result_waits_for_them()
    {
        var trial = Road.InHand();
        trial.Refuses<PartIsDueTooLate>(SetNodes(trial.DueDay().AddDays(1)), Road.Officer);
        trial.Grants(SetNodes(trial.DueDay()), Road.Officer);
        Assert.Equal(
            ["item.node", "item.node"],
            trial.Duties().Open.Values.Where(duty => duty.What == "item.node").Select(duty => duty.What)
        );

        Assert.Equal(
            "开工、完工",
            trial.Refuses<PartsAreOpen>(new ReportDone.Act("i1", "完成", []), Road.Housing).Open
        );
        trial.Refuses<NodeNeedsEvidence>(new Nodes.ReachAct("i1", "2", "完工", " ", []), Road.Housing);
        trial.Grants(new Nodes.ReachAct("i1", "1", "已开工", "", []), Road.Housing);
        trial.Refuses<NoSuchNodeIsOpen>(new Nodes.ReachAct("i1", "1", "再报", "", []), Road.Housing);
        trial.Refuses<NodesStand>(SetNodes(s_day), Road.Officer);
        trial.Grants(new Nodes.ReachAct("i1", "2", "完工", "县住建局〔2026〕8号验收意见", []), Road.Housing);
        trial.Grants(new ReportDone.Act("i1", "完成", []), Road.Housing);
    }

    [Fact]
    public void A_nodes_lapse_proposes_nothing_and_does_not_make_the_item_overdue()
    {
        var trial = Road.InHand();
        trial.Grants(SetNodes(s_day), Road.Officer);
        trial.Lapse(Nodes.DutyOf("1"));
        Assert.Empty(trial.Proposals().All);
        Assert.Null(trial.Item().OverdueSince);
    }

    [Theory]
    [InlineData(new[] { 1, 1, 1 }, new[] { 34, 33, 33 })]
    [InlineData(new[] { 0, 0, 0 }, new[] { 34, 33, 33 })]
    [InlineData(new[] { 50, 0, 0 }, new[] { 50, 25, 25 })]
    [InlineData(new[] { 1, 0 }, new[] { 50, 50 })]
    [InlineData(new[] { 2, 1 }, new[] { 67, 33 })]
    [InlineData(new[] { 30, 30, 40 }, new[] { 30, 30, 40 })]
    public void Weights_are_allocated_whole(int[] asked, int[] whole) =>
        Assert.Equal(whole, Weights.Whole([.. asked.Select(weight => weight == 0 ? (int?)null : weight)]));

    [Fact]
    public void Weights_make_a_hundred_whatever_is_asked_for() =>
        Prop.ForAll<byte[]>(asked =>
            {
                IReadOnlyList<int?> given =
                [
                    .. asked.Take(60).Select(weight => weight == 0 ? (int?)null : weight),
                ];
                var whole = Weights.Whole(given);
                return whole.Count == given.Count
                    && (given.Count == 0 || whole.Sum() == 100)
                    && whole.All(weight => weight >= 0);
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Parts_roll_up_by_their_weights_and_the_item_keeps_its_clock()
    {
        var trial = Road.InHand();
        var due = trial.Closing().Due;
        trial.Refuses<OnlyTheLeadUnitMay>(Parts(), Road.Town);
        trial.Grants(Parts(), Road.Housing);
        Assert.Equal((0, due), (trial.Item().Share, trial.Closing().Due));

        trial.Refuses<NoSuchNodeIsOpen>(new Allot.ReportAct("i1", "1", "别的单位"), Road.Housing);
        trial.Grants(new Allot.ReportAct("i1", "1", "完成"), Road.Other);
        Assert.Equal(0, trial.Item().Share);
        trial.Grants(new Allot.CheckAct("i1", "1", true, ""), Road.Housing);
        Assert.Equal(34, trial.Item().Share);
        trial.Grants(new Allot.ReportAct("i1", "2", "完成"), Road.Town);
        trial.Refuses<ReasonIsMissing>(new Allot.CheckAct("i1", "2", false, ""), Road.Housing);
        trial.Grants(new Allot.CheckAct("i1", "2", false, "缺验收"), Road.Housing);
        Assert.Equal("u-town", trial.Duties().Open[Allot.DutyOf("2")].Owner);
        trial.Grants(new Allot.ReportAct("i1", "2", "已验收"), Road.Town);
        trial.Grants(new Allot.CheckAct("i1", "2", true, ""), Road.Housing);
        trial.Grants(new Allot.ReportAct("i1", "3", "完成"), Road.Housing);
        trial.Grants(new Allot.CheckAct("i1", "3", true, ""), Road.Housing);
        Assert.Equal(100, trial.Item().Share);
        trial.Grants(new ReportDone.Act("i1", "完成", []), Road.Housing);
    }

    [Fact]
    public void A_pause_gives_back_exactly_the_time_that_was_left()
    {
        var trial = Road.InHand();
        var due = trial.Closing().Due!.Value;
        trial.Refuses<YourOfficeLacksThePower>(new Pause.Act("i1", "等上级批复"), Road.Officer);
        trial.Grants(new Pause.Act("i1", "等上级批复"), Road.Head);
        Assert.Null(trial.Closing().Due);
        trial.Refuses<ItemIsElsewhere>(new Progress.Act("i1", "", true, []), Road.Housing);
        trial.Now = trial.Now.AddDays(40);
        trial.Grants(new Pause.ResumeAct("i1", ""), Road.Head);
        Assert.Equal((due.AddDays(40), due), (trial.Closing().Due, trial.Closing().OriginalDue));
    }

    [Fact]
    public void What_is_overdue_cannot_be_paused() =>
        Road.Lapsed().Refuses<OverdueCannotRest>(new Pause.Act("i1", "x"), Road.Head);

    [Theory]
    [InlineData("by:2026-05-20", "2026-05-20")]
    [InlineData("by:2026-07-20", "2026-05-28")]
    public void Merging_wins_no_time(string otherDue, string binds)
    {
        var trial = Road.InHand();
        Add(trial, "i2", otherDue);
        trial.Grants(new Merge.Act("i2", "i1", "同一工程"), Road.Officer);

        Assert.Equal(ItemPhase.Merged, trial.Item("i2").Phase);
        Assert.Empty(trial.Duties("item/i2").Open);
        Assert.Equal(
            DateOnly.Parse(binds, System.Globalization.CultureInfo.InvariantCulture),
            trial.DueDay()
        );
        trial.Refuses<ItemIsElsewhere>(new Merge.Act("i2", "i1", "再次"), Road.Officer);
        trial.Refuses<NoSuchItem>(new Merge.Act("i1", "i1", "自身"), Road.Officer);
    }

    [Fact]
    public void Splitting_carries_the_due_date_and_the_first_date_on()
    {
        var trial = Road.InHand();
        trial.Grants(new AskExtension.Act("i1", new DateOnly(2026, 6, 20), "管材未到"), Road.Housing);
        trial.Grants(new DecideExtension.Act("i1", true, ""), Road.Head);
        var (first, due) = (trial.Closing().OriginalDue, trial.Closing().Due);
        trial.Grants(
            new SplitUp.Act(
                "i1",
                [new("i1a", "南区", "完成南区", "u-housing"), new("i1b", "北区", "完成北区", "u-other")],
                "分片负责"
            ),
            Road.Head
        );

        Assert.Equal(ItemPhase.Split, trial.Item().Phase);
        Assert.Equal("督2026-0001-2", trial.Item("i1b").Number);
        Assert.Equal((first, due), (trial.Item("i1b").FirstDue, trial.Closing("i1b").Due));
        trial.Grants(new Sign.Act("i1b", "u-other", SigningWay.Screen, null), Road.Other);
        Assert.Equal(ItemPhase.InHand, trial.Item("i1b").Phase);
    }

    [Fact]
    public void Set_up_again_an_item_keeps_its_first_date()
    {
        var trial = Road.InHand();
        trial.Refuses<ItemIsElsewhere>(new ProposeAgain.Act("i1", Road.Minutes("i2")), Road.Officer);
        var first = trial.Closing().Due;
        trial.Grants(new Withdraw.Act("i1", "情况变化"), Road.Head);
        trial.Now = trial.Now.AddDays(60);
        trial.Grants(new ProposeAgain.Act("i1", Road.Minutes("i2")), Road.Officer);
        trial.Grants(new Approve.Act("i2", 2026), Road.Head);
        trial.Grants(new Assign.Act("i2", ""), Road.Officer);

        Assert.Equal(first, trial.Item("i2").FirstDue);
        Assert.True(trial.Closing("i2").Due > first);
    }

    [Fact]
    public void An_obstacle_gives_the_other_body_a_duty_and_moves_no_clock()
    {
        var trial = Road.InHand();
        var due = trial.Closing().Due;
        trial.Refuses<ItemNeedsItsWords>(
            new Obstacles.RaiseAct("i1", "a", "u-housing", "自己"),
            Road.Housing
        );
        trial.Grants(new Obstacles.RaiseAct("i1", "a", "u-other", "用地预审意见"), Road.Housing);
        var duty = trial.Duties().Open[Obstacles.DutyOf("a")];
        Assert.Equal(("u-other", new DateOnly(2026, 5, 14)), (duty.Owner, Shanghai.DayOf(duty.Due!.Value)));
        trial.Refuses<NoSuchItem>(new Obstacles.AnswerAct("i1", "a", true, "x"), Road.Town);
        trial.Grants(new Obstacles.AnswerAct("i1", "a", true, "已出具"), Road.Other);
        trial.Refuses<NoSuchItem>(new Obstacles.AnswerAct("i1", "a", true, "x"), Road.Other);
        Assert.Equal(due, trial.Closing().Due);
    }

    [Fact]
    public void Handed_over_an_item_names_its_new_person_and_what_is_open()
    {
        var trial = Road.InHand();
        trial.Grants(new Entrust.Act("i1", "物业科", "p-a"), Road.Housing);
        trial.Refuses<HandedToTheSame>(new HandOver.Act("i1", "物业科", "p-a", "余下"), Road.Housing);
        trial.Refuses<ItemNeedsItsWords>(new HandOver.Act("i1", "物业科", "p-b", " "), Road.Housing);
        var due = trial.Closing().Due;
        trial.Grants(new HandOver.Act("i1", "物业科", "p-b", "北区未完工"), Road.Housing);
        Assert.Equal("p-a", trial.Facts.OfType<ItemHandedOver>().Single().From);
        Assert.Equal(("p-b", due), (trial.Item().Person, trial.Closing().Due));
    }

    private static Nodes.SetAct SetNodes(DateOnly last) =>
        new("i1", [new ItemNode("1", "开工", s_day, false), new ItemNode("2", "完工", last, true)]);

    private static Allot.Act Parts() =>
        new(
            "i1",
            [
                new("1", "设计", "u-other", s_day, null),
                new("2", "协调", "u-town", s_day, null),
                new("3", "施工", "u-housing", s_day, null),
            ]
        );

    private static void Add(Trial trial, string item, string given)
    {
        trial.Grants(Road.Minutes(item, given: given), Road.Officer);
        trial.Grants(new Approve.Act(item, 2026), Road.Head);
        trial.Grants(new Assign.Act(item, ""), Road.Officer);
    }
}
