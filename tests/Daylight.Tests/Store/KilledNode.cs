using Daylight.Crypto;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Proceedings.Audit;
using Daylight.Proceedings.Notices;
using Daylight.Proceedings.Sealing;
using Daylight.Registry;
using Daylight.Tests.Proceedings;
using Daylight.Writer;

namespace Daylight.Tests.Store;

/// <summary>The log of a node that is killed again and again, and what must hold of it afterwards.</summary>
/// <param name="database">Opens it; closing leaves it there.</param>
/// <param name="files">Folder of attachments.</param>
internal sealed class KilledNode(Func<TestDatabase> database, string files)
{
    private const string Waits = "waits ";

    public string Files => files;

    /// <summary>Puts the country's rules into force, under which items are handled.</summary>
    public async Task Found()
    {
        await using var log = await Open();
        await log.Grant(new FoundRules.Act(Trial.Pack("national")), "founding");
    }

    /// <summary>
    /// Every acknowledged act is there once and none is half there; what waited for its day is in the log or waits, each
    /// day as a whole; each file is there with its bytes; nothing was heard or lapsed twice.
    /// </summary>
    public async Task IsWhole(IReadOnlyCollection<string> acknowledged, bool audit)
    {
        await using var log = await Open();
        var facts = await Facts(log);
        await ActsAreThereOnce(log, [.. acknowledged.Where(act => !HasWaited(act))]);
        await DaysAreWhole(log, facts, [.. acknowledged.Where(HasWaited).Select(act => act[Waits.Length..])]);
        await FilesAreThere(log, facts);
        AreOnce(facts.Select(fact => fact.Fact).OfType<UnitHeard>().Select(fact => fact.Unit));
        AreOnce(
            facts
                .Select(fact => fact.Fact)
                .OfType<DutyLapsed>()
                .Select(fact => $"{fact.Matter} {fact.Duty} {fact.Due:O}")
        );
        if (audit)
        {
            await LogCheck.Whole(log, facts);
            await IsClean(log);
        }
    }

    /// <summary>The day after: all that waited is in the log, and all that happened was heard of.</summary>
    /// <param name="everyKind">Whether there were rounds enough for every kind of act to be there.</param>
    public async Task ComesToItsEnd(IReadOnlyCollection<string> acknowledged, bool everyKind)
    {
        await using (var log = await Open())
        {
            var last = (await Facts(log))[^1].At;
            log.Clock.Advance(last.AddDays(1) - log.Clock.GetUtcNow());
            await log.Clerk.Tend();
            await new NoticeRunner(log.Setup(log.Store), log.Clerk, WholeNode.Subscribers).Pass();
            var facts = (await Facts(log)).Select(fact => fact.Fact).ToList();
            Assert.Empty((await Pool(log)).Acts);
            Assert.Equal(
                facts.OfType<UnitRegistered>().Select(fact => fact.Unit).Order(StringComparer.Ordinal),
                facts.OfType<UnitHeard>().Select(fact => fact.Unit).Order(StringComparer.Ordinal)
            );
            Assert.True(
                !everyKind
                    || (
                        facts.OfType<TestVoted>().Any()
                        && facts.OfType<TestReported>().Any()
                        && facts.OfType<UnitHeard>().Any()
                        && facts.OfType<DutyOpened>().Any()
                    ),
                "The runs were too short for some kinds of acts."
            );
        }

        await IsWhole(acknowledged, audit: true);
    }

    private static bool HasWaited(string act) => act.StartsWith(Waits, StringComparison.Ordinal);

    private Task<TestLog> Open() =>
        TestLog.Open(
            database(),
            Suite.International,
            new Beside(files, WholeNode.PoolFile(files)),
            WholeNode.Views
        );

    private static async Task<IReadOnlyList<Recorded>> Facts(TestLog log) =>
        await new FactReader(
            TestLog.Jurisdiction,
            log.Store,
            new FactWriter(TestLog.Origin, TestLog.Jurisdiction, TestLog.Kinds, log.Clerk.Keys),
            log.Clerk.Keys
        ).Read(0, log.Clerk.Size, default);

    private static async Task<WaitingPool> Pool(TestLog log) =>
        WaitingPool.Open(
            await log.Store.Pool(TestLog.Jurisdiction),
            TestLog.Jurisdiction,
            log.Clerk.Keys,
            TestLog.Kinds
        );

    /// <summary>Act rows cover the log without gap or overlap, and every acknowledged act has one.</summary>
    private static async Task ActsAreThereOnce(TestLog log, List<string> acknowledged)
    {
        var there = new HashSet<string>(StringComparer.Ordinal);
        long next = 0;
        await foreach (var act in log.Store.ActIndex(TestLog.Jurisdiction))
        {
            Assert.True(there.Add(act.ActId), $"The act {act.ActId} is there twice.");
            Assert.Equal(next, act.First);
            next += act.Count;
        }

        Assert.Equal(log.Clerk.Size, next);
        AreIn(there, acknowledged);
        AreOnce(acknowledged);
    }

    private static async Task DaysAreWhole(
        TestLog log,
        IReadOnlyList<Recorded> facts,
        List<string> acknowledged
    )
    {
        var entered = facts.Where(fact => fact.Fact is TestVoted).ToList();
        var waiting = (await Pool(log)).Acts;
        List<string> voters =
        [
            .. entered.Select(fact => ((TestVoted)fact.Fact).Voter),
            .. waiting.SelectMany(act => act.Facts).OfType<TestVoted>().Select(fact => fact.Voter),
        ];
        AreOnce(voters);
        AreIn([.. voters], acknowledged);
        Assert.Empty(
            entered
                .Select(fact => Shanghai.DayOf(fact.Envelope.OccurredAt!.Value))
                .Intersect(waiting.Select(act => act.Day))
        );
    }

    private static async Task FilesAreThere(TestLog log, IReadOnlyList<Recorded> facts)
    {
        foreach (var report in facts.Select(fact => fact.Fact).OfType<TestReported>())
        {
            foreach (var file in report.Files)
            {
                using var content = new MemoryStream();
                await log.Setup(log.Store).Attachments!.CopyTo(file, content);
                Assert.Equal(WholeNode.FileOf(report.Text), content.ToArray());
            }
        }
    }

    private static async Task IsClean(TestLog log) =>
        Assert.Empty(
            (
                await LogAudit.Run(
                    new AuditSetup(log.Setup(log.Store)) { Subscribers = WholeNode.Subscribers }
                )
            ).Faults
        );

    private static void AreIn(HashSet<string> there, List<string> acknowledged)
    {
        var lost = acknowledged.Where(act => !there.Contains(act)).ToList();
        Assert.True(lost.Count == 0, $"Acknowledged, but not there: {string.Join(", ", lost.Take(10))}");
    }

    private static void AreOnce(IEnumerable<string> all)
    {
        var twice = all.GroupBy(one => one, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .ToList();
        Assert.True(
            twice.Count == 0,
            $"There more than once: {string.Join(", ", twice.Take(10).Select(group => group.Key))}"
        );
    }
}
