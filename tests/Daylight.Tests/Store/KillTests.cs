using System.Globalization;
using System.Security.Cryptography;
using Daylight.Tests.Proceedings;
using Npgsql;

namespace Daylight.Tests.Store;

/// <summary>
/// Nothing acknowledged is lost: the writer is killed (SIGKILL) at random moments, at its start too, and the ledger is
/// opened again. DAYLIGHT_SEED repeats the moments of a run; a killed process keeps its page cache, so
/// <see cref="FsyncTests"/> shows that the bytes were flushed.
/// </summary>
public sealed class KillTests
{
    private const int Clients = 8;

    /// <summary>A whole check reads the log from its first fact: it is made every so many rounds and after the last.</summary>
    private const int RoundsPerWholeCheck = 5;

    private static readonly bool s_long = Environment.GetEnvironmentVariable("DAYLIGHT_LONG") == "1";

    [Fact]
    public async Task Every_acknowledged_act_outlives_a_killed_writer_on_sqlite()
    {
        var folder = Directory.CreateTempSubdirectory("daylight-kill-").FullName;
        try
        {
            await Rounds(
                s_long ? 200 : 40,
                () => new KeptFolder(folder),
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
        await using (await TestLog.Open(new KeptDatabase(database))) { }
        var place = new NpgsqlConnectionStringBuilder(database.Application)
        {
            ApplicationName = "daylight-writer",
        };
        await Rounds(
            s_long ? 50 : 15,
            () => new KeptDatabase(database),
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
        var acknowledged = new List<string>();
        await using (await TestLog.Open(new KeptDatabase(cluster))) { }
        for (var round = 0; round < rounds; round++)
        {
            using var writer = WriterProcess.Start("postgres", cluster.Application, round, Clients, 400_000);
            await writer.First;
            await Task.Delay(200 + random.Next(600));
            await cluster.Kill();
            acknowledged.AddRange(await writer.Breaks());
            await cluster.Restart();
            await using var log = await TestLog.Open(new KeptDatabase(cluster));
            await AreThereOnce(log, acknowledged);
            await LogCheck.Whole(log);
        }

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
        Func<TestDatabase> database,
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
            for (; round < rounds; round++)
            {
                using var writer = WriterProcess.Start(driver, place, round, Clients, 400_000);
                if (random.Next(8) == 0)
                {
                    await Task.Delay(random.Next(500));
                }
                else
                {
                    await writer.First;
                    await Task.Delay(random.Next(300));
                }

                acknowledged.AddRange(await writer.Kill());
                await settled();
                await using var log = await TestLog.Open(database());
                await AreThereOnce(log, acknowledged);
                if (round % RoundsPerWholeCheck == 0 || round == rounds - 1)
                {
                    await LogCheck.Whole(log);
                }
            }
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

    /// <summary>Act rows cover the log without gap or overlap, and every acknowledged act has one.</summary>
    private static async Task AreThereOnce(TestLog log, List<string> acknowledged)
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
        var lost = acknowledged.Where(act => !there.Contains(act)).ToList();
        Assert.True(lost.Count == 0, $"Acknowledged, but not there: {string.Join(", ", lost.Take(10))}");
        Assert.Equal(acknowledged.Count, acknowledged.Distinct(StringComparer.Ordinal).Count());
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
