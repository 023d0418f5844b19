using System.Security.Cryptography;
using System.Text;
using Daylight.Crypto;
using Daylight.Ledger;
using Daylight.Proceedings;
using Daylight.Proceedings.Audit;
using Daylight.Proceedings.Rebuild;
using Daylight.Proceedings.Sealing;
using Daylight.Registry;
using Daylight.Store;
using Daylight.Tests.Proceedings;
using Daylight.Tests.Store;
using Daylight.Writer;

namespace Daylight.Tests.Sealing;

/// <summary>What sealing promises, on every database.</summary>
public abstract partial class SealingSuite
{
    protected const string Canary = "举报象山县某局局长收受现金八万元";
    protected const string Person = "王阳明甲";

    private static readonly TestReportView s_reports = new();
    private static readonly TestVoteView s_votes = new();
    private static readonly ErasureView s_erasures = new();

    protected abstract TestDatabase NewDatabase();

    protected Task<TestLog> Open(Suite suite = Suite.International) =>
        TestLog.Open(NewDatabase(), suite, s_reports, s_votes, s_erasures);

    /// <summary>The server itself reads now and then; what it still sees is overwritten when it is done.</summary>
    protected static async Task Scrubbed(TestLog log)
    {
        for (var attempt = 0; attempt < 300; attempt++)
        {
            if (await log.Store.Scrub())
            {
                return;
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Fail("After half a minute what was erased is not overwritten.");
    }

    private static async Task<IReadOnlyList<TestReportRow>> Rows(TestLog log, Clerk? at = null)
    {
        await using var connection = await log.Store.Read();
        return await s_reports.Read(
            connection,
            (at ?? log.Clerk).Keys,
            TestLog.Jurisdiction,
            "ORDER BY report LIMIT 10000"
        );
    }

    private static async Task Clean(TestLog log)
    {
        var report = await LogAudit.Run(new AuditSetup(log.Setup(log.Store)));
        Assert.Empty(report.Faults);
    }

    private static async Task<List<FactRow>> Facts(TestLog log)
    {
        var rows = new List<FactRow>();
        await foreach (var row in log.Store.Facts(TestLog.Jurisdiction, 0, long.MaxValue))
        {
            rows.Add(row);
        }

        return rows;
    }

    [Theory]
    [InlineData(Suite.International, FactSeal.International, 12, 16)]
    [InlineData(Suite.National, FactSeal.National, 16, 32)]
    public async Task A_sealed_fact_is_a_padded_box_in_the_suite_of_its_case(
        Suite suite,
        string name,
        int nonce,
        int tag
    )
    {
        await using var log = await Open(suite);
        await log.Grant(new TestReport("k-1", Canary, Person));
        await log.Grant(new TestReport("k-1", new string('长', 1000), Person));

        var facts = (await Facts(log)).ConvertAll(row => SealedEnvelope.Parse(row.Envelope).Sealed);

        Assert.All(facts, fact => Assert.Equal((name, nonce), (fact.Alg, fact.Nonce.Length)));
        Assert.Equal([1024, 4096], facts.Select(fact => fact.Ciphertext.Length - tag));
        var row = Assert.Single(await Rows(log));
        Assert.Equal(("k-1", 2, Person), (row.Report, row.Reports, row.Person));
        await Clean(log);
    }

    [Fact]
    public async Task Lengths_fall_into_few_buckets_and_the_largest_is_refused_by_name()
    {
        await using var log = await Open();
        var lengths = new HashSet<int>();
        for (var n = 1; n <= 7500; n += 250)
        {
            await log.Grant(new TestReport("k-1", new string('长', n), Person));
        }

        foreach (var row in await Facts(log))
        {
            lengths.Add(SealedEnvelope.Parse(row.Envelope).Sealed.Ciphertext.Length - 16);
        }

        Assert.Equal(Padding.FactBuckets, lengths.Order());
        await log.Refuse<TooLongForOneFact>(new TestReport("k-1", new string('长', 8100), Person));
    }

    [Fact]
    public async Task A_site_may_go_over_to_the_other_suite()
    {
        await using var log = await Open();
        await log.Grant(new TestReport("k-1", "一", Person));
        var other = await Clerk.Open(
            log.Setup(log.Store) with
            {
                Keys = new CaseKeys(
                    new byte[32],
                    TestLog.Jurisdiction,
                    SealingModules.Software(Suite.National)
                ),
            }
        );
        await using (other)
        {
            await other.Perform(new("b-1", new TestReport("k-1", "二", Person), TestLog.Registrar));
            await other.Perform(new("b-2", new TestReport("k-2", "三", Person), TestLog.Registrar));
        }

        Assert.Equal(
            [FactSeal.International, FactSeal.International, FactSeal.National],
            (await Facts(log)).Select(row => SealedEnvelope.Parse(row.Envelope).Sealed.Alg)
        );
        await Clean(log);
    }

    [Fact]
    public async Task One_fact_can_be_disclosed_alone()
    {
        await using var log = await Open();
        await log.Grant(new TestReport("k-1", "甲", Person), id: "a-1");
        await log.Grant(new TestReport("k-1", "乙", Person), id: "a-2");
        var facts = (await Facts(log)).ConvertAll(row => SealedEnvelope.Parse(row.Envelope));
        using var payload = FactSeal.PayloadKey(log.Clerk.Keys.Find("k-1")!, new ActPart("a-1", 1, 1));

        // As docs/formats/ledger.md says, without any of our own code but the cipher.
        byte[] Unseal(SealedEnvelope fact, string act)
        {
            using var gcm = new AesGcm(payload.Span, 16);
            var plain = new byte[fact.Sealed.Ciphertext.Length - 16];
            gcm.Decrypt(
                fact.Sealed.Nonce.Span,
                fact.Sealed.Ciphertext.Span[..^16],
                fact.Sealed.Ciphertext.Span[^16..],
                plain,
                Encoding.UTF8.GetBytes($"daylight/sealed/v1\n{TestLog.Origin}\n{act}\n1")
            );
            return plain;
        }

        var text = Encoding.UTF8.GetString(Unseal(facts[0], "a-1"));
        Assert.Contains("甲", text, StringComparison.Ordinal);
        Assert.EndsWith("}", text.TrimEnd('\0'), StringComparison.Ordinal);
        Assert.Throws<AuthenticationTagMismatchException>(() =>
        {
            _ = Unseal(facts[1], "a-2");
        });
    }

    [Fact]
    public async Task The_same_sealed_act_twice_is_recorded_once_and_another_under_its_id_is_refused()
    {
        await using var log = await Open();
        var act = new TestReport("k-1", Canary, Person, Counted: true);

        var both = await Task.WhenAll(log.Perform(act, "a-1"), log.Perform(act, "a-1"));
        var later = await log.Perform(act, "a-1");

        Assert.All(both, outcome => Assert.Equal(later, outcome));
        await log.Refuse<ActIdIsTaken>(act with { Text = "别的" }, id: "a-1");
        Assert.Equal(2, log.Clerk.Size);
        await Clean(log);
    }

    [Fact]
    public async Task Whoever_holds_the_database_cannot_confirm_a_guess_of_an_act()
    {
        await using var log = await Open();
        await log.Grant(new TestReport("k-1", Canary, Person), id: "a-1");
        await log.Grant(new TestReport("k-2", Canary, Person), id: "a-2");
        var digests = new List<byte[]>();
        await foreach (var act in log.Store.ActIndex(TestLog.Jurisdiction))
        {
            digests.Add(act.Digest);
        }

        Assert.All(digests, digest => Assert.Equal((1, 1, 50), (digest[0], digest[1], digest.Length)));
        var submission = new Submission("a-1", new TestReport("k-1", Canary, Person), TestLog.Registrar);
        using var wrong = SecretBytes.CopyOf(Encoding.UTF8.GetBytes("another master key of 32 bytes.."));
        var guess = new ActDigests(wrong, TestLog.Jurisdiction, Suite.International).Of(submission);
        Assert.NotEqual(digests[0][..34], guess);

        // With the master key, but without the case's.
        var known = log.Clerk.Keys.Digests.Of(submission);
        Assert.True(log.Clerk.Keys.Digests.Same(digests[0], known, log.Clerk.Keys.Find("k-1")));
        Assert.False(log.Clerk.Keys.Digests.Same(digests[0], known, null));
        Assert.False(log.Clerk.Keys.Digests.Same(digests[0], known, log.Clerk.Keys.Find("k-2")));
    }

    [Fact]
    public async Task The_instant_of_a_sealed_fact_is_not_gone_behind_after_a_restart()
    {
        await using var log = await Open();
        await log.Grant(new TestReport("k-1", Canary, Person));
        log.Clock.Advance(TimeSpan.FromHours(-1));

        var again = await log.AddNode();
        var row = Assert.IsType<Outcome.Recorded>(
            await again.Perform(new("a-2", new TestReport("k-2", "二", Person), TestLog.Registrar))
        );

        var view = (await Rows(log, again)).Single(report => report.Report == "k-2");
        Assert.Equal(new DateTimeOffset(2026, 5, 8, 2, 0, 0, TimeSpan.Zero), view.At);
        Assert.Equal(1, row.First);
    }

    [Fact]
    public async Task A_wrap_that_was_swapped_or_put_back_is_found()
    {
        await using var log = await Open();
        await log.Grant(new TestReport("k-1", Canary, Person));
        await log.Grant(new TestReport("k-2", Canary, Person));
        var saved = await log.Store.WrappedKeys(TestLog.Jurisdiction, ["k-1"]);
        await log.Erase("k-1");
        await Execute(log, "DELETE FROM erased_key");
        Assert.True(await log.Store.AddKey(TestLog.Jurisdiction, saved[0]));

        var report = await LogAudit.Run(new AuditSetup(log.Setup(log.Store)));

        Assert.Contains(report.Faults, fault => fault is { Kind: AuditFaultKind.KeyNotErased, Place: "k-1" });
        var again = await log.AddNode();
        Assert.False(again.Keys.Holds("k-1"));
        Assert.DoesNotContain(await Rows(log, again), row => row.Report == "k-1");
        await log.Refuse<TheCaseIsErased>(new TestReport("k-1", "再", Person));
    }

    [Fact]
    public async Task A_sealed_row_that_was_changed_is_named_without_its_words()
    {
        await using var log = await Open();
        await log.Grant(new TestReport("k-1", Canary, Person));
        await log.Grant(new TestReport("k-2", Canary, Person));
        var other =
            "UPDATE test_report SET box = (SELECT box FROM test_report WHERE report = 'k-2') WHERE report = 'k-1'";
        await Execute(log, other);

        var report = await LogAudit.Run(new AuditSetup(log.Setup(log.Store)));

        var fault = Assert.Single(report.Faults);
        Assert.Equal(
            (AuditFaultKind.RowDiffers, "test_report", "k-1"),
            (fault.Kind, fault.Table, fault.Place)
        );
        Assert.DoesNotContain(Canary, fault.Says.En + fault.Live + fault.Log, StringComparison.Ordinal);
    }

    protected abstract Task Execute(TestLog log, string sql);
}
