using Daylight.Ledger;

namespace Daylight.Proceedings.Audit;

/// <summary>
/// Goes over the facts in their order: acts whole, times not backwards and within the cosignatures around them, tree
/// against every checkpoint. One thread.
/// </summary>
/// <param name="logs">The logs that bear the facts, oldest first.</param>
/// <param name="tiles">Their tiles.</param>
internal sealed class FactWalk(
    AuditSetup setup,
    IReadOnlyList<AuditedLog> logs,
    IReadOnlyList<CheckpointLine> checkpoints,
    IReadOnlyList<TileWalk> tiles,
    FaultBook faults
)
{
    private readonly long _slack = (long)setup.Slack.TotalMilliseconds;
    private ActPart? _act;
    private long _time = long.MinValue;
    private int _next;
    private int _nextSeen;
    private long _least = long.MinValue;
    private long _broken = -1;

    public AuditTree Tree { get; } = new();

    /// <summary>Sizes of checkpoints whose root was recomputed and fits, in order.</summary>
    public List<long> Good { get; } = [];

    /// <summary>Sizes of checkpoints whose root does not fit.</summary>
    public List<long> Bad { get; } = [];

    /// <summary>Whether the tree could be recomputed to its end.</summary>
    public bool IsWhole => _broken < 0;

    public void Take(FactChunk chunk)
    {
        foreach (var walk in tiles)
        {
            walk.Leaves(chunk);
        }

        Origins(chunk);
        Roots(chunk.From);
        for (var i = 0; i < chunk.Leaves.Length; i++)
        {
            var index = chunk.From + i;
            if (chunk.Missing.Contains(i))
            {
                Break(index);
            }
            else
            {
                Act(index, chunk.Parts[i]);
                Time(index, chunk.Times[i]);
            }

            Tree.Append(chunk.Leaves[i]);
            if (_next < checkpoints.Count && checkpoints[_next].Size == index + 1)
            {
                Roots(index + 1);
            }
        }
    }

    /// <summary>After the last fact.</summary>
    public void End()
    {
        Roots(Tree.Size);
        if (_act is { } open && open.Part < open.Of)
        {
            faults.Add(
                Say.Act(
                    open.Id,
                    $"the log ends after its part {open.Part} of {open.Of}",
                    $"账本止于第{open.Part}部分（共{open.Of}部分）"
                )
            );
        }

        foreach (var line in checkpoints.Where(line => line.Size > Tree.Size))
        {
            faults.Add(Say.CheckpointBeyond(line.Where, line.Size, Tree.Size));
        }

        foreach (var index in tiles.SelectMany(walk => walk.Differing))
        {
            faults.Add(
                IsConfirmed(index)
                    ? Say.TileDiffers(0, index / TileAt.FullWidth, (int)(index % TileAt.FullWidth))
                    : Say.Changed(index)
            );
        }
    }

    /// <summary>Whether the first checkpoint beyond a fact fits, so that the fact is as it was signed.</summary>
    private bool IsConfirmed(long index) => index >= Tree.Size || After(Good, index) < After(Bad, index);

    /// <summary>The first of some ordered sizes above an index, or the largest number.</summary>
    private static long After(List<long> sizes, long index)
    {
        var at = sizes.BinarySearch(index + 1);
        at = at < 0 ? ~at : at;
        return at < sizes.Count ? sizes[at] : long.MaxValue;
    }

    private void Roots(long size)
    {
        for (; _next < checkpoints.Count && checkpoints[_next].Size <= size; _next++)
        {
            var line = checkpoints[_next];
            if (line.Size < size || !IsWhole)
            {
                continue;
            }

            if (Tree.Root() == line.Root)
            {
                Good.Add(size);
            }
            else
            {
                Bad.Add(size);
                faults.Add(Say.CheckpointDiffers(line.Where, size, Good.Count == 0 ? 0 : Good[^1]));
            }
        }
    }

    /// <summary>
    /// Facts bear the name of the log that they were recorded in; it changes only where a log was continued. A stretch of
    /// the wrong name is named by its first fact in each chunk.
    /// </summary>
    private void Origins(FactChunk chunk)
    {
        foreach (var (index, log) in chunk.Origins)
        {
            var at = logs.TakeWhile(one => one.Left <= index).Count();
            if (at == logs.Count || logs[at].Origin != log)
            {
                faults.Add(Say.OutOfPlace(index, index, log));
            }
        }
    }

    private void Break(long index)
    {
        if (IsWhole)
        {
            _broken = index;
            faults.Add(Say.TreeBroken(index));
        }

        _act = null;
    }

    private void Act(long index, ActPart? part)
    {
        if (part is { } now && _act is { } before)
        {
            var goesOn = before.Part < before.Of;
            if (goesOn ? now != before with { Part = before.Part + 1 } : now.Part != 1)
            {
                faults.Add(
                    Say.Act(
                        now.Id,
                        $"fact {index} is its part {now.Part} of {now.Of}, after part {before.Part} of {before.Of} of {before.Id}",
                        $"第{index}号记录是它的第{now.Part}部分（共{now.Of}部分），而前一条是{before.Id}的第{before.Part}部分（共{before.Of}部分）"
                    )
                );
            }
        }

        _act = part;
    }

    private void Time(long index, (long Least, long Most) time)
    {
        if (time.Most < _time)
        {
            faults.Add(Say.Backwards(index, time.Most, _time));
        }

        _time = Math.Max(_time, time.Least);
        for (; _nextSeen < checkpoints.Count; _nextSeen++)
        {
            var line = checkpoints[_nextSeen];
            if (line.Seen is { } seen && line.Size > index)
            {
                break;
            }

            _least = Math.Max(_least, line.Seen - _slack ?? long.MinValue);
        }

        var most =
            _nextSeen < checkpoints.Count ? checkpoints[_nextSeen].Seen!.Value + _slack : long.MaxValue;
        if (time.Most < _least || time.Least > most)
        {
            faults.Add(Say.OutsideInterval(index, time.Most < _least ? time.Most : time.Least, _least, most));
        }
    }
}
