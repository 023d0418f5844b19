using System.Globalization;
using System.Runtime.InteropServices;
using Daylight.Ui;

namespace Daylight.Documents.Sheets;

/// <summary>Where a cell stands. Rows and columns are counted from 1, as a person at the table counts them.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CellAddress(int Row, int Column)
{
    /// <summary>The letters of the column: A to Z, then AA.</summary>
    public string Letters
    {
        get
        {
            var letters = "";
            for (var rest = Column; rest > 0; rest = (rest - 1) / 26)
            {
                letters = (char)('A' + ((rest - 1) % 26)) + letters;
            }

            return letters;
        }
    }

    /// <summary>As the table names it: C12.</summary>
    public override string ToString() => Letters + Row.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads C12; null where it is no address.</summary>
    internal static CellAddress? Read(string text)
    {
        var column = 0;
        var at = 0;
        for (; at < text.Length && text[at] is >= 'A' and <= 'Z' && at < 4; at++)
        {
            column = (column * 26) + (text[at] - 'A' + 1);
        }

        return
            at > 0
            && int.TryParse(text.AsSpan(at), NumberStyles.None, CultureInfo.InvariantCulture, out var row)
            && row > 0
            ? new CellAddress(row, column)
            : null;
    }
}

/// <summary>What a table says that a cell is.</summary>
public enum CellKind
{
    Empty,
    Text,
    Number,

    /// <summary>A number that the table shows as a day or an instant.</summary>
    Day,
    Truth,

    /// <summary>A formula that failed, such as #REF!.</summary>
    Fault,
}

/// <summary>One cell as its reader saw it.</summary>
/// <param name="Text">As written: a day as 2026-12-31 (with 08:30 where it has a time), a number as the table shows it.</param>
public sealed record Cell(CellAddress Address, string Text, CellKind Kind)
{
    public bool IsEmpty => Text.Length == 0;

    /// <summary>The day that is written here, however people write it; null where it is none.</summary>
    public DateOnly? Day =>
        Dates.TryRead(Kind is CellKind.Day ? Text.Split(' ')[0] : Text, out var day) ? day : null;
}
