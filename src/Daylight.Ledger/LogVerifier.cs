using System.Globalization;

namespace Daylight.Ledger;

/// <summary>Something that is wrong with a published log.</summary>
/// <param name="Place">The file, such as <c>checkpoint</c> or <c>tile/0/000</c>, and what in it.</param>
/// <param name="Problem">What is wrong there.</param>
public sealed record LogFault(string Place, string Problem)
{
    public override string ToString() => $"{Place}: {Problem}";
}

/// <summary>What a verification found.</summary>
/// <param name="Checkpoint">The log's checkpoint, null where it could not be verified; then nothing else was read.</param>
/// <param name="EntriesRead">Entries that were read and hashed.</param>
/// <param name="Root">Root computed from the entries, null where bundles were missing or malformed.</param>
/// <param name="Faults">Everything that is wrong, in the order of the log.</param>
public sealed record LogReport(
    SignedCheckpoint? Checkpoint,
    long EntriesRead,
    Hash? Root,
    IReadOnlyList<LogFault> Faults
)
{
    /// <summary>Whether all was read and nothing is wrong.</summary>
    public bool Holds => Faults.Count == 0;
}

/// <summary>
/// Verifies a whole published log: the checkpoint's signatures, the root recomputed from all entry bundles, every tile
/// compared with what the entries give, and earlier checkpoints compared with the log at their sizes.
/// </summary>
/// <param name="log">The log, by folder, HTTP or otherwise.</param>
/// <param name="logKeys">Keys of the log; one must have signed the checkpoint.</param>
/// <remarks>One verifier verifies once at a time. Memory is an eighth of a byte per entry, and what the faults take.</remarks>
public sealed class LogVerifier(ILogReader log, IReadOnlyCollection<VerifierKey> logKeys)
{
    // Enough to hide the latency of a server, few enough not to trouble it.
    private const int ReadAhead = 8;

    /// <summary>Keys of witnesses, whose cosignatures are verified where they are there.</summary>
    public IReadOnlyCollection<VerifierKey> Witnesses { get; init; } = [];

    /// <summary>Checkpoints of this log known from elsewhere (paper, a witness, an older copy); the log must contain them.</summary>
    public IReadOnlyCollection<Checkpoint> Earlier { get; init; } = [];

    /// <summary>Verifies. Faults of the log are reported, never thrown.</summary>
    /// <param name="progress">Told how many entries have been verified.</param>
    /// <param name="cancel">Stops the verification with <see cref="OperationCanceledException"/>.</param>
    public async Task<LogReport> VerifyAsync(
        IProgress<long>? progress = null,
        CancellationToken cancel = default
    )
    {
        var faults = new List<LogFault>();
        var checkpoint = await OpenAsync(faults, cancel);
        if (checkpoint is null)
        {
            return new(null, 0, null, faults);
        }

        var size = checkpoint.Checkpoint.Size;
        var walk = new LogWalk(size, faults, [.. Earlier.Append(checkpoint.Checkpoint)]);
        var pending = new Queue<(TileAt Bundle, Task<Fetched> Entries, Task<Fetched> Leaves)>();
        foreach (var bundle in Tiles.Of(size).TakeWhile(tile => tile.Level == TileAt.Entries))
        {
            pending.Enqueue(
                (bundle, FetchAsync(bundle, cancel), FetchAsync(bundle with { Level = 0 }, cancel))
            );
            if (pending.Count == ReadAhead)
            {
                await StepAsync(pending.Dequeue());
            }
        }

        while (pending.TryDequeue(out var next))
        {
            await StepAsync(next);
        }

        var root = walk.Finish();
        foreach (var (tile, hashes) in walk.Upper)
        {
            walk.Compare(tile, hashes, await FetchAsync(tile, cancel));
        }

        return new(checkpoint, walk.EntriesRead, root, faults);

        async Task StepAsync((TileAt Bundle, Task<Fetched> Entries, Task<Fetched> Leaves) step)
        {
            walk.Step(step.Bundle, await step.Entries, await step.Leaves);
            progress?.Report(walk.EntriesRead);
        }
    }

    private async Task<SignedCheckpoint?> OpenAsync(List<LogFault> faults, CancellationToken cancel)
    {
        const string place = "checkpoint";
        try
        {
            var note = await log.ReadAsync(place, cancel);
            if (note is not null)
            {
                return SignedCheckpoint.Open(note, logKeys, Witnesses);
            }

            faults.Add(new(place, "is not there"));
        }
        catch (Exception fault)
            when (fault is MalformedException or UnprovenException || IsOfTheMedium(fault))
        {
            faults.Add(new(place, fault.Message));
        }

        return null;
    }

    /// <summary>Reads a tile, or the first part of the full one where a partial one is gone.</summary>
    private async Task<Fetched> FetchAsync(TileAt tile, CancellationToken cancel)
    {
        try
        {
            if (await log.ReadAsync(tile.Path, cancel) is { } bytes)
            {
                return new(tile, bytes, "");
            }

            var full = tile with { Width = TileAt.FullWidth };
            return tile.IsPartial && await log.ReadAsync(full.Path, cancel) is { } wider
                ? new(full, wider, "")
                : new(tile, null, "is not there");
        }
        catch (Exception fault) when (IsOfTheMedium(fault))
        {
            return new(tile, null, $"could not be read: {fault.Message}");
        }
    }

    private static bool IsOfTheMedium(Exception fault) =>
        fault is IOException or UnauthorizedAccessException or HttpRequestException;

    /// <summary>Bytes of a tile, or why there are none.</summary>
    internal readonly record struct Fetched(TileAt Tile, byte[]? Bytes, string Otherwise);
}

/// <summary>Walks through a log's bundles from left to right and notes what does not fit.</summary>
internal sealed class LogWalk
{
    private readonly List<LogFault> faults;
    private readonly Queue<Checkpoint> checkpoints;
    private readonly TileRows rows;
    private readonly List<(TileAt Tile, Hash[] Hashes)> upper = [];
    private bool whole = true;

    internal LogWalk(long size, List<LogFault> faults, IReadOnlyList<Checkpoint> checkpoints)
    {
        this.faults = faults;
        rows = new((tile, hashes) => Completed(tile, hashes));
        var latest = checkpoints[^1];
        foreach (var earlier in checkpoints.Where(one => one.Origin != latest.Origin || one.Size > size))
        {
            faults.Add(
                new("checkpoint", $"an earlier checkpoint, {Named(earlier)}, is not within {Named(latest)}")
            );
        }

        this.checkpoints = new(
            checkpoints.Where(one => one.Origin == latest.Origin && one.Size <= size).OrderBy(one => one.Size)
        );
        CompareRoots();
    }

    internal long EntriesRead { get; private set; }

    /// <summary>The tiles above the leaves, as the entries give them.</summary>
    internal IReadOnlyList<(TileAt Tile, Hash[] Hashes)> Upper => upper;

    /// <summary>One bundle and the tile of its leaf hashes.</summary>
    internal void Step(TileAt bundle, LogVerifier.Fetched entries, LogVerifier.Fetched leaves)
    {
        var fromEntries = LeavesOf(bundle, entries);
        if (fromEntries is not null)
        {
            EntriesRead += fromEntries.Length;
            Compare(bundle with { Level = 0 }, fromEntries, leaves);
        }

        whole &= fromEntries is not null;
        if (whole)
        {
            foreach (var leaf in fromEntries!)
            {
                rows.Append(leaf);
                CompareRoots();
            }
        }
    }

    /// <summary>Ends the walk: the root, or null where entries were missing.</summary>
    internal Hash? Finish()
    {
        if (!whole)
        {
            return null;
        }

        for (var level = 1; level < rows.Levels; level++)
        {
            var row = rows.Row(level);
            if (!row.IsEmpty)
            {
                upper.Add(
                    (
                        new(level, rows.Size >> (TileAt.Height * level) >> TileAt.Height, row.Length),
                        row.ToArray()
                    )
                );
            }
        }

        return rows.Root();
    }

    /// <summary>Compares a tile with what the level below gives.</summary>
    internal void Compare(TileAt tile, Hash[] expected, LogVerifier.Fetched fetched)
    {
        if (Parsed(fetched, bytes => Tiles.Parse(fetched.Tile, bytes)) is not { } found)
        {
            return;
        }

        var same = expected.AsSpan().CommonPrefixLength(found);
        if (same < expected.Length)
        {
            faults.Add(
                new(
                    fetched.Tile.Path,
                    tile.Level == 0
                        ? $"hash {same} is not the leaf hash of entry {(tile.Index * TileAt.FullWidth) + same}"
                        : $"hash {same} is not the root of tile {(tile.Index * TileAt.FullWidth) + same} of level {tile.Level - 1}"
                )
            );
        }
    }

    private Hash[]? LeavesOf(TileAt bundle, LogVerifier.Fetched fetched) =>
        Parsed(fetched, bytes => Tiles.ParseBundle(fetched.Tile, bytes)) is { } entries
            ? [.. entries.Take(bundle.Width).Select(entry => Tree.LeafHash(entry.Span))]
            : null;

    private T? Parsed<T>(LogVerifier.Fetched fetched, Func<byte[], T> parse)
        where T : class
    {
        try
        {
            if (fetched.Bytes is { } bytes)
            {
                return parse(bytes);
            }

            faults.Add(new(fetched.Tile.Path, fetched.Otherwise));
        }
        catch (MalformedTileException fault)
        {
            faults.Add(new(fetched.Tile.Path, fault.Message));
        }

        return null;
    }

    private void Completed(TileAt tile, ReadOnlySpan<Hash> hashes)
    {
        if (tile.Level > 0)
        {
            upper.Add((tile, hashes.ToArray()));
        }
    }

    private void CompareRoots()
    {
        while (checkpoints.TryPeek(out var next) && next.Size == rows.Size)
        {
            checkpoints.Dequeue();
            var root = rows.Root();
            if (root != next.Root)
            {
                faults.Add(
                    new(
                        "checkpoint",
                        $"{Named(next)} has the root {next.Root.ToBase64()}, but the entries give {root.ToBase64()}"
                    )
                );
            }
        }
    }

    private static string Named(Checkpoint checkpoint) =>
        string.Create(CultureInfo.InvariantCulture, $"{checkpoint.Origin} at size {checkpoint.Size}");
}
