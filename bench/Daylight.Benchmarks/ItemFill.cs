using System.Diagnostics;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;
using Daylight.Web;
using Daylight.Web.Demo;
using Spectre.Console;

namespace Daylight.Benchmarks;

/// <summary>The acts of an item's road, each with who does it.</summary>
internal sealed class ItemActs(DemoHost demo)
{
    private const string Jurisdiction = "330225";

    private readonly NodeLog _log = demo.Node.Log(Jurisdiction)!;
    private readonly Mandate _officer = demo.County.Holder("supervision.run").Mandate;
    private readonly Mandate _giver = demo.County.Holder("supervision.give").Mandate;
    private readonly Mandate[] _leads =
    [
        .. demo.County.Items.Select(item => item.Lead).Distinct().Select(demo.County.Liaison),
    ];
    private readonly int _year = demo.Clock.GetUtcNow().Year;

    public Clerk Clerk => _log.Clerk;

    public Mandate Officer => _officer;

    public Task<Outcome> Perform(Act act, Mandate mandate) =>
        _log.Clerk.Perform(new Submission(Guid.CreateVersion7().ToString("N"), act, mandate));

    public IEnumerable<(string Name, Act Act, Mandate By)> Road(string item, long number)
    {
        var lead = _leads[number % _leads.Length];
        return
        [
            (
                "propose",
                new Propose.Act(
                    item,
                    LoadTitles.Next(number),
                    ItemSource.Meeting,
                    "县政府常务会议纪要",
                    "按期完成改造并报送验收材料",
                    _giver.Office,
                    lead.Unit,
                    [],
                    null,
                    false
                ),
                _officer
            ),
            ("approve", new Approve.Act(item, _year), _giver),
            ("assign", new Assign.Act(item, ""), _officer),
            ("sign", new Sign.Act(item, lead.Unit, SigningWay.Screen, null), lead),
            ("done", new ReportDone.Act(item, "已完成改造并通过验收。", []), lead),
            ("lay-before", new Check.LayBeforeAct(item, "经核查已落实，拟同意办结。"), _officer),
            ("content", new Speak.Act(item, true, "已阅，同意。"), _giver),
            ("close", new Close.Act(item), _officer),
        ];
    }
}

/// <summary>
/// Makes items by acts through the node's clerk until there are so many: nine in ten closed, one in ten being worked on. What a
/// folder holds already counts, so that a run that was stopped goes on.
/// </summary>
internal static class ItemFill
{
    /// <summary>Items on their road together: many waiting share a commit.</summary>
    private const int Together = 2000;

    public static async Task UpTo(BenchDatabase database, int items)
    {
        await using var demo = await DemoHost.Open(database.Options, (_, _) => { }, default);
        await using var connection = await demo.Node.Store.Read();
        await using var count = connection.CreateCommand();
        count.CommandText = "SELECT count(*) FROM supervision_item";
        var there = Convert.ToInt32(await count.ExecuteScalarAsync());
        await connection.CloseAsync();
        if (there >= items)
        {
            return;
        }

        var (acts, watch) = (new ItemActs(demo), Stopwatch.StartNew());
        await AnsiConsole
            .Progress()
            .StartAsync(async progress =>
            {
                var task = progress.AddTask("items by acts", maxValue: items);
                task.Increment(there);
                foreach (var block in Enumerable.Range(there, items - there).Chunk(Together))
                {
                    await Task.WhenAll(block.Select(number => One(acts, demo, number)));
                    task.Increment(block.Length);
                    if (Console.IsOutputRedirected)
                    {
                        Console.WriteLine($"{block[^1] + 1} items after {watch.Elapsed.TotalSeconds:0} s");
                    }
                }
            });
        Console.WriteLine(
            $"{items - there} items by acts in {watch.Elapsed.TotalSeconds:0} s, log of {acts.Clerk.Size} facts"
        );
    }

    private static async Task One(ItemActs acts, DemoHost demo, int number)
    {
        var item = FactIds.New(demo.Clock.GetUtcNow());
        foreach (var (_, act, by) in acts.Road(item, number).Take(number % 10 == 0 ? 4 : 8))
        {
            if (await acts.Perform(act, by) is Outcome.Refused refused)
            {
                throw new InvalidOperationException(refused.ToString());
            }
        }
    }
}
