using System.Runtime.InteropServices;
using Daylight.Ledger;
using Daylight.Store;

namespace Daylight.Proceedings.Audit;

/// <summary>
/// Holds stored tiles against the recomputed hashes: the leaf level as the facts go by, the levels above at the end.
/// </summary>
/// <param name="tiles">All tiles, by level and number; read once.</param>
/// <param name="published">Size that the tiles must cover.</param>
/// <param name="left">Facts from there on were lost when the log ended; their hashes are not looked at.</param>
internal sealed class TileWalk(IEnumerator<TileRow> tiles, long published, long left, FaultBook faults)
{
    private const int MostDiffering = 10_000;

    private bool _more = tiles.MoveNext();
    private long _expected;

    /// <summary>Facts whose leaf is not the one in its tile; which of the two was changed is told by the checkpoints.</summary>
    public List<long> Differing { get; } = [];

    /// <summary>Compares the leaves of a chunk; where a fact is missing, its leaf is taken from the tile.</summary>
    public void Leaves(FactChunk chunk)
    {
        while (_more && tiles.Current is { Level: 0 } tile && tile.Number * TileAt.FullWidth < chunk.To)
        {
            Expect(tile.Level, tile.Number, published);
            var hashes = Hashes(tile);
            var first = tile.Number * TileAt.FullWidth;
            for (var i = 0; i < hashes.Length; i++)
            {
                Leaf(chunk, first + i, hashes[i]);
            }

            RequireWidth(tile.Level, tile.Number, hashes.Length, published);
            _more = tiles.MoveNext();
        }
    }

    /// <summary>The tiles above the leaves, and what is missing.</summary>
    public void Above(AuditTree tree)
    {
        while (_more && tiles.Current.Level == 0)
        {
            // Beyond the log: there is no fact for it.
            if (tiles.Current.Number * TileAt.FullWidth < left)
            {
                faults.Add(Say.TileDiffers(0, tiles.Current.Number, 0));
            }

            _more = tiles.MoveNext();
        }

        ExpectRest(0, published);
        for (
            var (level, width) = (1, published >> TileAt.Height);
            _more || width > 0;
            level++, width >>= TileAt.Height
        )
        {
            _expected = 0;
            var hashes = tree.Level(level);
            while (_more && tiles.Current.Level == level)
            {
                var tile = tiles.Current;
                Expect(level, tile.Number, width);
                Compare(tile, hashes);
                RequireWidth(level, tile.Number, tile.Hashes.Length / Hash.Size, width);
                _more = tiles.MoveNext();
            }

            ExpectRest(level, width);
            if (_more && tiles.Current.Level is < 0 or > 63)
            {
                faults.Add(Say.TileDiffers(tiles.Current.Level, tiles.Current.Number, 0));
                _more = tiles.MoveNext();
            }
        }
    }

    private void Leaf(FactChunk chunk, long index, in Hash hash)
    {
        if (index >= left)
        {
            return;
        }

        // A tile ends within its chunk, unless it ends beyond the log.
        var at = (int)(index - chunk.From);
        var isThere = at >= 0 && at < chunk.Leaves.Length;
        if (isThere && chunk.Missing.Remove(at))
        {
            chunk.Leaves[at] = hash;
        }
        else if ((!isThere || chunk.Leaves[at] != hash) && Differing.Count < MostDiffering)
        {
            Differing.Add(index);
        }
    }

    private void Compare(TileRow tile, IReadOnlyList<Hash> hashes)
    {
        var stored = Hashes(tile);
        var first = tile.Number * TileAt.FullWidth;
        for (var i = 0; i < stored.Length; i++)
        {
            if (first + i >= left >> (TileAt.Height * tile.Level))
            {
                return;
            }

            if (first + i < 0 || first + i >= hashes.Count || hashes[(int)first + i] != stored[i])
            {
                faults.Add(Say.TileDiffers(tile.Level, tile.Number, i));
                return;
            }
        }
    }

    private ReadOnlySpan<Hash> Hashes(TileRow tile)
    {
        if (tile.Hashes.Length is 0 or > TileAt.FullWidth * Hash.Size || tile.Hashes.Length % Hash.Size != 0)
        {
            faults.Add(Say.TileDiffers(tile.Level, tile.Number, 0));
            return [];
        }

        return MemoryMarshal.Cast<byte, Hash>(tile.Hashes);
    }

    private void Expect(int level, long number, long hashes)
    {
        for (; _expected < number && _expected * TileAt.FullWidth < hashes; _expected++)
        {
            faults.Add(Say.TileMissing(level, _expected));
        }

        _expected = number + 1;
    }

    private void ExpectRest(int level, long hashes)
    {
        for (; _expected * TileAt.FullWidth < hashes; _expected++)
        {
            faults.Add(Say.TileMissing(level, _expected));
        }
    }

    private void RequireWidth(int level, long number, int width, long hashes)
    {
        if (width < Math.Min(TileAt.FullWidth, hashes - (number * TileAt.FullWidth)))
        {
            faults.Add(Say.TileMissing(level, number));
        }
    }
}
