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

/// <summary>A row of the stream index as it stands in the database; the UTF-8 bytes hold only during the call.</summary>
public delegate void StreamVisitor(ReadOnlySpan<byte> stream, long version, long index);

/// <summary>An act row as it stands in the database; the spans hold only during the call.</summary>
public delegate void ActVisitor(ReadOnlySpan<byte> id, long first, long parts, ReadOnlySpan<byte> digest);

/// <summary>
/// Reads everything of a log, for audits, without trusting that anything of it is in order. Every call blocks. One
/// sequence at a time: read it to its end, or dispose of its enumerator, before the next call.
/// </summary>
public interface ISnapshotReader
{
    LogHead? Head(string jurisdiction);

    /// <summary>Facts from <paramref name="from"/> up to but excluding <paramref name="to"/>, in order of index.</summary>
    void Facts(string jurisdiction, long from, long to, FactVisitor visit);

    /// <summary>The highest index of a fact, or -1.</summary>
    long LastFact(string jurisdiction);

    /// <summary>Indexes, as texts, of facts that no log of that size has; the first hundred.</summary>
    IReadOnlyList<string> FactsOutside(string jurisdiction, long size);

    /// <summary>The acts that have a fact in that range, in order of their first index.</summary>
    IReadOnlyList<ActRow> ActsBetween(string jurisdiction, long from, long to);

    /// <summary>Act rows in order of first index.</summary>
    void Acts(string jurisdiction, ActVisitor visit);

    /// <summary>Rows of the stream index in order of stream and version.</summary>
    void Streams(string jurisdiction, StreamVisitor visit);

    /// <summary>Content in order of its hash.</summary>
    IEnumerable<Content> Contents(string jurisdiction);

    /// <summary>Wrapped keys in order of their ids.</summary>
    IEnumerable<WrappedKey> WrappedKeys(string jurisdiction);

    /// <summary>The pool of waiting facts, or null where nothing ever waited.</summary>
    PoolRow? Pool(string jurisdiction);

    /// <summary>Files that facts name, in order of their hashes.</summary>
    IEnumerable<AttachmentRow> Attachments(string jurisdiction);

    /// <summary>Checkpoints in order of size.</summary>
    IEnumerable<PublishedCheckpoint> Checkpoints(string jurisdiction);

    /// <summary>The checkpoint that the public is shown, or null.</summary>
    PublishedCheckpoint? Shown(string jurisdiction);

    /// <summary>Tiles in order of level and number.</summary>
    IEnumerable<TileRow> Tiles(string jurisdiction);

    /// <summary>Rows of a served view in order of key: numbers by size, texts by their UTF-8 bytes.</summary>
    IEnumerable<object?[]> Rows(string jurisdiction, ViewTable table);

    /// <summary>Subscribers and the next index that each will read.</summary>
    IEnumerable<(string Subscriber, long Next)> Cursors(string jurisdiction);

    /// <summary>Version of every served view by its name.</summary>
    IReadOnlyDictionary<string, int> Served();

    /// <summary>Triggers that hold tables append-only and are not there, or not switched on.</summary>
    IReadOnlyList<string> MissingGuards();

    /// <summary>The tables that no fact can make again, but those that hold wrapped keys.</summary>
    IReadOnlyList<DurableTable> Durable();

    /// <summary>The tables that hold wrapped keys, which a backup keeps apart.</summary>
    IReadOnlyList<DurableTable> Wraps();

    /// <summary>All rows of a durable table, of every jurisdiction, as they stand.</summary>
    IEnumerable<object?[]> Everything(DurableTable table);

    /// <summary>Every jurisdiction that has rows in a durable table, with that table.</summary>
    IReadOnlyList<(string Table, string Jurisdiction)> Owners();
}
