using System.Buffers.Binary;
using System.Numerics;
using Daylight.Ledger;

namespace Daylight.Proceedings.Audit;

/// <summary>The tree as it is recomputed, leaf by leaf; remembers the hashes of full tiles of every level above the leaves.</summary>
internal sealed class AuditTree
{
    private readonly Hash[] _peaks = new Hash[64];
    private readonly List<List<Hash>> _levels = [];
    private int _count;

    public long Size { get; private set; }

    /// <summary>Hashes of a tile level from 1 on: roots of the full tiles of the level below.</summary>
    public IReadOnlyList<Hash> Level(int level) => level <= _levels.Count ? _levels[level - 1] : [];

    public void Append(in Hash leaf)
    {
        var node = leaf;
        var merges = BitOperations.TrailingZeroCount(~Size);
        for (var height = 1; height <= merges; height++)
        {
            node = Tree.Node(_peaks[--_count], node);
            if (height % TileAt.Height == 0)
            {
                Keep(height / TileAt.Height, node);
            }
        }

        _peaks[_count++] = node;
        Size++;
    }

    public Hash Root()
    {
        if (Size == 0)
        {
            return Tree.EmptyRoot;
        }

        var root = _peaks[_count - 1];
        for (var i = _count - 2; i >= 0; i--)
        {
            root = Tree.Node(_peaks[i], root);
        }

        return root;
    }

    /// <summary>As <see cref="Edge.ToBytes"/> writes it.</summary>
    public byte[] EdgeBytes()
    {
        var bytes = new byte[sizeof(long) + (_count * Hash.Size)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Size);
        for (var i = 0; i < _count; i++)
        {
            _peaks[i].CopyTo(bytes.AsSpan(sizeof(long) + (i * Hash.Size)));
        }

        return bytes;
    }

    private void Keep(int level, in Hash hash)
    {
        if (_levels.Count < level)
        {
            _levels.Add([]);
        }

        _levels[level - 1].Add(hash);
    }
}
