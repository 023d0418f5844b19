using System.Globalization;

namespace Daylight.Documents.Papers;

/// <summary>Forms and tables of a paper.</summary>
internal static class Tables
{
    private const double Millimetre = 56.693;

    /// <summary>The name of a row takes seven characters of 4号.</summary>
    private const int NameWidth = 1900;

    private static readonly Words.Set s_name = new()
    {
        Font = Layout.Black,
        Size = Layout.Size4,
        Align = "center",
        Line = 480,
    };

    private static readonly Words.Set s_value = new()
    {
        Size = Layout.Size4,
        Align = "left",
        Line = 480,
    };

    public static void Form(Words words, PaperBlock.Form form)
    {
        var half = (Layout.Width / 2) - NameWidth;
        words.Raw(Begin([NameWidth, half, NameWidth, Layout.Width - (2 * NameWidth) - half]));
        foreach (var row in form.Rows)
        {
            words.Raw(RowBegin(row.Lines * Layout.Line));
            Cell(words, row.Name, s_name, NameWidth);
            if (row.Second is { } second)
            {
                Cell(words, row.Value, s_value, half);
                Cell(words, second.Name, s_name, NameWidth);
                Cell(words, second.Value, s_value, Layout.Width - (2 * NameWidth) - half);
            }
            else
            {
                Cell(words, row.Value, s_value, Layout.Width - NameWidth, span: 3);
            }

            words.Raw("</w:tr>");
        }

        words.Raw("</w:tbl>").Blank(1, new Words.Set { Line = 120 });
    }

    public static void Grid(Words words, PaperBlock.Grid grid)
    {
        var widths = grid.Columns.Select(column => (int)(column.Width * Millimetre)).ToList();
        words.Raw(Begin(widths));
        words.Raw(RowBegin(Layout.Line, head: true));
        foreach (var ((head, _), width) in grid.Columns.Zip(widths))
        {
            Cell(words, head, s_name with { Size = 24, Line = 400 }, width);
        }

        words.Raw("</w:tr>");
        foreach (var row in grid.Rows)
        {
            words.Raw(RowBegin(400));
            foreach (var (text, width) in row.Zip(widths))
            {
                Cell(words, text, s_value with { Size = 24, Line = 400 }, width);
            }

            words.Raw("</w:tr>");
        }

        words.Raw("</w:tbl>").Blank(1, new Words.Set { Line = 120 });
    }

    private static string Begin(IEnumerable<int> widths) =>
        $"<w:tbl><w:tblPr><w:tblW w:w=\"{Layout.Width}\" w:type=\"dxa\"/><w:tblBorders><w:top w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"000000\"/><w:left w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"000000\"/><w:bottom w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"000000\"/><w:right w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"000000\"/><w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/><w:insideV w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/></w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"85\" w:type=\"dxa\"/><w:right w:w=\"85\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>{string.Concat(widths.Select(width => string.Create(CultureInfo.InvariantCulture, $"<w:gridCol w:w=\"{width}\"/>")))}</w:tblGrid>";

    private static string RowBegin(int height, bool head = false) =>
        $"<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"{height}\" w:hRule=\"atLeast\"/>{(head ? "<w:tblHeader/>" : "")}</w:trPr>";

    private static void Cell(Words words, string text, Words.Set set, int width, int span = 1)
    {
        words.Raw(
            $"<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{(span > 1 ? $"<w:gridSpan w:val=\"{span}\"/>" : "")}<w:vAlign w:val=\"center\"/></w:tcPr>"
        );
        words.Paragraph(text, set);
        words.Raw("</w:tc>");
    }
}
