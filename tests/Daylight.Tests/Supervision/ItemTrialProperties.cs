using Daylight.Crypto;
using Daylight.Ledger;
using Daylight.Norms;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Registry;
using Daylight.Supervision.KeyWork;
using Daylight.Supervision.KeyWork.Intake;
using Daylight.Supervision.KeyWork.Views;
using Daylight.Supervision.Plans;
using Daylight.Tests.Proceedings;
using Daylight.Tests.Store;
using Daylight.Web;
using FsCheck;
using FsCheck.Fluent;
using Check = Daylight.Supervision.KeyWork.Check;
using Merge = Daylight.Supervision.KeyWork.Merge;

namespace Daylight.Tests.Supervision;

/// <summary>
/// Histories of items at random: every act of the road in any order, refused ones among them, while a pack and a calendar
/// year are adopted between them and the worker runs after each step.
/// </summary>
public sealed class ItemTrialProperties
{
    private const int Histories = 4;

    /// <param name="Kinds">Which acts are tried, out of all that <see cref="Acts"/> knows; many are refused.</param>
    /// <param name="Hours">How long after the step before.</param>
    public sealed record Step(int[] Kinds, int Item, int Choice, int Hours);

    private static Arbitrary<Step[]> SomeHistories =>
        (
            from kinds in Gen.Choose(0, Kinds - 1).ArrayOf(7)
            from item in Gen.Choose(0, 3)
            from choice in Gen.Choose(0, 3)
            from hours in Gen.Frequency((3, Gen.Choose(1, 6)), (1, Gen.Choose(7, 60)))
            select new Step(kinds, item, choice, hours)
        )
            .ArrayOf(80)
            .ToArbitrary();

    private const int Kinds = 44;

    [Fact]
    public void A_trial_of_the_rules_in_force_lists_nothing_and_knows_every_duty() =>
        Prop.ForAll(
                SomeHistories,
                steps =>
                {
                    var report = Play(steps).Result;
                    Assert.True(
                        report.NothingDiffers,
                        string.Join("\n", report.Duties) + string.Join("\n", report.Answers)
                    );
                    Assert.Equal(0, report.Untold);
                    Assert.True(report.Stays > 3);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Histories));

    /// <summary>Plays a history, holds every view against the states, and tries the rules in force on it.</summary>
    private static async Task<TrialReport> Play(Step[] steps)
    {
        await using var log = await TestLog.Open(
            TestDatabase.QuickSqlite(),
            Suite.International,
            new ItemView(),
            new ItemTimeline(),
            new ItemParts(),
            new ProposalView(),
            new PlanView(),
            new BurdenView()
        );
        log.Clock.Advance(new DateTime(2026, 12, 7) - log.Clock.GetUtcNow().Date);
        await log.Grant(new FoundRules.Act(Content(1)), "founding");
        await log.Grant(new Register.UnitAct("u-town", "330225100000", "丹城街道", "丹城", UnitKind.Town));
        await log.Grant(
            new Register.UnitAct(
                "u-other",
                "330225000001",
                "象山县某局",
                "某局",
                UnitKind.GovernmentDepartment
            )
        );
        await log.Grant(
            new Daylight.Registry.Merge.UnitAct(
                "u-town",
                "330225100000",
                "u-other",
                new DateOnly(2026, 12, 1)
            )
        );
        var worker = new DutyWorker(log.Clerk, log.Store, log.Clock);
        var n = 0;
        var born = new int[4];
        foreach (var step in steps)
        {
            log.Clock.Advance(TimeSpan.FromHours(step.Hours));

            // A clerk refuses to go on after three silent days: something happens at every step.
            await Do(
                new Propose.Act($"tick{n}", "x", ItemSource.Meeting, "x", "x", "o", "u", [], null, false),
                Road.Officer
            );
            await worker.LapseDue();
            foreach (var kind in step.Kinds)
            {
                foreach (var (act, who) in Acts(step, kind, n, born))
                {
                    await Do(act, who);
                }
            }

            if (step.Kinds.Contains(34))
            {
                foreach (var made in await log.Facts<ProposalMade>())
                {
                    foreach (var (act, who) in Hearings(made, step.Choice))
                    {
                        await Do(act, who);
                    }
                }
            }

            await worker.RedateProvisional();
            await worker.LapseDue();
        }

        await LogCheck.Whole(log, new ItemView());
        await States(log);
        var own = await PackTrial.Run(new TrialSetup(log.Setup(log.Store), Mechanisms.Trials, []));
        return own;

        Task Do(Act act, Mandate who) => log.Perform(act, $"a{n++}", who);
    }

    /// <summary>The rows say of every duty and item what the states say on which acts are decided.</summary>
    private static async Task States(TestLog log)
    {
        var facts = (await log.Facts<Fact>()).ToList();
        await using var connection = await log.Store.Read(default);
        var rows = await new DutyView().Read(connection, TestLog.Jurisdiction, "");
        foreach (var row in rows)
        {
            var duties = facts
                .Where(fact => fact.Streams.Contains(row.Matter))
                .Aggregate(MatterDuties.Start, (known, fact) => known.Apply(fact));
            var open = duties.Open.GetValueOrDefault(row.Duty);
            Assert.Equal(row.Standing is DutyStanding.Open or DutyStanding.Lapsed, open is not null);
            if (open is not null)
            {
                Assert.Equal(
                    (row.Due, row.LapsedAt, row.Provisional, row.Owner, row.Calendar, row.Extensions),
                    (open.Due, open.LapsedAt, open.Provisional, open.Owner, open.Calendar, open.Extensions)
                );
                Assert.Equal(row.Redatings, open.Redated.Length);
                Assert.Equal(row.Standing is DutyStanding.Lapsed, open.Lapsed);
            }
        }

        foreach (var row in await new ItemView().Read(connection, TestLog.Jurisdiction, ""))
        {
            var item = facts
                .Where(fact => fact.Streams.Contains($"item/{row.Item}"))
                .Aggregate(Item.Start, (known, fact) => known.Apply(fact));
            Assert.Equal((row.Phase, row.Lead, row.LapsedAt), (item.Phase, item.Lead, item.OverdueSince));
        }
    }

    private static IEnumerable<(Act Act, Mandate Who)> Acts(Step step, int kind, int n, int[] born)
    {
        // A place is taken by a new item at times, so that there is always one at which something can be done.
        born[step.Item] += kind < 3 ? 1 : 0;
        string At(int place) => $"i{place}-{born[place]}";
        var item = At(step.Item);
        var other = At((step.Item + 1 + (step.Choice % 2)) % 4);
        var unit = step.Choice % 2 == 0 ? Road.Housing : Road.Town;
        var day = new DateOnly(2026, 12, 12).AddDays(step.Choice * 9);
        var officer = Road.Officer with { Powers = [.. Road.Officer.Powers, "rules.adopt"] };
        var head = Road.Head with { Powers = [.. Road.Head.Powers, "rules.adopt"] };
        return kind switch
        {
            0 or 1 or 2 =>
            [
                (
                    Road.Minutes(
                        item,
                        step.Choice == 3,
                        step.Choice % 2 == 0 ? null : $"by:{day:yyyy-MM-dd}"
                    ),
                    officer
                ),
                (new Approve.Act(item, 2026), head),
                (new Approve.Act(item, 2027), head),
                (new Assign.Act(item, "物业科"), officer),
                .. step.Choice == 1
                    ? []
                    : new (Act, Mandate)[]
                    {
                        (new Sign.Act(item, "u-housing", SigningWay.Screen, null), Road.Housing),
                    },
            ],
            >= 3 and <= 7 => [(new Sign.Act(item, unit.Unit, SigningWay.Screen, null), unit)],
            8 => [(new AskExtension.Act(item, day.AddDays(20), "材料未到。"), unit)],
            9 => [(new DecideExtension.Act(item, step.Choice != 0, "同意。"), head)],
            10 => [(new AskReturn.Act(item, "u-town", "不属本单位职责。"), unit)],
            11 => [(new RuleOnReturn.Act(item, unit.Unit, "由其承办。"), officer)],
            12 or 13 => [(new ReportDone.Act(item, "已完成。", []), unit)],
            14 => [(new Check.SendBackAct(item, "佐证不全。"), officer)],
            15 => [(new Check.LayBeforeAct(item, ""), officer)],
            16 => [(new Speak.Act(item, step.Choice != 0, "再核。"), head)],
            17 => [(new Close.Act(item), officer)],
            18 => [(new Close.ReopenAct(item, "回头看发现反弹。"), officer)],
            19 when step.Choice == 0 => [(new Withdraw.Act(item, "任务取消。"), head)],
            20 => [(new Pause.Act(item, "等待规划批复。"), head)],
            21 or 22 => [(new Pause.ResumeAct(item, "批复已到。"), head)],
            23 when step.Choice < 3 => [(new Merge.Act(item, other, "同一事项。"), officer)],
            24 when step.Choice < 2 =>
            [
                (
                    new SplitUp.Act(
                        item,
                        [
                            new(step.Choice == 0 ? At(3) : $"s{n}a", "甲", "完成甲。", unit.Unit),
                            new($"s{n}b", "乙", "完成乙。", "u-town"),
                        ],
                        "分头办理。"
                    ),
                    head
                ),
            ],
            25 or 26 =>
            [
                (
                    new Nodes.SetAct(
                        item,
                        [new("n1", "开工", day, false), new("n2", "完工", day.AddDays(3), false)]
                    ),
                    officer
                ),
            ],
            27 => [(new Nodes.ReachAct(item, step.Choice % 2 == 0 ? "n1" : "n2", "到了。", "", []), unit)],
            28 =>
            [
                (
                    new Allot.Act(
                        item,
                        [new("p1", "甲", "u-town", day, null), new("p2", "乙", "u-housing", day, 3)]
                    ),
                    unit
                ),
            ],
            29 => [(new Allot.ReportAct(item, step.Choice < 2 ? "p1" : "p2", "做完了。"), unit)],
            30 =>
            [
                (
                    new Allot.CheckAct(item, step.Choice < 2 ? "p1" : "p2", step.Choice % 2 == 1, "重做。"),
                    Road.Housing
                ),
            ],
            31 => [(new Obstacles.RaiseAct(item, $"o{step.Choice}", "u-other", "请提供管线图。"), unit)],
            32 => [(new Obstacles.AnswerAct(item, $"o{step.Choice}", true, "已提供。"), Road.Other)],
            33 or 34 =>
            [
                .. new[] { "dun", "supervision-notice", "raised-supervision" }.SelectMany(rung =>
                    new (Act, Mandate)[]
                    {
                        (new ClimbLadder.ProposeAct(item, rung, "逾期未办结。"), officer),
                        (new ClimbLadder.Act(item, rung, "请抓紧办理。"), officer),
                    }
                ),
            ],
            35 =>
            [
                (
                    new ImportItem.Act(
                        $"m{n}",
                        $"旧{n}",
                        "旧事项",
                        ItemSource.Meeting,
                        "旧台账",
                        "办结。",
                        "o-head",
                        "u-housing",
                        [],
                        new DateOnly(2026, 10, 1),
                        day,
                        day.AddDays(5),
                        1,
                        ItemPhase.InHand,
                        null,
                        ""
                    ),
                    officer
                ),
            ],
            36 => [(new ProposeAgain.Act(item, Road.Minutes($"g{n}")), officer)],
            37 =>
            [
                (
                    new ProposePlan.Act(
                        $"plan{n}",
                        PlanKind.Comprehensive,
                        $"综合督查第{n}项",
                        ["u-housing"],
                        day,
                        day.AddDays(3),
                        "文号"
                    ),
                    officer
                ),
                (new ApprovePlan.Act($"plan{n}"), head),
            ],
            38 =>
            [
                (new AdoptPack.ProposeAct(Content(1 + step.Choice)), officer),
                (new AdoptPack.ConfirmAct("national", Hash(Content(1 + step.Choice))), head),
            ],
            39 when step.Choice > 1 =>
            [
                (new AdoptCalendar.ProposeAct(Year2027(step.Choice)), officer),
                (new AdoptCalendar.ConfirmAct(2027, Hash(Year2027(step.Choice))), head),
            ],
            40 => [(new CarryOver.Act(item, "u-town", "u-other", "机构改革。"), officer)],
            41 =>
            [
                (
                    new Opinions.AskAct(
                        item,
                        step.Choice < 2 ? "u-town" : "u-other",
                        "请提供管线数据。",
                        day.AddDays(-5)
                    ),
                    Road.Housing
                ),
            ],
            42 => [(new Opinions.Act(item, "已提供。"), step.Choice % 2 == 0 ? Road.Town : Road.Other)],
            43 =>
            [
                (new ReportDone.Act(item, "已完成。", []), Road.Housing),
                (new Check.LayBeforeAct(item, ""), officer),
                (new Speak.Act(item, true, ""), head),
                (new Close.Act(item), officer),
                (new Review.AskAct(item, "结论与事实不符。"), Road.Housing),
                .. step.Choice == 0
                    ? []
                    : new (Act, Mandate)[]
                    {
                        (new Review.DecideAct(item, step.Choice == 1, "经复核。"), head),
                    },
            ],
            _ => [],
        };
    }

    private static IEnumerable<(Act Act, Mandate Who)> Hearings(ProposalMade made, int choice) =>
        [
            (new CallHearing.Act(made.Matter, made.Proposal, "到期未办结。"), Road.Officer),
            .. choice == 0
                ? new (Act, Mandate)[]
                {
                    (new AnswerProposal.Act(made.Matter, made.Proposal, "材料未到。", false), Road.Housing),
                }
                : [],
            (
                new DecideProposal.Act(made.Matter, made.Proposal, ProposalOutcome.Adopted, "", "属实"),
                Road.Head
            ),
            .. choice < 2
                ? new (Act, Mandate)[]
                {
                    (new ObjectTo.Act(made.Matter, made.Proposal, "不服。"), Road.Housing),
                }
                :
                [
                    (
                        new DecideObjection.Act(
                            made.Matter,
                            made.Proposal,
                            ObjectionOutcome.Upheld,
                            "",
                            "属实"
                        ),
                        Road.Deputy
                    ),
                ],
        ];

    private static string Hash(string text) => ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>The national pack with so many working days to sign, to check, and for the dunning.</summary>
    private static string Content(int days) =>
        Trial
            .Pack("national")
            .Replace(
                "\"starts\":\"=item.assigned\",\"within\":\"=1wd\"",
                $"\"starts\":\"=item.assigned\",\"within\":\"={days}wd\"",
                StringComparison.Ordinal
            )
            .Replace("\"within\":\"=20d\"", $"\"within\":\"={days * 4}wd\"", StringComparison.Ordinal);

    private static string Year2027(int off) =>
        CalendarYear
            .Of(
                2027,
                [new CalendarNotice("测试用放假安排", "测试〔2026〕1号", new DateOnly(2026, 11, 4), "")],
                [
                    .. Enumerable
                        .Range(1, 3 + off)
                        .Select(day => new CalendarDay(new DateOnly(2027, 1, day), true, "元旦")),
                ]
            )
            .Text;
}
