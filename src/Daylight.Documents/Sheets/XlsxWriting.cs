using System.Globalization;
using System.Text;
using System.Xml;

namespace Daylight.Documents.Sheets;

/// <summary>Writes the parts of an xlsx file. The head row is bold, stays in sight and filters.</summary>
internal static class XlsxWriting
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Types = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    private enum Style
    {
        Plain,
        Head,
        Text,
        Day,
        Inert,
    }

    public static byte[] Write(IReadOnlyList<Table> tables)
    {
        var sheets = tables.Concat(NoteSheet(tables)).ToList();
        var names = Names(sheets);
        var package = new OfficePackage()
            .Add("_rels/.rels", null, Rels([("officeDocument", "xl/workbook.xml")]))
            .Add("xl/workbook.xml", $"{Types}.sheet.main+xml", Workbook(names))
            .Add(
                "xl/_rels/workbook.xml.rels",
                null,
                Rels([
                    .. names.Select((_, index) => ("worksheet", $"worksheets/sheet{index + 1}.xml")),
                    ("styles", "styles.xml"),
                ])
            )
            .Add("xl/styles.xml", $"{Types}.styles+xml", Styles);
        for (var index = 0; index < sheets.Count; index++)
        {
            package.Add(
                $"xl/worksheets/sheet{index + 1}.xml",
                $"{Types}.worksheet+xml",
                Sheet(sheets[index], isNote: index >= tables.Count)
            );
        }

        return package.Write();
    }

    private static IEnumerable<Table> NoteSheet(IReadOnlyList<Table> tables)
    {
        var notes = tables.SelectMany(table => table.Notes ?? []).Distinct().ToList();
        return notes.Count == 0
            ? []
            :
            [
                new Table(
                    "导出说明",
                    [new TableColumn("导出说明", 80)],
                    notes.Select(note => new TableCell[] { note })
                ),
            ];
    }

    /// <summary>Sheet names are at most 31 letters, differ, and hold none of []:*?/\.</summary>
    private static List<string> Names(List<Table> tables)
    {
        var names = new List<string>();
        foreach (var table in tables)
        {
            var name = string.Concat(
                table.Name.Where(letter => !"[]:*?/\\'".Contains(letter, StringComparison.Ordinal))
            );
            name = name.Length is 0 ? "表" : name[..Math.Min(28, name.Length)];
            names.Add(
                names.Contains(name, StringComparer.OrdinalIgnoreCase) ? $"{name}{names.Count + 1}" : name
            );
        }

        return names;
    }

    private static string Rels(IReadOnlyList<(string Type, string Target)> parts) =>
        """<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"""
        + string.Concat(
            parts.Select(
                (part, index) =>
                    $"""<Relationship Id="rId{index + 1}" Type="{Relations}/{part.Type}" Target="{part.Target}"/>"""
            )
        )
        + "</Relationships>";

    private static string Workbook(List<string> names) =>
        Written(xml =>
        {
            xml.WriteStartElement("workbook", Main);
            xml.WriteAttributeString("xmlns", "r", null, Relations);
            xml.WriteStartElement("sheets", Main);
            foreach (var (index, name) in names.Index())
            {
                xml.WriteStartElement("sheet", Main);
                xml.WriteAttributeString("name", name);
                xml.WriteAttributeString("sheetId", Number(index + 1));
                xml.WriteAttributeString("id", Relations, $"rId{index + 1}");
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        });

    private static string Sheet(Table table, bool isNote) =>
        Written(xml =>
        {
            xml.WriteStartElement("worksheet", Main);
            Frozen(xml);
            Widths(xml, table.Columns);
            xml.WriteStartElement("sheetData", Main);
            var row = 1;
            Row(xml, row, table.Columns.Select(column => ((TableCell)column.Head, Style.Head)));
            foreach (var cells in table.Rows)
            {
                Row(xml, ++row, cells.Select(cell => (cell, StyleOf(cell))));
            }

            xml.WriteEndElement();
            if (!isNote && table.Columns.Count > 0)
            {
                xml.WriteStartElement("autoFilter", Main);
                xml.WriteAttributeString("ref", $"A1:{new CellAddress(row, table.Columns.Count)}");
                xml.WriteEndElement();
            }

            Printed(xml);
            xml.WriteEndElement();
        });

    private static Style StyleOf(TableCell cell) =>
        cell.Kind switch
        {
            CellKind.Day => Style.Day,
            CellKind.Text => Inert.IsActive(cell.Text) ? Style.Inert : Style.Text,
            CellKind.Number or CellKind.Empty or CellKind.Truth or CellKind.Fault => Style.Plain,
        };

    private static void Frozen(XmlWriter xml)
    {
        xml.WriteStartElement("sheetViews", Main);
        xml.WriteStartElement("sheetView", Main);
        xml.WriteAttributeString("workbookViewId", "0");
        xml.WriteStartElement("pane", Main);
        xml.WriteAttributeString("ySplit", "1");
        xml.WriteAttributeString("topLeftCell", "A2");
        xml.WriteAttributeString("activePane", "bottomLeft");
        xml.WriteAttributeString("state", "frozen");
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Widths(XmlWriter xml, IReadOnlyList<TableColumn> columns)
    {
        if (columns.Count == 0)
        {
            return;
        }

        xml.WriteStartElement("cols", Main);
        foreach (var (index, column) in columns.Index())
        {
            xml.WriteStartElement("col", Main);
            xml.WriteAttributeString("min", Number(index + 1));
            xml.WriteAttributeString("max", Number(index + 1));
            xml.WriteAttributeString("width", column.Width.ToString("0.##", CultureInfo.InvariantCulture));
            xml.WriteAttributeString("customWidth", "1");
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    /// <summary>A4 across, as wide as the page.</summary>
    private static void Printed(XmlWriter xml)
    {
        xml.WriteStartElement("pageMargins", Main);
        foreach (var side in new[] { "left", "right", "top", "bottom", "header", "footer" })
        {
            xml.WriteAttributeString(side, "0.5");
        }

        xml.WriteEndElement();
        xml.WriteStartElement("pageSetup", Main);
        xml.WriteAttributeString("paperSize", "9");
        xml.WriteAttributeString("orientation", "landscape");
        xml.WriteAttributeString("fitToHeight", "0");
        xml.WriteEndElement();
    }

    private static void Row(XmlWriter xml, int number, IEnumerable<(TableCell Cell, Style Style)> cells)
    {
        xml.WriteStartElement("row", Main);
        xml.WriteAttributeString("r", Number(number));
        foreach (var (index, (cell, style)) in cells.Index())
        {
            Cell(xml, new CellAddress(number, index + 1), cell, style);
        }

        xml.WriteEndElement();
    }

    private static void Cell(XmlWriter xml, CellAddress at, TableCell cell, Style style)
    {
        if (cell.Kind is CellKind.Empty)
        {
            return;
        }

        xml.WriteStartElement("c", Main);
        xml.WriteAttributeString("r", at.ToString());
        xml.WriteAttributeString("s", Number((int)style));
        if (cell.Kind is CellKind.Number)
        {
            xml.WriteElementString("v", Main, cell.Text);
        }
        else if (cell.Kind is CellKind.Day && Serial(cell.Text) is { } serial)
        {
            xml.WriteElementString("v", Main, serial);
        }
        else
        {
            xml.WriteAttributeString("t", "inlineStr");
            xml.WriteStartElement("is", Main);
            xml.WriteStartElement("t", Main);
            xml.WriteAttributeString("xml", "space", null, "preserve");
            xml.WriteString(Writable(cell.Text));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    /// <summary>Days since 1899-12-30, as tables count them from 1 March 1900; an earlier day is written as text.</summary>
    private static string? Serial(string day) =>
        DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) is var read
        && read >= new DateOnly(1900, 3, 1)
            ? Number(read.DayNumber - new DateOnly(1899, 12, 30).DayNumber)
            : null;

    /// <summary>Letters that XML cannot hold, and the escapes themselves, are written as _xHHHH_.</summary>
    private static string Writable(string text)
    {
        if (
            !text.Any(letter => letter < ' ' && letter is not ('\t' or '\n'))
            && !text.Contains("_x", StringComparison.Ordinal)
            && !text.Any(char.IsSurrogate)
            && !text.AsSpan().ContainsAny('\uFFFE', '\uFFFF')
        )
        {
            return text;
        }

        var written = new StringBuilder(text.Length + 16);
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (char.IsHighSurrogate(letter) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            {
                written.Append(letter).Append(text[++at]);
            }
            else if (
                (letter < ' ' && letter is not ('\t' or '\n'))
                || char.IsSurrogate(letter)
                || letter is '\uFFFE' or '\uFFFF'
                || (letter == '_' && at + 1 < text.Length && text[at + 1] == 'x')
            )
            {
                written.Append(CultureInfo.InvariantCulture, $"_x{(int)letter:X4}_");
            }
            else
            {
                written.Append(letter);
            }
        }

        return written.ToString();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Written(Action<XmlWriter> write)
    {
        var text = new Utf8Text();
        using (
            var xml = XmlWriter.Create(text, new XmlWriterSettings { NewLineHandling = NewLineHandling.None })
        )
        {
            xml.WriteStartDocument(standalone: true);
            write(xml);
        }

        return text.ToString();
    }

    private static string Styles =>
        $"""
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <styleSheet xmlns="{Main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFF2F2F2"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" applyBorder="1" applyAlignment="1"><alignment vertical="top"/></xf><xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf><xf numFmtId="49" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="164" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment vertical="top"/></xf><xf numFmtId="49" fontId="0" fillId="0" borderId="1" xfId="0" quotePrefix="1" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>
            """;
}
