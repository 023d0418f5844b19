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
    private readonly List<List<Hash>> rows =
    [
        [],
    ];
    private readonly List<TileFile> full = [];
    private long takenSize;

    /// <summary>Entries so far.</summary>
    public long Size { get; private set; }

    /// <summary>A writer that goes on where a published log of this size ends.</summary>
    /// <exception cref="MissingTileException">when one of the unfinished tiles is not there.</exception>
    /// <exception cref="MalformedTileException">when one is malformed, or holds entries that are no commitments.</exception>
    public static async ValueTask<TileWriter> ResumeAsync(
        ILogReader log,
        long size,
        CancellationToken cancel = default
    )
    {
        var writer = new TileWriter { Size = size, takenSize = size };
        var bundle = await LastAsync(log, TileAt.Entries, size, cancel);
        if (bundle is { } last)
        {
            writer.entries.AddRange(
                Tiles.ParseBundle(last.At, last.Bytes).Select(entry => AsCommitment(last.At, entry))
            );
        }

        for (
            var (level, hashes) = (0, size);
            hashes > 0;
            (level, hashes) = (level + 1, hashes >> TileAt.Height)
        )
        {
            var tile = await LastAsync(log, level, hashes, cancel);
            writer.Row(level).AddRange(tile is null ? [] : Tiles.Parse(tile.At, tile.Bytes));
        }

        return writer;
    }

    /// <summary>Adds the log's next entry.</summary>
    public void Append(in Hash commitment)
    {
        entries.Add(commitment);
        if (entries.Count == TileAt.FullWidth)
        {
            full.Add(
                new(
                    new(TileAt.Entries, Size / TileAt.FullWidth, TileAt.FullWidth),
                    Tiles.BundleOf(Span(entries))
                )
            );
            entries.Clear();
        }

        Size++;
        Put(0, Tree.LeafHash(commitment));
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
            files.Add(
                new(
                    new(TileAt.Entries, Size / TileAt.FullWidth, entries.Count),
                    Tiles.BundleOf(Span(entries))
                )
            );
        }

        for (
            var (level, was, hashes) = (0, takenSize, Size);
            hashes > was;
            (level, was, hashes) = (level + 1, was >> 8, hashes >> 8)
        )
        {
            if (Row(level).Count > 0)
            {
                files.Add(
                    new(
                        new(level, hashes / TileAt.FullWidth, Row(level).Count),
                        Tiles.ToBytes(Span(Row(level)))
                    )
                );
            }
        }

        takenSize = Size;
        return [.. files.OrderBy(file => file.At.Level).ThenBy(file => file.At.Index)];
    }

    private void Put(int level, in Hash hash)
    {
        var row = Row(level);
        row.Add(hash);
        if (row.Count < TileAt.FullWidth)
        {
            return;
        }

        var index = (Size >> (TileAt.Height * (level + 1))) - 1;
        full.Add(new(new(level, index, TileAt.FullWidth), Tiles.ToBytes(Span(row))));
        var root = Tiles.RootOf(Span(row));
        row.Clear();
        Put(level + 1, root);
    }

    private List<Hash> Row(int level)
    {
        while (rows.Count <= level)
        {
            rows.Add([]);
        }

        return rows[level];
    }

    private static ReadOnlySpan<Hash> Span(List<Hash> hashes) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(hashes);

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
