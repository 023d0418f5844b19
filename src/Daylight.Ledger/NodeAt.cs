using System.Numerics;
using System.Runtime.InteropServices;

namespace Daylight.Ledger;

/// <summary>One node of the tree that never changes again: the root of the perfect subtree over entries Index*2^Level to (Index+1)*2^Level - 1.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct NodeAt(int Level, long Index)
{
    /// <summary>The perfect subtrees, left to right, that together are the range from <paramref name="from"/> up to, not including, <paramref name="to"/>.</summary>
    /// <remarks>The ranges of RFC 6962 proofs begin at a multiple of their size, so that every subtree is smaller than the one before.</remarks>
    internal static IEnumerable<NodeAt> Covering(long from, long to)
    {
        while (from < to)
        {
            var level = BitOperations.Log2((ulong)(to - from));
            yield return new(level, from >> level);
            from += 1L << level;
        }
    }

    /// <summary>The hash of a range out of the roots of its perfect subtrees.</summary>
    internal static Hash Combine(ReadOnlySpan<Hash> roots)
    {
        var hash = roots[^1];
        for (var i = roots.Length - 2; i >= 0; i--)
        {
            hash = Tree.Node(roots[i], hash);
        }

        return hash;
    }
}

/// <summary>Reads nodes of a tree, for proofs. A node is wanted only if the tree is large enough to have it.</summary>
public interface INodeReader
{
    /// <summary>The hashes of the nodes, in their order.</summary>
    ValueTask<Hash[]> ReadAsync(IReadOnlyList<NodeAt> nodes, CancellationToken cancel);
}
