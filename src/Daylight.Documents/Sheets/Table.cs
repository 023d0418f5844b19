using System.Globalization;

namespace Daylight.Documents.Sheets;

/// <summary>A column to be written.</summary>
/// <param name="Width">In letters of the table's font; a Chinese one takes two.</param>
public sealed record TableColumn(string Head, double Width = 14);

/// <summary>A table to be written.</summary>
/// <param name="Notes">Lines that mark the file: who took it out, when, for what. In xlsx on a sheet of their own.</param>
public sealed record Table(
    string Name,
    IReadOnlyList<TableColumn> Columns,
    IEnumerable<IReadOnlyList<TableCell>> Rows,
    IReadOnlyList<string>? Notes = null
);

/// <summary>A value to be written: a text, which stays a text whatever it begins with, a number or a day.</summary>
public readonly record struct TableCell
{
    private TableCell(string text, CellKind kind)
    {
        Text = text;
        Kind = kind;
    }

    /// <summary>As CSV has it.</summary>
    public string Text
    {
        get => field ?? "";
    }

    public CellKind Kind { get; }

    public static implicit operator TableCell(string? text) =>
        new(text ?? "", string.IsNullOrEmpty(text) ? CellKind.Empty : CellKind.Text);

    public static implicit operator TableCell(long number) =>
        new(number.ToString(CultureInfo.InvariantCulture), CellKind.Number);

    public static implicit operator TableCell(decimal number) =>
        new(number.ToString(CultureInfo.InvariantCulture), CellKind.Number);

    public static implicit operator TableCell(DateOnly day) =>
        new(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), CellKind.Day);

    public static implicit operator TableCell(DateOnly? day) => day is { } known ? known : default(TableCell);
}
