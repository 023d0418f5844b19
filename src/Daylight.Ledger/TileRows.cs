using System.Runtime.InteropServices;

namespace Daylight.Ledger;

/// <summary>The unfinished tile of every level of a growing tree; each hash of the tree is computed once.</summary>
/// <param name="completed">Told of each tile as it becomes full, lower levels first.</param>
internal sealed class TileRows(TileRows.Completed completed)
{
    private readonly List<List<Hash>> rows =
    [
        [],
    ];

    internal delegate void Completed(TileAt tile, ReadOnlySpan<Hash> hashes);

    /// <summary>Leaf hashes so far.</summary>
    internal long Size { get; private set; }

    /// <summary>Levels that have a hash now or had one.</summary>
    internal int Levels => rows.Count;

    /// <summary>The hashes of a level's unfinished tile, fewer than 256.</summary>
    internal ReadOnlySpan<Hash> Row(int level) => CollectionsMarshal.AsSpan(At(level));

    internal void Append(in Hash leafHash)
    {
        Size++;
        Put(0, leafHash);
    }

    /// <summary>Goes on where a log of this size ends: the caller has put each level's unfinished tile.</summary>
    internal void Resume(int level, ReadOnlySpan<Hash> hashes, long size)
    {
        At(level).AddRange(hashes);
        Size = size;
    }

    /// <summary>The root of the tree at its present size.</summary>
    internal Hash Root()
    {
        if (Size == 0)
        {
            return Tree.EmptyRoot;
        }

        List<Hash> peaks = [];
        for (var level = rows.Count - 1; level >= 0; level--)
        {
            foreach (var node in NodeAt.Covering(0, rows[level].Count))
            {
                peaks.Add(Tree.Root(Row(level).Slice((int)(node.Index << node.Level), 1 << node.Level)));
            }
        }

        return NodeAt.Combine(CollectionsMarshal.AsSpan(peaks));
    }

    private void Put(int level, in Hash hash)
    {
        var row = At(level);
        row.Add(hash);
        if (row.Count < TileAt.FullWidth)
        {
            return;
        }

        var hashes = CollectionsMarshal.AsSpan(row);
        completed(new(level, (Size >> (TileAt.Height * (level + 1))) - 1, TileAt.FullWidth), hashes);
        var root = Tiles.RootOf(hashes);
        row.Clear();
        Put(level + 1, root);
    }

    private List<Hash> At(int level)
    {
        while (rows.Count <= level)
        {
            rows.Add([]);
        }

        return rows[level];
    }
}
