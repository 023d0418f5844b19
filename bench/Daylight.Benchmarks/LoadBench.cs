using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Daylight.Benchmarks;

/// <summary>
/// Life cycles of supervised items on the demo county with so many items before: propose, approve, assign, sign, report, lay
/// before, confirm, close, then a search that must find the item; 50 users at once. By the clerk, in this process; by the
/// interface for programs with tokens, or through the pages with sessions and forms, both over HTTP on a host of its own. Then a load that
/// steps between 1 and 35 life cycles a second. Items are made by acts.
/// </summary>
internal static class LoadBench
{
    private const int Users = 50;

    /// <param name="keep">A folder whose county is filled up and used again; null for one that is thrown away.</param>
    public static async Task Run(string driver, string by, int items, bool isShort, string? keep)
    {
        var data = keep ?? Directory.CreateTempSubdirectory("daylight-load-").FullName;
        var database = BenchDatabase.At(driver, Path.GetFullPath(data));
        await database.Prepare();
        await ItemFill.UpTo(database, items);
        Console.WriteLine($"{driver}, {items} items, {Users} users, by {by}");
        if (by == "clerk")
        {
            await using var roads = await ClerkRoads.Open(database);
            await Measure(roads.Next, () => Process.GetCurrentProcess().TotalProcessorTime, isShort);
        }
        else
        {
            await using var server = await BenchServer.Start(database, works: true);
            using var client = new HttpClient(
                new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }
            )
            {
                BaseAddress = server.Ready.Url,
            };
            var next = Environment.TickCount64;
            ILoadRoad Next()
            {
                var number = Interlocked.Increment(ref next);
                var user = LoadUser.Of(client, server.Ready, (int)(number % Users));
                return by == "api"
                    ? new ApiRoad(user, LoadTitles.Next(number))
                    : new PageRoad(user, LoadTitles.Next(number));
            }

            await Measure(Next, () => server.Cpu, isShort);
        }

        if (keep is null)
        {
            await database.Remove();
        }
    }

    private static async Task Measure(Func<ILoadRoad> next, Func<TimeSpan> cpu, bool isShort)
    {
        await Cycles(next, cpu, TimeSpan.FromSeconds(isShort ? 8 : 15));
        Show(await Cycles(next, cpu, TimeSpan.FromSeconds(isShort ? 12 : 60)));
        await Steps(next, TimeSpan.FromSeconds(isShort ? 5 : 30), isShort ? 4 : 20);
    }

    private sealed class Measured
    {
        public ConcurrentBag<(string Step, double Milliseconds)> Times { get; } = [];

        public int Done;

        public ConcurrentDictionary<string, int> Errors { get; } = new();

        public TimeSpan Took { get; set; }

        public TimeSpan Cpu { get; set; }

        public async Task One(ILoadRoad road)
        {
            foreach (var step in road.Steps())
            {
                var start = Stopwatch.GetTimestamp();
                bool good;
                try
                {
                    good = await step.Take();
                }
                catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
                {
                    good = false;
                }

                Times.Add((step.Name, Stopwatch.GetElapsedTime(start).TotalMilliseconds));
                if (!good)
                {
                    Errors.AddOrUpdate(step.Name, 1, (_, count) => count + 1);
                    return;
                }
            }

            Interlocked.Increment(ref Done);
        }
    }

    private static async Task<Measured> Cycles(Func<ILoadRoad> next, Func<TimeSpan> cpu, TimeSpan time)
    {
        var measured = new Measured();
        var before = cpu();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(
            Enumerable
                .Range(0, Users)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        while (watch.Elapsed < time)
                        {
                            await measured.One(next());
                        }
                    })
                )
        );
        measured.Took = watch.Elapsed;
        measured.Cpu = cpu() - before;
        return measured;
    }

    /// <summary>The load changes at every step between 1 and 35 life cycles a second, begun whether or not the last ended.</summary>
    private static async Task Steps(Func<ILoadRoad> next, TimeSpan each, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            var rate = step % 2 == 0 ? 1 : 35;
            var measured = new Measured();
            var begun = new List<Task>();
            var watch = Stopwatch.StartNew();
            while (watch.Elapsed < each)
            {
                begun.Add(Task.Run(() => measured.One(next())));
                var pause = TimeSpan.FromSeconds(begun.Count / (double)rate) - watch.Elapsed;
                if (pause > TimeSpan.Zero)
                {
                    await Task.Delay(pause);
                }
            }

            var last = Stopwatch.StartNew();
            await Task.WhenAll(begun);
            Say(
                $"step {step + 1}: {rate}/s for {each.TotalSeconds:0} s, {begun.Count} begun, {Errors(measured)}, p95 {At(Sorted(measured, _ => true), 0.95):0.0} ms, all done {last.Elapsed.TotalMilliseconds:0} ms after its end"
            );
        }
    }

    private static void Show(Measured measured)
    {
        var all = Sorted(measured, _ => true);
        Say(
            $"{measured.Done / measured.Took.TotalSeconds:0.0} life cycles/s, a step p50 {At(all, 0.5):0.0} p95 {At(all, 0.95):0.0} p99 {At(all, 0.99):0.0} ms, {Errors(measured)}, CPU of the server {measured.Cpu.TotalMilliseconds / Math.Max(1, measured.Done):0.00} ms a cycle"
        );
        foreach (
            var name in measured.Times.Select(time => time.Step).Distinct().Order(StringComparer.Ordinal)
        )
        {
            var own = Sorted(measured, step => step == name);
            Say(
                $"  {name, -12} p50 {At(own, 0.5), 7:0.0} p95 {At(own, 0.95), 7:0.0} p99 {At(own, 0.99), 7:0.0} ms"
            );
        }
    }

    private static string Errors(Measured measured) =>
        measured.Errors.IsEmpty
            ? "no errors"
            : $"{measured.Errors.Values.Sum()} errors ({string.Join(", ", measured.Errors.Select(one => $"{one.Key} {one.Value}"))})";

    private static double[] Sorted(Measured measured, Func<string, bool> of) =>
        [.. measured.Times.Where(time => of(time.Step)).Select(time => time.Milliseconds).Order()];

    private static double At(double[] sorted, double share) =>
        sorted.Length == 0 ? 0 : sorted[(int)((sorted.Length - 1) * share)];

    private static void Say(FormattableString text) =>
        Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
