using System.Collections.Frozen;
using System.Diagnostics;
using Daylight.Ledger;
using Daylight.Norms;
using Daylight.Proceedings;
using Daylight.Registry;
using Daylight.Registry.Views;
using Daylight.Store;
using Daylight.Store.Postgres;
using Daylight.Store.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Daylight.Benchmarks;

/// <summary>
/// Acts per second through the clerk, as ratios to a bare durable one-row commit of the same bytes on the same database,
/// the two measured in turn in one run.
/// </summary>
internal static class ClerkBench
{
    private const string Jurisdiction = "990101";
    private const int WarmActs = 30_000;
    private static readonly TimeSpan s_warm = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_span = TimeSpan.FromSeconds(3);

    /// <param name="only">Clients to measure; all three counts where null.</param>
    /// <param name="what">Beginning of the name of the one load to measure; all three where empty.</param>
    public static async Task Run(string driver, int? only, string what)
    {
        foreach (
            var (name, views) in new (string, IReadOnlyList<View>)[]
            {
                ("facts", []),
                ("view", [new UnitView()]),
                ("duty and view", [new UnitView(), new DutyView()]),
            }.Where(load => load.Item1.StartsWith(what, StringComparison.Ordinal))
        )
        {
            foreach (var clients in new[] { 1, 32, 256 }.Where(count => only is null || count == only))
            {
                var bare = await Bare(driver);
                var (rate, times, costs) = await Clients(driver, views, clients);
                Console.WriteLine(
                    $"{driver} | {name} | {clients} clients | ratio {rate / bare:0.00} | bare {bare:0}/s | clerk {rate:0}/s | p50 {times.Half:0.00} ms p99 {times.Most:0.00} ms | {costs}"
                );
            }
        }
    }

    private static async Task<(double Rate, (double Half, double Most) Times, string Costs)> Clients(
        string driver,
        IReadOnlyList<View> views,
        int clients
    )
    {
        var (store, end) = await Open(driver);
        await store.OpenLog(Jurisdiction, Edge.Empty.ToBytes());
        foreach (var view in views)
        {
            await store.Views.Ensure(view.Table);
        }

        var kinds = new FactKinds(typeof(UnitRegistered).Assembly);
        var setup = new ClerkSetup(
            "bench/log",
            Jurisdiction,
            store,
            kinds,
            views,
            new CaseKeys(new byte[32], Jurisdiction),
            TimeProvider.System
        );
        var clerk = await Clerk.Open(setup);
        var mandate = new Mandate("p", "o", "u", new[] { "registry.maintain" }.ToFrozenSet());
        var next = 0;
        var spans = new List<double>[clients];
        // Until the code is compiled for good, but on a slow machine not for ever.
        await Load(
            after => after < s_warm || (next < WarmActs && after < 5 * s_warm),
            new List<double>[clients]
        );
        var groups = 0;
        clerk.Grew = _ => groups++;
        var before = Spent.Now();
        var watch = Stopwatch.StartNew();
        await Load(after => after < s_span, spans);
        var acts = spans.Sum(list => list.Count);
        var rate = acts / watch.Elapsed.TotalSeconds;
        var costs = $"{acts / (double)groups:0.0} acts a group, {Spent.Now().Since(before, acts)}";
        await clerk.DisposeAsync();
        await store.DisposeAsync();
        await end();
        var all = spans.SelectMany(list => list).Order().ToList();
        return (rate, (all[all.Count / 2], all[all.Count * 99 / 100]), costs);

        Task Load(Func<TimeSpan, bool> goesOn, List<double>[] lists) =>
            Task.WhenAll(
                Enumerable.Range(0, clients).Select(at => Task.Run(() => One(goesOn, lists[at] = [])))
            );

        async Task One(Func<TimeSpan, bool> goesOn, List<double> list)
        {
            var since = Stopwatch.StartNew();
            while (goesOn(since.Elapsed))
            {
                var n = Interlocked.Increment(ref next);
                Act act = new Register.UnitAct(
                    $"u{n:00000000}",
                    $"{330000000000 + n}",
                    $"象山县第{n}局",
                    $"第{n}局",
                    UnitKind.Town
                );
                act = views.Count > 1 ? new WithDuty((Register.UnitAct)act) : act;
                var start = Stopwatch.GetTimestamp();
                var outcome = await clerk.Perform(new Submission($"a-{n:00000000}", act, mandate));
                list.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                if (outcome is not Outcome.Recorded)
                {
                    throw new InvalidOperationException(outcome.ToString());
                }
            }
        }
    }

    /// <summary>What the process has used up so far: the clock of a shared machine says little.</summary>
    private sealed record Spent(TimeSpan Processor, long Bytes, int Collections, TimeSpan Paused)
    {
        public static Spent Now()
        {
            using var self = Process.GetCurrentProcess();
            return new(
                self.TotalProcessorTime,
                GC.GetTotalAllocatedBytes(),
                GC.CollectionCount(0),
                GC.GetTotalPauseDuration()
            );
        }

        public string Since(Spent before, int acts) =>
            $"{(Processor - before.Processor).TotalMicroseconds / acts:0.0} us of processor time and {(Bytes - before.Bytes) / acts} bytes an act, {Collections - before.Collections} collections of {(Paused - before.Paused).TotalMilliseconds:0} ms";
    }

    /// <summary>Registers a unit and opens a duty of it in the same act.</summary>
    private sealed record WithDuty(Register.UnitAct Inner) : Act
    {
        private string Matter => $"unit-duties/{Inner.Unit}";

        public override Power Needs => Inner.Needs;

        public override IReadOnlyList<StreamRef> Streams => [.. Inner.Streams, MatterDuties.Of(Matter)];

        public override Decision Decide(Hearing hearing) =>
            Inner.Decide(hearing) is Decision.Granted granted
                ? Decision.Grant([
                    .. granted.Facts,
                    new DutyOpened(
                        Matter,
                        "report",
                        "unit.report",
                        Inner.Unit,
                        Inner.Name,
                        new NormRef(NormId.Parse("items.sign"), new PackHash(new string('0', 64))),
                        hearing.Now,
                        "10wd",
                        hearing.Now.AddDays(14),
                        false,
                        "0"
                    ),
                ])
                : throw new InvalidOperationException("The unit was not registered.");
    }

    /// <summary>One row of a fact's size per durable commit, one client.</summary>
    private static async Task<double> Bare(string driver)
    {
        var bytes = new byte[640];
        var done = 0;
        if (driver == "sqlite")
        {
            var folder = Directory.CreateTempSubdirectory("daylight-bench-").FullName;
            await using (var connection = new SqliteConnection($"Data Source={folder}/bare.db;Pooling=false"))
            {
                connection.Open();
                using var set = connection.CreateCommand();
                set.CommandText =
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (id INTEGER PRIMARY KEY, b BLOB)";
                set.ExecuteNonQuery();
                using var insert = connection.CreateCommand();
                insert.CommandText = "INSERT INTO t (b) VALUES ($b)";
                insert.Parameters.AddWithValue("$b", bytes);
                var watch = Stopwatch.StartNew();
                while (watch.Elapsed < s_span)
                {
                    insert.ExecuteNonQuery();
                    done++;
                }
            }

            Directory.Delete(folder, recursive: true);
        }
        else
        {
            await using var source = NpgsqlDataSource.Create(Server());
            await using var connection = await source.OpenConnectionAsync();
            await using var make = new NpgsqlCommand(
                "DROP TABLE IF EXISTS bare; CREATE TABLE bare (id BIGSERIAL PRIMARY KEY, b BYTEA)",
                connection
            );
            await make.ExecuteNonQueryAsync();
            await using var insert = new NpgsqlCommand("INSERT INTO bare (b) VALUES ($1)", connection);
            insert.Parameters.Add(new NpgsqlParameter { Value = bytes });
            await insert.PrepareAsync();
            var watch = Stopwatch.StartNew();
            while (watch.Elapsed < s_span)
            {
                await insert.ExecuteNonQueryAsync();
                done++;
            }
        }

        return done / s_span.TotalSeconds;
    }

    private static async Task<(ILogStore Store, Func<Task> End)> Open(string driver)
    {
        if (driver == "sqlite")
        {
            var folder = Directory.CreateTempSubdirectory("daylight-bench-").FullName;
            var sqlite = SqliteLogStore.Open(Path.Combine(folder, "ledger.db"));
            await sqlite.SetUp();
            return (
                sqlite,
                () =>
                {
                    Directory.Delete(folder, recursive: true);
                    return Task.CompletedTask;
                }
            );
        }

        var name = $"bench_{Guid.CreateVersion7():N}";
        await Execute(
            Server(),
            $"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
        );
        var database = new NpgsqlConnectionStringBuilder(Server()) { Database = name }.ConnectionString;
        var store = await PostgresLogStore.Open(database, database);
        await store.SetUp();
        return (
            store,
            async () =>
            {
                NpgsqlConnection.ClearAllPools();
                await Execute(Server(), $"DROP DATABASE {name} WITH (FORCE)");
            }
        );
    }

    private static string Server() =>
        Environment.GetEnvironmentVariable("DAYLIGHT_TEST_POSTGRES")
        ?? throw new InvalidOperationException("DAYLIGHT_TEST_POSTGRES names no PostgreSQL server.");

    private static async Task Execute(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
