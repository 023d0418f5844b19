using System.Diagnostics;
using System.Security.Cryptography;
using Daylight.Proceedings.Audit;
using Daylight.Proceedings.Rebuild;
using Daylight.Registry.Views;

namespace Daylight.Benchmarks;

/// <summary>
/// Facts per second through a whole audit and through the rebuild of a view, as ratios to the least that any audit must
/// do: read every row and hash it once, on one thread. Time on the clock and time of the processor, since the machine
/// may be shared.
/// </summary>
internal static class AuditBench
{
    public static async Task Run(string driver, int facts)
    {
        await using var log = await BenchLog.Filled(driver, facts);
        for (var round = 0; round < 2; round++)
        {
            var bare = await Timed(facts, () => Bare(log));
            Say(driver, facts, "read and hash once", bare, bare);
            foreach (var workers in new[] { 1, 2 })
            {
                var audit = await Timed(facts, () => Audit(log, workers, views: true));
                Say(driver, facts, $"audit, {workers} workers, one view", audit, bare);
            }

            Say(
                driver,
                facts,
                "audit, 2 workers, no view",
                await Timed(facts, () => Audit(log, 2, views: false)),
                bare
            );
            Say(driver, facts, "rebuild of one view", await Timed(facts, () => Rebuild(log)), bare);
        }
    }

    private static async Task Audit(BenchLog log, int workers, bool views)
    {
        var setup = views ? log.Setup(new UnitView()) : log.Setup();
        var report = await LogAudit.Run(
            new AuditSetup(setup) { Workers = workers, RowsInMemory = 20_000_000 }
        );
        if (!report.IsClean)
        {
            throw new InvalidOperationException(report.Faults[0].Says.En);
        }
    }

    private static Task Rebuild(BenchLog log) =>
        new ViewRebuild([log.Setup(new UnitView())]).Run([new UnitView()], resume: false);

    private static async Task Bare(BenchLog log)
    {
        await using var snapshot = await log.Store.Snapshot(1);
        var digest = new byte[32];
        snapshot
            .Readers[0]
            .Facts(
                BenchLog.Jurisdiction,
                0,
                long.MaxValue,
                (_, _, envelope) => SHA256.HashData(envelope, digest)
            );
    }

    private static async Task<(double Clock, double Processor)> Timed(int facts, Func<Task> work)
    {
        using var self = Process.GetCurrentProcess();
        var before = self.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        await work();
        watch.Stop();
        self.Refresh();
        return (facts / watch.Elapsed.TotalSeconds, facts / (self.TotalProcessorTime - before).TotalSeconds);
    }

    private static void Say(
        string driver,
        int facts,
        string what,
        (double Clock, double Processor) rate,
        (double Clock, double Processor) bare
    ) =>
        Console.WriteLine(
            $"{driver} | {facts} facts | {what} | ratio {rate.Clock / bare.Clock:0.00} | {rate.Clock:0}/s on the clock | {rate.Processor:0}/s per core of processor time"
        );
}
