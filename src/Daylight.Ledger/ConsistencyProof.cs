using System.Numerics;

namespace Daylight.Ledger;

/// <summary>That a tree is an earlier tree with entries appended, and nothing else changed (RFC 6962 section 2.1.2).</summary>
/// <param name="OldSize">Entries of the earlier tree.</param>
/// <param name="NewSize">Entries of the later tree.</param>
/// <param name="Hashes">The proof; empty when the sizes are equal or the earlier tree was empty.</param>
public sealed record ConsistencyProof(long OldSize, long NewSize, IReadOnlyList<Hash> Hashes)
{
    /// <summary>Makes the proof out of the later tree's nodes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">when the sizes are not 0 &lt;= old &lt;= new.</exception>
    public static async ValueTask<ConsistencyProof> MakeAsync(
        INodeReader tree,
        long oldSize,
        long newSize,
        CancellationToken cancel = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(oldSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldSize, newSize);
        List<(long From, long To)> ranges = [];
        var (from, to) = (0L, newSize);
        while (oldSize > 0 && to > oldSize)
        {
            var middle = from + Tree.Split(to - from);
            if (oldSize <= middle)
            {
                ranges.Add((middle, to));
                to = middle;
            }
            else
            {
                ranges.Add((from, middle));
                from = middle;
            }
        }

        // What remains is the last subtree that both trees share. It goes without saying when it is the whole old tree.
        if (from > 0)
        {
            ranges.Add((from, to));
        }

        ranges.Reverse();
        return new(oldSize, newSize, await ProofRanges.ReadAsync(tree, ranges, cancel));
    }

    /// <summary>Whether the proof leads to both roots. Never throws, whatever the proof holds.</summary>
    public bool Proves(in Hash oldRoot, in Hash newRoot)
    {
        if (OldSize < 0 || OldSize > NewSize)
        {
            return false;
        }

        if (OldSize == NewSize)
        {
            return Hashes.Count == 0 && oldRoot == newRoot && (OldSize > 0 || oldRoot == Tree.EmptyRoot);
        }

        return OldSize == 0 ? Hashes.Count == 0 && oldRoot == Tree.EmptyRoot : Walk(oldRoot, newRoot);
    }

    // RFC 9162 section 2.1.4.2. A perfect old tree is itself the first hash of the walk.
    private bool Walk(in Hash oldRoot, in Hash newRoot)
    {
        IReadOnlyList<Hash> hashes = BitOperations.IsPow2(OldSize) ? [oldRoot, .. Hashes] : Hashes;
        if (Hashes.Count == 0)
        {
            return false;
        }

        var (at, last) = (OldSize - 1, NewSize - 1);
        var shared = BitOperations.TrailingZeroCount(~at);
        (at, last) = (at >> shared, last >> shared);
        var (old, now) = (hashes[0], hashes[0]);
        for (var i = 1; i < hashes.Count; i++)
        {
            if (last == 0)
            {
                return false;
            }

            if ((at & 1) == 1 || at == last)
            {
                old = Tree.Node(hashes[i], old);
                now = Tree.Node(hashes[i], now);
                while ((at & 1) == 0 && at != 0)
                {
                    at >>= 1;
                    last >>= 1;
                }
            }
            else
            {
                now = Tree.Node(now, hashes[i]);
            }

            at >>= 1;
            last >>= 1;
        }

        return last == 0 && old == oldRoot && now == newRoot;
    }
}
