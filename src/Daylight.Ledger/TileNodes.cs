namespace Daylight.Ledger;

/// <summary>Reads nodes out of the tiles of a published log.</summary>
/// <param name="log">The log.</param>
/// <param name="size">Size of the checkpoint that the proofs are for; partial tiles are asked for at its width, and where that is gone, full.</param>
/// <remarks>The tiles are not trusted: verify a proof made of them against a signed checkpoint.</remarks>
public sealed class TileNodes(ILogReader log, long size) : INodeReader
{
    public async ValueTask<Hash[]> ReadAsync(IReadOnlyList<NodeAt> nodes, CancellationToken cancel)
    {
        var read = new Dictionary<TileAt, Hash[]>();
        var hashes = new Hash[nodes.Count];
        for (var i = 0; i < hashes.Length; i++)
        {
            var (level, index) = nodes[i];
            var within = level % TileAt.Height;
            var tileIndex = index >> (TileAt.Height - within);
            var tile =
                Tiles.Widest(level / TileAt.Height, tileIndex, size)
                ?? throw new ArgumentOutOfRangeException(
                    nameof(nodes),
                    $"A log of {size} entries has no {nodes[i]}."
                );
            if (!read.TryGetValue(tile, out var row))
            {
                read.Add(tile, row = await ReadTileAsync(tile, cancel));
            }

            var first = (int)((index << within) - (tileIndex * TileAt.FullWidth));
            hashes[i] = Tree.Root(row.AsSpan(first, 1 << within));
        }

        return hashes;
    }

    private async ValueTask<Hash[]> ReadTileAsync(TileAt tile, CancellationToken cancel)
    {
        if (await log.ReadAsync(tile.Path, cancel) is { } bytes)
        {
            return Tiles.Parse(tile, bytes);
        }

        // A partial tile may be deleted once the full one exists; its hashes are the first of the full one.
        var full = tile with
        {
            Width = TileAt.FullWidth,
        };
        return tile.IsPartial && await log.ReadAsync(full.Path, cancel) is { } wider
            ? Tiles.Parse(full, wider)[..tile.Width]
            : throw new MissingTileException(tile.Path);
    }
}

/// <summary>A tile that a log of this size must have is not there.</summary>
public sealed class MissingTileException(string tile)
    : IOException(
        $"The log has no {tile}, which its size demands. Publish the log again, or read it from a complete copy."
    )
{
    public string Tile { get; } = tile;
}
