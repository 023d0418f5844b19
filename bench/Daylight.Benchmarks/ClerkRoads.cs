using Daylight.Proceedings;
using Daylight.Store;
using Daylight.Supervision.KeyWork.Views;
using Daylight.Web.Demo;

namespace Daylight.Benchmarks;

/// <summary>Life cycles through the clerk of a node in this process, past HTTP and permissions.</summary>
internal sealed class ClerkRoads : IAsyncDisposable
{
    private readonly DemoHost _demo;
    private readonly ItemActs _acts;
    private long _next = Environment.TickCount64;

    private ClerkRoads(DemoHost demo)
    {
        _demo = demo;
        _acts = new ItemActs(demo);
    }

    public static async Task<ClerkRoads> Open(BenchDatabase database) =>
        new(await DemoHost.Open(database.Options, (_, _) => { }, default));

    public ILoadRoad Next() => new Road(this, Interlocked.Increment(ref _next));

    public ValueTask DisposeAsync() => _demo.DisposeAsync();

    private sealed class Road(ClerkRoads roads, long number) : ILoadRoad
    {
        private readonly string _item = FactIds.New(roads._demo.Clock.GetUtcNow());

        public IEnumerable<Step> Steps() =>
            roads
                ._acts.Road(_item, number)
                .Select(one => new Step(
                    one.Name,
                    async () => await roads._acts.Perform(one.Act, one.By) is Outcome.Recorded
                ))
                .Append(new Step("search", Search));

        private async Task<bool> Search()
        {
            var found = await new ItemReading(new Searching(roads)).After(
                ItemScope.Of(roads._acts.Officer),
                new ItemWanted(Words: LoadTitles.Next(number)),
                older: null,
                most: 20
            );
            return found.Any(row => row.Item == _item);
        }
    }

    private sealed class Searching(ClerkRoads roads) : ICounter
    {
        public Mandate? Mandate => null;

        public Clerk Clerk => roads._acts.Clerk;

        public ILogStore Store => roads._demo.Node.Store;

        public TimeProvider Time => roads._demo.Clock;

        public Task<string?> Receipt(long index, CancellationToken cancel = default) =>
            Task.FromResult<string?>(null);
    }
}
