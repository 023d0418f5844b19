using Daylight.Proceedings;

namespace Daylight.Documents.Sheets;

/// <summary>The tables of one file.</summary>
public sealed record Book(IReadOnlyList<Sheet> Sheets);

/// <summary>One table: its rows that hold anything, in order.</summary>
public sealed record Sheet(string Name, IReadOnlyList<SheetRow> Rows);

/// <summary>One row: its cells that hold anything, in order.</summary>
/// <param name="Number">From 1, as the table counts it; empty rows are left out and their numbers with them.</param>
public sealed record SheetRow(int Number, IReadOnlyList<Cell> Cells)
{
    /// <summary>The cell of a column, counted from 1; an empty one where the row has none.</summary>
    public Cell this[int column] =>
        Cells.FirstOrDefault(cell => cell.Address.Column == column)
        ?? new Cell(new CellAddress(Number, column), "", CellKind.Empty);
}

/// <summary>What became of a file that somebody handed in.</summary>
public abstract record SheetReading
{
    private SheetReading() { }

    public sealed record Read(Book Book) : SheetReading;

    /// <summary>Nothing of it was kept.</summary>
    public sealed record Refused(Refusal Refusal) : SheetReading;
}
