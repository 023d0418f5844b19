using System.Diagnostics;
using Daylight.Proceedings.Audit;
using Daylight.Proceedings.Backup;
using Daylight.Proceedings.Publishing;
using Daylight.Registry.Views;
using Daylight.Store.Sqlite;

namespace Daylight.Benchmarks;

/// <summary>Facts per second into a backup and out of it again, beside a plain copy of the ledger file.</summary>
internal static class BackupBench
{
    public static async Task Run(int facts)
    {
        var folder = Directory.CreateTempSubdirectory("daylight-bench-").FullName;
        try
        {
            await using var log = await BenchLog.Filled("sqlite", facts);
            await using (var connection = await log.Store.Read())
            {
                var copy = await Timed(() => Copy(connection.DataSource, Path.Combine(folder, "copy")));
                var backup = Path.Combine(folder, "ledger.dylb");
                var key = new BackupKey.File(new byte[32]);
                var made = await Timed(() =>
                    LogBackup.Ledger(new BackupSetup(log.Store, key, TimeProvider.System), backup)
                );
                var size = new FileInfo(backup).Length;
                await using var place = await SqliteRestorePlace.Begin(
                    Path.Combine(folder, "restored.db"),
                    DurableFile.Move
                );
                var restored = await Timed(() =>
                    LogRestore.Run(
                        new RestoreSetup(
                            place,
                            new BackupSource(backup, key),
                            (_, store) => new AuditSetup(log.Setup(new UnitView()) with { Store = store })
                        )
                    )
                );
                Say(facts, "plain copy of the file, flushed", copy, copy);
                Say(facts, $"backup, {size / facts} bytes a fact", made, copy);
                Say(facts, "restore: rows, one view, audit", restored, copy);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task Copy(string from, string to)
    {
        File.Copy(from, to);
        using var handle = File.OpenHandle(to, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(handle);
        return Task.CompletedTask;
    }

    private static async Task<TimeSpan> Timed(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed;
    }

    private static void Say(int facts, string what, TimeSpan took, TimeSpan bare) =>
        Console.WriteLine(
            $"sqlite | {facts} facts | {what} | {took / bare:0.0} times the copy | {facts / took.TotalSeconds:0}/s"
        );
}
