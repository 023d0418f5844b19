using Daylight.Proceedings;
using Daylight.Registry;
using Daylight.Tests.Store;

namespace Daylight.Tests.Proceedings;

/// <summary>What the one road promises, on every database.</summary>
public abstract class ClerkSuite
{
    protected abstract TestDatabase NewDatabase();

    private static Register.UnitAct Unit(int n) =>
        new($"u{n:0000}", $"{330225000 + n}", $"象山县第{n}局", $"{n}局", UnitKind.GovernmentDepartment);

    [Fact]
    public async Task A_granted_act_is_a_fact_and_a_row()
    {
        await using var log = await TestLog.Open(NewDatabase());

        var receipt = await log.Grant(Unit(1));

        Assert.Equal(new Outcome.Recorded(TestLog.Origin, 0, 1), receipt);
        await LogCheck.Whole(log);
    }

    [Fact]
    public async Task The_same_act_twice_is_recorded_once_and_answered_alike()
    {
        await using var log = await TestLog.Open(NewDatabase());

        var first = await log.Grant(Unit(1), id: "a-1");
        var second = await log.Grant(Unit(1), id: "a-1");

        Assert.Equal(first, second);
        Assert.Equal(1, log.Clerk.Size);
    }

    [Fact]
    public async Task The_same_act_sent_twice_at_once_is_recorded_once()
    {
        await using var log = await TestLog.Open(NewDatabase());

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => log.Perform(Unit(1), id: "a-1"))
        );

        Assert.All(outcomes, outcome => Assert.Equal(outcomes[0], outcome));
        Assert.Equal(1, log.Clerk.Size);
        await LogCheck.Whole(log);
    }

    [Fact]
    public async Task An_act_id_used_for_something_else_is_refused()
    {
        await using var log = await TestLog.Open(NewDatabase());
        await log.Grant(Unit(1), id: "a-1");

        await log.Refuse<ActIdIsTaken>(Unit(2), id: "a-1");
        await log.Refuse<ActIdIsTaken>(Unit(1), id: "a-1", mandate: TestLog.Registrar with { Person = "p2" });
        await log.Refuse<ActIdIsMalformed>(Unit(1), id: "a 1");
    }

    [Fact]
    public async Task A_stale_page_is_refused_with_both_versions()
    {
        await using var log = await TestLog.Open(NewDatabase());
        await log.Grant(Unit(1));
        await log.Grant(new Rename.UnitAct("u0001", "象山县新局", "新局", new DateOnly(2026, 6, 1)));

        var refusal = await log.Refuse<SomebodyActedMeanwhile>(
            new Rename.UnitAct("u0001", "象山县旧局", "旧局", new DateOnly(2026, 6, 1)),
            seen: new Seen("unit/u0001", 1)
        );

        Assert.Equal((1, 2), (refusal.Seen, refusal.Now));
    }

    [Fact]
    public async Task An_office_without_the_power_is_refused_by_name()
    {
        await using var log = await TestLog.Open(NewDatabase());

        var refusal = await log.Refuse<YourOfficeLacksThePower>(Unit(1), mandate: Mandate.Worker);

        Assert.Equal("registry.maintain", refusal.Power);
        Assert.Equal(0, log.Clerk.Size);
    }

    [Fact]
    public async Task Within_a_group_each_act_sees_the_ones_before()
    {
        await using var log = await TestLog.Open(NewDatabase());
        var acts = Enumerable.Range(0, 50).Select(n => log.Perform(Unit(1) with { Unit = $"rival-{n}" }));

        var outcomes = await Task.WhenAll(acts);

        Assert.Single(outcomes.OfType<Outcome.Recorded>());
        Assert.All(
            outcomes.OfType<Outcome.Refused>(),
            refused => Assert.IsType<UnitCodeIsTaken>(refused.Refusal)
        );
        await LogCheck.Whole(log);
    }

    [Fact]
    public async Task Many_clients_at_once_make_a_dense_log_and_the_views_of_its_replay()
    {
        await using var log = await TestLog.Open(NewDatabase());

        await Task.WhenAll(Enumerable.Range(1, 400).Select(n => log.Grant(Unit(n))));
        await Task.WhenAll(
            Enumerable
                .Range(1, 200)
                .Select(n =>
                    log.Grant(
                        new Rename.UnitAct($"u{n:0000}", $"新名{n}", $"新{n}", new DateOnly(2026, 6, 1))
                    )
                )
        );
        await Task.WhenAll(
            Enumerable
                .Range(1, 100)
                .Select(n =>
                    log.Grant(
                        new Merge.UnitAct(
                            $"u{n:0000}",
                            $"{330225000 + n}",
                            $"u{n + 200:0000}",
                            new(2026, 7, 1)
                        )
                    )
                )
        );

        Assert.Equal(700, log.Clerk.Size);
        await LogCheck.Whole(log);
    }

    [Fact]
    public async Task Groups_whose_writing_fails_lose_and_double_nothing_of_what_was_decided_on_them()
    {
        await using var log = await TestLog.Open(NewDatabase());
        var (store, flaky) = FlakyStore.Over(log.Store);
        await using var clerk = await Clerk.Open(log.Setup(store));

        await Task.WhenAll(Enumerable.Range(0, 60).Select(client => Task.Run(() => Client(client))));

        Assert.Equal(60 * 15, clerk.Size);
        Assert.True(flaky.Overlaps > 0, "no group was decided while another was written");
        await LogCheck.Whole(log);
        await foreach (var row in log.Store.Facts(TestLog.Jurisdiction, 0, long.MaxValue))
        {
            var envelope = Daylight.Ledger.Envelope.Parse(row.Envelope);
            if (envelope.Kind == nameof(StreamCounted))
            {
                var counted = (StreamCounted)TestLog.Kinds.Read(envelope.Kind, 1, envelope.Payload.Span);
                Assert.Equal(envelope.Streams[0].Version - 1, counted.Before);
            }
        }

        async Task Client(int client)
        {
            for (var n = client * 5; n < (client * 5) + 5; n++)
            {
                await Task.WhenAll(
                    Until(new Submission($"register-{n}", Unit(n), TestLog.Registrar)),
                    Until(new Submission($"count-{n}", new CountStream($"u{n:0000}"), TestLog.Registrar))
                );
                var rename = new Rename.UnitAct($"u{n:0000}", $"新名{n}", $"新{n}", new DateOnly(2026, 6, 1));
                await Until(new Submission($"rename-{n}", rename, TestLog.Registrar));
            }
        }

        // As somebody does who got no answer: the same act again.
        async Task Until(Submission submission)
        {
            while (true)
            {
                try
                {
                    Assert.IsType<Outcome.Recorded>(await clerk.Perform(submission));
                    return;
                }
                catch (Daylight.Store.StoreFailedException) { }
            }
        }
    }

    [Fact]
    public async Task An_act_that_breaks_harms_no_other_of_its_group()
    {
        await using var log = await TestLog.Open(NewDatabase());

        var all = Enumerable
            .Range(1, 30)
            .Select(n => n % 10 == 0 ? log.Perform(new BreakingAct()) : log.Perform(Unit(n)))
            .ToList();
        await Task.WhenAll(all.Select(task => task.ContinueWith(_ => { }, TaskScheduler.Default)));

        Assert.Equal(3, all.Count(task => task.IsFaulted));
        Assert.Equal(27, log.Clerk.Size);
        await LogCheck.Whole(log);
    }

    [Fact]
    public async Task A_clock_more_than_three_days_off_refuses_to_append()
    {
        await using var log = await TestLog.Open(NewDatabase());
        await log.Grant(Unit(1));

        log.Clock.Advance(TimeSpan.FromDays(3));
        await log.Grant(Unit(2));
        log.Clock.Advance(TimeSpan.FromDays(3) + TimeSpan.FromMilliseconds(1));
        await Assert.ThrowsAsync<LogRefusedException>(() => log.Perform(Unit(3)));
        log.Clock.Advance(TimeSpan.FromDays(-5));
        await log.Grant(Unit(3));

        await LogCheck.Whole(log);
    }

    [Fact]
    public async Task Facts_are_append_only_in_the_database()
    {
        await using var log = await TestLog.Open(NewDatabase());
        await log.Grant(Unit(1));

        foreach (var table in new[] { "fact", "fact_stream", "act" })
        {
            await Assert.ThrowsAnyAsync<Exception>(() => Execute(log, $"DELETE FROM {table}"));
        }
    }

    [Fact]
    public async Task A_text_too_long_for_a_fact_is_refused_and_harms_nobody()
    {
        await using var log = await TestLog.Open(NewDatabase());

        var refusals = await Task.WhenAll(
            log.Perform(Unit(1)),
            log.Perform(Unit(2) with { Name = new string('县', 20_000) }),
            log.Perform(Unit(3))
        );

        Assert.IsType<TooLongForOneFact>(Assert.IsType<Outcome.Refused>(refusals[1]).Refusal);
        Assert.Equal(2, log.Clerk.Size);
        await LogCheck.Whole(log);
    }

    [Fact]
    public void A_payload_holds_the_facts_own_values_and_nothing_derived() =>
        Assert.Equal(
            """{"code":"330225001","kind":"Town","name":"某镇","shortName":"镇","unit":"u1"}""",
            System.Text.Encoding.UTF8.GetString(
                FactKinds.Write(new UnitRegistered("u1", "330225001", "某镇", "镇", UnitKind.Town))
            )
        );

    protected abstract Task Execute(TestLog log, string sql);

    /// <summary>Looks at the stream of a unit by a state of its own, which nobody else asks for.</summary>
    private sealed record CountStream(string Unit) : Act
    {
        private StreamRef<CountOfFacts> Stream => new(Daylight.Registry.Unit.At(Unit).Stream);

        public override Power Needs => RegistryPowers.Maintain;

        public override IReadOnlyList<StreamRef> Streams => [Stream];

        public override Decision Decide(Hearing hearing) =>
            new StreamCounted(Stream.Stream, hearing.State(Stream).Facts);
    }

    /// <summary>An act with a bug in it.</summary>
    private sealed record BreakingAct : Act
    {
        public override Power Needs => RegistryPowers.Maintain;

        public override IReadOnlyList<StreamRef> Streams => [];

        public override Decision Decide(Hearing hearing) => throw new InvalidOperationException("a bug");
    }
}

/// <summary>How many facts a stream held before this one.</summary>
public sealed record StreamCounted(string Stream, int Before) : Fact
{
    public override IReadOnlyList<string> Streams => [Stream];
}

internal sealed record CountOfFacts(int Facts) : IState<CountOfFacts>
{
    public static CountOfFacts Start { get; } = new(0);

    public CountOfFacts Apply(Fact fact) => new(Facts + 1);
}
