using System.Text;
using Daylight.Crypto;
using Daylight.Ledger;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Proceedings.Audit;
using Daylight.Proceedings.Sealing;
using Daylight.Registry;
using Daylight.Store;
using Daylight.Tests.Proceedings;
using Daylight.Tests.Store;
using Daylight.Writer;
using Outcome = Daylight.Proceedings.Outcome;

namespace Daylight.Tests.Sealing;

/// <content>Facts of day precision.</content>
public abstract partial class SealingSuite
{
    private static readonly DateOnly s_day = new(2026, 5, 8);

    private static async Task<IReadOnlyList<TestVoteRow>> Votes(TestLog log)
    {
        await using var connection = await log.Store.Read();
        return await s_votes.Read(
            connection,
            log.Clerk.Keys,
            TestLog.Jurisdiction,
            "ORDER BY ballot, choice LIMIT 1000"
        );
    }

    private static async Task<Outcome.Pooled> Vote(
        TestLog log,
        string voter,
        string choice = "甲",
        string? id = null
    ) => Assert.IsType<Outcome.Pooled>(await log.Perform(new TestVote("b-1", voter, choice), id));

    [Fact]
    public async Task A_vote_waits_counts_at_once_and_enters_the_log_when_its_day_is_over()
    {
        await using var log = await Open();

        Assert.Equal(new Outcome.Pooled(TestLog.Origin, s_day), await Vote(log, "v-1", id: "a-1"));
        Assert.Equal(new Outcome.Pooled(TestLog.Origin, s_day), await Vote(log, "v-1", id: "a-1"));
        await log.Refuse<HasVotedAlready>(new TestVote("b-1", "v-1", "乙"), id: "a-2");
        await log.Refuse<ActIdIsTaken>(new TestVote("b-1", "v-9", "乙"), id: "a-1");
        await log.Clerk.Tend();
        Assert.Equal(0, log.Clerk.Size);
        await Clean(log);

        // 2026-05-08 10:00 in Shanghai; the day ends fourteen hours later.
        log.Clock.Advance(TimeSpan.FromHours(14) - TimeSpan.FromMilliseconds(1));
        await log.Clerk.Tend();
        Assert.Equal(0, log.Clerk.Size);
        log.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await log.Clerk.Tend();
        await log.Clerk.Tend();

        Assert.Equal(1, log.Clerk.Size);
        Assert.Equal([new TestVoteRow("b-1", "甲", 1)], await Votes(log));
        var drained = WaitingPool.Open(
            await log.Store.Pool(TestLog.Jurisdiction),
            TestLog.Jurisdiction,
            log.Clerk.Keys,
            TestLog.Kinds
        );
        Assert.Empty(drained.Acts);
        Assert.Equal(
            new Outcome.Recorded(TestLog.Origin, 0, 1),
            await log.Perform(new TestVote("b-1", "v-1", "甲"), "a-1")
        );
        await log.Refuse<HasVotedAlready>(new TestVote("b-1", "v-1", "乙"));
        await Clean(log);
    }

    [Fact]
    public async Task Votes_of_several_nodes_wait_together_and_survive_a_restart()
    {
        await using var log = await Open();
        var other = await log.AddNode();
        await Vote(log, "v-1");
        Assert.IsType<Outcome.Pooled>(
            await other.Perform(new("b-2", new TestVote("b-1", "v-2", "乙"), TestLog.Registrar))
        );
        Assert.IsType<HasVotedAlready>(
            Assert
                .IsType<Outcome.Refused>(
                    await other.Perform(new("b-3", new TestVote("b-1", "v-1", "乙"), TestLog.Registrar))
                )
                .Refusal
        );
        await log.Refuse<HasVotedAlready>(new TestVote("b-1", "v-2", "甲"));
        log.Clock.Advance(TimeSpan.FromDays(1));

        var fresh = await log.AddNode();
        await Task.WhenAll(fresh.Tend(), other.Tend(), log.Clerk.Tend());

        Assert.Equal(2, (await log.Store.Head(TestLog.Jurisdiction))!.Size);
        Assert.Equal(
            [new TestVoteRow("b-1", "乙", 1), new TestVoteRow("b-1", "甲", 1)],
            (await Votes(log)).OrderBy(row => row.Choice, StringComparer.Ordinal)
        );
        await Clean(log);
    }

    [Fact]
    public async Task The_log_tells_the_day_and_no_finer_time_also_to_whoever_holds_the_keys()
    {
        await using var log = await Open();
        for (var n = 0; n < 20; n++)
        {
            await Vote(log, $"v-{n:00}", id: FactIds.New(log.Clock.GetUtcNow()));
            log.Clock.Advance(TimeSpan.FromMinutes(7));
        }

        log.Clock.Advance(TimeSpan.FromDays(1));
        await log.Clerk.Tend();

        var reader = new FactReader(
            TestLog.Jurisdiction,
            log.Store,
            new FactWriter(TestLog.Origin, TestLog.Jurisdiction, TestLog.Kinds, log.Clerk.Keys),
            log.Clerk.Keys
        );
        var facts = await reader.Read(0, 20, default);
        Assert.Equal(20, facts.Count);
        Assert.Single(facts.Select(fact => fact.At).Distinct());
        Assert.All(facts, fact => Assert.Equal(Shanghai.StartOf(s_day), fact.Envelope.OccurredAt));
        // Neither ids nor acts are of the client's making, or made of a time.
        Assert.All(facts, fact => Assert.Equal(40, fact.Envelope.Act.Id.Length));
        Assert.True(facts.Select(fact => fact.Envelope.Id[..6]).Distinct().Count() > 10);
        var ids = facts.Select(fact => fact.Envelope.Act.Id).ToList();
        Assert.NotEqual(ids.Order(StringComparer.Ordinal), ids);
        await Clean(log);
    }

    /// <summary>
    /// The order in the log against the order of the votes, over many days: every place is about as likely for the first vote.
    /// With 40 days of 8 votes, a place is expected 5 times; 17 or more has a chance below one in 100 000.
    /// </summary>
    [Fact]
    public async Task The_order_in_the_log_says_nothing_about_the_order_of_the_day()
    {
        await using var log = await Open();
        var places = new int[8];
        var kept = 0;
        for (var day = 0; day < 40; day++)
        {
            for (var n = 0; n < 8; n++)
            {
                Assert.IsType<Outcome.Pooled>(await log.Perform(new TestVote($"b-{day}", $"v-{n}", "甲")));
            }

            log.Clock.Advance(TimeSpan.FromDays(1));
            await log.Clerk.Tend();
            var reader = new FactReader(
                TestLog.Jurisdiction,
                log.Store,
                new FactWriter(TestLog.Origin, TestLog.Jurisdiction, TestLog.Kinds, log.Clerk.Keys),
                log.Clerk.Keys
            );
            var voters = (await reader.Read(day * 8, (day * 8) + 8, default))
                .Select(fact => ((TestVoted)fact.Fact).Voter)
                .ToList();
            places[voters.IndexOf("v-0")]++;
            kept += voters.SequenceEqual(voters.Order(StringComparer.Ordinal)) ? 1 : 0;
        }

        Assert.Equal(0, kept);
        Assert.All(places, times => Assert.InRange(times, 0, 16));
        await Clean(log);
    }

    /// <summary>
    /// Five days of eight votes, seven minutes apart, then everything that is kept: no order in which the database holds their
    /// rows is the order of the day, or its reverse, and no file and no receipt holds the instant of a vote.
    /// </summary>
    [Fact]
    public async Task Neither_rows_nor_files_nor_receipts_know_order_or_instant()
    {
        var memory = Path.Combine(Path.GetTempPath(), $"daylight-pool-{Guid.CreateVersion7():N}");
        await using var log = await TestLog.Open(
            NewDatabase(),
            Suite.International,
            new Beside(memory + ".files", memory),
            s_votes
        );

        // Instants that no other test has: the server's write-ahead log is that of all its databases.
        log.Clock.Advance(TimeSpan.FromMinutes(1_890_793));
        const int days = 5;
        var instants = new List<DateTimeOffset>();
        for (var day = 0; day < days; day++)
        {
            for (var n = 0; n < 8; n++)
            {
                instants.Add(log.Clock.GetUtcNow());
                Assert.IsType<Outcome.Pooled>(
                    await log.Perform(
                        new TestVote($"b-{day}", $"v-{n}", "甲"),
                        FactIds.New(log.Clock.GetUtcNow())
                    )
                );
                log.Clock.Advance(TimeSpan.FromMinutes(7));
            }

            Assert.Equal(TimeSpan.Zero, File.GetLastWriteTimeUtc(memory).TimeOfDay);
            log.Clock.Advance(TimeSpan.FromDays(1));
            await log.Clerk.Tend();
        }

        File.Delete(memory);
        var facts = await new FactReader(
            TestLog.Jurisdiction,
            log.Store,
            new FactWriter(TestLog.Origin, TestLog.Jurisdiction, TestLog.Kinds, log.Clerk.Keys),
            log.Clerk.Keys
        ).Read(0, days * 8, default);
        foreach (var (order, rows) in await Orders(log))
        {
            Assert.Equal(days * 8, rows.Count);
            var voters = Enumerable
                .Range(0, days)
                .Select(day =>
                    rows.Where(index => index / 8 == day)
                        .Select(index => ((TestVoted)facts[(int)index].Fact).Voter)
                        .ToList()
                )
                .ToList();
            var (kept, turned) = (
                voters.Count(day => day.SequenceEqual(day.Order(StringComparer.Ordinal))),
                voters.Count(day => day.SequenceEqual(day.OrderDescending(StringComparer.Ordinal)))
            );
            Assert.True(
                kept < 2 && turned < 2,
                $"{order} is the order of the day on {kept} days, and its reverse on {turned}."
            );
        }

        await NoInstant(log, instants);
        await Clean(log);
    }

    private static async Task NoInstant(TestLog log, List<DateTimeOffset> instants)
    {
        var places = new Dictionary<string, byte[]>(await log.Database.Files());
        foreach (var row in await Facts(log))
        {
            places[$"receipt {row.Index}"] = new Daylight.Ledger.Opening(row.Salt, row.Envelope).ToJson();
        }

        foreach (var needle in instants.SelectMany(Forms))
        {
            foreach (var (name, bytes) in places)
            {
                Assert.True(
                    bytes.AsSpan().IndexOf(needle) < 0,
                    $"{name} holds {Convert.ToHexStringLower(needle)}, the instant of a vote."
                );
            }
        }
    }

    /// <summary>An instant as it might be written: text to the minute here and in Shanghai, and milliseconds as numbers.</summary>
    private static IEnumerable<byte[]> Forms(DateTimeOffset instant)
    {
        var minute = "yyyy-MM-dd'T'HH:mm";
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        yield return Encoding.UTF8.GetBytes(instant.UtcDateTime.ToString(minute, culture));
        yield return Encoding.UTF8.GetBytes(
            instant.UtcDateTime.AddHours(8).ToString(minute.Replace('T', ' '), culture)
        );
        var milliseconds = instant.ToUnixTimeMilliseconds();
        yield return Encoding.UTF8.GetBytes(milliseconds.ToString(culture));
        var bytes = BitConverter.GetBytes(milliseconds);
        yield return bytes;
        Array.Reverse(bytes);
        yield return bytes[2..];
    }

    /// <summary>Indexes of the facts in each order in which the database holds their rows.</summary>
    protected abstract Task<IReadOnlyDictionary<string, IReadOnlyList<long>>> Orders(TestLog log);

    [Fact]
    public async Task Tables_and_files_hold_neither_client_ids_nor_voters_nor_an_order()
    {
        await using var log = await Open();
        var sizes = new List<int>();
        for (var n = 0; n < 12; n++)
        {
            await Vote(log, $"{Person}{n:00}", $"选择{n % 3}", id: $"client-{n:00}-{Canary.Length}");
            sizes.Add((await log.Store.Pool(TestLog.Jurisdiction))!.Box.Length);
        }

        // One row, one size for a handful of votes, all of it new with each of them.
        Assert.Single(sizes.Distinct());
        var before = (await log.Store.Pool(TestLog.Jurisdiction))!;
        await Vote(log, "v-last");
        var after = (await log.Store.Pool(TestLog.Jurisdiction))!;
        Assert.NotEqual(before.Wrapped, after.Wrapped);
        Assert.True(
            before.Box.Zip(after.Box).Count(pair => pair.First == pair.Second) < before.Box.Length / 64
        );
        await Searched(log, before);

        log.Clock.Advance(TimeSpan.FromDays(1));
        await log.Clerk.Tend();
        await Searched(log, before, after);
        await Clean(log);
    }

    [Fact]
    public async Task A_case_with_waiting_facts_is_not_erased_before_they_are_in_the_log()
    {
        await using var log = await Open();
        await Vote(log, "v-1");

        await log.HasGrounds();
        await log.Grant(Erasing.Propose("b-1"));
        await log.Refuse<FactsOfTheCaseWait>(Erasing.Confirm("b-1"), mandate: Erasing.Second);
        log.Clock.Advance(TimeSpan.FromDays(1));
        await log.Clerk.Tend();
        Assert.IsType<Outcome.Recorded>(await log.Perform(Erasing.Confirm("b-1"), mandate: Erasing.Second));

        Assert.Empty(await Votes(log));
        await log.Refuse<TheCaseIsErased>(new TestVote("b-1", "v-2", "甲"));
        await Clean(log);
    }

    [Fact]
    public async Task A_waiting_case_may_be_used_by_a_fact_that_does_not_wait()
    {
        await using var log = await Open();
        await Vote(log, "v-1");
        await log.Grant(new TestReport("b-1", Canary, Person));
        await Vote(log, "v-2");
        log.Clock.Advance(TimeSpan.FromDays(1));
        await log.Clerk.Tend();

        Assert.Equal(3, log.Clerk.Size);
        Assert.Single(await Rows(log));
        await Clean(log);
    }

    private async Task Searched(TestLog log, params PoolRow[] former)
    {
        // The log is emptied a moment after the commit, beside the writer.
        for (var wait = 0; wait < 100 && !await Found(); wait++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.True(await Found());

        async Task<bool> Found()
        {
            foreach (var (name, bytes) in await log.Database.Files())
            {
                foreach (var needle in new[] { Person, "client-0" })
                {
                    Assert.True(
                        bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(needle)) < 0,
                        $"{name} holds {needle}"
                    );
                }

                if (
                    IsWithinReach(name)
                    && former.Any(row => bytes.AsSpan().IndexOf(row.Wrapped.AsSpan(1, 40)) >= 0)
                    && !KeepsFormerRows(name)
                )
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Whether dead rows of the pool may stand in this file until the server cleans it.</summary>
    protected abstract bool KeepsFormerRows(string file);
}
