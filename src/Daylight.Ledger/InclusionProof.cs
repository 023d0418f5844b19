namespace Daylight.Ledger;

/// <summary>That an entry stands at an index of a tree of some size (RFC 6962 section 2.1.1).</summary>
/// <param name="Index">Place of the entry, from 0.</param>
/// <param name="Size">Entries of the tree.</param>
/// <param name="Hashes">Siblings on the way up, the leaf's own first.</param>
public sealed record InclusionProof(long Index, long Size, IReadOnlyList<Hash> Hashes)
{
    /// <summary>Makes the proof out of a tree's nodes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">when the tree has no such entry.</exception>
    public static async ValueTask<InclusionProof> MakeAsync(
        INodeReader tree,
        long index,
        long size,
        CancellationToken cancel = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        List<(long From, long To)> siblings = [];
        for (var (from, to) = (0L, size); to - from > 1; )
        {
            var middle = from + Tree.Split(to - from);
            if (index < middle)
            {
                siblings.Add((middle, to));
                to = middle;
            }
            else
            {
                siblings.Add((from, middle));
                from = middle;
            }
        }

        siblings.Reverse();
        return new(index, size, await ProofRanges.ReadAsync(tree, siblings, cancel));
    }

    /// <summary>Whether the proof leads from the leaf hash to the root. Never throws, whatever the proof holds.</summary>
    public bool Proves(in Hash leafHash, in Hash root)
    {
        if (Index < 0 || Index >= Size)
        {
            return false;
        }

        // RFC 9162 section 2.1.3.2: "at" and "last" are the node's and the last node's place in the level reached.
        var (at, last, hash) = (Index, Size - 1, leafHash);
        foreach (var sibling in Hashes)
        {
            if (last == 0)
            {
                return false;
            }

            if ((at & 1) == 1 || at == last)
            {
                hash = Tree.Node(sibling, hash);
                while ((at & 1) == 0 && at != 0)
                {
                    at >>= 1;
                    last >>= 1;
                }
            }
            else
            {
                hash = Tree.Node(hash, sibling);
            }

            at >>= 1;
            last >>= 1;
        }

        return last == 0 && hash == root;
    }
}
