using Daylight.Proceedings;
using Daylight.Tests.Proceedings;
using Daylight.Tests.Store;

namespace Daylight.Tests.Rebuild;

public sealed class PostgresRebuildTests : RebuildSuite
{
    protected override TestDatabase NewDatabase() => PostgresDatabase.Fresh();

    protected override Task Execute(TestLog log, string sql) => Tampering.Postgres(log, sql);

    [Fact]
    public async Task Nodes_that_rebuild_at_once_while_all_append_make_one_view()
    {
        await using var log = await Filled(6000);
        var nodes = new List<Clerk>();
        for (var n = 0; n < 3; n++)
        {
            nodes.Add(await log.AddNode(new UnitViewTwo()));
        }

        using var enough = new CancellationTokenSource();
        var next = 10_000;
        var acting = nodes
            .Select(node =>
                Task.Run(async () =>
                {
                    while (!enough.IsCancellationRequested)
                    {
                        var unit = Unit(Interlocked.Increment(ref next));
                        Assert.IsType<Outcome.Recorded>(await node.Perform(Submission(unit)));
                    }
                })
            )
            .ToList();

        await Task.WhenAll(
            nodes.Select(async node =>
            {
                var rebuild = Rebuild(log, new UnitViewTwo(), node);
                await rebuild.Run(await rebuild.Due(), resume: true);
            })
        );
        await Task.Delay(100);
        await enough.CancelAsync();
        await Task.WhenAll(acting);

        await LogCheck.Whole(log, new UnitViewTwo());
    }
}
