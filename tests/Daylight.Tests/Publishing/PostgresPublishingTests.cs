using Daylight.Proceedings.Publishing;
using Daylight.Tests.Proceedings;
using Daylight.Tests.Store;

namespace Daylight.Tests.Publishing;

public sealed class PostgresPublishingTests : PublishingSuite
{
    protected override TestDatabase NewDatabase() => PostgresDatabase.Fresh();

    [Fact]
    public async Task One_node_publishes_and_another_takes_over_when_its_lease_runs_out()
    {
        await using var log = await PublishedTestLog.Open(NewDatabase());
        var first = log.NewPublisher();
        await using var second = log.NewPublisher();
        await log.Record(5);
        Assert.Equal(5, await first.Publish());
        await log.Record(5);

        Assert.Equal(0, await second.Publish());
        Assert.Equal(5, (await log.Published.Checkpoint())!.Size);

        log.Log.Clock.Advance(TimeSpan.FromSeconds(16));
        Assert.Equal(10, await second.Publish());
        await log.Record(5);
        Assert.Equal(5, await first.Publish());
        await log.Holds(10);
        await first.DisposeAsync();
        Assert.Equal(15, await second.Publish());
        await log.Holds(15);
    }

    [Fact]
    public async Task A_node_that_ends_gives_its_lease_back()
    {
        await using var log = await PublishedTestLog.Open(NewDatabase());
        await log.Record(5);
        await log.Publish();
        await log.Record(5);

        Assert.Equal(10, await log.Publish());
    }

    [Fact]
    public async Task A_node_that_slept_through_its_lease_overwrites_nothing()
    {
        await using var log = await PublishedTestLog.Open(NewDatabase());
        await using var second = log.NewPublisher();
        await using var first = log.NewPublisher(after: async step =>
        {
            if (step == PublishStep.Tiles && log.Log.Clerk.Size == 5)
            {
                log.Log.Clock.Advance(TimeSpan.FromSeconds(16));
                await log.Record(300);
                await second.Publish();
            }
        });
        await log.Record(5);

        await first.Publish();

        await log.Holds(305);
        log.Log.Clock.Advance(TimeSpan.FromSeconds(16));
        await log.Record(1);
        Assert.Equal(306, await first.Publish());
        await log.Holds(306);
    }

    [Fact]
    public async Task Publishers_that_all_believe_they_hold_the_lease_make_one_log()
    {
        await using var log = await PublishedTestLog.Open(NewDatabase());
        var publishers = Enumerable
            .Range(0, 4)
            .Select(_ => log.NewPublisher(keys: KeyFolder.Open(log.CopyKeys()).Log(TestLog.Jurisdiction)))
            .ToList();
        for (var round = 0; round < 10; round++)
        {
            var record = log.Record(40);
            await Task.WhenAll(
                publishers.Select(async publisher =>
                {
                    log.Log.Clock.Advance(TimeSpan.FromSeconds(16));
                    await publisher.Publish();
                })
            );
            await record;
        }

        log.Log.Clock.Advance(TimeSpan.FromSeconds(16));
        await log.Publish();
        await log.Holds(400);
        foreach (var publisher in publishers)
        {
            await publisher.DisposeAsync();
        }
    }
}
