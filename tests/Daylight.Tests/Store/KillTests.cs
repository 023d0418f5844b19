using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace Daylight.Tests.Store;

/// <summary>
/// Nothing acknowledged is lost: a node that does all that a node does (items and their duties, sealed facts with files, facts
/// of day precision, notices) is killed (SIGKILL) at random moments, at its start too, and the ledger is opened again. DAYLIGHT_SEED repeats the moments of a run; a killed process keeps its page cache, so
/// <see cref="FsyncTests"/> shows that the bytes were flushed.
/// </summary>
public sealed class KillTests
{
    private const int Clients = 8;

    /// <summary>An audit makes every view anew: there is one every so many rounds and after the last.</summary>
    private const int RoundsPerAudit = 5;

    private static readonly bool s_long = Environment.GetEnvironmentVariable("DAYLIGHT_LONG") == "1";

    [Fact]
    public async Task Every_acknowledged_act_outlives_a_killed_writer_on_sqlite()
    {
        var folder = Directory.CreateTempSubdirectory("daylight-kill-").FullName;
        try
        {
            await Rounds(
                s_long ? 200 : 40,
                new KilledNode(() => new KeptFolder(folder), Path.Combine(folder, "files")),
                "sqlite",
                new KeptFolder(folder).File,
                () => Task.CompletedTask
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Every_acknowledged_act_outlives_a_killed_writer_on_postgres()
    {
        await using var database = (PostgresDatabase)PostgresDatabase.Fresh();
        using var beside = new TestFolder();
        var place = new NpgsqlConnectionStringBuilder(database.Application)
        {
            ApplicationName = "daylight-writer",
        };
        await Rounds(
            s_long ? 50 : 15,
            new KilledNode(() => new KeptDatabase(database), beside.File("files")),
            "postgres",
            place.ConnectionString,
            () => ServerIsDone(database.Owner)
        );
    }

    /// <summary>
    /// The server itself dies, with all its processes at once, while eight clients wait for it; it comes back by its
    /// write-ahead log alone.
    /// </summary>
    [Fact]
    public async Task Every_acknowledged_act_outlives_a_killed_postgres()
    {
        await using var cluster = await OwnCluster.Start("killed");
        var (rounds, random) = (s_long ? 10 : 2, new Random(NewSeed()));
        using var beside = new TestFolder();
        var node = new KilledNode(() => new KeptDatabase(cluster), beside.File("files"));
        var acknowledged = new List<string>();
        await node.Found();
        for (var round = 0; round < rounds; round++)
        {
            using var writer = WriterProcess.StartWhole(
                "postgres",
                cluster.Application,
                round,
                Clients,
                node.Files
            );
            await writer.First;
            await Task.Delay(200 + random.Next(600));
            await cluster.Kill();
            acknowledged.AddRange(await writer.Breaks());
            await cluster.Restart();
            await node.IsWhole(acknowledged, audit: true);
        }

        await node.ComesToItsEnd(acknowledged, everyKind: false);
        Assert.True(acknowledged.Count > rounds, $"Only {acknowledged.Count} acts were acknowledged.");
        LongRun.Keep(
            "kills-of-postgres",
            $"{rounds} kills of PostgreSQL itself, {acknowledged.Count} acknowledged acts, all there once"
        );
    }

    private static int NewSeed() =>
        Environment.GetEnvironmentVariable("DAYLIGHT_SEED") is { } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : RandomNumberGenerator.GetInt32(int.MaxValue);

    private static async Task Rounds(
        int rounds,
        KilledNode node,
        string driver,
        string place,
        Func<Task> settled
    )
    {
        var seed = NewSeed();
        var random = new Random(seed);
        var acknowledged = new List<string>();
        var round = 0;
        try
        {
            await node.Found();
            for (; round < rounds; round++)
            {
                using var writer = WriterProcess.StartWhole(driver, place, round, Clients, node.Files);
                if (random.Next(8) == 0)
                {
                    await Task.Delay(random.Next(500));
                }
                else
                {
                    await writer.First;
                    await Task.Delay(random.Next(driver == "sqlite" ? 300 : 700));
                }

                acknowledged.AddRange(await writer.Kill());
                await settled();
                await node.IsWhole(acknowledged, audit: round % RoundsPerAudit == 0);
            }

            await node.ComesToItsEnd(acknowledged, everyKind: true);
        }
        catch (Exception fault)
        {
            LongRun.Keep(
                $"kills-on-{driver}",
                $"FAILED in round {round} of {rounds} (seed {seed}): {fault.Message}"
            );
            Assert.Fail($"Round {round} of the kills with DAYLIGHT_SEED={seed} on {driver}: {fault}");
        }

        Assert.True(acknowledged.Count > rounds, $"Only {acknowledged.Count} acts were acknowledged.");
        LongRun.Keep(
            $"kills-on-{driver}",
            $"{rounds} kills on {driver}, {acknowledged.Count} acknowledged acts, all there once (seed {seed})"
        );
    }

    /// <summary>A server ends what a killed client had sent: the check waits for that, so that it reads one state.</summary>
    private static async Task ServerIsDone(string owner)
    {
        await using var source = NpgsqlDataSource.Create(owner);
        await using var command = source.CreateCommand(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'daylight-writer' AND datname = current_database()"
        );
        for (var waited = 0; (long)(await command.ExecuteScalarAsync())! > 0; waited++)
        {
            Assert.True(waited < 500, "The server still serves the killed writer after ten seconds.");
            await Task.Delay(20);
        }
    }
}
