using Daylight.Ledger;
using Daylight.Norms;
using Daylight.Norms.Calendar;
using Daylight.Store;

namespace Daylight.Proceedings.Publishing;

/// <summary>
/// Holds a log against every checkpoint kept of it before anything is done with it. It costs one tile a level and the
/// facts after the newest checkpoint, whatever the size of the log.
/// </summary>
/// <remarks>
/// What it does not see, and only an audit does: a change to facts of earlier tiles, to views and to other tables. The
/// tiles of a log cannot hide it for good, since every new checkpoint is compared with the edge of the tree.
/// </remarks>
public sealed class StartCheck(ILogStore store, LogKeys keys, Witnesses witnesses)
{
    /// <summary>Facts after the newest checkpoint that are hashed at start; more are left to the publisher, which compares before it signs.</summary>
    private const int MostTail = GrowingTree.Chunk;

    /// <summary>Whether a person confirmed the clock.</summary>
    public bool ClockConfirmed { get; init; }

    /// <summary>Returns where all fits. A witness that cannot be reached is passed over; see <see cref="Witnesses.Troubles"/>.</summary>
    /// <exception cref="InDoubtException">when something does not; it names what and the way out.</exception>
    public async ValueTask Run(DateTimeOffset now, CancellationToken cancel = default)
    {
        var edge = await Head(cancel);
        await Clock(edge.Size, now, cancel);
        var latest = await GrowingTree.Latest(store, keys.Place, keys, cancel);
        var kept = await Kept(latest, cancel);
        if (kept.FirstOrDefault(one => one.Checkpoint.Size > edge.Size) is { } longer)
        {
            throw longer.Longer(edge.Size);
        }

        var published = latest?.Checkpoint;
        var tree = await GrowingTree.At(store, keys.Place, published, cancel);
        await LastFacts(published, cancel);
        foreach (var one in kept.Where(one => one.Checkpoint.Size <= tree.Size))
        {
            await Within(one, published!, cancel);
        }

        await Tail(tree, edge, [.. kept.Where(one => one.Checkpoint.Size > tree.Size)], cancel);
    }

    private async ValueTask<Edge> Head(CancellationToken cancel)
    {
        var head =
            await store.Head(keys.Jurisdiction, cancel)
            ?? throw new InDoubtException(
                new(
                    $"数据库中没有 {keys.Jurisdiction} 的账本。{Ways.Out.Zh}",
                    $"The database has no log of {keys.Jurisdiction}. {Ways.Out.En}"
                )
            );
        var edge = Edge.FromBytes(head.Edge);
        var (last, next) = (
            head.Size == 0 || await store.Fact(keys.Jurisdiction, head.Size - 1, cancel) is not null,
            await store.Fact(keys.Jurisdiction, head.Size, cancel) is not null
        );
        return edge.Size == head.Size && last && !next
            ? edge
            : throw new InDoubtException(
                new(
                    $"{keys.Jurisdiction} 的账本首部记有{head.Size}条，树边记有{edge.Size}条，末条{(last ? "在" : "缺")}，其后{(next ? "另有记录" : "无记录")}，互不相符。{Ways.Out.Zh}",
                    $"The head of {keys.Jurisdiction} says {head.Size} facts and its edge {edge.Size}; the last one is {(last ? "there" : "missing")}, after it {(next ? "there are more" : "there is none")}. {Ways.Out.En}"
                )
            );
    }

    private async ValueTask Clock(long size, DateTimeOffset now, CancellationToken cancel)
    {
        if (
            size == 0
            || ClockConfirmed
            || await store.Fact(keys.Jurisdiction, size - 1, cancel) is not { } last
        )
        {
            return;
        }

        var isSealed = Envelope.IsSealed(last.Envelope);
        var at = isSealed
            ? Shanghai.StartOf(SealedEnvelope.Parse(last.Envelope).Day)
            : Envelope.Parse(last.Envelope).RecordedAt;
        var most = new ClerkOptions().MostClockGap;
        if ((now - at).Duration() > most + (isSealed ? TimeSpan.FromDays(1) : TimeSpan.Zero))
        {
            throw new InDoubtException(
                new(
                    $"本机时钟为{Shanghai.Of(now):yyyy-MM-dd HH:mm}，而最后一条记录记于{Shanghai.Of(at):yyyy-MM-dd HH:mm}，相差超过{most.TotalDays:0}天。请校准时钟；核对无误的，加 --clock-confirmed 启动。",
                    $"This host's clock says {now:O}; the last fact was recorded at {at:O}, more than {most.TotalDays:0} days apart. Set the clock right, or confirm it with --clock-confirmed."
                )
            );
        }
    }

    private async ValueTask<List<KeptCheckpoint>> Kept(SignedCheckpoint? latest, CancellationToken cancel)
    {
        var kept = new List<KeptCheckpoint>(await witnesses.Held(keys, cancel));
        if (latest is not null)
        {
            kept.Add(KeptCheckpoint.Database(latest.Checkpoint));
        }

        if (await store.Published.Served(keys.Place.Key, cancel) is { } served)
        {
            kept.Add(KeptCheckpoint.Database(GrowingTree.Open(served, keys).Checkpoint));
        }

        if (keys.Checkpoint() is { } beside)
        {
            kept.Add(KeptCheckpoint.KeyFolder(beside.Checkpoint));
        }

        return kept;
    }

    /// <summary>The facts of the last published tile still hash to it.</summary>
    private async ValueTask LastFacts(Checkpoint? published, CancellationToken cancel)
    {
        if (published is null || published.Size == 0)
        {
            return;
        }

        var last = (published.Size - 1) / TileAt.FullWidth;
        var leaves = Tiles.Widest(0, last, published.Size)!.Value;
        var log = new StoredLog(store, keys.Place, published.Size) { MayHaveLost = true };
        if (await log.Read(leaves with { Level = TileAt.Entries }, cancel) is null)
        {
            throw new InDoubtException(
                new(
                    $"账本 {keys.Origin} 第{last * TileAt.FullWidth}至{published.Size - 1}号记录与已公布的账页不符。{Ways.Out.Zh}",
                    $"Facts {last * TileAt.FullWidth} to {published.Size - 1} of {keys.Origin} do not fit the published tile. {Ways.Out.En}"
                )
            );
        }
    }

    /// <summary>An earlier checkpoint is within the newest stored one.</summary>
    private async ValueTask Within(KeptCheckpoint kept, Checkpoint published, CancellationToken cancel)
    {
        var nodes = new TileNodes(new StoredLog(store, keys.Place, published.Size), published.Size);
        try
        {
            var proof = await ConsistencyProof.MakeAsync(nodes, kept.Checkpoint.Size, published.Size, cancel);
            if (!proof.Proves(kept.Checkpoint.Root, published.Root))
            {
                throw kept.Other();
            }
        }
        catch (Exception fault) when (fault is MissingTileException or MalformedTileException)
        {
            throw kept.Other();
        }
    }

    /// <summary>The facts after the newest stored checkpoint lead to the edge, through whatever is kept on the way.</summary>
    private static async ValueTask Tail(
        GrowingTree tree,
        Edge edge,
        List<KeptCheckpoint> ahead,
        CancellationToken cancel
    )
    {
        if (edge.Size - tree.Size > MostTail && ahead.Count == 0)
        {
            return;
        }

        await tree.Grow(edge.Size, chunk: null, Compare, cancel);
        if (tree.Root() != edge.Root())
        {
            throw new InDoubtException(EdgeDiffers(edge.Size));
        }

        void Compare()
        {
            foreach (var one in ahead.Where(one => one.Checkpoint.Size == tree.Size))
            {
                if (tree.Root() != one.Checkpoint.Root)
                {
                    throw one.Other();
                }
            }
        }
    }

    /// <summary>The facts give another root than the edge that was kept while they were recorded.</summary>
    internal static Phrase EdgeDiffers(long size) =>
        new(
            $"由{size}条记录算出的根哈希与记录时保存的树边不符：记录已被改动。{Ways.Out.Zh}",
            $"The root of {size} facts is not that of the edge kept as they were recorded: facts were changed. {Ways.Out.En}"
        );
}
