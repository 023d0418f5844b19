using System.Diagnostics;
using System.Globalization;
using Daylight.Store;
using Daylight.Store.Postgres;
using Daylight.Tests.Proceedings;
using Npgsql;

namespace Daylight.Tests.Store;

/// <summary>A PostgreSQL of its own: it may be killed with every process that it has, or be followed by a standby.</summary>
internal sealed class OwnCluster : TestDatabase
{
    private const string Ledger = "ledger";

    private readonly string _name;
    private string _server = "";

    private OwnCluster(string name) => _name = name;

    public string Owner => In(_server);

    public string Application =>
        new NpgsqlConnectionStringBuilder(_server)
        {
            Database = Ledger,
            Username = "daylight_app",
            Password = "only-for-tests",
        }.ConnectionString;

    /// <param name="name">Keeps clusters apart that are used at the same time.</param>
    public static async Task<OwnCluster> Start(string name)
    {
        Assert.SkipWhen(
            Environment.GetEnvironmentVariable(PostgresDatabase.Variable) is null,
            $"{PostgresDatabase.Variable} is not set: PostgreSQL is not to be started here."
        );
        var cluster = new OwnCluster(name);
        await cluster.Tool("stop");
        await cluster.Restart();
        await cluster.Execute("CREATE ROLE daylight_app LOGIN PASSWORD 'only-for-tests'");
        await cluster.Execute(
            $"CREATE DATABASE {Ledger} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
        );
        return cluster;
    }

    /// <summary>SIGKILL for the postmaster and all its children: none of them can write or flush anything more.</summary>
    public async Task Kill()
    {
        var data = (await Tool("data")).Trim();
        var postmaster = int.Parse(
            (await File.ReadAllLinesAsync(Path.Combine(data, "postmaster.pid")))[0],
            CultureInfo.InvariantCulture
        );
        var children = Processes().Where(process => process.Parent == postmaster).ToList();
        foreach (var id in children.Select(child => child.Id).Prepend(postmaster))
        {
            try
            {
                using var process = Process.GetProcessById(id);
                process.Kill();
            }
            catch (ArgumentException)
            {
                // It ended by itself.
            }
        }

        for (
            var tries = 0;
            Processes().Any(process => process.Parent == postmaster || process.Id == postmaster);
            tries++
        )
        {
            Assert.True(tries < 500, "PostgreSQL lives on five seconds after it was killed.");
            await Task.Delay(10);
        }

        // Where nobody reaps it, the dead postmaster keeps its number, and a start would take it for a living one.
        File.Delete(Path.Combine(data, "postmaster.pid"));
    }

    /// <summary>Starts it again, perhaps on another port.</summary>
    public async Task Restart()
    {
        NpgsqlConnection.ClearAllPools();
        _server = Url(await Tool("start"));
    }

    /// <summary>Starts a streaming standby; the connection string of the same database there, with full rights.</summary>
    public async Task<string> Standby() => In(Url(await Tool("standby")));

    /// <summary>Returns once a standby has replayed everything that was written here.</summary>
    public async Task Reached(string standby)
    {
        var (here, there) = (NpgsqlDataSource.Create(Owner), NpgsqlDataSource.Create(standby));
        await using var _ = here;
        await using var __ = there;
        await using var written = here.CreateCommand("SELECT pg_current_wal_lsn()::text");
        var end = (string)(await written.ExecuteScalarAsync())!;
        await using var replayed = there.CreateCommand($"SELECT pg_last_wal_replay_lsn() >= '{end}'::pg_lsn");
        for (var tries = 0; !(bool)(await replayed.ExecuteScalarAsync())!; tries++)
        {
            Assert.True(tries < 600, $"The standby has not reached {end} after a minute.");
            await Task.Delay(100);
        }
    }

    public override async Task<ILogStore> Open()
    {
        var store = await PostgresLogStore.Open(Application, Owner);
        await store.SetUp();
        return store;
    }

    public override Task<IReadOnlyDictionary<string, byte[]>> Files() => PostgresFiles.Of(Owner);

    public override async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await Tool("stop");
    }

    private static IEnumerable<(int Id, int Parent)> Processes()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id))
            {
                string stat;
                try
                {
                    stat = File.ReadAllText(Path.Combine(folder, "stat"));
                }
                catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
                {
                    continue;
                }

                // pid (name) state parent ...; a zombie is dead.
                var rest = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                if (rest[0] != "Z")
                {
                    yield return (id, int.Parse(rest[1], CultureInfo.InvariantCulture));
                }
            }
        }
    }

    private static string In(string server) =>
        new NpgsqlConnectionStringBuilder(server) { Database = Ledger }.ConnectionString;

    private static string Url(string line) => line.Trim()[(PostgresDatabase.Variable.Length + 1)..];

    private async Task<string> Tool(string verb)
    {
        using var process = Process.Start(
            new ProcessStartInfo(Path.Combine(Repository.Root, "eng", "postgres"), [verb, _name])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"eng/postgres {verb} ended with {process.ExitCode}.");
        return output;
    }

    private async Task Execute(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_server);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
