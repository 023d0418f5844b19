using System.Diagnostics.CodeAnalysis;
using Daylight.Norms;
using Daylight.Proceedings;

namespace Daylight.Documents.Sheets;

/// <summary>A column that an import knows.</summary>
/// <param name="AlsoCalled">Other heads that offices write over it.</param>
public sealed record Head(string Name, bool Required = false, params IReadOnlyList<string> AlsoCalled);

/// <summary>A fault of one cell, for the preview of an import.</summary>
public sealed record CellFault(Cell Cell, string Head, Phrase What)
{
    /// <summary>Where and what: 第5行“牵头单位”（C5）：……</summary>
    public Phrase Say() =>
        new(
            $"第{Cell.Address.Row}行“{Head}”（{Cell.Address}）：{What.Zh}",
            $"Row {Cell.Address.Row}, {Head} ({Cell.Address}): {What.En}"
        );
}

/// <summary>
/// A sheet whose columns are found by their heads, wherever the head row stands in the first twenty rows (a title may
/// stand above it) and whatever order the columns have. Unknown columns are left alone.
/// </summary>
public sealed class HeadedSheet
{
    private const int Searched = 20;

    private readonly Dictionary<string, int> _columns;

    private HeadedSheet(Dictionary<string, int> columns, IReadOnlyList<SheetRow> rows)
    {
        _columns = columns;
        Rows = rows;
    }

    /// <summary>The rows below the head row.</summary>
    public IReadOnlyList<SheetRow> Rows { get; }

    public bool Has(string head) => _columns.ContainsKey(head);

    /// <summary>The cell of a row under a head, without blanks around it; empty where there is none.</summary>
    public Cell Of(SheetRow row, string head)
    {
        var cell = row[_columns.GetValueOrDefault(head)];
        return cell with { Text = cell.Text.Trim() };
    }

    /// <summary>A fault of the cell of a row under a head.</summary>
    public CellFault Fault(SheetRow row, string head, Phrase what) => new(Of(row, head), head, what);

    public static bool TryRead(
        Sheet sheet,
        IReadOnlyList<Head> heads,
        [NotNullWhen(true)] out HeadedSheet? table,
        [NotNullWhen(false)] out Refusal? refusal
    )
    {
        var (index, found) = HeadRow(sheet, heads);
        refusal =
            (Refusal?)Missing(sheet, heads, found) ?? (index < 0 ? null : Twice(sheet.Rows[index], heads));
        table = refusal is null ? new HeadedSheet(found, [.. sheet.Rows.Skip(index + 1)]) : null;
        return refusal is null;
    }

    private static (int Index, Dictionary<string, int> Columns) HeadRow(
        Sheet sheet,
        IReadOnlyList<Head> heads
    )
    {
        var best = (Index: -1, Columns: new Dictionary<string, int>(StringComparer.Ordinal));
        for (var index = 0; index < Math.Min(Searched, sheet.Rows.Count); index++)
        {
            var columns = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var cell in sheet.Rows[index].Cells)
            {
                if (heads.FirstOrDefault(head => IsCalled(head, cell.Text)) is { } head)
                {
                    columns.TryAdd(head.Name, cell.Address.Column);
                }
            }

            if (columns.Count > best.Columns.Count)
            {
                best = (index, columns);
            }
        }

        return best;
    }

    private static HeadsAreMissing? Missing(
        Sheet sheet,
        IReadOnlyList<Head> heads,
        Dictionary<string, int> found
    )
    {
        var missing = heads.Where(head => head.Required && !found.ContainsKey(head.Name)).ToList();
        return missing.Count > 0 || found.Count == 0
            ? new HeadsAreMissing(
                string.Join('、', (missing.Count > 0 ? missing : heads).Select(head => head.Name)),
                sheet.Name
            )
            : null;
    }

    private static HeadStandsTwice? Twice(SheetRow row, IReadOnlyList<Head> heads) =>
        heads
            .Select(head =>
                (head.Name, Cells: row.Cells.Where(cell => IsCalled(head, cell.Text)).Take(2).ToList())
            )
            .Where(entry => entry.Cells.Count > 1)
            .Select(entry => new HeadStandsTwice(
                entry.Name,
                entry.Cells[0].Address.ToString(),
                entry.Cells[1].Address.ToString()
            ))
            .FirstOrDefault();

    private static bool IsCalled(Head head, string text) =>
        Bare(text) is { Length: > 0 } bare
        && (bare == Bare(head.Name) || head.AlsoCalled.Any(name => bare == Bare(name)));

    /// <summary>Without blanks, marks of a required column, and what stands in brackets behind the head.</summary>
    private static string Bare(string text)
    {
        var bare = string.Concat(
            text.Where(letter => !char.IsWhiteSpace(letter) && letter is not ('*' or '＊'))
        );
        var bracket = bare.IndexOfAny(['（', '(']);
        return bracket > 0 ? bare[..bracket] : bare;
    }
}
