namespace Daylight.Ui;

/// <summary>The columns of one table in the order in which they were written.</summary>
public sealed class Columns<TRow>
{
    private readonly List<Column<TRow>> _all = [];

    internal IReadOnlyList<Column<TRow>> All => _all;

    internal void Add(Column<TRow> column) => _all.Add(column);
}
