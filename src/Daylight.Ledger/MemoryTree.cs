namespace Daylight.Ledger;

/// <summary>A whole tree in memory: every perfect node of every level. For logs of some millions and for tests; not safe for several threads at once.</summary>
public sealed class MemoryTree : INodeReader
{
    private readonly List<List<Hash>> levels =
    [
        [],
    ];

    public long Size => levels[0].Count;

    public void Append(in Hash leafHash)
    {
        levels[0].Add(leafHash);
        for (var level = 0; levels[level].Count % 2 == 0; level++)
        {
            if (level + 1 == levels.Count)
            {
                levels.Add([]);
            }

            levels[level + 1].Add(Tree.Node(levels[level][^2], levels[level][^1]));
        }
    }

    public Hash this[NodeAt node] => levels[node.Level][(int)node.Index];

    /// <summary>The root at this or an earlier size.</summary>
    public Hash Root(long size) =>
        size == 0 ? Tree.EmptyRoot : NodeAt.Combine([.. NodeAt.Covering(0, size).Select(node => this[node])]);

    public ValueTask<Hash[]> ReadAsync(IReadOnlyList<NodeAt> nodes, CancellationToken cancel) =>
        new([.. nodes.Select(node => this[node])]);
}
