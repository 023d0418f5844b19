using System.Text;
using Daylight.Ledger;
using Daylight.Norms;
using Daylight.Store;

namespace Daylight.Proceedings.Publishing;

/// <summary>
/// The tree of a log as its tiles and facts give it, grown from the newest stored checkpoint. It remembers the unfinished
/// tiles only. Not safe for several threads at once.
/// </summary>
internal sealed class GrowingTree
{
    /// <summary>Facts read between two writings of tiles, so that a first publication of millions streams.</summary>
    public const int Chunk = 65_536;

    private readonly ILogStore _store;
    private readonly LogPlace _place;
    private readonly TileWriter _writer;

    private GrowingTree(ILogStore store, LogPlace place, TileWriter writer)
    {
        _store = store;
        _place = place;
        _writer = writer;
    }

    public long Size => _writer.Size;

    public Hash Root() => _writer.Root();

    /// <summary>The tree at a stored checkpoint, out of one tile a level. Their root must be the checkpoint's.</summary>
    /// <exception cref="InDoubtException">when it is not, or tiles are missing.</exception>
    public static async ValueTask<GrowingTree> At(
        ILogStore store,
        LogPlace place,
        Checkpoint? checkpoint,
        CancellationToken cancel
    )
    {
        if (checkpoint is null)
        {
            return new GrowingTree(store, place, new TileWriter());
        }

        TileWriter writer;
        try
        {
            writer = await TileWriter.ResumeAsync(
                new StoredLog(store, place, checkpoint.Size),
                checkpoint.Size,
                cancel
            );
        }
        catch (Exception fault) when (fault is MissingTileException or MalformedTileException)
        {
            throw new InDoubtException(
                new(
                    $"账本 {checkpoint.Origin} 在第{checkpoint.Size}条处的账页或记录不全：{fault.Message}{Ways.Out.Zh}",
                    $"The log {checkpoint.Origin} lacks tiles or facts at size {checkpoint.Size}: {fault.Message} {Ways.Out.En}"
                ),
                fault
            );
        }

        return writer.Root() == checkpoint.Root
            ? new GrowingTree(store, place, writer)
            : throw KeptCheckpoint.Database(checkpoint).Other();
    }

    /// <summary>The newest stored checkpoint with its signature verified, or null before the first.</summary>
    /// <exception cref="InDoubtException">when it bears no good signature of the log.</exception>
    public static async ValueTask<SignedCheckpoint?> Latest(
        ILogStore store,
        LogPlace place,
        LogKeys keys,
        CancellationToken cancel
    ) => await store.Published.Latest(place.Key, cancel) is { } latest ? Open(latest, keys) : null;

    /// <summary>A stored checkpoint with its signature verified.</summary>
    public static SignedCheckpoint Open(PublishedCheckpoint stored, LogKeys keys)
    {
        try
        {
            var signed = SignedCheckpoint.Open(Encoding.UTF8.GetBytes(stored.Note), keys.Verifiers);
            return signed.Checkpoint.Size == stored.Size
                ? signed
                : throw NotOurs(keys, new ProofFailedException($"It stands at size {stored.Size}."));
        }
        catch (Exception fault) when (fault is MalformedException or UnprovenException)
        {
            throw NotOurs(keys, fault);
        }
    }

    /// <summary>Appends facts up to <paramref name="size"/>.</summary>
    /// <param name="chunk">Called after every <see cref="Chunk"/> facts, to write the tiles so far.</param>
    /// <param name="passing">Called after each fact where given; for comparing roots on the way.</param>
    /// <exception cref="InDoubtException">when a fact is missing.</exception>
    public async ValueTask Grow(long size, Func<ValueTask>? chunk, Action? passing, CancellationToken cancel)
    {
        while (Size < size && await GrowBy(Math.Min(Chunk, size - Size), passing, cancel))
        {
            if (chunk is not null && Size < size)
            {
                await chunk();
            }
        }

        if (Size != size)
        {
            throw new InDoubtException(
                new(
                    $"{_place.Jurisdiction} 的账本应有{size}条记录，但缺第{Size}号。{Ways.Out.Zh}",
                    $"The log of {_place.Jurisdiction} should hold {size} facts, but fact {Size} is missing. {Ways.Out.En}"
                )
            );
        }
    }

    /// <summary>One reading of the database, short enough not to hold up its upkeep. False where a fact is missing.</summary>
    private async ValueTask<bool> GrowBy(long count, Action? passing, CancellationToken cancel)
    {
        var until = Size + count;
        await foreach (var fact in _store.Facts(_place.Jurisdiction, Size, until, cancel))
        {
            if (fact.Index != Size)
            {
                break;
            }

            _writer.Append(Commitment.Of(fact.Salt, fact.Envelope));
            passing?.Invoke();
        }

        return Size == until;
    }

    /// <summary>Writes what is new of the tiles.</summary>
    public async ValueTask Write(CancellationToken cancel)
    {
        var rows = _writer
            .Take()
            .Where(file => file.At.Level != TileAt.Entries)
            .Select(file => new TileRow(file.At.Level, file.At.Index, file.Bytes))
            .ToList();
        if (rows.Count > 0)
        {
            await _store.Published.WriteTiles(_place.Key, rows, cancel);
        }
    }

    private static InDoubtException NotOurs(LogKeys keys, Exception fault) =>
        new(
            new(
                $"数据库中保存的检查点不是账本 {keys.Origin} 所签：{fault.Message}{Ways.Out.Zh}",
                $"A checkpoint kept in the database was not signed by the log {keys.Origin}: {fault.Message} {Ways.Out.En}"
            ),
            fault
        );
}
