using System.Data.Common;

namespace Daylight.Store;

/// <summary>
/// Facts, views and what belongs to them, of one database. Drivers share this contract and its tests, not code.
/// </summary>
/// <remarks>
/// <see cref="Append"/>, <see cref="LookUp"/> and <see cref="ReadRows"/> are called by one writer per log and process
/// at a time; everything else may be called from anywhere. Nothing retries: a broken connection or a full disk is a
/// <see cref="StoreFailedException"/> that says whether the outcome is known.
/// </remarks>
public interface ILogStore : IAsyncDisposable
{
    /// <summary>Name of the driver, for messages and benchmarks.</summary>
    string Driver { get; }

    /// <summary>Creates the durable tables where they are missing, and refuses a database of another version.</summary>
    ValueTask SetUp(CancellationToken cancel = default);

    /// <summary>The log's head, or null where the jurisdiction keeps no log here.</summary>
    ValueTask<LogHead?> Head(string jurisdiction, CancellationToken cancel = default);

    /// <summary>Opens an empty log. Refused (false) where one exists.</summary>
    ValueTask<bool> OpenLog(string jurisdiction, byte[] emptyEdge, CancellationToken cancel = default);

    /// <summary>The jurisdictions that keep a log here, in order of their ids.</summary>
    ValueTask<IReadOnlyList<string>> Jurisdictions(CancellationToken cancel = default);

    /// <summary>Acts recorded before and facts of streams, read in as few round trips as the database allows.</summary>
    ValueTask<Lookup> LookUp(
        string jurisdiction,
        IReadOnlyCollection<string> acts,
        IReadOnlyCollection<StreamAfter> streams,
        CancellationToken cancel = default
    );

    /// <summary>
    /// Rows of views by key, read in as few round trips as the database allows: for each of the asked tables its rows in
    /// the order of the keys, null where there is none.
    /// </summary>
    ValueTask<IReadOnlyList<IReadOnlyList<object?[]?>>> ReadRows(
        string jurisdiction,
        IReadOnlyList<RowKeys> wanted,
        CancellationToken cancel = default
    );

    /// <summary>
    /// Writes a group in one transaction and returns when its bytes are durable. Either all of it is there afterwards
    /// or none. Guarded by the known size.
    /// </summary>
    ValueTask<Appended> Append(Group group, CancellationToken cancel = default);

    /// <summary>Facts from <paramref name="from"/> up to but excluding <paramref name="to"/>, in order of index.</summary>
    IAsyncEnumerable<FactRow> Facts(
        string jurisdiction,
        long from,
        long to,
        CancellationToken cancel = default
    );

    /// <summary>One fact, or null beyond the end.</summary>
    ValueTask<FactRow?> Fact(string jurisdiction, long index, CancellationToken cancel = default);

    /// <summary>The act whose facts include this index, or null.</summary>
    ValueTask<ActRow?> ActOf(string jurisdiction, long index, CancellationToken cancel = default);

    /// <summary>The acts that have a fact from <paramref name="from"/> up to but excluding <paramref name="to"/>, in order.</summary>
    ValueTask<IReadOnlyList<ActRow>> ActsBetween(
        string jurisdiction,
        long from,
        long to,
        CancellationToken cancel = default
    );

    /// <summary>The streams and versions that name a fact (its places in the stream index).</summary>
    ValueTask<IReadOnlyList<StreamRow>> StreamsOf(
        string jurisdiction,
        long index,
        CancellationToken cancel = default
    );

    /// <summary>Stream index rows from a stream and version on, in order of both; for audits.</summary>
    IAsyncEnumerable<StreamRow> StreamIndex(string jurisdiction, CancellationToken cancel = default);

    /// <summary>Act rows in order of first index; for audits.</summary>
    IAsyncEnumerable<ActRow> ActIndex(string jurisdiction, CancellationToken cancel = default);

    /// <summary>Content by its hash, or null.</summary>
    ValueTask<byte[]?> ContentOf(string jurisdiction, string hash, CancellationToken cancel = default);

    /// <summary>All wrapped keys of a jurisdiction.</summary>
    ValueTask<IReadOnlyList<WrappedKey>> WrappedKeys(string jurisdiction, CancellationToken cancel = default);

    /// <summary>Those of the asked keys that have a wrap.</summary>
    ValueTask<IReadOnlyList<WrappedKey>> WrappedKeys(
        string jurisdiction,
        IReadOnlyCollection<string> keyIds,
        CancellationToken cancel = default
    );

    /// <summary>Stores a wrap by itself, before any fact. False where the key has one already, or was erased.</summary>
    ValueTask<bool> AddKey(string jurisdiction, WrappedKey key, CancellationToken cancel = default);

    /// <summary>
    /// Removes wrapped keys and the rows that they seal, as a group with <see cref="Group.ErasedKeys"/> does, without a
    /// fact: a restore applies again what the log says was erased. Ids without a wrap are noted as erased all the same.
    /// </summary>
    ValueTask EraseKeys(
        string jurisdiction,
        IReadOnlyCollection<string> keyIds,
        IReadOnlyList<ViewTable> sealedTables,
        CancellationToken cancel = default
    );

    /// <summary>
    /// Overwrites what erased keys left in the database's own files: SQLite writes the table anew, zeroes the pages it
    /// leaves and empties the write-ahead log; PostgreSQL writes the table anew and asks for its old write-ahead log
    /// to go, both with the owner's connection. Cheap where nothing is due. Done after each erasure; called again by
    /// a worker where that did not succeed.
    /// </summary>
    /// <returns>Whether nothing is left to do.</returns>
    ValueTask<bool> Scrub(CancellationToken cancel = default);

    /// <summary>The pool of waiting facts, or null where nothing waits.</summary>
    ValueTask<PoolRow?> Pool(string jurisdiction, CancellationToken cancel = default);

    /// <summary>Files that facts name, in order of their hashes.</summary>
    IAsyncEnumerable<AttachmentRow> Attachments(string jurisdiction, CancellationToken cancel = default);

    /// <summary>Views, their versions and how they are rebuilt.</summary>
    IViewStore Views { get; }

    /// <summary>Checkpoints and tiles of the published log.</summary>
    IPublishedStore Published { get; }

    /// <summary>Where subscribers stand: next index to read. Losing a cursor re-reads, and acts are idempotent.</summary>
    ValueTask<long> Cursor(string jurisdiction, string subscriber, CancellationToken cancel = default);

    /// <summary>Moves a cursor forward.</summary>
    ValueTask MoveCursor(
        string jurisdiction,
        string subscriber,
        long next,
        CancellationToken cancel = default
    );

    /// <summary>One state of the database for an audit.</summary>
    /// <param name="readers">How many threads will read it, at least 1.</param>
    ValueTask<ILogSnapshot> Snapshot(int readers, CancellationToken cancel = default);

    /// <summary>A connection for reading views with Dapper. Bounded statements only, jurisdiction first.</summary>
    ValueTask<DbConnection> Read(CancellationToken cancel = default);
}

/// <summary>Short forms of the contract.</summary>
public static class LogStores
{
    /// <summary>Removes one key; see <see cref="ILogStore.EraseKeys"/>.</summary>
    public static ValueTask EraseKey(
        this ILogStore store,
        string jurisdiction,
        string keyId,
        CancellationToken cancel = default
    ) => store.EraseKeys(jurisdiction, [keyId], [], cancel);
}

/// <summary>View tables beside each other: the served one and the one being rebuilt.</summary>
public interface IViewStore
{
    /// <summary>Creates the served table where it is missing. Returns the version that is served (the given one if new).</summary>
    ValueTask<int> Ensure(ViewTable table, CancellationToken cancel = default);

    /// <summary>Version of every served view by its name. Read it after the head, whose <see cref="LogHead.Views"/> guards it.</summary>
    ValueTask<IReadOnlyDictionary<string, int>> Served(CancellationToken cancel = default);

    /// <summary>
    /// Creates, or on <paramref name="resume"/> finds, the table beside. Returns up to which index it is folded. What
    /// earlier rebuilds of other versions left is removed.
    /// </summary>
    ValueTask<long> Begin(
        string jurisdiction,
        ViewTable table,
        bool resume,
        CancellationToken cancel = default
    );

    /// <summary>
    /// Writes rows into the table beside and notes how far it is folded, in one transaction. False where it is no
    /// longer folded up to <paramref name="known"/>: another node rebuilds it too, or has swapped it in.
    /// </summary>
    ValueTask<bool> Write(
        string jurisdiction,
        ViewTable table,
        IReadOnlyList<RowChange> rows,
        long known,
        long folded,
        CancellationToken cancel = default
    );

    /// <summary>Rows of the table beside, by key.</summary>
    ValueTask<IReadOnlyList<object?[]?>> ReadBeside(
        string jurisdiction,
        ViewTable table,
        IReadOnlyList<object[]> keys,
        CancellationToken cancel = default
    );

    /// <summary>
    /// Puts the table beside in the place of the served one, in one transaction that holds only where the table beside
    /// is folded up to the head of every log; then drops the old one. Raises <see cref="LogHead.Views"/>.
    /// </summary>
    /// <param name="finish">Folds what is left up to the present heads; may be called several times.</param>
    /// <exception cref="StoreFailedException">when the logs grew faster than <paramref name="finish"/> folded.</exception>
    ValueTask Swap(
        ViewTable table,
        Func<CancellationToken, ValueTask> finish,
        CancellationToken cancel = default
    );

    /// <summary>Removes the rows of erased keys from a sealed table beside.</summary>
    ValueTask RemoveBeside(
        string jurisdiction,
        ViewTable table,
        IReadOnlyCollection<string> keyIds,
        CancellationToken cancel = default
    );

    /// <summary>All rows of the served table in order of key, for audits.</summary>
    IAsyncEnumerable<object?[]> All(string jurisdiction, ViewTable table, CancellationToken cancel = default);
}

/// <summary>The published side of a log.</summary>
public interface IPublishedStore
{
    /// <summary>The newest checkpoint note, or null before the first.</summary>
    ValueTask<PublishedCheckpoint?> Latest(string jurisdiction, CancellationToken cancel = default);

    /// <summary>Every stored checkpoint in order of size; for audits.</summary>
    ValueTask<IReadOnlyList<PublishedCheckpoint>> All(
        string jurisdiction,
        CancellationToken cancel = default
    );

    /// <summary>Stores a checkpoint if the newest one still has <paramref name="knownSize"/> (0 for none); else false.</summary>
    ValueTask<bool> Store(
        string jurisdiction,
        long knownSize,
        PublishedCheckpoint next,
        CancellationToken cancel = default
    );

    /// <summary>Adds cosignatures to a stored checkpoint.</summary>
    ValueTask Cosign(string jurisdiction, PublishedCheckpoint checkpoint, CancellationToken cancel = default);

    /// <summary>Removes stored checkpoints that need not be kept.</summary>
    ValueTask Remove(
        string jurisdiction,
        IReadOnlyCollection<long> sizes,
        CancellationToken cancel = default
    );

    /// <summary>The checkpoint that the public is shown, or null before the first. It lags behind while witnesses are asked.</summary>
    ValueTask<PublishedCheckpoint?> Served(string jurisdiction, CancellationToken cancel = default);

    /// <summary>Shows a stored checkpoint to the public, unless a larger one is shown already.</summary>
    ValueTask Serve(string jurisdiction, PublishedCheckpoint checkpoint, CancellationToken cancel = default);

    /// <summary>
    /// Takes or renews the right to publish. True where it was free, expired or the holder's own. A ledger file belongs
    /// to one process, which always has it.
    /// </summary>
    ValueTask<bool> Lease(
        string jurisdiction,
        string holder,
        DateTimeOffset now,
        DateTimeOffset until,
        CancellationToken cancel = default
    );

    /// <summary>Gives the right to publish back, where the holder still has it.</summary>
    ValueTask Release(string jurisdiction, string holder, CancellationToken cancel = default);

    /// <summary>The hashes that tile (level, number) holds so far, 32 bytes each, or null.</summary>
    ValueTask<byte[]?> Tile(string jurisdiction, int level, long number, CancellationToken cancel = default);

    /// <summary>Writes tiles, each as far as it is filled; a partial tile is a prefix of the later one.</summary>
    ValueTask WriteTiles(
        string jurisdiction,
        IReadOnlyList<TileRow> tiles,
        CancellationToken cancel = default
    );
}

/// <summary>A checkpoint as a signed note.</summary>
public sealed record PublishedCheckpoint(long Size, string Note);

/// <summary>Hashes of one tile.</summary>
public sealed record TileRow(int Level, long Number, byte[] Hashes);

/// <summary>The database did not do what was asked. Says which database, what it answered and what to do.</summary>
public sealed class StoreFailedException(string message, bool outcomeKnown, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>False where a commit was sent and no answer came: look the act up before saying anything about it.</summary>
    public bool OutcomeKnown { get; } = outcomeKnown;
}
