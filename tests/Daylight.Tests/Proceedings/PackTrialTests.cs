using Daylight.Norms;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Tests.Store;

namespace Daylight.Tests.Proceedings;

/// <summary>Trials of changed packs on logs that are made for them, with a mechanism of the tests' own.</summary>
public sealed class PackTrialTests
{
    private const string Rungs = "xiangshan";

    private static RulePack Pack(string name, params (string From, string To)[] edits)
    {
        var content = edits.Aggregate(
            Trial.Pack(name),
            (text, edit) =>
            {
                Assert.Contains(edit.From, text, StringComparison.Ordinal);
                return text.Replace(edit.From, edit.To, StringComparison.Ordinal);
            }
        );
        return RulePack.Open(content).Pack!;
    }

    private static async Task<TestLog> Open()
    {
        var log = await TestLog.Open(TestDatabase.Sqlite());
        await log.Grant(new FoundRules.Act(Trial.Pack("national"), Trial.Pack(Rungs)));
        return log;
    }

    private static Task<TrialReport> Try(TestLog log, params RulePack[] packs) =>
        PackTrial.Run(new TrialSetup(log.Setup(log.Store), [new TriedHere()], packs));

    [Fact]
    public async Task Totals_and_their_proposals_that_would_differ_are_listed_and_the_others_counted()
    {
        await using var log = await Open();
        foreach (var (subject, points) in new[] { ("甲", 3m), ("乙", 2m), ("甲", 1m), ("丙", 3m) })
        {
            await log.Grant(new TakePoints(subject, points));
        }

        var report = await Try(log, Pack(Rungs, ("\"at-least\":\"=4\"", "\"at-least\":\"=3\"")));

        Assert.Equal(["甲", "丙"], report.Answers.Select(answer => answer.About));
        Assert.All(report.Answers, answer => Assert.Equal(NormKind.Threshold, answer.Kind));
        Assert.Empty(report.Answers[0].Before.Proposes);
        Assert.Equal("no-awards", Assert.Single(report.Answers[0].After.Proposes).Proposes);
        Assert.Equal(
            new TrialCount(NormId.Parse("integrity.rungs"), Differ: 2, Stay: 2),
            Assert.Single(report.Counts)
        );
    }

    [Fact]
    public async Task A_shorter_clock_makes_lapses_and_their_proposals_charged_to_whoever_held_it_then()
    {
        await using var log = await Open();
        await log.Grant(new Owe("a", "item.check"));
        log.Clock.Advance(TimeSpan.FromDays(2.5));
        await log.Grant(new Pass("a", "u2"));
        await log.Grant(new Finish("a"));
        await log.Grant(new Owe("b", "item.check"));

        var shorter = Pack(
            "national",
            (
                "\"starts\":\"=item.done-reported\",\"within\":\"=3wd\"",
                "\"starts\":\"=item.done-reported\",\"within\":\"=1wd\""
            )
        );
        var report = await Try(log, shorter);

        Assert.Equal(["m/a", "m/b"], report.Duties.Select(duty => duty.Matter));
        Assert.Equal(
            (TrialStanding.Done, TrialStanding.DoneLate),
            (report.Duties[0].Before!.Standing, report.Duties[0].After!.Standing)
        );
        Assert.Single(report.Duties[0].After!.Lapses);
        Assert.Equal(
            (0, 2),
            (report.Counts.Sum(count => count.Stay), report.Counts.Sum(count => count.Differ))
        );
    }

    [Fact]
    public async Task A_worker_that_stood_still_makes_no_difference()
    {
        await using var log = await Open();
        await log.Grant(new Owe("a", "item.check"));
        await log.Grant(new Owe("b", "item.check"));
        log.Clock.Advance(TimeSpan.FromDays(2.9));
        await log.Grant(new Owe("c", "item.check"));
        log.Clock.Advance(TimeSpan.FromDays(2.9));
        await log.Grant(new Finish("a"));

        var report = await Try(log, Pack("national"), Pack(Rungs));

        Assert.True(report.NothingDiffers);
        Assert.Equal(3, report.Stays);
        Assert.Equal(0, report.Untold);
    }

    [Fact]
    public async Task A_year_that_was_adopted_redates_both_sides()
    {
        await using var log = await Open();
        for (var n = 0; n < 86; n++)
        {
            log.Clock.Advance(TimeSpan.FromDays(2.75));
            await log.Grant(new Owe($"tick{n}", "item.check"));
        }

        var year = CalendarYear.Of(
            2027,
            [new CalendarNotice("测试用放假安排", "测试〔2026〕1号", new DateOnly(2026, 11, 4), "")],
            [
                .. Enumerable
                    .Range(1, 4)
                    .Select(day => new CalendarDay(new DateOnly(2027, 1, day), true, "元旦")),
            ]
        );
        await log.Grant(new AdoptCalendar.ProposeAct(year.Text));
        await log.Perform(
            new AdoptCalendar.ConfirmAct(2027, ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(year.Text))),
            mandate: TestLog.Registrar with
            {
                Person = "p2",
            }
        );

        var pending = await Try(log, Pack("national"));
        await new DutyWorker(log.Clerk, log.Store, log.Clock).RedateProvisional();
        var done = await Try(log, Pack("national"));

        Assert.True(pending.NothingDiffers);
        Assert.True(done.NothingDiffers);
    }

    [Fact]
    public async Task A_norm_that_comes_newly_opens_duties_and_one_that_goes_takes_them_away()
    {
        await using var log = await Open();
        await log.Grant(new Owe("a", "item.check"));

        var gone = await Try(
            log,
            Pack("national", ("\"about\":\"=item.check\"", "\"about\":\"=item.checked-anew\""))
        );
        Assert.Null(Assert.Single(gone.Duties).After);
        Assert.Equal(NormChange.Changed, Assert.Single(gone.Changes).Change);

        var local = RulePack
            .Load([
                new PackFile("pack.yaml", "pack: here\ntitle: 本地\n"),
                new PackFile(
                    "items.yaml",
                    """
                    - norm: here.check
                      kind: deadline
                      says: 当日审核
                      source: { document: 测试 }
                      about: item.check
                      since: { 2020-01-01: { within: same-day } }
                    """
                ),
            ])
            .Pack!;
        var stricter = await Try(log, local);
        Assert.Equal("here.check", Assert.Single(stricter.Duties).After!.Norm.Text);
        Assert.Equal(NormChange.Added, Assert.Single(stricter.Changes).Change);
    }

    [Fact]
    public async Task Duties_of_a_mechanism_that_tells_no_clocks_are_taken_as_recorded_and_counted()
    {
        await using var log = await Open();
        await log.Grant(new Owe("a", "item.check"));

        var report = await PackTrial.Run(new TrialSetup(log.Setup(log.Store), [], [Pack("national")]));

        Assert.Equal((1, 1), (report.Untold, report.Stays));
        Assert.True(report.NothingDiffers);
    }

    /// <summary>Points taken, of the tests only.</summary>
    public sealed record PointsTaken(string Subject, decimal Points) : Fact
    {
        public override IReadOnlyList<string> Streams => [$"points/{Subject}"];
    }

    /// <summary>Points as their stream tells them: nothing that an act needs to know.</summary>
    private sealed record NoState : IState<NoState>
    {
        public static NoState Start { get; } = new();

        public NoState Apply(Fact fact) => this;
    }

    private sealed record TakePoints(string Subject, decimal Points) : Act
    {
        public override Power Needs => Daylight.Registry.RegistryPowers.Maintain;

        public override IReadOnlyList<StreamRef> Streams => [new StreamRef<NoState>($"points/{Subject}")];

        public override Decision Decide(Hearing hearing) => new PointsTaken(Subject, Points);
    }

    private abstract record OnMatter(string Name) : Act
    {
        public override Power Needs => Daylight.Registry.RegistryPowers.Maintain;

        public override IReadOnlyList<StreamRef> Streams => [MatterDuties.Of($"m/{Name}")];
    }

    private sealed record Owe(string Name, string What) : OnMatter(Name)
    {
        public override Decision Decide(Hearing hearing)
        {
            var clock = DutyClock.Of(hearing.Rules, What, hearing.Now, hearing.Now)!;
            return new DutyOpened(
                $"m/{Name}",
                "check",
                What,
                "u1",
                Name,
                clock.Norm,
                hearing.Now,
                clock.Span,
                clock.Due,
                clock.Provisional,
                clock.Calendar
            );
        }
    }

    private sealed record Pass(string Name, string Owner) : OnMatter(Name)
    {
        public override Decision Decide(Hearing hearing) => new DutyPassed($"m/{Name}", "check", Owner);
    }

    private sealed record Finish(string Name) : OnMatter(Name)
    {
        public override Decision Decide(Hearing hearing) =>
            new DutyDischarged($"m/{Name}", "check", hearing.Now);
    }

    private sealed class TriedHere : ITrialSource
    {
        public ITrialReading Begin() => new Reading();

        private sealed class Reading : ITrialReading
        {
            private readonly List<Occurrence> _taken = [];

            public IEnumerable<TrialStep> Read(Recorded recorded)
            {
                switch (recorded.Fact)
                {
                    case DutyOpened f:
                        return [new TrialStep.Starts(f.Matter, f.Duty, f.What, f.Owner, f.Title)];
                    case PointsTaken f:
                        _taken.Add(new(f.Subject, "integrity.points-deducted", recorded.Day, f.Points));
                        return
                        [
                            new TrialStep.Asks(
                                f.Subject,
                                NormId.Parse("integrity.rungs"),
                                new Situation(recorded.At) { Subject = f.Subject, Occurrences = [.. _taken] }
                            ),
                        ];
                    default:
                        return [];
                }
            }
        }
    }
}
