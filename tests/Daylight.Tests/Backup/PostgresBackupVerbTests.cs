using System.Text.Json;
using Daylight.Proceedings.Backup;
using Daylight.Registry;
using Daylight.Tests.Proceedings;
using Daylight.Tests.Store;
using Daylight.Web;
using Npgsql;

namespace Daylight.Tests.Backup;

/// <summary>
/// <c>daylight backup</c> and <c>restore</c> as processes on PostgreSQL, as they are typed: from it, to it, and killed in
/// the middle.
/// </summary>
public sealed class PostgresBackupVerbTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("daylight-test-").FullName;
    private readonly PostgresDatabase _first = (PostgresDatabase)PostgresDatabase.Fresh();
    private readonly PostgresDatabase _second = (PostgresDatabase)PostgresDatabase.Fresh();

    private string Keys => Path.Combine(_folder, "data", "keys");

    private string KeyFile => Path.Combine(_folder, "backup.key");

    private string Backup => Path.Combine(_folder, "monday.dylb");

    /// <summary>Where the log was founded, and three empty places.</summary>
    private NodeOptions OnPostgres => On(_first, "data");

    private NodeOptions OnSqlite => new(Path.Combine(_folder, "sqlite")) { KeysFolder = Keys };

    private NodeOptions OnTheOther => On(_second, "other");

    public async ValueTask InitializeAsync()
    {
        await _first.Make();
        await _second.Make();
        BackupKey.MakeFile(KeyFile);
    }

    public async ValueTask DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_log_goes_from_postgres_to_sqlite_and_back_to_another_postgres()
    {
        await Found(200);
        await Execute(_first, "INSERT INTO accounts_counter VALUES ('990101', 'tries', 3, 9)");
        await Made(OnPostgres);

        await Restored(OnSqlite, 200);
        await Enter(OnSqlite, 201, 10);
        File.Delete(Backup);
        await Made(OnSqlite);
        await Restored(OnTheOther, 210);
        await Enter(OnTheOther, 211, 5);

        Assert.Equal(215, await Clean(OnTheOther));
        Assert.Equal(3L, await Scalar(_second, "SELECT amount FROM accounts_counter"));
        var again = await Run(OnTheOther, "restore", Backup, "--key-file", KeyFile);
        Assert.Equal(1, again.Code);
        Assert.Contains("keeps a log already", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_owners_connection_a_restore_says_what_to_set()
    {
        await Found(1);
        await Made(OnPostgres);

        var refused = await Run(
            OnTheOther with
            {
                PostgresOwner = null,
            },
            "restore",
            Backup,
            "--key-file",
            KeyFile
        );

        Assert.Equal(1, refused.Code);
        Assert.Contains(NodeOptions.PostgresOwnerVariable, refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_that_is_killed_leaves_no_backup_and_a_whole_log()
    {
        await Found(4000);
        var random = new Random(5);
        var killed = 0;
        for (var round = 0; killed < 2 && round < 10; round++)
        {
            File.Delete(Backup);
            using var process = Start(OnPostgres, "backup", Backup, "--key-file", KeyFile);
            await process.Reaches(Backup + ".new", TimeSpan.FromMilliseconds(random.Next(30)));
            killed += process.Kill() ? 1 : 0;
        }

        Assert.True(killed > 0, "Every backup was done before it was killed.");
        File.Delete(Backup);
        await Made(OnPostgres);
        Assert.Equal(4000, await Clean(OnPostgres));
        await Restored(OnTheOther, 4000);
    }

    [Fact]
    public async Task A_restore_that_is_killed_leaves_no_log_or_a_whole_one()
    {
        await Found(3000);
        await Made(OnPostgres);
        var random = new Random(6);
        for (var (killed, round) = (0, 0); killed < 4 && round < 12; round++)
        {
            using var process = Start(OnTheOther, "restore", Backup, "--key-file", KeyFile);
            await process.Reaches(
                async () => await Works(_second),
                TimeSpan.FromMilliseconds(random.Next(1500))
            );
            killed += process.Kill() ? 1 : 0;
            await ServerIsDone(_second);
            if (await HasLog(_second))
            {
                Assert.Equal(3000, await Clean(OnTheOther));
                await Execute(
                    _second,
                    "DROP SCHEMA public CASCADE; CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO PUBLIC"
                );
            }
            else
            {
                var serving = await Assert.ThrowsAnyAsync<Exception>(() => Node.Open(OnTheOther));
                Assert.True(
                    serving is Daylight.Proceedings.Publishing.InDoubtException,
                    $"A node on an empty database said: {serving}"
                );
            }
        }

        await Restored(OnTheOther, 3000);
        Assert.False(await Works(_second));
    }

    private NodeOptions On(PostgresDatabase database, string folder) =>
        new(Path.Combine(_folder, folder))
        {
            Postgres = database.Application,
            PostgresOwner = database.Owner,
            KeysFolder = Keys,
        };

    private async Task Found(int units)
    {
        await Node.Init(OnPostgres, "990101", "daylight.test/log");
        await Enter(OnPostgres, 1, units);
    }

    private static async Task Enter(NodeOptions place, int first, int units)
    {
        await using var node = await Node.Open(place);
        var log = node.Log("990101")!;
        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(first, units)
                .Select(n =>
                    log.Clerk.Perform(
                        new(
                            $"a-{n}",
                            new Register.UnitAct(
                                $"u{n}",
                                $"{990100000 + n}",
                                $"第{n}局",
                                $"{n}局",
                                UnitKind.Town
                            ),
                            TestLog.Registrar
                        )
                    )
                )
        );
        Assert.All(outcomes, outcome => Assert.IsType<Daylight.Proceedings.Outcome.Recorded>(outcome));
        await log.Publisher.Publish();
    }

    private async Task Made(NodeOptions place)
    {
        var made = await Run(place, "backup", Backup, "--key-file", KeyFile);
        Assert.True(made.Code == 0, made.Error);
    }

    private async Task Restored(NodeOptions place, long size)
    {
        var restored = await Run(place, "restore", Backup, "--key-file", KeyFile, "--json");
        Assert.True(restored.Code == 0, restored.Error);
        var log = JsonDocument.Parse(restored.Output).RootElement.GetProperty("logs")[0];
        Assert.True(log.GetProperty("clean").GetBoolean());
        Assert.Equal(size, log.GetProperty("size").GetInt64());
        Assert.Equal(size, await Clean(place));
    }

    /// <summary>Audits; returns how many facts there are.</summary>
    private static async Task<long> Clean(NodeOptions place)
    {
        var report = Assert.Single(await Node.Audit(place, null, setup => setup));
        Assert.Empty(report.Faults);
        return report.Size;
    }

    private static Dictionary<string, string?> Environment(NodeOptions place) =>
        new()
        {
            [NodeOptions.PostgresVariable] = place.Postgres,
            [NodeOptions.PostgresOwnerVariable] = place.PostgresOwner,
        };

    private CliProcess Start(NodeOptions place, params string[] args) =>
        CliProcess.Start(
            Environment(place),
            [
                .. args,
                "--data",
                place.DataFolder,
                .. args[0] == "restore" ? ["--keys", Keys] : Array.Empty<string>(),
            ]
        );

    private async Task<(int Code, string Output, string Error)> Run(NodeOptions place, params string[] args)
    {
        using var process = Start(place, args);
        return await process.Ends();
    }

    private static async Task<bool> Works(PostgresDatabase database) =>
        (bool)
            (
                await Scalar(
                    database,
                    "SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = 'daylight_restoring')"
                )
            )!;

    private static async Task<bool> HasLog(PostgresDatabase database) =>
        (bool)(await Scalar(database, "SELECT to_regclass('public.log_head') IS NOT NULL"))!
        && (long)(await Scalar(database, "SELECT count(*) FROM log_head"))! > 0;

    /// <summary>A server ends what a killed client had sent.</summary>
    private static async Task ServerIsDone(PostgresDatabase database)
    {
        for (
            var tries = 0;
            (long)
                (
                    await Scalar(
                        database,
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND state <> 'idle'"
                    )
                )! > 0;
            tries++
        )
        {
            Assert.True(tries < 1000, "The server still serves the killed restore after twenty seconds.");
            await Task.Delay(20);
        }
    }

    private static async Task Execute(PostgresDatabase database, string sql) => await Scalar(database, sql);

    private static async Task<object?> Scalar(PostgresDatabase database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database.Owner);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
