using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Daylight.Proceedings;
using Daylight.Store;
using Daylight.Supervision.KeyWork;
using Daylight.Supervision.KeyWork.Views;
using Daylight.Web;
using Daylight.Web.Demo;
using Npgsql;

namespace Daylight.Benchmarks;

/// <summary>
/// Life cycles of supervised items on the demo county with so many items before: propose, approve, assign, sign, report,
/// lay before, confirm, close, then a search that must find the item; 50 users at once, each act through the node's own
/// clerk with every view. Then a load that steps between 1 and 35 life cycles a second. Items are made by acts.
/// </summary>
internal static class LoadBench
{
    private const string Jurisdiction = "330225";
    private const int Users = 50;

    public static async Task Run(string driver, int items, bool isShort)
    {
        var data = Directory.CreateTempSubdirectory("daylight-load-").FullName;
        var (options, end) = await Options(driver, data);
        await using (var demo = await DemoHost.Open(options, (_, _) => { }, default))
        {
            var load = new Load(demo);
            var watch = Stopwatch.StartNew();
            await load.Fill(items);
            Console.WriteLine(
                $"{driver} | {items} items by acts in {watch.Elapsed.TotalSeconds:0} s, log of {load.Size} facts"
            );
            await load.Cycles(TimeSpan.FromSeconds(3));
            Show(driver, items, await load.Cycles(TimeSpan.FromSeconds(isShort ? 10 : 60)));
            await load.Steps(TimeSpan.FromSeconds(isShort ? 5 : 30), isShort ? 4 : 20);
        }

        await end();
        Directory.Delete(data, recursive: true);
    }

    private static void Show(string driver, int items, Measured measured)
    {
        var all = measured.Acts.Order().ToArray();
        var search = measured.Searches.Order().ToArray();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{driver} | {items} items, {Users} users | {measured.PerSecond:0.0} life cycles/s | acts p50 {At(all, 0.5):0.0} p95 {At(all, 0.95):0.0} p99 {At(all, 0.99):0.0} ms | search p50 {At(search, 0.5):0.0} p95 {At(search, 0.95):0.0} ms | {measured.Errors} errors | CPU of this process {measured.Cpu.TotalMilliseconds / Math.Max(1, measured.Done):0.00} ms a cycle"
            )
        );
    }

    private static double At(double[] sorted, double share) =>
        sorted.Length == 0 ? 0 : sorted[(int)((sorted.Length - 1) * share)];

    private static async Task<(NodeOptions Options, Func<Task> End)> Options(string driver, string data)
    {
        if (driver == "sqlite")
        {
            return (new NodeOptions(data), () => Task.CompletedTask);
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
        return (
            new NodeOptions(data) { Postgres = database, PostgresOwner = database },
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

    private sealed record Measured(
        double PerSecond,
        int Done,
        IReadOnlyCollection<double> Acts,
        IReadOnlyCollection<double> Searches,
        int Errors,
        TimeSpan Cpu
    );

    private sealed class Load(DemoHost demo)
    {
        private readonly NodeLog _log = demo.Node.Log(Jurisdiction)!;
        private readonly Mandate _officer = demo.County.Holder("supervision.run").Mandate;
        private readonly Mandate _giver = demo.County.Holder("supervision.give").Mandate;
        private readonly Mandate _lead = demo.County.Liaison(demo.County.Items[0].Lead);
        private readonly int _year = demo.Clock.GetUtcNow().Year;
        private int _next;

        public long Size => _log.Clerk.Size;

        /// <summary>Nine in ten are closed, one in ten is being worked on; many waiting together share a commit.</summary>
        public async Task Fill(int items)
        {
            foreach (var block in Enumerable.Range(0, items).Chunk(2000))
            {
                await Task.WhenAll(
                    block.Select(async n =>
                    {
                        foreach (var (act, mandate) in Road(NextItem(), n % 10 == 0 ? 4 : 8))
                        {
                            if (await Perform(act, mandate) is Outcome.Refused refused)
                            {
                                throw new InvalidOperationException(refused.ToString());
                            }
                        }
                    })
                );
            }
        }

        public async Task<Measured> Cycles(TimeSpan time)
        {
            var (acts, searches) = (new ConcurrentBag<double>(), new ConcurrentBag<double>());
            var (done, errors) = (0, 0);
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            await Task.WhenAll(
                Enumerable
                    .Range(0, Users)
                    .Select(_ =>
                        Task.Run(async () =>
                        {
                            while (watch.Elapsed < time)
                            {
                                Interlocked.Add(ref errors, await One(acts, searches));
                                Interlocked.Increment(ref done);
                            }
                        })
                    )
            );
            return new(
                done / watch.Elapsed.TotalSeconds,
                done,
                acts,
                searches,
                errors,
                Process.GetCurrentProcess().TotalProcessorTime - cpu
            );
        }

        /// <summary>The load changes at every step between 1 and 35 life cycles a second, begun whether or not the last ended.</summary>
        public async Task Steps(TimeSpan each, int steps)
        {
            for (var step = 0; step < steps; step++)
            {
                var rate = step % 2 == 0 ? 1 : 35;
                var (acts, searches) = (new ConcurrentBag<double>(), new ConcurrentBag<double>());
                var begun = new List<Task<int>>();
                var watch = Stopwatch.StartNew();
                while (watch.Elapsed < each)
                {
                    begun.Add(Task.Run(() => One(acts, searches)));
                    var next = TimeSpan.FromSeconds(begun.Count / (double)rate) - watch.Elapsed;
                    if (next > TimeSpan.Zero)
                    {
                        await Task.Delay(next);
                    }
                }

                var last = Stopwatch.StartNew();
                var errors = (await Task.WhenAll(begun)).Sum();
                var all = acts.Order().ToArray();
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"step {step + 1} | {rate}/s for {each.TotalSeconds:0} s | {begun.Count} cycles | {errors} errors | acts p95 {At(all, 0.95):0.0} ms | all done {last.Elapsed.TotalMilliseconds:0} ms after its end"
                    )
                );
            }
        }

        private async Task<int> One(ConcurrentBag<double> acts, ConcurrentBag<double> searches)
        {
            var item = NextItem();
            var errors = 0;
            foreach (var (act, mandate) in Road(item, 8))
            {
                var start = Stopwatch.GetTimestamp();
                errors += await Perform(act, mandate) is Outcome.Refused ? 1 : 0;
                acts.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            var searched = Stopwatch.GetTimestamp();
            var found = await new ItemReading(new Searching(_log, demo)).After(
                ItemScope.Of(_officer),
                new ItemWanted(Words: item),
                after: null,
                most: 1
            );
            searches.Add(Stopwatch.GetElapsedTime(searched).TotalMilliseconds);
            return errors + (found.Any(row => row.Item == item) ? 0 : 1);
        }

        private string NextItem() => $"load-{Interlocked.Increment(ref _next):00000000}";

        private Task<Outcome> Perform(Act act, Mandate mandate) =>
            _log.Clerk.Perform(new Submission(Guid.CreateVersion7().ToString("N"), act, mandate));

        private IEnumerable<(Act Act, Mandate By)> Road(string item, int steps) =>
            new (Act, Mandate)[]
            {
                (
                    new Propose.Act(
                        item,
                        $"老旧小区雨污管网改造 {item}",
                        ItemSource.Meeting,
                        "县政府常务会议纪要",
                        "按期完成改造并报送验收材料",
                        _giver.Office,
                        _lead.Unit,
                        [],
                        null,
                        false
                    ),
                    _officer
                ),
                (new Approve.Act(item, _year), _giver),
                (new Assign.Act(item, ""), _officer),
                (new Sign.Act(item, _lead.Unit, SigningWay.Screen, null), _lead),
                (new ReportDone.Act(item, "已完成改造并通过验收。", []), _lead),
                (new Check.LayBeforeAct(item, "经核查已落实，拟同意办结。"), _officer),
                (new Speak.Act(item, true, "已阅，同意。"), _giver),
                (new Close.Act(item), _officer),
            }.Take(steps);
    }

    private sealed class Searching(NodeLog log, DemoHost demo) : ICounter
    {
        public Mandate? Mandate => null;

        public Clerk Clerk => log.Clerk;

        public ILogStore Store => demo.Node.Store;

        public TimeProvider Time => demo.Clock;

        public Task<string?> Receipt(long index, CancellationToken cancel = default) =>
            Task.FromResult<string?>(null);
    }
}
