using Daylight.Crypto;
using Daylight.Ledger;
using Daylight.Proceedings;
using Daylight.Proceedings.Audit;
using Daylight.Proceedings.Rebuild;
using Daylight.Proceedings.Sealing;
using Daylight.Registry;
using Daylight.Tests.Proceedings;
using Daylight.Tests.Store;
using Daylight.Writer;
using FsCheck;
using FsCheck.Fluent;
using Outcome = Daylight.Proceedings.Outcome;

namespace Daylight.Tests.Sealing;

/// <content>What an erasure reaches.</content>
public abstract partial class SealingSuite
{
    [Fact]
    public async Task An_erasure_is_a_fact_and_what_was_sealed_is_gone_everywhere()
    {
        await using var log = await Open();
        await log.Grant(new TestReport("k-1", Canary, Person, Counted: true));
        await log.Grant(new TestReport("k-2", "留下", "乙"));
        var other = await log.AddNode();
        Assert.Equal(2, (await Rows(log, other)).Count);

        var receipt = await log.Erase("k-1", ErasureReason.AskedByThePerson);

        // Behind three facts of reports, two of the pack, and the proposal.
        Assert.Equal(new Outcome.Recorded(TestLog.Origin, 6, 1), receipt);
        Assert.Equal("k-2", Assert.Single(await Rows(log)).Report);
        Assert.Empty(await log.Store.WrappedKeys(TestLog.Jurisdiction, ["k-1"]));
        Assert.False(log.Clerk.Keys.Holds("k-1"));
        await other.Tend();
        Assert.False(other.Keys.Holds("k-1"));
        await Clean(log);
        await Scrubbed(log);
    }

    [Fact]
    public async Task What_was_erased_stays_erased_and_its_id_gets_no_new_key()
    {
        await using var log = await Open();
        var other = await log.AddNode();
        await log.Grant(new TestReport("k-1", Canary, Person), id: "a-1");
        await log.Erase("k-1", ErasureReason.Ordered);

        await log.Refuse<TheCaseIsErased>(new TestReport("k-1", "再", Person));
        await log.Refuse<CaseIsErasedAlready>(Erasing.Propose("k-1"));
        await log.Refuse<CaseIsErasedAlready>(Erasing.Confirm("k-1"), mandate: Erasing.Second);
        await log.Refuse<NoSuchCaseIsSealed>(Erasing.Propose("k-9"));
        Assert.IsType<TheCaseIsErased>(
            Assert
                .IsType<Outcome.Refused>(
                    await other.Perform(new("b-1", new TestReport("k-1", "再", Person), TestLog.Registrar))
                )
                .Refusal
        );
        // The act that was erased can no longer be told from another under its id.
        await log.Refuse<ActIdIsTaken>(new TestReport("k-1", Canary, Person), id: "a-1");
        await Clean(log);
    }

    [Fact]
    public async Task Erasing_takes_a_ground_in_force_and_two_persons()
    {
        await using var log = await Open();
        await log.Grant(new TestReport("k-1", Canary, Person));
        await log.Refuse<NormIsNotAdopted>(Erasing.Propose("k-1"));
        await log.HasGrounds();

        await log.Refuse<NormIsNoGroundToErase>(Erasing.Propose("k-1") with { Norm = "tests.other" });
        await log.Refuse<TheNormForbidsErasing>(Erasing.Propose("k-1", keptByLaw: true));
        await log.Refuse<NoErasureWaits>(Erasing.Confirm("k-1"), mandate: Erasing.Second);
        await log.Grant(Erasing.Propose("k-1"));
        await log.Refuse<AnErasureWaitsAlready>(Erasing.Propose("k-1", ErasureReason.Ordered));
        await log.Refuse<AnotherPersonDecidesTheErasure>(Erasing.Confirm("k-1"));
        await log.Refuse<ErasureIsAnother>(
            Erasing.Confirm("k-1", ErasureReason.Ordered),
            mandate: Erasing.Second
        );
        await log.Grant(new EraseCase.DropAct("k-1"));
        await log.Refuse<NoErasureWaits>(Erasing.Confirm("k-1"), mandate: Erasing.Second);
        Assert.True(log.Clerk.Keys.Holds("k-1"));

        await log.Erase("k-1", ErasureReason.WronglyCollected);

        Assert.False(log.Clerk.Keys.Holds("k-1"));
        await using var connection = await log.Store.Read();
        var row = Assert.Single(
            await s_erasures.Read(connection, TestLog.Jurisdiction, "ORDER BY case_id LIMIT 10")
        );
        Assert.Equal(
            ("k-1", ErasureStanding.Erased, ErasureReason.WronglyCollected, Erasing.Norm, "p1", "p2"),
            (row.CaseId, row.Standing, row.Reason, row.Norm, row.ProposedBy, row.SettledBy)
        );
        await Clean(log);
    }

    [Fact]
    public async Task What_will_be_lost_is_counted_before_without_a_word_of_it()
    {
        await using var log = await Open();
        await log.Grant(new TestReport("k-1", Canary, Person));
        log.Clock.Advance(TimeSpan.FromDays(1));
        await log.Grant(new TestReport("k-1", "又", Person));
        await log.Grant(new TestReport("k-2", Canary, Person));

        var before = await CaseContents.Of(log.Store, TestLog.Jurisdiction, "k-1");
        Assert.Equal(
            new CaseContents(true, 2, new DateOnly(2026, 5, 8), new DateOnly(2026, 5, 9), 0),
            before
        );
        var uncounted = await CaseContents.Of(log.Store, TestLog.Jurisdiction, "k-1", most: 2);
        Assert.Equal(new CaseContents(true, null, null, null, 0), uncounted);
        Assert.False((await CaseContents.Of(log.Store, TestLog.Jurisdiction, "k-9")).HasKey);
    }

    [Fact]
    public async Task A_case_may_be_reported_and_erased_in_one_group()
    {
        await using var log = await Open();
        await log.Grant(new TestReport("k-0", Canary, Person));
        await log.HasGrounds();
        await log.Grant(Erasing.Propose("k-0"));

        var outcomes = await Task.WhenAll(
            log.Perform(new TestReport("k-1", Canary, Person)),
            log.Perform(Erasing.Confirm("k-0"), mandate: Erasing.Second),
            log.Perform(new TestReport("k-0", Canary, Person)),
            log.Perform(new TestReport("k-2", Canary, Person)),
            log.Perform(Erasing.Propose("k-2")),
            log.Perform(Erasing.Confirm("k-2"), mandate: Erasing.Second),
            log.Perform(new TestReport("k-2", Canary, Person))
        );

        Assert.Equal(
            [true, true, false, true, true, true, false],
            outcomes.Select(outcome => outcome is Outcome.Recorded)
        );
        Assert.Equal("k-1", Assert.Single(await Rows(log)).Report);
        await Clean(log);
    }

    [Fact]
    public async Task Views_are_rebuilt_without_the_keys_that_are_gone()
    {
        await using var log = await Open();
        for (var n = 0; n < 40; n++)
        {
            await log.Grant(new TestReport($"k-{n}", Canary, Person, Counted: n % 2 == 0));
        }

        for (var n = 0; n < 40; n += 3)
        {
            await log.Erase($"k-{n}");
        }

        var before = await Rows(log);
        await new ViewRebuild([log.Setup(log.Store)]) { Clerks = [log.Clerk] }.Run(
            [s_reports],
            resume: false
        );

        Assert.Equal(26, before.Count);
        Assert.Equal(before, await Rows(log));
        await log.Grant(new TestReport("k-1", "再", Person));
        await Clean(log);
    }

    [Fact]
    public async Task A_case_erased_while_its_view_is_rebuilt_is_not_in_it()
    {
        await using var log = await Open();
        await log.Grant(new TestReport("k-1", Canary, Person));
        await log.Grant(new TestReport("k-2", Canary, Person));
        await log.HasGrounds();
        var setup = log.Setup(log.Store);
        var rebuild = await LogRebuild.Begin(setup, [s_reports], resume: false, 2, default);
        await rebuild.FoldUpTo(4, [s_reports], _ => { }, default);
        await log.Erase("k-1");
        await log.Grant(new TestReport("k-3", Canary, Person));

        await log.Clerk.Between(cancel =>
            log.Store.Views.Swap(
                s_reports.Table,
                async inner => await rebuild.FoldUpTo(7, [s_reports], _ => { }, inner),
                cancel
            )
        );

        Assert.Equal(["k-2", "k-3"], (await Rows(log)).Select(row => row.Report));
        await Clean(log);
    }

    /// <summary>
    /// Random histories: reports to some cases, some of them erased, then the files of the database are searched for words,
    /// persons, keys and wraps of the erased ones.
    /// </summary>
    [Fact]
    public async Task After_erasures_a_search_of_all_bytes_finds_neither_words_nor_persons_nor_keys()
    {
        // Skips where there is no server, which a property cannot.
        await using (await Open()) { }

        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), script => Searched(script).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Rounds));
    }

    protected abstract int Rounds { get; }

    /// <summary>Whether wraps of erased keys must be gone from this file.</summary>
    protected abstract bool IsWithinReach(string file);

    private async Task<bool> Searched(byte[] script)
    {
        await using var log = await Open();
        const int cases = 60;
        for (var n = 0; n < cases; n++)
        {
            await log.Grant(new TestReport($"k-{n}", $"{Canary}{n}", $"{Person}{n}", Counted: n % 2 == 0));
        }

        var erased = script.Select(one => one % cases).Append(7).Distinct().ToList();
        var search = await ByteSearch.For(log, erased.Select(n => $"k-{n}"), Canary, Person);
        Assert.True(search.FindsWraps(await log.Database.Files()));
        foreach (var n in erased)
        {
            await log.Erase($"k-{n}");
        }

        await Clean(log);
        await Scrubbed(log);
        search.FindsNothing(await log.Database.Files(), IsWithinReach);
        return true;
    }
}
