namespace Daylight.Store;

/// <summary>All that one transaction writes for the acts of one group.</summary>
/// <param name="KnownSize">Size of the log on which the acts were decided; the append holds only if it is still so.</param>
/// <param name="Edge">Edge of the tree after the last fact.</param>
public sealed record Group(
    string Jurisdiction,
    long KnownSize,
    byte[] Edge,
    IReadOnlyList<FactRow> Facts,
    IReadOnlyList<StreamRow> Streams,
    IReadOnlyList<ActRow> Acts,
    IReadOnlyList<RowChange> Rows
)
{
    /// <summary>Content kept by hash (rule packs, calendars), written before the facts that name it.</summary>
    public IReadOnlyList<Content> Contents { get; init; } = [];

    /// <summary>Wrapped keys made for sealed facts of this group.</summary>
    public IReadOnlyList<WrappedKey> Keys { get; init; } = [];

    /// <summary>
    /// Ids of keys that this group erases: their wraps and every row of <see cref="SealedTables"/> that they seal go in
    /// the same transaction, and the bytes are overwritten before the group is answered (see <see cref="ILogStore.Scrub"/>).
    /// </summary>
    public IReadOnlyList<string> ErasedKeys { get; init; } = [];

    /// <summary>The served tables whose rows are sealed.</summary>
    public IReadOnlyList<ViewTable> SealedTables { get; init; } = [];

    /// <summary>The pool after this group, or null where it stays as it is. Raises <see cref="LogHead.Views"/>.</summary>
    public PoolChange? Pool { get; init; }

    /// <summary>Files that the facts of this group name.</summary>
    public IReadOnlyList<AttachmentRow> Attachments { get; init; } = [];

    /// <summary>The head's <see cref="LogHead.Views"/> when the served views were looked up; guarded like the size.</summary>
    public long KnownViews { get; init; }

    public long NewSize => KnownSize + Facts.Count;
}

/// <summary>Bytes kept under their SHA-256 (hex).</summary>
public sealed record Content(string Hash, byte[] Bytes);

/// <summary>A case key under the master key; erasing the row erases what it sealed.</summary>
public sealed record WrappedKey(string KeyId, byte[] Wrapped);

/// <summary>The pool of waiting facts as it is kept; <see cref="Row"/> is null where nothing waits.</summary>
public sealed record PoolChange(PoolRow? Row);

/// <summary>All facts that wait, in one box, under a key that is made anew with every change.</summary>
/// <param name="Wrapped">The box's key under the master key.</param>
public sealed record PoolRow(byte[] Wrapped, byte[] Box);

/// <summary>A file that a fact names.</summary>
/// <param name="Hash">SHA-256 of its ciphertext, hexadecimal.</param>
/// <param name="KeyId">The case whose key opens it.</param>
public sealed record AttachmentRow(string Hash, string KeyId);

/// <summary>What became of an append.</summary>
public enum Appended
{
    /// <summary>Committed and durable.</summary>
    Durable,

    /// <summary>
    /// Another node appended, swapped a view, changed the pool, or made or erased one of the keys first; nothing was
    /// written. Read what is new and decide anew.
    /// </summary>
    Moved,
}

/// <summary>What the store knows of the acts and streams of a group, before it is decided.</summary>
/// <param name="Acts">Those of the asked act ids that were recorded before.</param>
/// <param name="Streams">Facts of each asked stream after the asked version, in order of version.</param>
public sealed record Lookup(
    IReadOnlyDictionary<string, ActRow> Acts,
    IReadOnlyDictionary<string, IReadOnlyList<FactRow>> Streams
);

/// <summary>A stream, and the version up to which the caller has folded it already (0 for none).</summary>
public readonly record struct StreamAfter(string Stream, long Version);
