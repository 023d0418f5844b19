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
    private const string Red = "FF0000";
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
                    .. paper.Code is null ? Array.Empty<(string, string)>() : [("image", "media/code.png")],
                ])
            )
            .Add("word/footer1.xml", $"{Types}.footer+xml", Footer(paper, "right"))
            .Add("word/footer2.xml", $"{Types}.footer+xml", Footer(paper, "left"))
            .Add("word/header1.xml", $"{Types}.header+xml", Header(paper))
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
        HeadOf(words, paper);
        if (paper.Code is not null)
        {
            words.Raw(CodePicture);
        }

        words.Paragraph(
            Balanced(paper.Title),
            new Words.Set
            {
                Font = Layout.Title,
                Size = Layout.Size2,
                Align = "center",
                Line = 640,
                Tightening = 0,
                KeepNext = true,
            }
        );
        words.Blank(1);
        if (paper.To is { } to)
        {
            words.Paragraph($"{to}：", new Words.Set());
        }

        foreach (var block in paper.Body)
        {
            Block(words, block);
        }

        End(words, paper);
        return Part(
            "document",
            $"<w:body>{words}<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId5\"/><w:headerReference w:type=\"even\" r:id=\"rId5\"/><w:footerReference w:type=\"default\" r:id=\"rId1\"/><w:footerReference w:type=\"even\" r:id=\"rId2\"/><w:pgSz w:w=\"{Layout.PageWidth}\" w:h=\"{Layout.PageHeight}\"/><w:pgMar w:top=\"{Layout.Top}\" w:right=\"{Layout.Right}\" w:bottom=\"{Layout.Bottom}\" w:left=\"{Layout.Left}\" w:header=\"850\" w:footer=\"{Layout.Footer}\" w:gutter=\"0\"/></w:sectPr></w:body>"
        );
    }

    /// <summary>A title of more than one line is broken near its middle, after a word that ends a part.</summary>
    private static string Balanced(string title)
    {
        const int Most = 20;
        if (title.Length <= Most || title.Contains('\n', StringComparison.Ordinal))
        {
            return title;
        }

        var middle = (title.Length + 1) / 2;
        var at = Enumerable
            .Range(0, 5)
            .SelectMany(step => new[] { middle + step, middle - step })
            .FirstOrDefault(
                place =>
                    place > 0
                    && place < title.Length
                    && "的和及、，》）".Contains(title[place - 1], StringComparison.Ordinal),
                middle
            );
        return title.Length > 2 * Most ? title : $"{title[..at]}\n{title[at..]}";
    }

    private static void HeadOf(Words words, Paper paper)
    {
        var urgency = new Words.Set { Font = Layout.Black };
        if (paper.Head is PaperHead.Letter)
        {
            words.Paragraph(
                paper.Organ,
                OrganMark(paper) with
                {
                    Rule = (36, 11, Ink(paper), "thickThinSmallGap"),
                    Line = 800,
                }
            );
            words.Paragraph(Number(paper), new Words.Set { Align = "right" });
            words.Paragraph(paper.Urgency ?? "", urgency);
            words.Blank(1);
            return;
        }

        if (paper.Head is PaperHead.None)
        {
            words.Paragraph(paper.Urgency ?? "", urgency);
            words.Paragraph(
                Number(paper),
                new Words.Set { Align = paper.Code is null ? "right" : "left", Size = Layout.Size4 }
            );
            return;
        }

        // The mark begins 35 mm below the upper edge of the text: two lines, the second of them for the urgency.
        words.Paragraph(paper.Urgency ?? "", urgency);
        words.Blank(2);
        words.Paragraph(paper.Organ, OrganMark(paper) with { Line = 1000 });
        words.Blank(2);
        words.Paragraph(
            Number(paper),
            new Words.Set { Align = "center", Rule = (16, 11, Ink(paper), "single") }
        );
        words.Blank(2);
    }

    private static Words.Set OrganMark(Paper paper) =>
        new()
        {
            Font = Layout.Title,
            // As large as one line takes, up to 小初.
            Size = Math.Clamp(Layout.Width * 9 / 100 / Math.Max(1, paper.Organ.Length), 32, 72),
            Align = "center",
            Color = paper.Draft ? null : Red,
            Tightening = 0,
        };

    /// <summary>The red head is for the formal copy only.</summary>
    private static string Ink(Paper paper) => paper.Draft ? "808080" : Red;

    private static string Number(Paper paper) => paper.Number ?? (paper.Draft ? "（签发时编号）" : "");

    private static void Block(Words words, PaperBlock block)
    {
        switch (block)
        {
            case PaperBlock.Text text:
                foreach (var line in text.Words.Split('\n').Where(line => line.Length > 0))
                {
                    words.Paragraph(line);
                }

                break;
            case PaperBlock.First first:
                words.Paragraph(first.Words, Words.Body with { Font = Layout.Black, KeepNext = true });
                break;
            case PaperBlock.Second second:
                words.Paragraph(second.Words, Words.Body with { Font = Layout.Script, KeepNext = true });
                break;
            case PaperBlock.Form form:
                Tables.Form(words, form);
                break;
            case PaperBlock.Grid grid:
                Tables.Grid(words, grid);
                break;
        }
    }

    private static void End(Words words, Paper paper)
    {
        if (paper.Attachments.Count > 0)
        {
            words.Blank(1);
            foreach (var (index, name) in paper.Attachments.Index())
            {
                words.Paragraph(
                    (index == 0 ? "附件：" : "　　　")
                        + (paper.Attachments.Count > 1 ? $"{index + 1}.{name}" : name)
                );
            }
        }

        if (paper.Signature is { } signature)
        {
            Sign(words, signature, paper);
        }

        if (paper.CopyTo is { } copies)
        {
            words.Blank(1);
            words.Paragraph(
                $"抄送：{copies}。",
                new Words.Set
                {
                    Size = Layout.Size4,
                    Left = 280,
                    Right = 280,
                    Rule = (8, 4, "000000", "single"),
                }
            );
        }
    }

    /// <summary>The date stands four characters in from the right, the organ centred over it, the seal over both.</summary>
    private static void Sign(Words words, string signature, Paper paper)
    {
        words.Blank(paper.Head is PaperHead.None ? 1 : 2, new Words.Set { KeepNext = true });
        var day = paper.Day is { } known ? $"{known.Year}年{known.Month}月{known.Day}日" : "　　年　月　日";
        var right = 4 * Layout.Character;
        var reach = right + (Wide(day) / 2);
        var centred = new Words.Set { Align = "center", Left = Layout.Width - (2 * reach) };
        words.Paragraph(
            signature,
            (Wide(signature) <= 2 * reach ? centred : new Words.Set { Align = "right" }) with
            {
                KeepNext = true,
            }
        );
        words.Paragraph(day, centred);
        if (paper.Draft)
        {
            words.Paragraph(
                "（签发后在此盖章）",
                new Words.Set
                {
                    Align = "right",
                    Right = right,
                    Size = Layout.Small,
                    Color = "808080",
                    Line = 300,
                }
            );
        }
    }

    /// <summary>How wide a text is set, in twentieths of a point: digits are half as wide.</summary>
    private static int Wide(string text) =>
        text.Sum(letter =>
            char.IsAscii(letter) ? (Layout.Character + Layout.Tightening) / 2 : Layout.Character
        );

    private static string Header(Paper paper) =>
        Part(
            "hdr",
            new Words()
                .Paragraph(
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
                )
                .ToString()
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
            )}<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="margin"><wp:align>right</wp:align></wp:positionH><wp:positionV relativeFrom="margin"><wp:align>top</wp:align></wp:positionV><wp:extent cx="900000" cy="900000"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/><wp:docPr id="1" name="二维码" descr="扫码查看事项"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="code.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId6"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>
            """
        );
}
