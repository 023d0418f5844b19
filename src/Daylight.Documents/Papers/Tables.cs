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
        Line = Line,
    };

    private static readonly Words.Set s_value = new()
    {
        Size = Layout.Size4,
        Align = "left",
        Line = Line,
    };

    /// <summary>Between a text and the rule of its cell, at either side.</summary>
    private const int Side = 85;

    private const int Line = 480;

    /// <summary>What the rules of the 版记 take.</summary>
    private const int FootRules = 60;

    private const int Character = (Layout.Size4 * 10) + Layout.Tightening;

    /// <summary>Least and greatest height of a row that is left for a hand.</summary>
    private const int LeastRoom = 3 * Line;
    private const int MostRoom = 7 * Line;

    private static readonly int s_half = (Layout.Width / 2) - NameWidth;

    /// <param name="room">Height that it may fill; rows for a hand share what the others leave of it.</param>
    public static void Form(Words words, PaperBlock.Form form, int room)
    {
        var last = Layout.Width - (2 * NameWidth) - s_half;
        var share = Share(form.Rows, room);
        words.Raw(Begin([NameWidth, s_half, NameWidth, last]));
        foreach (var row in form.Rows)
        {
            words.Raw(RowBegin(row.Room ? share : Layout.Line));
            if (row.Name.Length == 0)
            {
                Cell(words, row.Value, s_value, Layout.Width, span: 4);
            }
            else
            {
                Cell(words, row.Name, s_name, NameWidth);
                Cell(
                    words,
                    row.Value,
                    s_value,
                    row.Second is null ? Layout.Width - NameWidth : s_half,
                    span: row.Second is null ? 3 : 1,
                    row.Signs
                );
            }

            if (row.Second is { } second)
            {
                Cell(words, second.Name, s_name, NameWidth);
                Cell(words, second.Value, s_value, last);
            }

            words.Raw("</w:tr>");
        }

        words.Raw("</w:tbl>").Blank(1, new Words.Set { Line = 120 });
    }

    /// <summary>Whether a value fits into one line of half a row.</summary>
    public static bool IsShort(string value) => Wide(value) <= s_half - (2 * Side);

    private static int Share(IReadOnlyList<FormRow> rows, int room)
    {
        var hands = rows.Count(row => row.Room);
        const int Rules = 200;
        var rest = room - Rules - rows.Where(row => !row.Room).Sum(HeightOf);
        return hands == 0 ? 0 : Math.Clamp(rest / hands, LeastRoom, MostRoom);
    }

    private static int HeightOf(FormRow row)
    {
        var width = Layout.Width - NameWidth - (2 * Side);
        var lines = Math.Max(1, (Wide(row.Value) + width - 1) / width) + (row.Signs is null ? 0 : 1);
        return Math.Max(Layout.Line, lines * Line);
    }

    private static int Wide(string text) =>
        text.Sum(letter => char.IsAscii(letter) ? Character / 2 : Character);

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

    /// <summary>Lines between thick rules, with thin ones between them, at the foot of the text block of the page on which it falls.</summary>
    public static void AtFoot(Words words, IReadOnlyList<(string Text, Words.Set Set)> lines, bool ruled)
    {
        // 0.35 mm and 0.25 mm, in eighths of a point.
        var (thick, thin) = ruled ? ("single\" w:sz=\"8", "single\" w:sz=\"6") : ("nil", "nil");
        // Where it begins, not where it ends: LibreOffice reads no place at the foot.
        var height = lines.Sum(line => line.Set.Line * LinesOf(line.Text, line.Set)) + FootRules;
        words.Raw(
            $"<w:tbl><w:tblPr><w:tblpPr w:leftFromText=\"0\" w:rightFromText=\"0\" w:vertAnchor=\"page\" w:horzAnchor=\"margin\" w:tblpXSpec=\"left\" w:tblpY=\"{Layout.PageHeight - Layout.Bottom - height}\"/><w:tblOverlap w:val=\"never\"/><w:tblW w:w=\"{Layout.Width}\" w:type=\"dxa\"/><w:tblBorders><w:top w:val=\"{thick}\"/><w:bottom w:val=\"{thick}\"/><w:insideH w:val=\"{thin}\"/></w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"0\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w=\"{Layout.Width}\"/></w:tblGrid>"
        );
        foreach (var (text, set) in lines)
        {
            words.Raw(RowBegin(0));
            Cell(words, text, set, Layout.Width);
            words.Raw("</w:tr>");
        }

        words.Raw("</w:tbl>").Blank(1, new Words.Set { Line = 20 });
    }

    private static int LinesOf(string text, Words.Set set)
    {
        var width = Layout.Width - set.Left - set.Right;
        return text.Contains('\t', StringComparison.Ordinal)
            ? 1
            : Math.Max(1, (Wide(text) - set.Hanging + width - 1) / width);
    }

    private static string Begin(IEnumerable<int> widths) =>
        $"<w:tbl><w:tblPr><w:tblW w:w=\"{Layout.Width}\" w:type=\"dxa\"/><w:tblBorders><w:top w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"000000\"/><w:left w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"000000\"/><w:bottom w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"000000\"/><w:right w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"000000\"/><w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/><w:insideV w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/></w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"{Side}\" w:type=\"dxa\"/><w:right w:w=\"{Side}\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>{string.Concat(widths.Select(width => string.Create(CultureInfo.InvariantCulture, $"<w:gridCol w:w=\"{width}\"/>")))}</w:tblGrid>";

    private static string RowBegin(int height, bool head = false) =>
        $"<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"{height}\" w:hRule=\"atLeast\"/>{(head ? "<w:tblHeader/>" : "")}</w:trPr>";

    /// <param name="signs">A line at the foot of the cell for a name and a date; null for none.</param>
    private static void Cell(
        Words words,
        string text,
        Words.Set set,
        int width,
        int span = 1,
        string? signs = null
    )
    {
        words.Raw(
            $"<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{(span > 1 ? $"<w:gridSpan w:val=\"{span}\"/>" : "")}<w:vAlign w:val=\"{(signs is null ? "center" : "bottom")}\"/></w:tcPr>"
        );
        words.Paragraph(text, set);
        if (signs is not null)
        {
            words.Paragraph(signs, set with { Align = "right", Right = Character });
        }

        words.Raw("</w:tc>");
    }
}
