namespace Daylight.Ledger;

/// <summary>The hashes of ranges of entries, read with one call.</summary>
internal static class ProofRanges
{
    internal static async ValueTask<Hash[]> ReadAsync(
        INodeReader tree,
        IReadOnlyList<(long From, long To)> ranges,
        CancellationToken cancel
    )
    {
        var covers = ranges.Select(range => NodeAt.Covering(range.From, range.To).ToArray()).ToArray();
        var nodes = await tree.ReadAsync([.. covers.SelectMany(cover => cover)], cancel);
        var hashes = new Hash[covers.Length];
        var at = 0;
        for (var i = 0; i < hashes.Length; i++)
        {
            hashes[i] = NodeAt.Combine(nodes.AsSpan(at, covers[i].Length));
            at += covers[i].Length;
        }

        return hashes;
    }
}
