using Daylight.Crypto;
using Daylight.Proceedings.Audit;
using Daylight.Proceedings.Sealing;
using Daylight.Tests.Proceedings;
using Daylight.Tests.Store;
using Daylight.Writer;

namespace Daylight.Tests.Sealing;

/// <summary>What was erased is gone from a streaming standby, too.</summary>
public sealed class PostgresReplicaTests
{
    private const string Canary = "举报象山县某局局长收受现金八万元";
    private const string Person = "王阳明甲";

    [Fact]
    public async Task A_search_of_all_bytes_of_a_standby_finds_nothing_of_what_was_erased()
    {
        await using var cluster = await OwnCluster.Start("followed");
        await using var log = await TestLog.Open(
            new KeptDatabase(cluster),
            Suite.International,
            new TestReportView(),
            new TestVoteView(),
            new ErasureView()
        );
        for (var n = 0; n < 30; n++)
        {
            await log.Grant(new TestReport($"k-{n}", $"{Canary}{n}", $"{Person}{n}", Counted: n % 2 == 0));
        }

        var standby = await cluster.Standby();
        string[] cases = ["k-3", "k-4", "k-17"];
        var search = await ByteSearch.For(log, cases, Canary, Person);
        await cluster.Reached(standby);
        Assert.True(search.FindsWraps(Tables(await PostgresFiles.Of(standby))));

        foreach (var one in cases)
        {
            await log.Erase(one);
        }

        await cluster.Reached(standby);
        search.FindsNothing(await cluster.Files(), IsTable);
        search.FindsNothing(await PostgresFiles.Of(standby), IsTable);
        Assert.Empty((await LogAudit.Run(new AuditSetup(log.Setup(log.Store)))).Faults);
    }

    /// <summary>Segments of the write-ahead log are recycled in the server's own time.</summary>
    private static bool IsTable(string file) => !file.StartsWith("pg_wal/", StringComparison.Ordinal);

    private static Dictionary<string, byte[]> Tables(IReadOnlyDictionary<string, byte[]> files) =>
        files.Where(file => IsTable(file.Key)).ToDictionary(file => file.Key, file => file.Value);
}
