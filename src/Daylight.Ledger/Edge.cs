using System.Buffers.Binary;
using System.Numerics;

namespace Daylight.Ledger;

/// <summary>
/// The growing edge of a tree: its size and the roots of its perfect subtrees, largest first. It is all that is
/// needed to append and to compute the root; a log of any size has an edge of at most 53 hashes.
/// </summary>
/// <remarks>
/// Immutable. Bytes: size as 8 bytes big-endian, then one hash of 32 bytes for every 1 in the size's binary
/// form, from its highest bit to its lowest.
/// </remarks>
public sealed class Edge : IEquatable<Edge>
{
    private readonly Hash[] peaks;

    private Edge(long size, Hash[] peaks)
    {
        Size = size;
        this.peaks = peaks;
    }

    /// <summary>The edge of a log without entries.</summary>
    public static Edge Empty { get; } = new(0, []);

    /// <summary>Entries of the tree.</summary>
    public long Size { get; }

    /// <summary>This edge after one more entry. For many use <see cref="ToBuilder"/>.</summary>
    public Edge Append(in Hash leafHash)
    {
        var builder = ToBuilder();
        builder.Append(leafHash);
        return builder.ToEdge();
    }

    /// <summary>RFC 6962 root of the tree.</summary>
    public Hash Root()
    {
        if (Size == 0)
        {
            return Tree.EmptyRoot;
        }

        var root = peaks[^1];
        for (var i = peaks.Length - 2; i >= 0; i--)
        {
            root = Tree.Node(peaks[i], root);
        }

        return root;
    }

    public Builder ToBuilder() => new(Size, peaks);

    public byte[] ToBytes()
    {
        var bytes = new byte[sizeof(long) + (peaks.Length * Hash.Size)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Size);
        for (var i = 0; i < peaks.Length; i++)
        {
            peaks[i].CopyTo(bytes.AsSpan(sizeof(long) + (i * Hash.Size)));
        }

        return bytes;
    }

    /// <exception cref="MalformedEdgeException">when the size is out of range or the bytes do not fit it.</exception>
    public static Edge FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < sizeof(long))
        {
            throw new MalformedEdgeException($"{bytes.Length} bytes are too few to hold a size of 8");
        }

        var size = BinaryPrimitives.ReadInt64BigEndian(bytes);
        if (size is < 0 or > Limits.LargestInteger)
        {
            throw new MalformedEdgeException($"size {size} is outside 0 to {Limits.LargestInteger}");
        }

        var roots = new Hash[BitOperations.PopCount((ulong)size)];
        var expected = sizeof(long) + (roots.Length * Hash.Size);
        if (bytes.Length != expected)
        {
            throw new MalformedEdgeException($"size {size} takes {expected} bytes, not {bytes.Length}");
        }

        for (var i = 0; i < roots.Length; i++)
        {
            roots[i] = Hash.FromBytes(bytes.Slice(sizeof(long) + (i * Hash.Size), Hash.Size));
        }

        return new Edge(size, roots);
    }

    public bool Equals(Edge? other) =>
        other is not null && Size == other.Size && peaks.AsSpan().SequenceEqual(other.peaks);

    public override bool Equals(object? obj) => Equals(obj as Edge);

    public override int GetHashCode() => HashCode.Combine(Size, peaks.Length == 0 ? default : peaks[^1]);

    /// <summary>Appends a group without garbage. Not safe for several threads at once.</summary>
    public sealed class Builder
    {
        private readonly Hash[] open = new Hash[64];
        private int count;

        internal Builder(long size, ReadOnlySpan<Hash> from)
        {
            Size = size;
            from.CopyTo(open);
            count = from.Length;
        }

        public long Size { get; private set; }

        /// <exception cref="InvalidOperationException">when the log holds 2^53-1 entries.</exception>
        public void Append(in Hash leafHash)
        {
            if (Size == Limits.LargestInteger)
            {
                throw new InvalidOperationException(
                    $"The log is full: it holds {Size} entries. Open its next origin."
                );
            }

            var node = leafHash;
            for (var merges = BitOperations.TrailingZeroCount(~Size); merges > 0; merges--)
            {
                node = Tree.Node(open[--count], node);
            }

            open[count++] = node;
            Size++;
        }

        public Edge ToEdge() => Size == 0 ? Empty : new(Size, open[..count]);
    }
}
