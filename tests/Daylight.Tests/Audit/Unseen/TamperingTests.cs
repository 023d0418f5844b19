using System.Globalization;
using System.Security.Cryptography;
using Daylight.Accounts;
using Daylight.Proceedings.Audit;
using Daylight.Store;
using Daylight.Store.Postgres;
using Daylight.Store.Sqlite;
using Daylight.Tests.Store;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Daylight.Tests.Audit.Unseen;

/// <summary>
/// Nothing changes unseen: random changes by somebody with full rights on the database are each reported by an audit,
/// which names the place, or (a whole older copy) at start and by the witness. DAYLIGHT_SEED repeats a run.
/// </summary>
public sealed class TamperingTests
{
    private static readonly bool s_long = Environment.GetEnvironmentVariable("DAYLIGHT_LONG") == "1";

    [Fact]
    public async Task Every_tampering_with_a_ledger_file_is_reported_with_its_place()
    {
        using var ground = new Ground();
        var (file, older) = (Path.Combine(ground.Folder, "db"), Path.Combine(ground.Folder, "older"));
        await ground.Fill(
            () => new KeptFolder(Made(file)),
            () => AccountsDatabase.OpenFile(Path.Combine(file, "accounts.db")),
            () => Take(() => Ground.Copy(file, older))
        );
        var work = Path.Combine(ground.Folder, "work");
        await Rounds(
            ground,
            "sqlite",
            s_long ? 700 : 85,
            source =>
            {
                SqliteConnection.ClearAllPools();
                if (Directory.Exists(work))
                {
                    Directory.Delete(work, recursive: true);
                }

                Ground.Copy(source == Source.Newest ? file : older, work);
                return Task.CompletedTask;
            },
            () => AttackedSqlite.Open(Path.Combine(work, "ledger.db")),
            async () =>
            {
                var store = SqliteLogStore.Open(Path.Combine(work, "ledger.db"));
                await store.SetUp();
                return store;
            },
            () => AccountsDatabase.OpenFile(Path.Combine(work, "accounts.db"))
        );
    }

    [Fact]
    public async Task Every_tampering_with_a_postgres_database_is_reported_with_its_place()
    {
        await using var database = (PostgresDatabase)PostgresDatabase.Fresh();
        using var ground = new Ground();
        var copies = new PostgresCopies(database);
        await ground.Fill(
            () => new KeptDatabase(database),
            () => AccountsDatabase.OpenPostgres(database.Application, database.Owner),
            () => copies.Keep("older")
        );
        await copies.Keep("newest");
        try
        {
            await Rounds(
                ground,
                "postgres",
                s_long ? 300 : 65,
                source => copies.PutBack(source == Source.Newest ? "newest" : "older"),
                () => AttackedPostgres.Open(database.Owner),
                async () => await PostgresLogStore.Open(database.Application, database.Owner),
                () => AccountsDatabase.OpenPostgres(database.Application, owner: null)
            );
        }
        finally
        {
            await copies.Remove();
        }
    }

    private enum Source
    {
        Newest,
        Older,
    }

    private static async Task Rounds(
        Ground ground,
        string driver,
        int rounds,
        Func<Source, Task> restore,
        Func<Task<Attacked>> attack,
        Func<Task<ILogStore>> open,
        Func<Task<AccountsDatabase>> accounts
    )
    {
        var ends = new Ends(open, accounts);
        var seed = Environment.GetEnvironmentVariable("DAYLIGHT_SEED") is { } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : RandomNumberGenerator.GetInt32(int.MaxValue);
        var random = new Random(seed);
        await restore(Source.Newest);
        ground.RestoreFiles();
        await IsClean(ground, ends);
        var kinds = new Attacks(random, ground.Tables, ground).All.Keys.ToList();
        var done = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var round = 0; round < rounds; round++)
        {
            // First each kind once, then whatever comes.
            var at = round < kinds.Count + 2 ? round : random.Next(kinds.Count + 2);
            var kind =
                at < kinds.Count ? kinds[at]
                : at == kinds.Count ? "an older copy"
                : "an older copy with its key folder";
            var where = $"Round {round} with DAYLIGHT_SEED={seed}, {kind}";
            done[kind] = done.GetValueOrDefault(kind) + 1;
            ground.RestoreFiles();
            if (at >= kinds.Count)
            {
                await restore(Source.Older);
                await Older(ground, where, at == kinds.Count ? ground.KeysFolder : ground.OlderKeys, ends);
            }
            else
            {
                await restore(Source.Newest);
                Deed deed;
                await using (var on = await attack())
                {
                    deed = await new Attacks(random, ground.Tables, ground).All[kind](on);
                }

                await IsReported(ground, where, deed, ends);
            }
        }

        LongRun.Keep(
            $"tampering-{driver}",
            $"{rounds} tamperings of {done.Count} kinds on {driver}, every one reported with its place (seed {seed})"
        );
    }

    /// <summary>How the attacked database is opened.</summary>
    private sealed record Ends(Func<Task<ILogStore>> Store, Func<Task<AccountsDatabase>> Accounts);

    private static async Task IsClean(Ground ground, Ends ends)
    {
        await using var store = await ends.Store();
        await using var accounts = await ends.Accounts();
        var report = await ground.Audit(store, accounts, ground.KeysFolder);
        Assert.Empty(report.Faults);
        Assert.Empty(report.Notes);
        Assert.Null(await ground.Start(store, ground.KeysFolder));
    }

    private static async Task IsReported(Ground ground, string where, Deed deed, Ends ends)
    {
        await using var store = await ends.Store();
        await using var accounts = await ends.Accounts();
        try
        {
            var report = await ground.Audit(store, accounts, ground.KeysFolder);
            Assert.True(
                report.Faults.Any(deed.Names),
                $"{where}: {deed.Says}. The audit named:\n{Shown(report)}"
            );
        }
        catch (Exception fault) when (fault is not Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{where}: {deed.Says}. The audit broke: {fault}");
        }
    }

    private static async Task Older(Ground ground, string where, string keys, Ends ends)
    {
        await using var store = await ends.Store();
        await using var accounts = await ends.Accounts();
        var report = await ground.Audit(store, accounts, keys);
        Assert.True(
            report.Counts.ContainsKey(AuditFaultKind.CheckpointBeyondLog),
            $"{where}: the audit named:\n{Shown(report)}"
        );
        Assert.True(await ground.Start(store, keys) is not null, $"{where}: the node would start.");
    }

    private static string Shown(AuditReport report) =>
        string.Join(
            '\n',
            report.Faults.Select(fault => $"{fault.Kind} {fault.Table} {fault.Place}: {fault.Says.En}")
        );

    private static string Made(string folder) => Directory.CreateDirectory(folder).FullName;

    private static Task Take(Action copy)
    {
        SqliteConnection.ClearAllPools();
        copy();
        return Task.CompletedTask;
    }

    /// <summary>Copies of a database on the same server.</summary>
    private sealed class PostgresCopies(PostgresDatabase database)
    {
        private readonly string _name = new NpgsqlConnectionStringBuilder(database.Owner).Database!;
        private readonly List<string> _kept = [];

        public async Task Keep(string name)
        {
            NpgsqlConnection.ClearAllPools();
            await Execute($"CREATE DATABASE {_name}_{name} TEMPLATE {_name}");
            _kept.Add(name);
        }

        public async Task PutBack(string name)
        {
            NpgsqlConnection.ClearAllPools();
            await Execute($"DROP DATABASE {_name} WITH (FORCE)");
            await Execute($"CREATE DATABASE {_name} TEMPLATE {_name}_{name}");
        }

        public async Task Remove()
        {
            foreach (var name in _kept)
            {
                await Execute($"DROP DATABASE {_name}_{name} WITH (FORCE)");
            }
        }

        private async Task Execute(string sql)
        {
            await using var source = NpgsqlDataSource.Create(
                new NpgsqlConnectionStringBuilder(database.Owner) { Database = "postgres" }.ConnectionString
            );
            await using var command = source.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }
    }
}
