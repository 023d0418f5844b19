using System.Collections.Frozen;
using System.Diagnostics;
using Daylight.Ledger;
using Daylight.Norms;
using Daylight.Proceedings;

namespace Daylight.Benchmarks;

/// <summary>
/// Lapses what is due among many open duties, counted as committed facts: the worker finds the due ones, the clerk decides
/// them in groups, writes and folds them. Once under a norm that proposes nothing and once under one that does; before that
/// some that are not counted, since a worker has run all day before it meets a bad night.
/// </summary>
internal static class LapseBench
{
    private const int Together = 100;

    /// <summary>Lapses that are not counted, and in how many scans they are done.</summary>
    private const int Uncounted = 20_000;

    private const int Rounds = 5;

    private static readonly DateTimeOffset s_now = Envelope.WholeMillisecond(TimeProvider.System.GetUtcNow());

    public static async Task Run(string driver, int open, int due, bool pause)
    {
        await using var log = await BenchLog.Empty(driver, new DutyView(), new AdoptionView());
        var setup = log.Setup(new DutyView(), new AdoptionView());
        var (quiet, proposing) = await Fill(setup, open, due);
        if (pause)
        {
            await Console.In.ReadLineAsync();
        }

        await WarmUp(setup);
        GC.Collect();
        foreach (var norm in new[] { quiet, proposing })
        {
            // A clerk and a page cache that know nothing of these matters, as after a night.
            var clock = new At(s_now.AddHours(norm == quiet ? 1 : 3));
            await using var clerk = await Clerk.Open(setup with { Time = clock });
            var worker = new DutyWorker(clerk, log.Store, clock);
            var size = clerk.Size;
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            var collections = GC.CollectionCount(0);
            var paused = GC.GetTotalPauseDuration();
            var watch = Stopwatch.StartNew();
            var lapsed = await worker.LapseDue();
            var (took, used) = (watch.Elapsed, Process.GetCurrentProcess().TotalProcessorTime - cpu);
            await CheckOrder(setup, size, clerk.Size, lapsed);
            Console.WriteLine(
                $"{driver} | {open} open, {lapsed} due | {norm.Id} | {clerk.Size - size} facts committed | {took.TotalMilliseconds:0} ms, CPU of this process {used.TotalMilliseconds:0} ms, {GC.CollectionCount(0) - collections} collections pausing {(GC.GetTotalPauseDuration() - paused).TotalMilliseconds:0} ms | {lapsed / took.TotalSeconds:0} lapses/s"
            );
            var idle = Stopwatch.StartNew();
            await worker.LapseDue();
            Console.WriteLine($"{driver} | nothing due | {idle.Elapsed.TotalMilliseconds:0.0} ms");
        }
    }

    /// <summary>In rounds, so that the runtime has time to compile what it has seen to be hot.</summary>
    private static async Task WarmUp(ClerkSetup setup)
    {
        for (var round = Rounds; round >= 1; round--)
        {
            var clock = new At(s_now.AddHours(-round + 1));
            await using var clerk = await Clerk.Open(setup with { Time = clock });
            await new DutyWorker(clerk, setup.Store, clock).LapseDue();
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    private static async Task<(NormRef Quiet, NormRef Proposing)> Fill(ClerkSetup setup, int open, int due)
    {
        var mandate = new Mandate("p", "o", "u", new[] { "rules.adopt", "bench" }.ToFrozenSet());
        await using var clerk = await Clerk.Open(
            setup with
            {
                Options = new ClerkOptions { MostActs = 64, Remembered = 1024 },
            }
        );
        var pack = RulePack
            .Load(
                Directory
                    .GetFiles(Path.Combine(Root(), "rulepacks", "national"), "*.yaml")
                    .Select(file => new PackFile(Path.GetFileName(file), File.ReadAllText(file)))
            )
            .Pack!;
        await Grant(clerk, [new FoundRules.Act(pack.Content)], mandate);
        var quiet = clerk.Rules.Find(NormId.Parse("items.sign"))!.Ref;
        var proposing = clerk.Rules.Find(NormId.Parse("items.close"))!.Ref;
        var watch = Stopwatch.StartNew();
        foreach (var block in Enumerable.Range(0, (open + Uncounted) / Together).Chunk(640))
        {
            await Grant(
                clerk,
                block.Select(n => new OpenAct(n * Together, open, due, quiet, proposing)),
                mandate
            );
        }

        Console.Error.WriteLine($"{open} duties opened in {watch.Elapsed.TotalSeconds:0} s");
        return (quiet, proposing);
    }

    private static async Task Grant(Clerk clerk, IEnumerable<Act> acts, Mandate mandate)
    {
        var outcomes = await Task.WhenAll(
            acts.Select(act => clerk.Perform(new(Guid.CreateVersion7().ToString("N"), act, mandate)))
        );
        if (outcomes.OfType<Outcome.Refused>().FirstOrDefault() is { } refused)
        {
            throw new InvalidOperationException(refused.ToString());
        }
    }

    /// <summary>Every lapse is a fact of its own, the oldest first.</summary>
    private static async Task CheckOrder(ClerkSetup setup, long from, long to, int expected)
    {
        var (last, lapses) = (DateTimeOffset.MinValue, 0);
        await foreach (var row in setup.Store.Facts(setup.Jurisdiction, from, to))
        {
            var envelope = Envelope.Parse(row.Envelope);
            if (
                setup.Kinds.Read(envelope.Kind, envelope.KindVersion, envelope.Payload.Span)
                is DutyLapsed lapse
            )
            {
                lapses++;
                if (lapse.Due < last)
                {
                    throw new InvalidOperationException($"{lapse.Matter} lapsed out of order.");
                }

                last = lapse.Due;
            }
        }

        if (lapses != expected)
        {
            throw new InvalidOperationException($"{lapses} lapses recorded, {expected} expected.");
        }
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!Directory.Exists(Path.Combine(folder, "rulepacks")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no rulepacks");
        }

        return folder;
    }

    private sealed class At(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    /// <summary>Opens duties of many matters at once; the due ones lie scattered among the others.</summary>
    private sealed record OpenAct(int From, int Open, int Due, NormRef Quiet, NormRef Proposing) : Act
    {
        public override Power Needs => new("bench");

        public override IReadOnlyList<StreamRef> Streams =>
            [.. Enumerable.Range(From, Together).Select(n => MatterDuties.Of(Matter(n)))];

        public override Decision Decide(Hearing hearing) =>
            Decision.Grant([.. Enumerable.Range(From, Together).Select(Opened)]);

        private static string Matter(int n) => $"item/bench-{n:0000000}";

        private DutyOpened Opened(int n)
        {
            // Twice as many come due as one scan lapses: the first half before the first scan, the others before the second.
            var every = Open / (2 * Due);
            var at =
                n >= Open ? s_now.AddHours(-1 - (n % Rounds)).AddMilliseconds(n)
                : n % every != 0 ? s_now.AddDays(30 + (n % 300)).AddSeconds(n % 3600)
                : n / every % 2 == 0 ? s_now.AddMilliseconds(n % 3_500_000)
                : s_now.AddHours(2).AddMilliseconds(n % 3_500_000);
            var norm = n / every % 2 == 0 ? Quiet : Proposing;
            return new(
                Matter(n),
                "close",
                "item.close",
                $"u{n % 80:00}",
                "老旧小区雨污管网改造",
                norm,
                s_now.AddDays(-10),
                "10wd",
                at,
                false,
                "0"
            );
        }
    }
}
