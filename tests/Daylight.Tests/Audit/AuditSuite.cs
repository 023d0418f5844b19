using Daylight.Ledger;
using Daylight.Proceedings.Audit;
using Daylight.Registry;
using Daylight.Tests.Proceedings;
using Daylight.Tests.Store;

namespace Daylight.Tests.Audit;

/// <summary>What an audit finds, and where, on every database.</summary>
public abstract class AuditSuite
{
    protected abstract TestDatabase NewDatabase();

    [Fact]
    public async Task An_untouched_log_is_clean()
    {
        await using var log = await Published(700, 900);
        var seen = new List<AuditProgress>();

        var report = await LogAudit.Run(
            log.Publisher.Setup(log.Log.Store) with
            {
                Progress = new Reports(seen.Add),
            }
        );

        Assert.Empty(report.Faults);
        Assert.True(report.IsClean);
        Assert.Empty(report.Notes);
        Assert.Equal(1600, report.Size);
        Assert.Equal(
            Edge.FromBytes((await log.Log.Store.Head(TestLog.Jurisdiction))!.Edge).Root().ToHex(),
            report.Root
        );
        Assert.Contains(new AuditProgress(AuditStage.Facts, 1600, 1600), seen);
    }

    [Fact]
    public async Task A_log_without_facts_is_clean()
    {
        await using var log = await TestLog.Open(NewDatabase());

        var report = await LogAudit.Run(new AuditSetup(log.Setup(log.Store)));

        Assert.Empty(report.Faults);
        Assert.Equal(Tree.EmptyRoot.ToHex(), report.Root);
    }

    [Fact]
    public async Task A_log_is_clean_on_one_core_and_with_views_that_do_not_fit_into_memory()
    {
        await using var log = await Published(5000, 3000);
        await log.Rename(40);

        var report = await LogAudit.Run(
            log.Publisher.Setup(log.Log.Store) with
            {
                Workers = 1,
                RowsInMemory = 100,
            }
        );

        Assert.Empty(report.Faults);
        Assert.Equal(8040, report.Size);
    }

    [Fact]
    public async Task Acts_may_be_recorded_while_an_audit_runs()
    {
        await using var log = await Published(2000, 1);
        using var enough = new CancellationTokenSource();
        var acting = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                await log.Register(1);
            }
        });

        for (var round = 0; round < 5; round++)
        {
            Assert.Empty((await LogAudit.Run(log.Publisher.Setup(log.Log.Store))).Faults);
        }

        await enough.CancelAsync();
        await acting;
    }

    [Fact]
    public async Task A_reader_after_an_audit_sees_what_was_recorded_since()
    {
        await using var log = await Published(10, 5);
        await log.Audit();
        await log.Register(2);

        Assert.NotNull(await log.Log.Store.Fact(TestLog.Jurisdiction, 16));
    }

    [Fact]
    public async Task A_changed_fact_is_named_by_the_tile_that_was_published_of_it()
    {
        await using var log = await Published(300, 20);
        await log.Unguarded("fact", $"UPDATE fact SET salt = {log.Zeros} WHERE idx = 17");

        var report = await log.Audit();

        Assert.Contains(report.Faults, fault => fault is { Kind: AuditFaultKind.FactChanged, Place: "17" });
        Assert.Contains(
            report.Faults,
            fault => fault is { Kind: AuditFaultKind.CheckpointDiffers, Place: "300" }
        );
    }

    [Fact]
    public async Task A_row_of_a_view_is_named_with_its_column_and_both_values()
    {
        await using var log = await Published(30, 20);
        await log.Execute("UPDATE registry_unit SET name = '假局' WHERE unit = 'u00007'");

        var report = await log.Audit();

        var fault = Assert.Single(report.Faults);
        Assert.Equal(
            (AuditFaultKind.RowDiffers, "registry_unit", "u00007", "name", "假局", "象山县第7局"),
            (fault.Kind, fault.Table, fault.Place, fault.Column, fault.Live, fault.Log)
        );
    }

    [Theory]
    [InlineData(100)]
    [InlineData(1_000_000)]
    public async Task Rows_that_were_added_or_removed_are_named(int inMemory)
    {
        await using var log = await Published(3000, 2000);
        await log.Execute("DELETE FROM registry_unit WHERE unit = 'u00011'");
        await log.Execute("UPDATE registry_unit SET unit = 'u00012x' WHERE unit = 'u00012'");

        var report = await LogAudit.Run(log.Publisher.Setup(log.Log.Store) with { RowsInMemory = inMemory });

        Assert.Equal(
            [
                (AuditFaultKind.RowMissing, "u00011"),
                (AuditFaultKind.RowMissing, "u00012"),
                (AuditFaultKind.RowUnknown, "u00012x"),
            ],
            report.Faults.Select(fault => (fault.Kind, fault.Place)).Order()
        );
    }

    [Fact]
    public async Task A_missing_guard_is_named()
    {
        await using var log = await Published(10, 10);
        await log.DropGuards("fact");

        var report = await log.Audit();

        Assert.All(report.Faults, fault => Assert.Equal(AuditFaultKind.GuardMissing, fault.Kind));
        Assert.NotEmpty(report.Faults);
    }

    [Fact]
    public async Task A_fact_recorded_outside_the_cosignatures_around_it_is_named()
    {
        await using var log = await Published(10, 10);
        log.Log.Clock.Advance(TimeSpan.FromHours(-2));
        await log.Register(1);
        log.Log.Clock.Advance(TimeSpan.FromHours(3));
        await log.Publisher.Publish();
        log.Log.Clock.Advance(TimeSpan.FromHours(2));
        await log.Register(1);
        log.Log.Clock.Advance(TimeSpan.FromHours(-2));
        await log.Publisher.Publish();

        var report = await log.Audit();

        Assert.Equal(["21"], report.Faults.Select(fault => fault.Place));
        Assert.Equal(AuditFaultKind.RecordedOutsideInterval, report.Faults[0].Kind);
    }

    protected abstract PublishedLog Wrap(TestLog log);

    protected async Task<PublishedLog> Published(int first, int second)
    {
        var log = Wrap(await TestLog.Open(NewDatabase()));
        await log.Register(first);
        await log.Publisher.Publish();
        log.Log.Clock.Advance(TimeSpan.FromMinutes(5));
        await log.Register(second);
        await log.Publisher.Publish();
        return log;
    }

    private sealed class Reports(Action<AuditProgress> report) : IProgress<AuditProgress>
    {
        public void Report(AuditProgress value) => report(value);
    }
}
