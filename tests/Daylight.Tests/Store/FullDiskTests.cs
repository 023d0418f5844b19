using Daylight.Proceedings;
using Daylight.Registry;
using Daylight.Store;
using Daylight.Tests.Proceedings;

namespace Daylight.Tests.Store;

/// <summary>A disk that is full or read-only gives a clear error and loses nothing.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task A_full_disk_is_said_and_nothing_acknowledged_is_lost_and_it_goes_on_once_there_is_space()
    {
        using var disk = SmallDisk.Mount(megabytes: 8);
        var acknowledged = new List<string>();
        string refused;
        await using (var log = await TestLog.Open(new KeptFolder(disk.Folder)))
        {
            await Enter(log, acknowledged, 20);
            disk.Fill();

            var failure = await Assert.ThrowsAsync<StoreFailedException>(() =>
                Enter(log, acknowledged, 10_000)
            );

            Assert.Contains("the disk is full", failure.Message, StringComparison.Ordinal);
            Assert.True(failure.OutcomeKnown);
            refused = Id(acknowledged.Count);
            await LogCheck.Whole(log);
            await Assert.ThrowsAsync<StoreFailedException>(() => log.Grant(Act(acknowledged.Count), refused));

            disk.Free();
            await Enter(log, acknowledged, 20);
            await LogCheck.Whole(log);
        }

        await using var again = await TestLog.Open(new KeptFolder(disk.Folder));
        await LogCheck.Whole(again);
        var there = new List<string>();
        await foreach (var act in again.Store.ActIndex(TestLog.Jurisdiction))
        {
            there.Add(act.ActId);
        }

        Assert.Equal(acknowledged, there);
        Assert.Contains(refused, there);
    }

    [Fact]
    public async Task Clients_that_wait_together_at_a_full_disk_are_all_told_and_none_is_half_recorded()
    {
        using var disk = SmallDisk.Mount(megabytes: 32);
        await using var log = await TestLog.Open(new KeptFolder(disk.Folder));
        await Enter(log, [], 5);
        disk.Fill();

        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(5, 150)
                .Select(async number =>
                {
                    try
                    {
                        await log.Grant(Act(number), Id(number));
                        return (Number: number, Failure: (StoreFailedException?)null);
                    }
                    catch (StoreFailedException failure)
                    {
                        return (Number: number, Failure: (StoreFailedException?)failure);
                    }
                })
        );

        var told = outcomes.Where(outcome => outcome.Failure is not null).ToList();
        Assert.NotEmpty(told);
        Assert.All(
            told,
            outcome => Assert.Contains("the disk is full", outcome.Failure!.Message, StringComparison.Ordinal)
        );
        disk.Free();
        Assert.Equal(5 + outcomes.Length - told.Count, log.Clerk.Size);
        await LogCheck.Whole(log);
        foreach (var (number, _) in told)
        {
            await log.Grant(Act(number), Id(number));
        }

        Assert.Equal(5 + outcomes.Length, log.Clerk.Size);
        await LogCheck.Whole(log);
    }

    [Fact]
    public async Task A_disk_that_fills_at_any_step_of_the_first_start_is_said_and_the_start_goes_through_later()
    {
        for (var free = 0; free < 40; free += 3)
        {
            using var disk = SmallDisk.Mount(megabytes: 2);
            disk.FillUpTo(free);

            await Assert.ThrowsAsync<StoreFailedException>(() => TestLog.Open(new KeptFolder(disk.Folder)));

            disk.Free();
            await using var log = await TestLog.Open(new KeptFolder(disk.Folder));
            await Enter(log, [], 1);
            await LogCheck.Whole(log);
        }
    }

    [Fact]
    public async Task A_read_only_disk_is_said_and_the_ledger_on_it_stays_as_it_was()
    {
        using var disk = SmallDisk.Mount(megabytes: 8);
        var database = new KeptFolder(disk.Folder);
        await using (var log = await TestLog.Open(database))
        {
            await Enter(log, [], 20);
        }

        var before = await File.ReadAllBytesAsync(database.File);
        disk.MakeReadOnly();

        var failure = await Assert.ThrowsAsync<StoreFailedException>(() => TestLog.Open(database));

        Assert.Contains("read-only", failure.Message, StringComparison.Ordinal);
        Assert.True(failure.OutcomeKnown);
        Assert.Equal(before, await File.ReadAllBytesAsync(database.File));
    }

    [Fact]
    public async Task A_read_only_file_is_said_before_anything_is_acknowledged()
    {
        using var disk = SmallDisk.Mount(megabytes: 8);
        var database = new KeptFolder(disk.Folder);
        await using (var log = await TestLog.Open(database))
        {
            await Enter(log, [], 20);
        }

        var before = await File.ReadAllBytesAsync(database.File);
        SmallDisk.MakeReadOnly(database.File);

        var failure = await Assert.ThrowsAsync<StoreFailedException>(async () =>
        {
            await using var log = await TestLog.Open(database);
            await Enter(log, [], 1);
        });

        Assert.Contains("read-only", failure.Message, StringComparison.Ordinal);
        Assert.True(failure.OutcomeKnown);
        Assert.Equal(before, await File.ReadAllBytesAsync(database.File));
    }

    private static async Task Enter(TestLog log, List<string> acknowledged, int count)
    {
        var from = (int)log.Clerk.Size;
        for (var number = from; number < from + count; number++)
        {
            await log.Grant(Act(number), Id(number));
            acknowledged.Add(Id(number));
        }
    }

    private static string Id(int number) => $"act-{number:D6}";

    private static Register.UnitAct Act(int number) =>
        new($"u{number}", $"{number:D12}", $"第{number}镇", $"{number}镇", UnitKind.Town);
}
