using Daylight.Store;

namespace Daylight.Proceedings;

/// <summary>A table folded from facts. Disposable: it can be made again from the log alone, and an audit does so.</summary>
public abstract class View
{
    /// <summary>The table; its name stands in SQL only in the assembly that owns the view.</summary>
    public abstract ViewTable Table { get; }

    /// <summary>Whether it folds sealed facts (and only these) or open ones (and only these).</summary>
    public bool FoldsSealed => Table.Sealed;

    /// <summary>
    /// The kinds of facts that it folds; null where it looks at every kind. A fact of another kind never reaches it, so
    /// that an audit need not read payloads that no view wants.
    /// </summary>
    public virtual IReadOnlySet<Type>? Folds => null;

    /// <summary>Keys of the rows that a fact touches, without the jurisdiction.</summary>
    public abstract IEnumerable<object[]> Keys(Recorded recorded);

    /// <summary>Columns of the rows that <see cref="Fold"/> takes and makes; those of the table, but for sealed views.</summary>
    internal virtual IReadOnlyList<Column> Columns => Table.Columns;

    /// <summary>A folded row as the table holds it; null where its key is gone, so that the row goes too.</summary>
    internal virtual object?[]? Store(object?[] row, string jurisdiction, CaseKeys keys) => row;

    /// <summary>A row of the table as it was folded; null where its key is not held.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">when a sealed row was changed.</exception>
    internal virtual object?[]? Load(object?[] stored, string jurisdiction, CaseKeys keys) => stored;

    internal bool Wants(Recorded recorded) =>
        FoldsSealed == recorded.Sealed && (Folds is null || Folds.Contains(recorded.Fact.GetType()));

    /// <summary>The row after the fact; null where there is none (any more). Pure.</summary>
    internal abstract object?[]? Fold(object[] key, object?[]? row, Recorded recorded);
}

/// <summary>A view whose rows are records; their properties are its columns, the key first.</summary>
/// <typeparam name="TRow">A positional record of texts, numbers, days, instants, decimals, enums and bytes.</typeparam>
public abstract class View<TRow> : View
    where TRow : class
{
    private readonly RowCodec<TRow> _codec = RowCodec<TRow>.Instance;

    protected View(string table, int version, int keyLength, params IReadOnlyList<string> indexes) =>
        Table = new ViewTable(table, version, _codec.Columns, keyLength, indexes);

    public sealed override ViewTable Table { get; }

    /// <summary>The row after the fact. Pure; a fact that changes nothing returns the row it was given.</summary>
    protected abstract TRow? Apply(object[] key, TRow? row, Recorded recorded);

    internal override object?[]? Fold(object[] key, object?[]? row, Recorded recorded)
    {
        var before = row is null ? null : _codec.Read(row);
        var after = Apply(key, before, recorded);
        return ReferenceEquals(before, after) ? row
            : after is null ? null
            : _codec.Write(after);
    }
}
