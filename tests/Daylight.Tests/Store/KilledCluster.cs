using System.Diagnostics;
using System.Globalization;
using Daylight.Store;
using Daylight.Store.Postgres;
using Daylight.Tests.Proceedings;
using Npgsql;

namespace Daylight.Tests.Store;

/// <summary>A PostgreSQL of its own, which is killed with every process that it has.</summary>
internal sealed class KilledCluster : TestDatabase
{
    private const string Name = "killed";

    private string _server = "";

    public string Owner => new NpgsqlConnectionStringBuilder(_server) { Database = Name }.ConnectionString;

    public string Application =>
        new NpgsqlConnectionStringBuilder(_server)
        {
            Database = Name,
            Username = "daylight_app",
            Password = "only-for-tests",
        }.ConnectionString;

    public static async Task<KilledCluster> Start()
    {
        await Tool("stop");
        var cluster = new KilledCluster();
        await cluster.Restart();
        await cluster.Execute("CREATE ROLE daylight_app LOGIN PASSWORD 'only-for-tests'");
        await cluster.Execute(
            $"CREATE DATABASE {Name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
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
        _server = (await Tool("start")).Trim()[(PostgresDatabase.Variable.Length + 1)..];
    }

    public override async Task<ILogStore> Open()
    {
        var store = await PostgresLogStore.Open(Application, Owner);
        await store.SetUp();
        return store;
    }

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

    private static async Task<string> Tool(string verb)
    {
        using var process = Process.Start(
            new ProcessStartInfo(Path.Combine(Repository.Root, "eng", "postgres"), [verb, "killed"])
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
