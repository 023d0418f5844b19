using Daylight.Ledger;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Proceedings.Publishing;
using Daylight.Ui;

namespace Daylight.Web.Demo;

/// <summary>A node of the demo county: made on the first start, found again on later ones.</summary>
public sealed class DemoHost : IAsyncDisposable
{
    private const string Jurisdiction = "330225";
    private const string Origin = "demo.daylight.example/log";

    /// <summary>Changes with what the history holds; an older county is not mended but made anew.</summary>
    private const string Edition = "2";

    private DemoHost(Node node, DemoClock clock, DemoCounty county)
    {
        Node = node;
        Clock = clock;
        County = county;
    }

    public Node Node { get; }

    public DemoClock Clock { get; }

    public DemoCounty County { get; }

    /// <summary>Whether the county is there already, so that opening it takes no time worth a word.</summary>
    public static bool IsMade(string folder) => new DemoFolder(folder).IsReady;

    /// <summary>Opens the demo county; on the first start its history is played, which takes some seconds.</summary>
    /// <param name="tell">Steps of the history done, and how many there are.</param>
    public static async Task<DemoHost> Open(
        NodeOptions options,
        Action<int, int> tell,
        CancellationToken cancel
    )
    {
        var clock = new DemoClock(options.Time);
        var county = DemoCounty.Read(Shipped.Folder("samples", "xiangshan"));
        var known = options with { Time = clock, ClockConfirmed = true };
        var folder = new DemoFolder(options.DataFolder);
        var toMake = folder.Prepare(options.Verb);
        if (toMake)
        {
            await Node.Init(known, Jurisdiction, Origin, cancel);
        }

        var node = await Node.Open(known, cancel);
        var log = node.Log(Jurisdiction)!;
        var ready = Path.Combine(options.DataFolder, "demo-ready");
        if (File.Exists(ready) && await File.ReadAllTextAsync(ready, cancel) != Edition)
        {
            await node.DisposeAsync();
            throw new InDoubtException(
                new(
                    $"{options.DataFolder} 是旧版演示数据。请删除这个文件夹，再启动一次。",
                    $"{options.DataFolder} holds the demo county of an older version. Remove the folder and start again."
                )
            );
        }

        if (toMake)
        {
            var history = new DemoHistory(county, log.Clerk, node.Store, clock);
            await history.Play(
                [Shipped.Folder("rulepacks", "national"), Shipped.Folder("rulepacks", "xiangshan")],
                tell,
                cancel
            );
            folder.Finish(Edition);
        }
        else
        {
            await ResumeClock(node, log, clock, cancel);
        }

        return new DemoHost(node, clock, county);
    }

    /// <summary>What the pages of the demonstration inject.</summary>
    public void Add(IServiceCollection services)
    {
        services.AddSingleton(County);
        services.AddSingleton(Clock);
        services.AddSingleton<IVisitors>(new DemoVisitors(Node.Accounts));
        services.AddNode(Node);
    }

    public ValueTask DisposeAsync() => Node.DisposeAsync();

    /// <summary>Somebody moved the clock before the last stop: it goes on from there.</summary>
    private static async Task ResumeClock(Node node, NodeLog log, DemoClock clock, CancellationToken cancel)
    {
        if (await node.Store.Fact(Jurisdiction, log.Clerk.Size - 1, cancel) is not { } last)
        {
            return;
        }

        var at = Envelope.IsSealed(last.Envelope)
            ? Shanghai.StartOf(SealedEnvelope.Parse(last.Envelope).Day)
            : Envelope.Parse(last.Envelope).RecordedAt;
        if (at > clock.GetUtcNow())
        {
            clock.Stand(at - clock.GetUtcNow());
        }
    }
}
