using Daylight.Proceedings;
using Daylight.Proceedings.Rebuild;
using Daylight.Registry;
using Daylight.Registry.Views;
using Daylight.Store;
using Daylight.Tests.Proceedings;
using Daylight.Tests.Store;

namespace Daylight.Tests.Rebuild;

/// <summary>A view is made again beside the served one, on every database.</summary>
public abstract class RebuildSuite
{
    protected abstract TestDatabase NewDatabase();

    [Fact]
    public async Task A_view_of_a_newer_program_is_behind_until_it_is_rebuilt()
    {
        await using var log = await Filled(300);
        var clerk = await log.AddNode(new UnitViewTwo());
        var rebuild = Rebuild(log, new UnitViewTwo(), clerk);

        Assert.Equal(["registry_unit"], clerk.Behind.Select(view => view.Table.Name));
        var due = await rebuild.Due();
        await rebuild.Run(due, resume: true);

        Assert.Single(due);
        Assert.Empty(clerk.Behind);
        Assert.Empty(await rebuild.Due());
        await LogCheck.Whole(log, new UnitViewTwo());
    }

    [Fact]
    public async Task Acts_go_on_while_a_view_is_rebuilt()
    {
        await using var log = await Filled(6000);
        var clerk = await log.AddNode(new UnitViewTwo());
        var rebuild = Rebuild(log, new UnitViewTwo(), clerk);
        using var enough = new CancellationTokenSource();
        var acting = Task.Run(async () =>
        {
            for (var n = 6001; !enough.IsCancellationRequested; n++)
            {
                Assert.IsType<Outcome.Recorded>(await clerk.Perform(Submission(Unit(n))));
            }
        });

        await rebuild.Run(await rebuild.Due(), resume: true);
        await Task.Delay(50);
        await enough.CancelAsync();
        await acting;

        Assert.True(clerk.Size > 6000);
        await LogCheck.Whole(log, new UnitViewTwo());
    }

    [Fact]
    public async Task A_rebuild_that_broke_off_goes_on_where_it_stood()
    {
        await using var log = await Filled(6000);
        var clerk = await log.AddNode(new UnitViewTwo());
        var seen = new List<long>();
        var broken = new ViewRebuild([Setup(log, new UnitViewTwo())])
        {
            Progress = new Reports(progress =>
            {
                seen.Add(progress.Folded);
                throw new InvalidOperationException("the power went");
            }),
        };

        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await broken.Run(await broken.Due(), resume: true)
        );
        var second = new ViewRebuild([Setup(log, new UnitViewTwo())])
        {
            Clerks = [clerk],
            Progress = new Reports(progress => seen.Add(progress.Folded)),
        };
        await second.Run(await second.Due(), resume: true);

        Assert.Equal([2048, 4096, 6000], seen);
        await LogCheck.Whole(log, new UnitViewTwo());
    }

    [Fact]
    public async Task A_view_in_doubt_is_rebuilt_at_the_same_version_again_and_again()
    {
        await using var log = await Filled(40);
        var rebuild = Rebuild(log, new UnitView(), log.Clerk);
        for (var round = 0; round < 3; round++)
        {
            await Execute(log, "UPDATE registry_unit SET name = 'x' WHERE unit = 'u00007'");

            await rebuild.Run([new UnitView()], resume: false);
            await log.Grant(Unit(100 + round));

            await LogCheck.Whole(log);
        }
    }

    [Fact]
    public async Task A_program_that_is_older_than_a_view_appends_nothing_more()
    {
        await using var log = await Filled(10);
        var clerk = await log.AddNode(new UnitViewTwo());
        var rebuild = Rebuild(log, new UnitViewTwo(), clerk);

        await rebuild.Run(await rebuild.Due(), resume: true);

        await Assert.ThrowsAsync<LogRefusedException>(() => log.Perform(Unit(11)));
        await clerk.Perform(Submission(Unit(12)));
        await LogCheck.Whole(log, new UnitViewTwo());
    }

    [Fact]
    public async Task A_rebuild_needs_every_log_of_its_database()
    {
        await using var log = await Filled(10);
        await log.Store.OpenLog("990102", Daylight.Ledger.Edge.Empty.ToBytes());

        var refused = await Assert.ThrowsAsync<StoreFailedException>(() =>
            Rebuild(log, new UnitView(), log.Clerk).Run([new UnitView()], resume: true)
        );

        Assert.Contains("990102", refused.Message, StringComparison.Ordinal);
    }

    protected abstract Task Execute(TestLog log, string sql);

    protected static Submission Submission(Act act) =>
        new(Guid.CreateVersion7().ToString("N"), act, TestLog.Registrar);

    protected static Register.UnitAct Unit(int n) =>
        new($"u{n:00000}", $"{330225000 + n}", $"象山县第{n}局", $"{n}局", UnitKind.GovernmentDepartment);

    protected static ClerkSetup Setup(TestLog log, View view) => log.Setup(log.Store) with { Views = [view] };

    protected static ViewRebuild Rebuild(TestLog log, View view, params IReadOnlyList<Clerk> clerks) =>
        new([Setup(log, view)]) { Clerks = clerks };

    /// <summary>A log of so many facts: most units registered, some renamed and merged.</summary>
    protected async Task<TestLog> Filled(int facts)
    {
        var log = await TestLog.Open(NewDatabase());
        var changed = facts / 5;
        await Task.WhenAll(Enumerable.Range(1, facts - (2 * changed)).Select(n => log.Grant(Unit(n))));
        await Task.WhenAll(
            Enumerable
                .Range(1, changed)
                .Select(n =>
                    log.Grant(
                        new Rename.UnitAct($"u{n:00000}", $"新名{n}", $"新{n}", new DateOnly(2026, 6, 1))
                    )
                )
        );
        await Task.WhenAll(
            Enumerable
                .Range(1, changed)
                .Select(n =>
                    log.Grant(
                        new Merge.UnitAct(
                            $"u{n:00000}",
                            $"{330225000 + n}",
                            $"u{n + changed:00000}",
                            new DateOnly(2026, 7, 1)
                        )
                    )
                )
        );
        return log;
    }

    private sealed class Reports(Action<RebuildProgress> report) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value) => report(value);
    }
}
