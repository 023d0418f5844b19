using System.Collections.Frozen;
using Daylight.Ledger;
using Daylight.Proceedings;
using Daylight.Registry;
using Daylight.Registry.Views;
using Daylight.Store;
using Daylight.Store.Postgres;
using Daylight.Store.Sqlite;
using Npgsql;

namespace Daylight.Benchmarks;

/// <summary>A log of so many facts of the registry on a fresh database: six in ten register a unit, four rename one.</summary>
internal sealed class BenchLog : IAsyncDisposable
{
    public const string Jurisdiction = "990101";
    public const string Origin = "bench/log";

    private readonly Func<Task> _end;

    private BenchLog(ILogStore store, Func<Task> end)
    {
        Store = store;
        _end = end;
    }

    public ILogStore Store { get; }

    public ClerkSetup Setup(params IReadOnlyList<View> views) =>
        new(
            Origin,
            Jurisdiction,
            Store,
            new FactKinds(typeof(UnitRegistered).Assembly),
            views,
            new CaseKeys(new byte[32], Jurisdiction),
            TimeProvider.System
        );

    /// <summary>A log without a fact, with the tables of some views.</summary>
    public static async Task<BenchLog> Empty(string driver, params IReadOnlyList<View> views)
    {
        var log = await Open(driver);
        await log.Store.OpenLog(Jurisdiction, Edge.Empty.ToBytes());
        foreach (var view in views)
        {
            await log.Store.Views.Ensure(view.Table);
        }

        return log;
    }

    public static async Task<BenchLog> Filled(string driver, int facts)
    {
        var log = await Open(driver);
        await log.Store.OpenLog(Jurisdiction, Edge.Empty.ToBytes());
        await log.Store.Views.Ensure(new UnitView().Table);
        var setup = log.Setup(new UnitView()) with { Options = new ClerkOptions { MostActs = 2048 } };
        await using var clerk = await Clerk.Open(setup);
        var units = facts * 6 / 10;
        await Perform(
            clerk,
            units,
            n => new Register.UnitAct(
                Unit(n),
                $"{330000000000 + n}",
                $"象山县第{n}局",
                $"第{n}局",
                UnitKind.Town
            )
        );
        await Perform(
            clerk,
            facts - units,
            n => new Rename.UnitAct(Unit(n), $"新名{n}", $"新{n}", new DateOnly(2026, 6, 1))
        );
        return log;
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await _end();
    }

    private static string Unit(int n) => $"u{n:00000000}";

    private static async Task Perform(Clerk clerk, int count, Func<int, Act> act)
    {
        var mandate = new Mandate("p", "o", "u", new[] { "registry.maintain" }.ToFrozenSet());
        foreach (var block in Enumerable.Range(1, count).Chunk(8192))
        {
            var outcomes = await Task.WhenAll(
                block.Select(n =>
                    clerk.Perform(new Submission(Guid.CreateVersion7().ToString("N"), act(n), mandate))
                )
            );
            if (outcomes.OfType<Outcome.Refused>().FirstOrDefault() is { } refused)
            {
                throw new InvalidOperationException(refused.ToString());
            }
        }
    }

    private static async Task<BenchLog> Open(string driver)
    {
        if (driver == "sqlite")
        {
            var folder = Directory.CreateTempSubdirectory("daylight-bench-").FullName;
            var sqlite = SqliteLogStore.Open(Path.Combine(folder, "ledger.db"));
            await sqlite.SetUp();
            return new BenchLog(
                sqlite,
                () =>
                {
                    Directory.Delete(folder, recursive: true);
                    return Task.CompletedTask;
                }
            );
        }

        var server =
            Environment.GetEnvironmentVariable("DAYLIGHT_TEST_POSTGRES")
            ?? throw new InvalidOperationException("DAYLIGHT_TEST_POSTGRES names no PostgreSQL server.");
        var name = $"bench_{Guid.CreateVersion7():N}";
        await Execute(
            server,
            $"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
        );
        var database = new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
        var store = await PostgresLogStore.Open(database, database);
        await store.SetUp();
        return new BenchLog(
            store,
            async () =>
            {
                NpgsqlConnection.ClearAllPools();
                await Execute(server, $"DROP DATABASE {name} WITH (FORCE)");
            }
        );
    }

    private static async Task Execute(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
