using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using Daylight.Norms;

namespace Daylight.Documents.Sheets;

/// <summary>Reads the sheets of one xlsx archive.</summary>
internal sealed partial class XlsxReading(OfficeArchive archive, FileLimits limits)
{
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private IReadOnlyList<string> _strings = [];
    private NumberFormats _formats = NumberFormats.None;
    private int _cells;

    [GeneratedRegex("_x(?<code>[0-9A-Fa-f]{4})_", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Escape { get; }

    public Book Read()
    {
        var workbook =
            Parts("_rels/.rels", "")
                .Where(part => part.Value.Type.EndsWith("/officeDocument", StringComparison.Ordinal))
                .Select(part => part.Value.Target)
                .FirstOrDefault()
            ?? throw new FileRefusedException(new FileIsNoTable());
        var folder = workbook.Contains('/', StringComparison.Ordinal)
            ? workbook[..workbook.LastIndexOf('/')]
            : "";
        var parts = Parts(
            $"{folder}/_rels/{workbook[(folder.Length > 0 ? folder.Length + 1 : 0)..]}.rels",
            folder
        );
        var (sheets, since1904) = Listed(workbook);
        _strings = Strings(Of(parts, "/sharedStrings"));
        _formats = NumberFormats.Read(archive, Of(parts, "/styles"), since1904);
        return new Book([
            .. sheets.Select(sheet =>
                ReadSheet(
                    sheet.Name,
                    parts.TryGetValue(sheet.Id, out var part)
                        ? part.Target
                        : throw new FileRefusedException(
                            new FileIsNotReadable(
                                new Phrase($"缺少工作表“{sheet.Name}”", $"the sheet {sheet.Name} is missing")
                            )
                        )
                )
            ),
        ]);
    }

    private static string? Of(Dictionary<string, (string Type, string Target)> parts, string type) =>
        parts
            .Values.Where(part => part.Type.EndsWith(type, StringComparison.Ordinal))
            .Select(part => part.Target)
            .FirstOrDefault();

    /// <summary>The parts that a part names, with their full names.</summary>
    private Dictionary<string, (string Type, string Target)> Parts(string name, string folder)
    {
        var found = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        using var reader = archive.Xml(name.TrimStart('/'));
        while (reader.Read())
        {
            if (
                reader is { NodeType: XmlNodeType.Element, LocalName: "Relationship" }
                && reader.GetAttribute("Id") is { } id
                && reader.GetAttribute("Target") is { } target
            )
            {
                found[id] = (
                    reader.GetAttribute("Type") ?? "",
                    target.StartsWith('/') || folder.Length == 0
                        ? target.TrimStart('/')
                        : $"{folder}/{target}"
                );
            }
        }

        return found;
    }

    private (IReadOnlyList<(string Name, string Id)> Sheets, bool Since1904) Listed(string workbook)
    {
        var sheets = new List<(string, string)>();
        var since1904 = false;
        using var reader = archive.Xml(workbook);
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (reader.LocalName == "workbookPr")
            {
                since1904 = reader.GetAttribute("date1904") is "1" or "true";
            }
            else if (reader.LocalName == "sheet" && reader.GetAttribute("state") is null or "visible")
            {
                sheets.Add((reader.GetAttribute("name") ?? "", reader.GetAttribute("id", Relations) ?? ""));
            }
        }

        Check(new Phrase("工作表", "sheets"), sheets.Count, limits.Sheets);
        return (sheets, since1904);
    }

    private List<string> Strings(string? part)
    {
        var strings = new List<string>();
        if (part is null)
        {
            return strings;
        }

        using var reader = archive.Xml(part);
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "si" })
            {
                strings.Add(Words(reader));
            }
        }

        return strings;
    }

    /// <summary>The words inside of an element, without readings set above them.</summary>
    private string Words(XmlReader reader)
    {
        var words = new StringBuilder();
        if (reader.IsEmptyElement)
        {
            return "";
        }

        var depth = reader.Depth;
        var aside = 0;
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "rPh", IsEmptyElement: false })
            {
                aside = reader.Depth;
            }
            else if (reader.NodeType == XmlNodeType.EndElement && reader.Depth == aside)
            {
                aside = 0;
            }
            else if (aside == 0 && IsText(reader.NodeType))
            {
                words.Append(reader.Value);
                Check(new Phrase("单元格的字数", "letters of a cell"), words.Length, limits.Letters);
            }
        }

        return Escape.Replace(
            words.ToString(),
            found => ((char)Convert.ToInt32(found.Groups["code"].Value, 16)).ToString()
        );
    }

    private static bool IsText(XmlNodeType type) =>
        type
            is XmlNodeType.Text
                or XmlNodeType.CDATA
                or XmlNodeType.SignificantWhitespace
                or XmlNodeType.Whitespace;

    private Sheet ReadSheet(string name, string part)
    {
        var rows = new SortedDictionary<int, SortedDictionary<int, Cell>>();
        var merged = new List<(CellAddress From, CellAddress To)>();
        var at = new CellAddress(0, 0);
        using var reader = archive.Xml(part);
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (reader.LocalName)
            {
                case "row":
                    at = new CellAddress(Whole(reader.GetAttribute("r")) ?? at.Row + 1, 0);
                    Check(new Phrase("行数", "rows"), at.Row, limits.Rows);
                    break;
                case "c":
                    at =
                        CellAddress.Read(reader.GetAttribute("r") ?? "")
                        ?? new CellAddress(Math.Max(1, at.Row), at.Column + 1);
                    Keep(rows, ReadCell(reader, at));
                    break;
                case "mergeCell" when Merged(reader.GetAttribute("ref") ?? "") is { } range:
                    merged.Add(range);
                    break;
            }
        }

        Spread(rows, merged);
        return new Sheet(name, [.. rows.Select(row => new SheetRow(row.Key, [.. row.Value.Values]))]);
    }

    private void Keep(SortedDictionary<int, SortedDictionary<int, Cell>> rows, Cell cell)
    {
        Check(new Phrase("行数", "rows"), cell.Address.Row, limits.Rows);
        if (cell.IsEmpty)
        {
            return;
        }

        Check(new Phrase("列数", "columns"), cell.Address.Column, limits.Columns);
        Check(new Phrase("单元格数", "cells"), ++_cells, limits.Cells);
        if (!rows.TryGetValue(cell.Address.Row, out var row))
        {
            rows[cell.Address.Row] = row = [];
        }

        row[cell.Address.Column] = cell;
    }

    /// <summary>What was merged downwards holds for every row that it covers.</summary>
    private void Spread(
        SortedDictionary<int, SortedDictionary<int, Cell>> rows,
        List<(CellAddress From, CellAddress To)> merged
    )
    {
        foreach (var (from, to) in merged)
        {
            if (rows.TryGetValue(from.Row, out var first) && first.TryGetValue(from.Column, out var cell))
            {
                for (var row = from.Row + 1; row <= Math.Min(to.Row, limits.Rows); row++)
                {
                    Keep(rows, cell with { Address = new CellAddress(row, from.Column) });
                }
            }
        }
    }

    private static (CellAddress From, CellAddress To)? Merged(string range) =>
        range.Split(':') is [var from, var to]
        && CellAddress.Read(from) is { } first
        && CellAddress.Read(to) is { } last
            ? (first, last)
            : null;

    private Cell ReadCell(XmlReader reader, CellAddress at)
    {
        var type = reader.GetAttribute("t") ?? "n";
        var style = Whole(reader.GetAttribute("s")) ?? 0;
        var value = "";
        if (!reader.IsEmptyElement)
        {
            var depth = reader.Depth;
            while (reader.Read() && reader.Depth > depth)
            {
                if (reader is { NodeType: XmlNodeType.Element, LocalName: "v" or "is" })
                {
                    value = Words(reader);
                }
            }
        }

        return value.Length == 0
            ? new Cell(at, "", CellKind.Empty)
            : type switch
            {
                "s" => new Cell(at, Shared(value, at), CellKind.Text),
                "inlineStr" or "str" => new Cell(at, value, CellKind.Text),
                "b" => new Cell(at, value is "1" or "true" ? "TRUE" : "FALSE", CellKind.Truth),
                "e" => new Cell(at, value, CellKind.Fault),
                "d" => new Cell(at, value, CellKind.Day),
                _ => _formats.Show(at, value, style),
            };
    }

    private string Shared(string value, CellAddress at) =>
        Whole(value) is { } index && index < _strings.Count
            ? _strings[index]
            : throw new FileRefusedException(
                new FileIsNotReadable(new Phrase($"{at} 的文字缺失", $"the text of {at} is missing"))
            );

    private static int? Whole(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? whole : null;

    private static void Check(Phrase what, int count, int most)
    {
        if (count > most)
        {
            throw new FileRefusedException(new FileIsTooLarge(what, most));
        }
    }
}
