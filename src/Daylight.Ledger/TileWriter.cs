namespace Daylight.Ledger;

/// <summary>One file of a published log.</summary>
public sealed record TileFile(TileAt At, byte[] Bytes);

/// <summary>
/// Turns entries into the tiles and bundles of a growing log. It remembers the unfinished tile of each level only,
/// so its memory does not grow with the log. Not safe for several threads at once.
/// </summary>
public sealed class TileWriter
{
    private readonly List<Hash> entries = [];
    private readonly List<TileFile> full = [];
    private readonly TileRows rows;
    private long takenSize;

    public TileWriter() => rows = new((tile, hashes) => full.Add(new(tile, Tiles.ToBytes(hashes))));

    /// <summary>Entries so far.</summary>
    public long Size => rows.Size;

    /// <summary>Root of the tree so far.</summary>
    public Hash Root() => rows.Root();

    /// <summary>A writer that goes on where a published log of this size ends. It trusts those tiles: compare <see cref="Root"/> with what you know.</summary>
    /// <exception cref="MissingTileException">when one of the unfinished tiles is not there.</exception>
    /// <exception cref="MalformedTileException">when one is malformed, or holds entries that are no commitments.</exception>
    public static async ValueTask<TileWriter> ResumeAsync(
        ILogReader log,
        long size,
        CancellationToken cancel = default
    )
    {
        var writer = new TileWriter { takenSize = size };
        if (await LastAsync(log, TileAt.Entries, size, cancel) is { } bundle)
        {
            writer.entries.AddRange(
                Tiles.ParseBundle(bundle.At, bundle.Bytes).Select(entry => AsCommitment(bundle.At, entry))
            );
        }

        for (
            var (level, hashes) = (0, size);
            hashes > 0;
            (level, hashes) = (level + 1, hashes >> TileAt.Height)
        )
        {
            var tile = await LastAsync(log, level, hashes, cancel);
            writer.rows.Resume(level, tile is null ? [] : Tiles.Parse(tile.At, tile.Bytes), size);
        }

        return writer;
    }

    /// <summary>Adds the log's next entry.</summary>
    public void Append(in Hash commitment)
    {
        entries.Add(commitment);
        rows.Append(Tree.LeafHash(commitment));
        if (entries.Count == TileAt.FullWidth)
        {
            full.Add(Bundle((Size / TileAt.FullWidth) - 1));
            entries.Clear();
        }
    }

    /// <summary>
    /// The files that are new since the last call: everything that became full, and the unfinished tiles at their
    /// present width. Bundles come first; write all of them, durably, before the checkpoint.
    /// </summary>
    public IReadOnlyList<TileFile> Take()
    {
        List<TileFile> files = [.. full];
        full.Clear();
        if (entries.Count > 0 && Size > takenSize)
        {
            files.Add(Bundle(Size / TileAt.FullWidth));
        }

        for (
            var (level, was, hashes) = (0, takenSize, Size);
            hashes > was;
            (level, was, hashes) = (level + 1, was >> 8, hashes >> 8)
        )
        {
            var row = rows.Row(level);
            if (!row.IsEmpty)
            {
                files.Add(new(new(level, hashes / TileAt.FullWidth, row.Length), Tiles.ToBytes(row)));
            }
        }

        takenSize = Size;
        return [.. files.OrderBy(file => file.At.Level).ThenBy(file => file.At.Index)];
    }

    private TileFile Bundle(long index) =>
        new(
            new(TileAt.Entries, index, entries.Count),
            Tiles.BundleOf(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(entries))
        );

    private static async ValueTask<TileFile?> LastAsync(
        ILogReader log,
        int level,
        long hashes,
        CancellationToken cancel
    )
    {
        if (hashes % TileAt.FullWidth == 0)
        {
            return null;
        }

        var at = new TileAt(level, hashes / TileAt.FullWidth, (int)(hashes % TileAt.FullWidth));
        return new(at, await log.ReadAsync(at.Path, cancel) ?? throw new MissingTileException(at.Path));
    }

    private static Hash AsCommitment(TileAt bundle, ReadOnlyMemory<byte> entry) =>
        entry.Length == Hash.Size
            ? Hash.FromBytes(entry.Span)
            : throw new MalformedTileException(
                bundle.Path,
                $"holds an entry of {entry.Length} bytes; ours have {Hash.Size}"
            );
}
