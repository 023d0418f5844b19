using System.Diagnostics;
using System.Security.Cryptography;
using Daylight.Ledger;
using Daylight.Proceedings;
using Daylight.Proceedings.Publishing;
using Daylight.Registry;
using Daylight.Registry.Views;
using Daylight.Store;
using Daylight.Store.Sqlite;
using Microsoft.Data.Sqlite;

namespace Daylight.Benchmarks;

/// <summary>
/// A log of millions of facts: its first publication, a further one, a receipt, and the start of a node, beside a bare
/// durable one-row commit on the same disk in the same run. Facts are written in groups past the clerk, to get there fast.
/// </summary>
internal static class PublishBench
{
    private const string Jurisdiction = "990101";
    private const string Origin = "bench.example/log";
    private const int Group = 20_000;

    public static async Task Run(long facts)
    {
        var folder = Directory.CreateTempSubdirectory("daylight-bench-").FullName;
        try
        {
            var keys = KeyFolder.OpenOrCreate(Path.Combine(folder, "keys")).Create(Jurisdiction, Origin);
            await using (var store = await Open(folder))
            {
                await Fill(store, facts);
                await First(store, keys, facts);
            }

            Console.WriteLine(
                $"bytes of the ledger per fact, indexes and tiles included: {Size(folder) / facts}"
            );
            var bare = Bare(folder);
            Console.WriteLine($"bare durable one-row commit: {bare.TotalMilliseconds:0.000} ms");
            await Start(folder, bare);
            await Receipts(folder, keys, facts, bare);
            await Further(folder, keys, bare);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task First(ILogStore store, LogKeys keys, long facts)
    {
        await using var publisher = new Publisher(
            new PublisherSetup(store, keys, Witnesses.None, TimeProvider.System)
        );
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        await publisher.Publish();
        var after = GC.GetTotalMemory(forceFullCollection: true);
        Console.WriteLine(
            $"first publication of {facts} facts: {watch.Elapsed.TotalSeconds:0.0} s, {facts / watch.Elapsed.TotalSeconds:0}/s, memory kept {(after - before) / 1024} KiB, peak of the process {Peak()} MiB"
        );
    }

    private static async Task Start(string folder, TimeSpan bare)
    {
        for (var round = 0; round < 3; round++)
        {
            var keys = KeyFolder.Open(Path.Combine(folder, "keys")).Log(Jurisdiction);
            var watch = Stopwatch.StartNew();
            await using var store = await Open(folder);
            var opened = watch.Elapsed;
            await new StartCheck(store, keys, Witnesses.None).Run(TimeProvider.System.GetUtcNow());
            var checkedAt = watch.Elapsed;
            await using var clerk = await Clerk.Open(
                new ClerkSetup(
                    Origin,
                    Jurisdiction,
                    store,
                    new FactKinds(typeof(UnitRegistered).Assembly),
                    [new UnitView()],
                    new CaseKeys(new byte[32], Jurisdiction),
                    TimeProvider.System
                )
            );
            var total = watch.Elapsed;
            Console.WriteLine(
                $"start: {total.TotalMilliseconds:0} ms ({total / bare:0} bare commits): database {opened.TotalMilliseconds:0}, check {(checkedAt - opened).TotalMilliseconds:0}, clerk {(total - checkedAt).TotalMilliseconds:0}"
            );
        }
    }

    private static async Task Receipts(string folder, LogKeys keys, long facts, TimeSpan bare)
    {
        await using var store = await Open(folder);
        var log = new PublishedLog(store, keys.Place, continued: false);
        var receipts = new Receipts(store, new Dictionary<string, PublishedLog> { [Jurisdiction] = log });
        var random = new Random(1);
        var (made, verified) = (new List<double>(), new List<double>());
        for (var n = 0; n < 5000; n++)
        {
            var index = random.NextInt64(facts);
            var start = Stopwatch.GetTimestamp();
            var receipt = (await receipts.Of(Jurisdiction, index))!;
            made.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            start = Stopwatch.GetTimestamp();
            receipt.Verify(keys.Verifiers);
            verified.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        Say("receipt made", made, bare);
        Say("receipt verified", verified, bare);
    }

    private static async Task Further(string folder, LogKeys keys, TimeSpan bare)
    {
        await using var store = await Open(folder);
        await using var publisher = new Publisher(
            new PublisherSetup(store, keys, Witnesses.None, TimeProvider.System)
        );
        await publisher.Publish();
        var times = new List<double>();
        for (var n = 0; n < 50; n++)
        {
            await Fill(store, 100);
            var start = Stopwatch.GetTimestamp();
            await publisher.Publish();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        Say("publication of 100 more facts", times, bare);
    }

    private static void Say(string what, List<double> times, TimeSpan bare)
    {
        times.Sort();
        var (half, most) = (times[times.Count / 2], times[times.Count * 99 / 100]);
        Console.WriteLine(
            $"{what}: p50 {half:0.000} ms, p99 {most:0.000} ms ({half / bare.TotalMilliseconds:0.0} bare commits)"
        );
    }

    private static async Task<SqliteLogStore> Open(string folder)
    {
        var store = SqliteLogStore.Open(Path.Combine(folder, "ledger.db"));
        await store.SetUp();
        await store.Views.Ensure(new UnitView().Table);
        return store;
    }

    private static async Task Fill(ILogStore store, long facts)
    {
        await store.OpenLog(Jurisdiction, Edge.Empty.ToBytes());
        var head = (await store.Head(Jurisdiction))!;
        var edge = Edge.FromBytes(head.Edge).ToBuilder();
        var now = TimeProvider.System.GetUtcNow();
        var until = head.Size + facts;
        while (edge.Size < until)
        {
            var known = edge.Size;
            var count = (int)Math.Min(Group, until - known);
            var rows = new FactRow[count];
            Parallel.For(0, count, n => rows[n] = Row(known + n, now));
            foreach (var row in rows)
            {
                edge.Append(Tree.LeafHash(Commitment.Of(row.Salt, row.Envelope)));
            }

            await store.Append(
                new Group(
                    Jurisdiction,
                    known,
                    edge.ToEdge().ToBytes(),
                    rows,
                    [.. rows.Select(row => new StreamRow($"unit/u{row.Index:0000000000}", 1, row.Index))],
                    [.. rows.Select(row => new ActRow($"a-{row.Index:0000000000}", row.Index, 1, row.Salt))],
                    []
                )
                {
                    KnownViews = head.Views,
                }
            );
        }
    }

    private static FactRow Row(long index, DateTimeOffset now)
    {
        var unit = $"u{index:0000000000}";
        var envelope = new Envelope(
            Origin,
            index,
            FactIds.New(now),
            new ActPart($"a-{index:0000000000}", 1, 1),
            [new StreamVersion($"unit/{unit}", 1)],
            nameof(UnitRegistered),
            1,
            null,
            Envelope.WholeMillisecond(now),
            "p:o",
            [unit],
            [],
            null,
            FactKinds.Write(
                new UnitRegistered(
                    unit,
                    $"{330_000_000_000 + index}",
                    $"象山县第{index}局",
                    $"第{index}局",
                    UnitKind.Town
                )
            )
        );
        return new FactRow(index, RandomNumberGenerator.GetBytes(Commitment.SaltSize), envelope.ToBytes());
    }

    /// <summary>One row of a fact's size per durable commit.</summary>
    private static TimeSpan Bare(string folder)
    {
        using var connection = new SqliteConnection($"Data Source={folder}/bare.db;Pooling=false");
        connection.Open();
        using var set = connection.CreateCommand();
        set.CommandText =
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (id INTEGER PRIMARY KEY, b BLOB)";
        set.ExecuteNonQuery();
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO t (b) VALUES ($b)";
        insert.Parameters.AddWithValue("$b", new byte[640]);
        var (watch, done) = (Stopwatch.StartNew(), 0);
        while (watch.Elapsed < TimeSpan.FromSeconds(3))
        {
            insert.ExecuteNonQuery();
            done++;
        }

        return watch.Elapsed / done;
    }

    private static long Size(string folder) =>
        Directory.EnumerateFiles(folder, "ledger.db*").Sum(file => new FileInfo(file).Length);

    private static long Peak()
    {
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64 / 1024 / 1024;
    }
}
