using System.Globalization;

namespace Daylight.Documents.Papers;

/// <summary>
/// Writes a paper as DOCX in the layout of GB/T 9704-2012: A4, 22 lines of 28 characters, heads, number, seal and date in
/// their places. The same paper gives the same bytes, and its properties name nobody.
/// </summary>
public static class PaperWriter
{
    /// <summary>Media type of what is written.</summary>
    public const string Type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    private const string Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Types = "application/vnd.openxmlformats-officedocument.wordprocessingml";

    public static byte[] Write(Paper paper)
    {
        var package = new OfficePackage()
            .Add("_rels/.rels", null, Rels([("officeDocument", "word/document.xml")]))
            .Add("word/document.xml", $"{Types}.document.main+xml", Document(paper))
            .Add(
                "word/_rels/document.xml.rels",
                null,
                Rels([
                    ("footer", "footer1.xml"),
                    ("footer", "footer2.xml"),
                    ("settings", "settings.xml"),
                    ("fontTable", "fontTable.xml"),
                    ("header", "header1.xml"),
                    ("header", "header2.xml"),
                    ("footer", "footer3.xml"),
                    .. paper.Code is null ? Array.Empty<(string, string)>() : [("image", "media/code.png")],
                ])
            )
            .Add("word/footer1.xml", $"{Types}.footer+xml", Footer(paper, "right"))
            .Add("word/footer2.xml", $"{Types}.footer+xml", Footer(paper, "left"))
            .Add(
                "word/footer3.xml",
                $"{Types}.footer+xml",
                Part("ftr", PaperHeads.LetterFoot(paper).ToString())
            )
            .Add("word/header1.xml", $"{Types}.header+xml", Part("hdr", Header(paper).ToString()))
            .Add("word/header2.xml", $"{Types}.header+xml", FirstHeader(paper))
            .Add("word/settings.xml", $"{Types}.settings+xml", Settings)
            .Add("word/fontTable.xml", $"{Types}.fontTable+xml", Fonts);
        return (paper.Code is { } code ? package.Add("word/media/code.png", null, code) : package).Write();
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

    private static string Document(Paper paper)
    {
        var words = new Words();
        PaperHeads.Write(words, paper);
        if (paper.Code is not null)
        {
            words.Raw(CodePicture);
        }

        words.Paragraph(PaperTitle.Balanced(paper.Title), PaperTitle.Set);
        words.Blank(1);
        if (paper.To is { } to)
        {
            words.Paragraph($"{to}：", new Words.Set());
        }

        foreach (var (index, block) in paper.Body.Index())
        {
            // A seal never stands on a page without a line of the text: the last paragraph goes with it.
            Block(
                words,
                block,
                RoomOf(paper),
                isLast: paper.Signature is not null && index == paper.Body.Count - 1
            );
        }

        PaperEnds.Write(words, paper);
        var first =
            paper.Head is PaperHead.Letter
                ? "<w:headerReference w:type=\"first\" r:id=\"rId6\"/><w:footerReference w:type=\"first\" r:id=\"rId7\"/>"
                : "";
        return Part(
            "document",
            $"<w:body>{words}<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId5\"/><w:headerReference w:type=\"even\" r:id=\"rId5\"/><w:footerReference w:type=\"default\" r:id=\"rId1\"/><w:footerReference w:type=\"even\" r:id=\"rId2\"/>{first}<w:pgSz w:w=\"{Layout.PageWidth}\" w:h=\"{Layout.PageHeight}\"/><w:pgMar w:top=\"{Layout.Top}\" w:right=\"{Layout.Right}\" w:bottom=\"{Layout.Bottom}\" w:left=\"{Layout.Left}\" w:header=\"850\" w:footer=\"{Layout.Footer}\" w:gutter=\"0\"/>{(first.Length > 0 ? "<w:titlePg/>" : "")}</w:sectPr></w:body>"
        );
    }

    /// <summary>Whether a value of a form fits beside another one.</summary>
    public static bool IsShort(string value) => Tables.IsShort(value);

    /// <summary>What a form on the first page has for its table: 22 lines without head, title and signature.</summary>
    private static int RoomOf(Paper paper) =>
        (22 * Layout.Line)
        - (3 * Layout.Line)
        - (PaperTitle.LinesOf(paper.Title) * PaperTitle.Line)
        - PaperEnds.HeightOf(paper);

    /// <param name="room">Height that a form may fill, in twentieths of a point.</param>
    internal static void Block(Words words, PaperBlock block, int room, bool isLast = false)
    {
        switch (block)
        {
            case PaperBlock.Text text:
                foreach (var line in text.Words.Split('\n').Where(line => line.Length > 0))
                {
                    words.Paragraph(line, Words.Body with { KeepNext = isLast });
                }

                break;
            case PaperBlock.First first:
                words.Paragraph(first.Words, Words.Body with { Font = Layout.Black, KeepNext = true });
                break;
            case PaperBlock.Second second:
                words.Paragraph(second.Words, Words.Body with { Font = Layout.Script, KeepNext = true });
                break;
            case PaperBlock.Form form:
                Tables.Form(words, form, room);
                break;
            case PaperBlock.Grid grid:
                Tables.Grid(words, grid);
                break;
        }
    }

    private static Words Header(Paper paper) =>
        new Words().Paragraph(
            paper.Draft ? "草　稿" : "",
            new Words.Set
            {
                Font = Layout.Black,
                Size = Layout.Size4,
                Align = "right",
                Color = "808080",
                Line = 400,
                Tightening = 0,
            }
        );

    /// <summary>The mark of a letter begins 30 mm below the edge: 15 mm to the header, 7 mm for the line of a draft, and the rest.</summary>
    private static string FirstHeader(Paper paper) =>
        Part(
            "hdr",
            $"{Header(paper)}{new Words().Blank(1, new Words.Set { Line = 440 })}{PaperHeads.Letter(paper)}"
        );

    /// <summary>The number in 4号 between dashes of one character, one character in from the outer edge.</summary>
    private static string Footer(Paper paper, string side)
    {
        var set = new Words.Set
        {
            Font = Layout.Plain,
            Size = Layout.Size4,
            Align = side,
            Left = side == "left" ? 280 : 0,
            Right = side == "right" ? 280 : 0,
            Line = 400,
            Tightening = 0,
        };
        var run = Words.Run(set);
        var words = new Words().Raw(
            $"<w:p>{Words.Properties(set)}<w:r>{run}<w:t xml:space=\"preserve\">— </w:t></w:r><w:r>{run}<w:fldChar w:fldCharType=\"begin\"/></w:r><w:r>{run}<w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r><w:r>{run}<w:fldChar w:fldCharType=\"separate\"/></w:r><w:r>{run}<w:t>1</w:t></w:r><w:r>{run}<w:fldChar w:fldCharType=\"end\"/></w:r><w:r>{run}<w:t xml:space=\"preserve\"> —</w:t></w:r></w:p>"
        );
        foreach (var line in paper.Footing)
        {
            words.Paragraph(
                line,
                new Words.Set
                {
                    Font = Layout.Plain,
                    Size = 15,
                    Align = "center",
                    Line = 190,
                    Tightening = 0,
                    Color = "595959",
                }
            );
        }

        return Part("ftr", words.ToString());
    }

    private static string Part(string name, string content) =>
        $"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{name} xmlns:w="{Word}" xmlns:r="{Relations}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">{content}</w:{name}>""";

    private static string Settings =>
        Part("settings", "<w:evenAndOddHeaders/><w:characterSpacingControl w:val=\"doNotCompress\"/>");

    private static string Fonts =>
        Part(
            "fonts",
            string.Concat(
                Layout.Substitutes.Select(font =>
                    $"<w:font w:name=\"{font.Font}\"><w:altName w:val=\"{font.Instead}\"/><w:charset w:val=\"86\"/><w:family w:val=\"auto\"/></w:font>"
                )
            )
        );

    /// <summary>25 mm square, at the right edge of the text and its upper edge; text flows as if it were not there.</summary>
    private static string CodePicture =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <w:p>{Words.Properties(
                new Words.Set { Line = 20 }
            )}<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="margin"><wp:align>right</wp:align></wp:positionH><wp:positionV relativeFrom="margin"><wp:align>top</wp:align></wp:positionV><wp:extent cx="900000" cy="900000"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/><wp:docPr id="1" name="二维码" descr="扫码查看事项"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="code.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId8"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>
            """
        );
}
