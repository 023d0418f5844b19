using Daylight.Norms;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Tests.Store;
using FsCheck;
using FsCheck.Fluent;

namespace Daylight.Tests.Proceedings;

/// <summary>
/// Clocks that cannot be gamed, over histories at random: matters opened, passed on, extended and done in any order, while
/// packs and a calendar year are adopted between them and the worker runs now and then.
/// </summary>
public sealed class DutyProperties
{
    private const int Histories = 4;
    private const string Mine = "mine";

    /// <summary>Matters that are opened at every step and never looked at again.</summary>
    private const int Elsewhere = 1000;

    /// <summary>What happens next.</summary>
    public enum Op
    {
        Owe,
        Pass,
        Extend,
        Finish,
        Adopt,
        Year,
    }

    /// <param name="Hours">How long after the step before.</param>
    public sealed record Step(Op Op, int Matter, int Hours);

    private static Arbitrary<Step[]> SomeHistories =>
        (
            from op in Gen.Elements(
                Op.Owe,
                Op.Owe,
                Op.Owe,
                Op.Pass,
                Op.Extend,
                Op.Finish,
                Op.Finish,
                Op.Adopt,
                Op.Year
            )
            from matter in Gen.Choose(0, 3)
            from hours in Gen.Choose(1, 60)
            select new Step(op, matter, hours)
        )
            .ArrayOf(12)
            .ToArbitrary();

    [Fact]
    public void What_others_do_neither_moves_a_due_date_nor_delays_a_lapse() =>
        Prop.ForAll(
                SomeHistories,
                steps =>
                {
                    var among = Play(steps, step => true).Result;
                    var alone = Play(
                        steps,
                        step => step.Matter == 0 || step.Op is Op.Adopt or Op.Year
                    ).Result;
                    Assert.Equal(Of(alone, Name(0)), Of(among, Name(0)));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Histories));

    [Fact]
    public void Replay_after_packs_and_years_were_adopted_equals_what_was_recorded() =>
        Prop.ForAll(
                SomeHistories,
                steps =>
                {
                    var report = Play(steps, step => true).Result.Trial;
                    Assert.True(report.NothingDiffers, string.Join("\n", report.Duties));
                    Assert.Equal(0, report.Untold);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Histories));

    [Fact]
    public void Acts_in_one_group_decide_as_one_by_one() =>
        Prop.ForAll(
                SomeHistories,
                steps =>
                {
                    var together = AtOnce(steps, batched: true).Result;
                    var singly = AtOnce(steps, batched: false).Result;
                    Assert.Equal(singly, together);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Histories));

    private sealed record Played(IReadOnlyList<(DateTimeOffset At, Fact Fact)> Facts, TrialReport Trial);

    private static IEnumerable<string> Of(Played played, string matter) =>
        played
            .Facts.Where(entry => entry.Fact.Streams.Contains(matter))
            .Select(entry => $"{entry.At:O} {entry.Fact}");

    private static string Name(int matter) => $"m/{Mine}{matter}";

    private static async Task<Played> Play(Step[] steps, Func<Step, bool> takes)
    {
        await using var log = await Open();
        var worker = new DutyWorker(log.Clerk, log.Store, log.Clock);
        var (extra, packs) = (0, 0);
        foreach (var step in steps)
        {
            // A clerk refuses to go on after three silent days: something happens at every step.
            log.Clock.Advance(TimeSpan.FromHours(step.Hours));
            await log.Perform(new Owe(Elsewhere + extra), $"s{extra++}");
            await worker.LapseDue();
            if (takes(step))
            {
                packs += step.Op is Op.Adopt ? 1 : 0;
                foreach (var (act, person) in Acts(step, 1 + (packs % 4)))
                {
                    await log.Perform(act, $"a{extra++}", TestLog.Registrar with { Person = person });
                }

                await worker.RedateProvisional();
            }
        }

        log.Clock.Advance(TimeSpan.FromDays(2));
        await worker.LapseDue();
        await LogCheck.Whole(log);
        var facts = new List<(DateTimeOffset, Fact)>();
        await foreach (var row in log.Store.Facts(TestLog.Jurisdiction, 0, long.MaxValue))
        {
            var envelope = Daylight.Ledger.Envelope.Parse(row.Envelope);
            facts.Add(
                (
                    envelope.RecordedAt,
                    TestLog.Kinds.Read(envelope.Kind, envelope.KindVersion, envelope.Payload.Span)
                )
            );
        }

        var trial = await PackTrial.Run(new TrialSetup(log.Setup(log.Store), [new OpeningsTold()], []));
        return new Played(facts, trial);
    }

    private static async Task<List<string>> AtOnce(Step[] steps, bool batched)
    {
        await using var log = await Open();
        var acts = steps
            .Where(step => step.Op is not (Op.Adopt or Op.Year))
            .SelectMany(step => Acts(step, 3))
            .Select((entry, n) => (entry.Act, Id: $"s{n}"))
            .ToList();
        if (batched)
        {
            await Task.WhenAll(acts.Select(entry => log.Perform(entry.Act, entry.Id)));
        }
        else
        {
            foreach (var (act, id) in acts)
            {
                await log.Perform(act, id);
            }
        }

        return
        [
            .. (await log.Facts<Fact>()).Where(fact => fact is not CalendarAdopted).Select(fact => $"{fact}"),
        ];
    }

    /// <summary>Some days before a new year whose notice is not out.</summary>
    private static async Task<TestLog> Open()
    {
        var log = await TestLog.Open(TestDatabase.QuickSqlite());
        log.Clock.Advance(new DateTime(2026, 12, 21) - log.Clock.GetUtcNow().Date);
        await log.Grant(new FoundRules.Act(Content(1)), "founding");
        return log;
    }

    private static IEnumerable<(Act Act, string Person)> Acts(Step step, int days) =>
        step.Op switch
        {
            Op.Owe => [(new Owe(step.Matter), "p1")],
            Op.Pass => [(new Pass(step.Matter, $"u{step.Hours}"), "p1")],
            Op.Extend => [(new Extend(step.Matter, step.Hours), "p1")],
            Op.Finish => [(new Finish(step.Matter), "p1")],
            Op.Adopt =>
            [
                (new AdoptPack.ProposeAct(Content(days)), "p1"),
                (new AdoptPack.ConfirmAct("here", Hash(Content(days))), "p2"),
            ],
            Op.Year =>
            [
                (new AdoptCalendar.ProposeAct(Year2027(step.Matter)), "p1"),
                (new AdoptCalendar.ConfirmAct(2027, Hash(Year2027(step.Matter))), "p2"),
            ],
        };

    private static string Hash(string text) => ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>A pack of one clock of so many working days.</summary>
    private static string Content(int days) =>
        RulePack
            .Load([
                new PackFile("pack.yaml", "pack: here\ntitle: 本地\n"),
                new PackFile(
                    "items.yaml",
                    $$"""
                    - norm: here.check
                      kind: deadline
                      says: 限期审核
                      source: { document: 测试 }
                      about: item.check
                      on-lapse: { proposes: 催办 }
                      since: { 2020-01-01: { within: {{days}}wd, extension: { at-most: 2 } } }
                    """
                ),
            ])
            .Pack!.Content;

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

    private abstract record OnMatter(int Matter) : Act
    {
        public override Power Needs => Daylight.Registry.RegistryPowers.Maintain;

        public override IReadOnlyList<StreamRef> Streams => [MatterDuties.Of(Name(Matter))];

        public override Decision Decide(Hearing hearing) =>
            hearing.State(MatterDuties.Of(Name(Matter))).Open.GetValueOrDefault("check") is { } duty
                ? On(duty, hearing)
                : new NoSuchDutyIsOpen(Name(Matter), "check");

        protected abstract Decision On(Duty duty, Hearing hearing);
    }

    private sealed record Owe(int Matter) : OnMatter(Matter)
    {
        public override Decision Decide(Hearing hearing)
        {
            if (hearing.State(MatterDuties.Of(Name(Matter))).Open.ContainsKey("check"))
            {
                return new DutyIsNotProvisional(Name(Matter), "check");
            }

            var clock = DutyClock.Of(hearing.Rules, "item.check", hearing.Now, hearing.Now)!;
            return new DutyOpened(
                Name(Matter),
                "check",
                "item.check",
                "u1",
                Mine,
                clock.Norm,
                hearing.Now,
                clock.Span,
                clock.Due,
                clock.Provisional,
                clock.Calendar
            );
        }

        protected override Decision On(Duty duty, Hearing hearing) => throw new InvalidOperationException();
    }

    private sealed record Pass(int Matter, string Owner) : OnMatter(Matter)
    {
        protected override Decision On(Duty duty, Hearing hearing) =>
            new DutyPassed(Name(Matter), duty.Id, Owner);
    }

    private sealed record Extend(int Matter, int Days) : OnMatter(Matter)
    {
        protected override Decision On(Duty duty, Hearing hearing) =>
            new DutyRedated(
                Name(Matter),
                duty.Id,
                duty.Due!.Value.AddDays(Days),
                Provisional: false,
                hearing.Rules.Calendar.Hash,
                RedateReason.Extension,
                "o1",
                duty.Norm
            );
    }

    private sealed record Finish(int Matter) : OnMatter(Matter)
    {
        protected override Decision On(Duty duty, Hearing hearing) =>
            new DutyDischarged(Name(Matter), duty.Id, hearing.Now);
    }

    /// <summary>Each opening tells its own clock.</summary>
    private sealed class OpeningsTold : ITrialSource, ITrialReading
    {
        public ITrialReading Begin() => this;

        public IEnumerable<TrialStep> Read(Recorded recorded) =>
            recorded.Fact is DutyOpened f
                ? [new TrialStep.Starts(f.Matter, f.Duty, f.What, f.Owner, f.Title)]
                : [];
    }
}
