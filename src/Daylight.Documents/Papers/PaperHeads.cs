namespace Daylight.Documents.Papers;

/// <summary>版头: what stands over the title.</summary>
internal static class PaperHeads
{
    public const string Red = "FF0000";

    private static readonly Words.Set s_black = new() { Font = Layout.Black };

    public static void Write(Words words, Paper paper)
    {
        switch (paper.Head)
        {
            case PaperHead.Letter:
                // The mark and its line stand in the head of the first page.
                words.Paragraph(Number(paper), new Words.Set { Align = "right" });
                words.Paragraph(paper.Urgency ?? "", s_black);
                words.Blank(1);
                break;
            case PaperHead.None:
                words.Paragraph(Corner(paper).FirstOrDefault() ?? "", s_black);
                words.Paragraph(
                    Number(paper),
                    new Words.Set { Align = paper.Code is null ? "right" : "left", Size = Layout.Size4 }
                );
                break;
            case PaperHead.Red:
                WriteRed(words, paper);
                break;
        }
    }

    /// <summary>
    /// 份号 and 紧急程度 stand one below the other in the upper left corner, 发文机关标志 begins 35 mm below the upper edge of the text,
    /// the number two lines below it and the red rule 4 mm below the number.
    /// </summary>
    private static void WriteRed(Words words, Paper paper)
    {
        const int Room = 3;
        var corner = Corner(paper).ToList();
        foreach (var mark in corner)
        {
            words.Paragraph(mark, s_black);
        }

        words.Blank(Room - corner.Count);
        words.Paragraph(paper.Organ, Mark(paper) with { Line = 1000 });
        words.Blank(2);
        var rule = (16, 11, Ink(paper), "single");
        if (paper.Signer is { } signer)
        {
            // 上行文: the number one character in from the left, 签发人 one from the right.
            words.Paragraph(
                $"{Number(paper)}\t签发人：{(signer.Length > 0 ? signer : "　　　")}",
                new Words.Set
                {
                    Align = "left",
                    Left = Layout.Character,
                    Tab = Layout.Width - Layout.Character,
                    Rule = rule,
                }
            );
        }
        else
        {
            words.Paragraph(Number(paper), new Words.Set { Align = "center", Rule = rule });
        }

        words.Blank(2);
    }

    /// <summary>信函格式: the mark 30 mm below the edge of the page, over a double rule of 170 mm, on the first page only.</summary>
    public static Words Letter(Paper paper) =>
        new Words().Paragraph(
            paper.Organ,
            Mark(paper) with
            {
                Left = -Layout.LetterLeft,
                Right = -Layout.LetterRight,
                Rule = (36, 11, Ink(paper), "thickThinSmallGap"),
                Line = 800,
            }
        );

    /// <summary>信函格式: the double rule 20 mm over the lower edge of the first page, which has no page number.</summary>
    public static Words LetterFoot(Paper paper) =>
        new Words().Paragraph(
            "",
            new Words.Set
            {
                Left = -Layout.LetterLeft,
                Right = -Layout.LetterRight,
                Over = (36, 1, Ink(paper), "thinThickSmallGap"),
                Line = 60,
                Size = 4,
            }
        );

    private static IEnumerable<string> Corner(Paper paper)
    {
        if (paper.Copy is { } copy)
        {
            yield return copy.ToString("000000", System.Globalization.CultureInfo.InvariantCulture);
        }

        if (paper.Urgency is { Length: > 0 } urgency)
        {
            yield return urgency;
        }
    }

    private static Words.Set Mark(Paper paper) =>
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
}
