namespace Daylight.Store;

/// <summary>
/// One state of the whole database, seen by several readers at once while others go on writing. Keep it short: as long
/// as it lives, SQLite cannot shorten its write-ahead log and PostgreSQL cannot remove dead rows.
/// </summary>
public interface ILogSnapshot : IAsyncDisposable
{
    /// <summary>The readers, each for one thread at a time.</summary>
    IReadOnlyList<ISnapshotReader> Readers { get; }
}

/// <summary>A fact as it stands in the database; the spans hold only during the call.</summary>
public delegate void FactVisitor(long index, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> envelope);

/// <summary>
/// Reads everything of a log, for audits, without trusting that anything of it is in order. Every call blocks until it
/// has visited all rows; an exception of a visitor ends it.
/// </summary>
public interface ISnapshotReader
{
    LogHead? Head(string jurisdiction);

    /// <summary>Facts from <paramref name="from"/> up to but excluding <paramref name="to"/>, in order of index.</summary>
    void Facts(string jurisdiction, long from, long to, FactVisitor visit);

    /// <summary>The acts that have a fact in that range, in order of their first index.</summary>
    IReadOnlyList<ActRow> ActsBetween(string jurisdiction, long from, long to);

    /// <summary>Act rows in order of first index.</summary>
    void Acts(string jurisdiction, Action<ActRow> visit);

    /// <summary>Rows of the stream index in order of stream and version.</summary>
    void Streams(string jurisdiction, Action<StreamRow> visit);

    /// <summary>Content in order of its hash.</summary>
    void Contents(string jurisdiction, Action<Content> visit);

    /// <summary>Wrapped keys in order of their ids.</summary>
    void WrappedKeys(string jurisdiction, Action<WrappedKey> visit);

    /// <summary>Checkpoints in order of size.</summary>
    void Checkpoints(string jurisdiction, Action<PublishedCheckpoint> visit);

    /// <summary>Tiles in order of level and number.</summary>
    void Tiles(string jurisdiction, Action<TileRow> visit);

    /// <summary>Rows of a served view in order of key (bytes of texts, then numbers).</summary>
    void Rows(string jurisdiction, ViewTable table, Action<object?[]> visit);

    /// <summary>Subscribers and the next index that each will read.</summary>
    void Cursors(string jurisdiction, Action<string, long> visit);

    /// <summary>Version of every served view by its name.</summary>
    IReadOnlyDictionary<string, int> Served();

    /// <summary>Triggers that hold tables append-only and are not there, or not switched on.</summary>
    IReadOnlyList<string> MissingGuards();

    /// <summary>Every jurisdiction that has rows in a durable table, with that table.</summary>
    IReadOnlyList<(string Table, string Jurisdiction)> Owners();
}
