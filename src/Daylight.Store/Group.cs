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

    /// <summary>The head's <see cref="LogHead.Views"/> when the served views were looked up; guarded like the size.</summary>
    public long KnownViews { get; init; }

    public long NewSize => KnownSize + Facts.Count;
}

/// <summary>Bytes kept under their SHA-256 (hex).</summary>
public sealed record Content(string Hash, byte[] Bytes);

/// <summary>A case key under the master key; erasing the row erases what it sealed.</summary>
public sealed record WrappedKey(string KeyId, byte[] Wrapped);

/// <summary>What became of an append.</summary>
public enum Appended
{
    /// <summary>Committed and durable.</summary>
    Durable,

    /// <summary>Another node appended first; nothing was written. Read the new facts and decide anew.</summary>
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
