using Daylight.Norms;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;
using Daylight.Tests.Proceedings;

namespace Daylight.Tests.Supervision;

public sealed class KeyWorkTests
{
    private static readonly Mandate s_officer = Trial.Officer(
        "p-officer",
        "o-supervision",
        "u-supervision",
        "supervision.run"
    );
    private static readonly Mandate s_head = Trial.Officer(
        "p-head",
        "o-head",
        "u-government",
        "supervision.approve",
        "supervision.give"
    );
    private static readonly Mandate s_housing = Trial.Officer(
        "p-li",
        "o-housing",
        "u-housing",
        "supervision.answer"
    );
    private static readonly Mandate s_town = Trial.Officer(
        "p-wang",
        "o-town",
        "u-town",
        "supervision.answer"
    );
    private static readonly Mandate s_other = Trial.Officer(
        "p-zhao",
        "o-other",
        "u-other",
        "supervision.answer"
    );

    private static Propose.Act Minutes(
        string? given = null,
        string demand = "完成老旧小区管网改造2.9公里。"
    ) =>
        new(
            "i1",
            "老旧小区管网改造",
            ItemSource.Meeting,
            "县政府第37次常务会议纪要第三项",
            demand,
            "o-head",
            "u-housing",
            ["u-town"],
            given,
            Urgent: false
        );

    private static Trial Assigned(string? given = null)
    {
        var trial = new Trial();
        trial.Grants(Minutes(given), s_officer);
        trial.Grants(new Approve.Act("i1", 2026), s_head);
        trial.Grants(new Assign.Act("i1", "物业科"), s_officer);
        return trial;
    }

    private static Trial InHand(string? given = null)
    {
        var trial = Assigned(given);
        trial.Grants(new Sign.Act("i1", "u-housing", SigningWay.Screen, null), s_housing);
        return trial;
    }

    private static Duty Closing(Trial trial) => Duties(trial).Open[ItemDuties.Close];

    private static MatterDuties Duties(Trial trial) =>
        trial.Facts.Aggregate(MatterDuties.Start, (duties, fact) => duties.Apply(fact));

    private static Item ItemOf(Trial trial) =>
        trial.Facts.Aggregate(Item.Start, (item, fact) => item.Apply(fact));

    private static DateOnly DueDay(Trial trial) => Shanghai.DayOf(Closing(trial).Due!.Value);

    [Fact]
    public void The_whole_road_ends_on_the_word_of_whoever_gave_it()
    {
        var trial = InHand();
        trial.Grants(new Progress.Act("i1", "已完成2.1公里", false, []), s_housing);
        trial.Grants(new ReportDone.Act("i1", "全部完成", []), s_housing);
        trial.Grants(new Check.LayBeforeAct("i1", "拟同意办结"), s_officer);
        trial.Refuses<ItemIsElsewhere>(new Close.Act("i1"), s_officer);
        trial.Grants(new Speak.Act("i1", true, ""), s_head);
        trial.Grants(new Close.Act("i1"), s_officer);
        trial.Grants(new Close.StrikeOffAct("i1", "资料齐全"), s_officer);

        Assert.Equal(ItemPhase.StruckOff, ItemOf(trial).Phase);
        Assert.Empty(Duties(trial).Open);
    }

    [Fact]
    public void Minutes_are_due_twenty_days_after_the_assignment_unless_the_paper_gives_a_date()
    {
        Assert.Equal(new DateOnly(2026, 5, 28), DueDay(Assigned()));
        Assert.Equal(new DateOnly(2026, 12, 31), DueDay(Assigned("year-end")));
        Assert.Equal(new DateOnly(2026, 6, 30), DueDay(Assigned("by:2026-06-30")));
    }

    [Fact]
    public void An_item_without_any_date_is_refused()
    {
        var trial = new Trial();
        var refusal = trial.Refuses<ItemHasNoDate>(
            Minutes() with
            {
                Source = ItemSource.WorkReport,
            },
            s_officer
        );
        Assert.Equal(ItemSource.WorkReport, refusal.Source);
        trial.Grants(Minutes("year-end") with { Source = ItemSource.WorkReport }, s_officer);
    }

    [Theory]
    [InlineData("秘密★1年", "秘密")]
    [InlineData("密级：机密", "机密")]
    [InlineData("【绝密】管网图", "绝密")]
    public void A_text_with_a_secrecy_mark_is_refused(string demand, string mark) =>
        Assert.Equal(
            mark,
            new Trial().Refuses<TextBearsASecrecyMark>(Minutes(demand: demand), s_officer).Mark
        );

    [Fact]
    public void The_word_secret_alone_is_no_mark() =>
        new Trial().Grants(Minutes(demand: "组织保守国家秘密宣传教育"), s_officer);

    [Fact]
    public void Who_proposed_an_item_cannot_approve_it()
    {
        var trial = new Trial();
        trial.Grants(Minutes(), s_officer);
        trial.Refuses<ApproverMustBeAnother>(
            new Approve.Act("i1", 2026),
            Trial.Officer("p-officer", "o-head", "u-government", "supervision.approve")
        );
        trial.Refuses<NumberIsOfAnotherYear>(new Approve.Act("i1", 2025), s_head);
        trial.Grants(new Approve.Act("i1", 2026), s_head);
    }

    [Fact]
    public void Numbers_follow_each_other_without_gaps()
    {
        var trial = new Trial();
        for (var n = 1; n <= 3; n++)
        {
            trial.Grants(Minutes() with { Item = $"i{n}" }, s_officer);
        }

        trial.Grants(new Approve.DeclineAct("i2", "不属于督查事项"), s_head);
        trial.Grants(new Approve.Act("i1", 2026), s_head);
        trial.Grants(new Approve.Act("i3", 2026), s_head);

        Assert.Equal(
            ["督2026-0001", "督2026-0002"],
            trial.Facts.OfType<ItemApproved>().Select(fact => fact.Label)
        );
    }

    [Fact]
    public void Another_units_item_answers_like_one_that_does_not_exist()
    {
        var trial = Assigned();
        var foreign = trial.Refuses<NoSuchItem>(new Progress.Act("i1", "x", false, []), s_other);
        var missing = trial.Refuses<NoSuchItem>(new Progress.Act("i9", "x", false, []), s_other);
        Assert.Equal(foreign.Say().Zh, missing.Say().Zh);
    }

    [Fact]
    public void Touching_an_item_fifty_times_does_not_move_its_due_date()
    {
        var trial = InHand();
        var before = Closing(trial).Due;
        for (var n = 0; n < 50; n++)
        {
            trial.Now = trial.Now.AddHours(3);
            trial.Grants(new Progress.Act("i1", "", true, []), s_housing);
        }

        Assert.Equal(before, Closing(trial).Due);
    }

    [Fact]
    public void Sending_back_gives_the_matter_back_under_the_same_clock()
    {
        var trial = InHand();
        var before = Closing(trial).Due;
        trial.Grants(new ReportDone.Act("i1", "完成", []), s_housing);
        Assert.Equal("u-supervision", Closing(trial).Owner);
        trial.Now = trial.Now.AddDays(9);
        trial.Grants(new Check.SendBackAct("i1", "缺少验收资料"), s_officer);

        Assert.Equal("u-housing", Closing(trial).Owner);
        Assert.Equal(before, Closing(trial).Due);
    }

    [Fact]
    public void A_lapse_is_charged_to_whoever_holds_the_matter_then()
    {
        var trial = InHand();
        trial.Grants(new ReportDone.Act("i1", "完成", []), s_housing);
        trial.Grants(new Check.LayBeforeAct("i1", ""), s_officer);
        trial.Now = Closing(trial).Due!.Value.AddMilliseconds(1);

        var lapsed = trial.Grants(
            new Lapse.Act("item/i1", "close", Closing(trial).Due!.Value),
            Mandate.Worker
        );

        Assert.Equal("o-head", lapsed.OfType<DutyLapsed>().Single().Owner);
    }

    [Fact]
    public void A_duty_lapses_after_its_last_instant_and_only_once()
    {
        var trial = InHand();
        var due = Closing(trial).Due!.Value;
        var lapse = new Lapse.Act("item/i1", "close", due);
        trial.Now = due;
        trial.Refuses<DutyIsNotDueYet>(lapse, Mandate.Worker);
        trial.Now = due.AddMilliseconds(1);
        trial.Grants(lapse, Mandate.Worker);
        trial.Refuses<NoSuchDutyIsOpen>(lapse, Mandate.Worker);
    }

    [Fact]
    public void An_extension_is_asked_before_the_due_date_and_decided_by_the_giver()
    {
        var trial = InHand();
        trial.Grants(new AskExtension.Act("i1", new DateOnly(2026, 6, 10), "汛期不能施工"), s_housing);
        trial.Refuses<YourOfficeLacksThePower>(new DecideExtension.Act("i1", true, ""), s_officer);
        trial.Refuses<OnlyTheGiverMay>(
            new DecideExtension.Act("i1", true, ""),
            Trial.Officer("p-x", "o-deputy-head", "u-government", "supervision.give")
        );
        trial.Now = Closing(trial).Due!.Value.AddDays(1);
        trial.Grants(new DecideExtension.Act("i1", true, "同意"), s_head);

        Assert.Equal(new DateOnly(2026, 6, 10), DueDay(trial));
        Assert.Equal(new DateOnly(2026, 5, 28), Shanghai.DayOf(Closing(trial).OriginalDue!.Value));
    }

    [Fact]
    public void An_extension_asked_for_late_is_refused_and_cites_its_norm()
    {
        var trial = InHand();
        trial.Now = Closing(trial).Due!.Value.AddMilliseconds(1);

        var refusal = trial.Refuses<ExtensionIsAskedTooLate>(
            new AskExtension.Act("i1", new DateOnly(2026, 6, 10), "来不及"),
            s_housing
        );

        Assert.NotNull(refusal.Under);
    }

    [Fact]
    public void Extensions_are_as_many_as_the_norm_allows()
    {
        var trial = InHand();
        var allowed = trial.InForce.Find(Closing(trial).Norm.Id)!.On(new DateOnly(2026, 5, 8))!.Parameters
            is Deadline { Extending.AtMost: var most }
            ? most
            : 0;
        for (var n = 1; n <= allowed; n++)
        {
            trial.Grants(new AskExtension.Act("i1", DueDay(trial).AddDays(10), "续办"), s_housing);
            trial.Refuses<ARequestWaitsAlready>(
                new AskExtension.Act("i1", DueDay(trial).AddDays(11), "续办"),
                s_housing
            );
            trial.Grants(new DecideExtension.Act("i1", true, ""), s_head);
        }

        Assert.True(allowed > 0);
        trial.Refuses<NoFurtherExtension>(
            new AskExtension.Act("i1", DueDay(trial).AddDays(10), "续办"),
            s_housing
        );
    }

    [Fact]
    public void A_return_that_is_granted_passes_the_clock_on_as_it_stands()
    {
        var trial = Assigned();
        var due = Closing(trial).Due;
        trial.Grants(new AskReturn.Act("i1", "u-other", "不属于本单位职责"), s_housing);
        trial.Now = trial.Now.AddDays(1);
        trial.Grants(new RuleOnReturn.Act("i1", "u-other", "按三定方案由该单位承办"), s_officer);

        Assert.Equal("u-other", ItemOf(trial).Lead);
        Assert.Equal(("u-other", due), (Closing(trial).Owner, Closing(trial).Due));
        trial.Refuses<NoSuchItem>(new Progress.Act("i1", "x", false, []), s_housing);
        trial.Grants(new Sign.Act("i1", "u-other", SigningWay.Screen, null), s_other);
    }

    [Fact]
    public void Signing_by_telephone_or_on_paper_counts_and_is_recorded_by_the_office()
    {
        var trial = Assigned();
        trial.Refuses<YourOfficeLacksThePower>(
            new Sign.Act("i1", "u-housing", SigningWay.Telephone, null),
            s_housing
        );
        trial.Grants(new Sign.Act("i1", "u-housing", SigningWay.Paper, "ab12"), s_officer);
        trial.Refuses<UnitHasSigned>(new Sign.Act("i1", "u-housing", SigningWay.Screen, null), s_housing);
        trial.Grants(new Sign.Act("i1", "u-town", SigningWay.Screen, null), s_town);

        Assert.Equal(ItemPhase.InHand, ItemOf(trial).Phase);
    }

    [Fact]
    public void A_recorded_word_of_the_giver_names_its_recorder()
    {
        var trial = InHand();
        trial.Grants(new ReportDone.Act("i1", "完成", []), s_housing);
        trial.Grants(new Check.LayBeforeAct("i1", ""), s_officer);
        trial.Refuses<ReasonIsMissing>(new Speak.RecordAct("i1", true, "", ""), s_officer);
        trial.Grants(new Speak.RecordAct("i1", false, "再核实欠款", "传阅单第12号"), s_officer);

        Assert.Equal("p-officer", trial.Facts.OfType<GiverSpoke>().Single().RecordedBy);
        Assert.Equal(("u-housing", ItemPhase.InHand), (Closing(trial).Owner, ItemOf(trial).Phase));
    }
}
