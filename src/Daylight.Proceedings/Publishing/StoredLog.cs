using Daylight.Ledger;
using Daylight.Store;

namespace Daylight.Proceedings.Publishing;

/// <summary>
/// A log of the store, read as if it had been published at some size: tiles come from their rows, of which a partial tile
/// is a prefix, and bundles are computed from the facts.
/// </summary>
/// <param name="size">Nothing beyond it is read.</param>
/// <remarks>It has no file <c>checkpoint</c>; see <see cref="PublishedLog"/>.</remarks>
internal sealed class StoredLog(ILogStore store, LogPlace place, long size) : ILogReader
{
    /// <summary>Where the log ends whose facts these are; an entry beyond it was lost.</summary>
    public bool MayHaveLost { get; init; }

    public long Size => size;

    public async ValueTask<byte[]?> ReadAsync(string path, CancellationToken cancel) =>
        TileAt.TryParse(path, out var tile) ? await Read(tile, cancel) : null;

    /// <summary>The bytes of a tile or bundle, or null where a log of this size has none, or only a narrower one.</summary>
    public async ValueTask<byte[]?> Read(TileAt tile, CancellationToken cancel)
    {
        if (Tiles.Widest(tile.Level, tile.Index, size) is not { } widest || widest.Width < tile.Width)
        {
            return null;
        }

        return tile.Level == TileAt.Entries ? await Bundle(tile, cancel) : await Row(tile, cancel);
    }

    private async ValueTask<byte[]?> Row(TileAt tile, CancellationToken cancel)
    {
        var row = await store.Published.Tile(place.Key, tile.Level, tile.Index, cancel);
        var bytes = tile.Width * Hash.Size;
        return row is null || row.Length < bytes ? null
            : row.Length == bytes ? row
            : row[..bytes];
    }

    private async ValueTask<byte[]?> Bundle(TileAt tile, CancellationToken cancel)
    {
        var first = tile.Index * TileAt.FullWidth;
        var entries = new List<Hash>(tile.Width);
        await foreach (var fact in store.Facts(place.Jurisdiction, first, first + tile.Width, cancel))
        {
            entries.Add(Commitment.Of(fact.Salt, fact.Envelope));
        }

        return entries.Count == tile.Width && (!MayHaveLost || await Fits(tile, entries, cancel))
            ? Tiles.BundleOf(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(entries))
            : null;
    }

    /// <summary>Whether the facts are still those that this log had there.</summary>
    private async ValueTask<bool> Fits(TileAt bundle, List<Hash> entries, CancellationToken cancel)
    {
        var leaves = bundle with { Level = 0 };
        return await Row(leaves, cancel) is { } row
            && Tiles.Parse(leaves, row).SequenceEqual(entries.Select(entry => Tree.LeafHash(entry)));
    }
}
