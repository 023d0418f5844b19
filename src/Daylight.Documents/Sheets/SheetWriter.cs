using System.Buffers;
using System.Text;

namespace Daylight.Documents.Sheets;

/// <summary>
/// Writes tables. Text that begins like a formula stays text; no person, program or path stands in the file's
/// properties; the same table gives the same bytes.
/// </summary>
public static class SheetWriter
{
    /// <summary>Media type of <see cref="Xlsx"/>.</summary>
    public const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Media type of <see cref="Csv"/>.</summary>
    public const string CsvType = "text/csv; charset=utf-8";

    private static readonly SearchValues<char> s_quoted = SearchValues.Create(",\"\r\n\t;");

    public static byte[] Xlsx(params IReadOnlyList<Table> tables) => XlsxWriting.Write(tables);

    /// <summary>UTF-8 with its mark, lines ended by CR LF; the notes stand below the rows after an empty line.</summary>
    public static byte[] Csv(Table table)
    {
        var text = new StringBuilder("\uFEFF");
        Line(text, table.Columns.Select(column => Quoted(column.Head, CellKind.Text)));
        foreach (var row in table.Rows)
        {
            Line(text, row.Select(cell => Quoted(cell.Text, cell.Kind)));
        }

        if (table.Notes is { Count: > 0 } notes)
        {
            Line(text, []);
            foreach (var note in notes)
            {
                Line(text, [Quoted(note, CellKind.Text)]);
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Line(StringBuilder text, IEnumerable<string> fields) =>
        text.AppendJoin(',', fields).Append("\r\n");

    private static string Quoted(string text, CellKind kind)
    {
        var inert = kind is CellKind.Text && Inert.IsActive(text) ? $"'{text}" : text;
        return inert.AsSpan().ContainsAny(s_quoted) || inert != inert.Trim()
            ? $"\"{inert.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : inert;
    }
}
