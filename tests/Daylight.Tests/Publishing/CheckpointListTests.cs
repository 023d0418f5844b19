using Daylight.Ledger;
using Daylight.Proceedings.Publishing;

namespace Daylight.Tests.Publishing;

/// <summary>What is remembered of checkpoints outside the database, and what of it may go.</summary>
public sealed class CheckpointListTests : IDisposable
{
    private const long Hour = 3_600_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("daylight-test-").FullName;

    private string ListFile => Path.Combine(_folder, "checkpoints");

    private CheckpointList List => new(ListFile);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_last_line_of_a_size_counts_and_a_torn_one_is_passed_over()
    {
        List.Add(At(1, 5));
        List.Add(At(2, 7));
        List.Add(At(1, 5) with { Cosigned = 6 });
        File.AppendAllText(ListFile, "3 AAAA");

        Assert.Equal([At(1, 5) with { Cosigned = 6 }, At(2, 7)], List.Read());
        List.Add(At(4, 9));
        Assert.Equal([1, 2, 4], List.Read().Select(one => one.Size));
    }

    [Fact]
    public void What_is_older_than_a_day_is_thinned_to_the_last_of_each_hour()
    {
        var listed = Enumerable.Range(0, 30 * 60).Select(minute => At(minute + 1, minute * 60_000L)).ToList();
        var now = DateTimeOffset.FromUnixTimeMilliseconds(30 * Hour);

        var spare = CheckpointList.Spare(listed, now);

        Assert.Equal(6 * 59, spare.Count);
        Assert.DoesNotContain(spare, one => one.Size % 60 == 0 || one.Size > 360);
        Assert.All(spare, one => Assert.True(CheckpointList.MayBeGone(one, listed)));
        Assert.All(
            listed.Except(spare).Where(one => one.Stored < (5 * Hour)),
            one => Assert.False(CheckpointList.MayBeGone(one, listed))
        );
    }

    [Fact]
    public void What_is_removed_stays_removed()
    {
        List.Add(At(1, 5));
        List.Add(At(2, 7));
        List.Remove([1]);

        Assert.Equal([At(2, 7)], List.Read());
    }

    private static ListedCheckpoint At(long size, long stored) => new(size, default(Hash), stored, null);
}
