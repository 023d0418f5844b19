namespace Daylight.Documents.Papers;

/// <summary>What stands below the body: 附件说明, 署名, 成文日期, the attachments themselves and the 版记.</summary>
internal static class PaperEnds
{
    private const int Indent = 280;

    public static void Write(Words words, Paper paper)
    {
        Names(words, paper.Attachments);
        if (paper.Signature is { } signature)
        {
            Sign(words, signature, paper);
        }

        foreach (var (index, attachment) in paper.Attachments.Index())
        {
            Attach(words, attachment, paper.Attachments.Count > 1 ? $"附件{index + 1}" : "附件");
        }

        Imprint(words, paper);
    }

    /// <summary>How many twentieths of a point the signature of a form and what follows it take.</summary>
    public static int HeightOf(Paper paper) =>
        (paper.Signature is null ? 0 : (3 * Layout.Line) + (paper.Draft ? SealNote.Line : 0))
        + (paper.CopyTo is null ? 0 : 2 * Layout.Line);

    private static Words.Set SealNote { get; } =
        new()
        {
            Align = "right",
            Right = 4 * Layout.Character,
            Size = Layout.Small,
            Color = "808080",
            Line = 300,
        };

    /// <summary>附件说明: two characters in; a long name goes on below its own first character.</summary>
    private static void Names(Words words, IReadOnlyList<PaperAttachment> attachments)
    {
        if (attachments.Count == 0)
        {
            return;
        }

        words.Blank(1, new Words.Set { KeepNext = true });
        var many = attachments.Count > 1;
        var left = (many ? 6 : 5) * Layout.Character;
        foreach (var (index, attachment) in attachments.Index())
        {
            var number = many ? $"{index + 1}." : "";
            words.Paragraph(
                (index == 0 ? "附件：" : "") + number + attachment.Name,
                new Words.Set
                {
                    Align = "left",
                    Left = left,
                    Hanging = (index == 0 ? 3 * Layout.Character : 0) + (many ? Wide(number) : 0),
                    KeepNext = true,
                }
            );
        }
    }

    /// <summary>The date stands four characters in from the right, the organ centred over it, the seal over both.</summary>
    private static void Sign(Words words, string signature, Paper paper)
    {
        words.Blank(paper.Head is PaperHead.None ? 1 : 2, new Words.Set { KeepNext = true });
        var day = paper.Day is { } known ? Written(known) : "　　年　月　日";
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
        words.Paragraph(day, centred with { KeepNext = paper.Draft });
        if (paper.Draft)
        {
            words.Paragraph("（签发后在此盖章）", SealNote);
        }
    }

    /// <summary>On a page of its own: its mark in the upper left corner, its title on the third line.</summary>
    private static void Attach(Words words, PaperAttachment attachment, string mark)
    {
        words.Paragraph(
            mark,
            new Words.Set
            {
                Font = Layout.Black,
                PageBefore = true,
                KeepNext = true,
            }
        );
        words.Blank(1, new Words.Set { KeepNext = true });
        words.Paragraph(PaperTitle.Balanced(attachment.Name), PaperTitle.Set);
        words.Blank(1);
        foreach (var block in attachment.Body)
        {
            PaperWriter.Block(words, block, room: 0);
        }
    }

    /// <summary>
    /// 版记, at the foot of the last page: a thick rule above and below, a thin one between, 抄送 over 印发机关 and 印发日期.
    /// A letter has 抄送 alone and no rules.
    /// </summary>
    private static void Imprint(Words words, Paper paper)
    {
        var lines = new List<(string Text, Words.Set Set)>();
        var line = new Words.Set
        {
            Size = Layout.Size4,
            Align = "left",
            Line = 500,
        };
        if (paper.CopyTo is { } copies)
        {
            lines.Add(
                (
                    $"抄送：{copies.TrimEnd('。')}。",
                    line with
                    {
                        Left = 4 * Indent,
                        Right = Indent,
                        Hanging = 3 * Indent,
                    }
                )
            );
        }

        if (paper.PrintedBy is { } printer)
        {
            lines.Add(
                (
                    $"{printer}\t{(paper.Day is { } day ? Written(day) : "　　年　月　日")}印发",
                    line with
                    {
                        Left = Indent,
                        Right = Indent,
                        Tab = Layout.Width - Indent,
                    }
                )
            );
        }

        if (paper.Head is PaperHead.None)
        {
            foreach (var (text, set) in lines)
            {
                words.Blank(1).Paragraph(text, set);
            }
        }
        else if (lines.Count > 0)
        {
            Tables.AtFoot(words, lines, ruled: paper.Head is not PaperHead.Letter);
        }
    }

    private static string Written(DateOnly day) => $"{day.Year}年{day.Month}月{day.Day}日";

    /// <summary>How wide a text is set, in twentieths of a point: digits are half as wide.</summary>
    private static int Wide(string text) =>
        text.Sum(letter =>
            char.IsAscii(letter) ? (Layout.Character + Layout.Tightening) / 2 : Layout.Character
        );
}
