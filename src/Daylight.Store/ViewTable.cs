namespace Daylight.Store;

/// <summary>What a column of a view may hold. There are no floats and no database clocks.</summary>
public enum ColumnKind
{
    /// <summary>UTF-8 text; days are ISO text, decimals their invariant text.</summary>
    Text,

    /// <summary>64-bit integer; instants are UTC milliseconds, booleans 0 or 1.</summary>
    Number,

    /// <summary>Raw bytes.</summary>
    Bytes,
}

/// <summary>One column. Only key columns may not be null.</summary>
public sealed record Column(string Name, ColumnKind Kind);

/// <summary>
/// A table folded from facts. The jurisdiction leads its key and is added by the driver; <see cref="Columns"/>
/// begin with the other key columns, <see cref="KeyLength"/> of them.
/// </summary>
/// <param name="Name">Table name, snake case; the owning assembly alone writes it in SQL.</param>
/// <param name="Version">Raised whenever the fold or the columns change; a new version is rebuilt beside the served one.</param>
/// <param name="Columns">Key columns first.</param>
/// <param name="KeyLength">How many leading columns form the key within a jurisdiction.</param>
/// <param name="Indexes">Further indexes, each a comma-separated column list; the jurisdiction is put in front.</param>
/// <param name="Sealed">
/// Whether rows hold ciphertext under case keys, so that an audit needs the keys. Such a table has a column
/// <see cref="CaseColumn"/> with the id of the key, and its rows go when that key is erased.
/// </param>
public sealed record ViewTable(
    string Name,
    int Version,
    IReadOnlyList<Column> Columns,
    int KeyLength,
    IReadOnlyList<string> Indexes,
    bool Sealed = false
)
{
    /// <summary>Column of a sealed table that holds the id of the key.</summary>
    public const string CaseColumn = "case_key";

    /// <summary>The name under which a new version is rebuilt before it is swapped in.</summary>
    public string Beside => $"{Name}__v{Version}";

    /// <summary>What the served table is called between the swap and its removal.</summary>
    public string Old => $"{Name}__old";
}

/// <summary>Keys of one table, without the jurisdiction, whose rows are wanted.</summary>
public sealed record RowKeys(ViewTable Table, IReadOnlyList<object[]> Keys);

/// <summary>A row to write, or, where <see cref="Row"/> is null, to remove. Values are string, long, byte[] or null.</summary>
public sealed record RowChange(ViewTable Table, object[] Key, object?[]? Row)
{
    /// <summary>
    /// The row as the table holds it, where that is known: a driver may then write the columns that differ and leave the
    /// indexes of the others alone.
    /// </summary>
    public object?[]? Before { get; init; }
}
