using Daylight.Ledger;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;
using Daylight.Supervision.KeyWork.Views;
using Daylight.Tests.Proceedings;
using FsCheck;
using FsCheck.Fluent;
using Check = Daylight.Supervision.KeyWork.Check;

namespace Daylight.Tests.Supervision;

/// <summary>Both on-time rates, over rows folded from acts.</summary>
public sealed class OnTimeTests
{
    private static readonly DateOnly s_may = new(2026, 5, 1);
    private static readonly DateOnly s_endOfMay = new(2026, 5, 31);

    [Fact]
    public void In_time_is_to_the_last_instant_of_the_due_day()
    {
        var trial = Road.InHand();
        var due = trial.Closing().Due!.Value;
        Assert.Equal((1, 1), First(Done(trial, due)));
        var late = Road.InHand();
        Assert.Equal((1, 0), First(Done(late, due.AddMilliseconds(1))));
    }

    [Fact]
    public void What_is_not_due_yet_is_not_counted()
    {
        var trial = Road.InHand();
        Assert.Equal((0, 0), First(trial));
        trial.Now = trial.Closing().Due!.Value.AddMilliseconds(1);
        Assert.Equal((1, 0), First(trial));
    }

    [Fact]
    public void An_extension_saves_the_present_rate_and_not_the_original_one()
    {
        var trial = Road.InHand();
        trial.Grants(new AskExtension.Act("i1", new DateOnly(2026, 5, 30), "管材未到"), Road.Housing);
        trial.Grants(new DecideExtension.Act("i1", true, ""), Road.Head);
        var rate = Rate(Done(trial, At(29)));
        Assert.Equal(
            (1, 0, 1, 1, 1),
            (rate.FirstDue, rate.FirstMet, rate.NowDue, rate.NowMet, rate.Extended)
        );
    }

    [Fact]
    public void Given_to_another_unit_it_stays_late_and_is_counted_as_moved()
    {
        var trial = Road.InHand();
        trial.Grants(new AskReturn.Act("i1", "u-other", "不属本单位"), Road.Housing);
        trial.Grants(new RuleOnReturn.Act("i1", "u-other", "由其承办"), Road.Officer);
        trial.Grants(new Sign.Act("i1", "u-other", SigningWay.Screen, null), Road.Other);
        trial.Now = At(29);
        trial.Grants(new ReportDone.Act("i1", "完成", []), Road.Other);
        var rate = Rate(trial);
        Assert.Equal((1, 0, 1), (rate.NowDue, rate.NowMet, rate.Moved));
    }

    [Fact]
    public void Set_up_again_it_is_late_by_its_first_date()
    {
        var trial = Road.InHand();
        trial.Grants(new Withdraw.Act("i1", "重立"), Road.Head);
        trial.Now = At(20);
        trial.Grants(new ProposeAgain.Act("i1", Road.Minutes("i2")), Road.Officer);
        trial.Grants(new Approve.Act("i2", 2026), Road.Head);
        trial.Grants(new Assign.Act("i2", ""), Road.Officer);
        trial.Grants(new Sign.Act("i2", "u-housing", SigningWay.Screen, null), Road.Housing);
        trial.Now = At(30);
        trial.Grants(new ReportDone.Act("i2", "完成", []), Road.Housing);
        var rate = Rate(trial);
        Assert.Equal((1, 0, 1), (rate.FirstDue, rate.FirstMet, rate.Carried));
    }

    [Fact]
    public void Split_each_part_is_counted_by_the_first_date_and_the_old_number_no_more()
    {
        var trial = Road.InHand();
        trial.Grants(
            new SplitUp.Act(
                "i1",
                [new("a", "南", "南", "u-housing"), new("b", "北", "北", "u-housing")],
                "分片"
            ),
            Road.Head
        );
        trial.Grants(new Sign.Act("a", "u-housing", SigningWay.Screen, null), Road.Housing);
        trial.Now = At(27);
        trial.Grants(new ReportDone.Act("a", "完成", []), Road.Housing);
        trial.Now = At(29);
        var rate = Rate(trial);
        Assert.Equal((2, 1, 1, 2), (rate.FirstDue, rate.FirstMet, rate.Open, rate.Carried));
    }

    [Fact]
    public void A_report_that_was_sent_back_does_not_count()
    {
        var trial = Done(Road.InHand(), At(20));
        trial.Grants(new Check.SendBackAct("i1", "缺验收"), Road.Officer);
        trial.Now = At(29);
        Assert.Equal((1, 0), First(trial));
    }

    /// <summary>
    /// Whatever is done to an item on its way (延期、改派、拆分、重立, in any mix), what is finished after its first date is late by its
    /// first date, and what is not finished is counted all the same.
    /// </summary>
    [Fact]
    public void No_move_makes_on_time_what_came_after_its_first_date() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<(bool Extended, bool Returned, byte How, bool Finished)>(),
                moves =>
                {
                    var trial = Road.InHand();
                    var (unit, lead) = (Road.Housing, "u-housing");
                    if (moves.Extended)
                    {
                        trial.Grants(new AskExtension.Act("i1", new DateOnly(2026, 5, 30), "雨季"), unit);
                        trial.Grants(new DecideExtension.Act("i1", true, ""), Road.Head);
                    }

                    if (moves.Returned)
                    {
                        trial.Grants(new AskReturn.Act("i1", "u-other", "不属本单位"), unit);
                        trial.Grants(new RuleOnReturn.Act("i1", "u-other", "由其承办"), Road.Officer);
                        trial.Grants(new Sign.Act("i1", "u-other", SigningWay.Screen, null), Road.Other);
                        (unit, lead) = (Road.Other, "u-other");
                    }

                    var items = Went(trial, moves.How % 3, lead, unit);
                    trial.Now = At(29);
                    if (moves.Finished)
                    {
                        foreach (var item in items)
                        {
                            trial.Grants(new ReportDone.Act(item, "完成", []), unit);
                        }
                    }

                    trial.Now = At(31);
                    var rate = Rate(trial);
                    return rate.FirstDue == items.Count && rate.FirstMet == 0;
                }
            )
            .QuickCheckThrowOnFailure();

    /// <summary>As it is, split in two, or withdrawn and set up again; the items that it became.</summary>
    private static IReadOnlyList<string> Went(Trial trial, int how, string lead, Mandate unit)
    {
        switch (how)
        {
            case 1:
                trial.Grants(
                    new SplitUp.Act("i1", [new("a", "南", "南", lead), new("b", "北", "北", lead)], "分片"),
                    Road.Head
                );
                trial.Grants(new Sign.Act("a", lead, SigningWay.Screen, null), unit);
                trial.Grants(new Sign.Act("b", lead, SigningWay.Screen, null), unit);
                return ["a", "b"];
            case 2:
                trial.Grants(new Withdraw.Act("i1", "重立"), Road.Head);
                trial.Grants(
                    new ProposeAgain.Act("i1", Road.Minutes("i2") with { Lead = lead }),
                    Road.Officer
                );
                trial.Grants(new Approve.Act("i2", 2026), Road.Head);
                trial.Grants(new Assign.Act("i2", ""), Road.Officer);
                trial.Grants(new Sign.Act("i2", lead, SigningWay.Screen, null), unit);
                return ["i2"];
            default:
                return ["i1"];
        }
    }

    [Theory]
    [InlineData(0, 0, "—")]
    [InlineData(1, 3, "33.3%")]
    [InlineData(2, 3, "66.7%")]
    [InlineData(1, 16, "6.3%")]
    [InlineData(3, 3, "100%")]
    public void A_share_has_one_decimal(int part, int whole, string share) =>
        Assert.Equal(share, OnTime.Share(part, whole));

    private static (int, int) First(Trial trial) => (Rate(trial).FirstDue, Rate(trial).FirstMet);

    private static OnTime Rate(Trial trial) => OnTime.Of(Rows(trial), s_may, s_endOfMay, trial.Now);

    private static Trial Done(Trial trial, DateTimeOffset at)
    {
        trial.Now = at;
        trial.Grants(new ReportDone.Act("i1", "完成", []), Road.Housing);
        trial.Now = at.AddMinutes(1);
        return trial;
    }

    private static DateTimeOffset At(int day) => new(2026, 5, day, 9, 0, 0, TimeSpan.FromHours(8));

    /// <summary>The rows that the view folds from the facts of a trial, each recorded when it was granted.</summary>
    private static IReadOnlyList<ItemRow> Rows(Trial trial) => Folded.Of(new ItemView(), trial);
}
