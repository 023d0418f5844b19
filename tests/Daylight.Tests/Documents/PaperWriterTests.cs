using Daylight.Documents.Papers;
using Daylight.Tests.Habits;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace Daylight.Tests.Documents;

public sealed class PaperWriterTests
{
    private static Paper Notice(bool draft = false) =>
        new()
        {
            Organ = "象山县人民政府督查室",
            Draft = draft,
            Number = draft ? null : "象政督〔2026〕3号",
            Urgency = "特急",
            Title = "关于报送老旧小区管网改造进展情况的督查通知",
            To = "县住建局",
            Body =
            [
                new PaperBlock.Text("根据县政府第41次常务会议议定事项，现就有关事项通知如下。"),
                new PaperBlock.First("一、办理要求"),
                new PaperBlock.Text("年底前完成6个小区2.9公里雨污管网改造。"),
                new PaperBlock.Second("（一）时间安排"),
                new PaperBlock.Text("请于2026年12月10日前书面报送办理情况。"),
            ],
            Attachments =
            [
                new("任务清单", [new PaperBlock.Text("6个小区2.9公里。")]),
                new(
                    "进展表",
                    [
                        new PaperBlock.Grid(
                            [("小区", 60), ("完成", 96)],
                            [
                                ["丹东街道", "0.4公里"],
                            ]
                        ),
                    ]
                ),
            ],
            Signature = "象山县人民政府督查室",
            Day = new DateOnly(2026, 11, 22),
            CopyTo = "县政府办公室",
            PrintedBy = "象山县人民政府督查室",
            Footing = ["本县记录检查点 12345 67890"],
        };

    private static Paper Full(int characters, string letter = "督") =>
        Notice() with
        {
            Head = PaperHead.None,
            Urgency = null,
            Title = "满页",
            To = null,
            Body = [new PaperBlock.Text(string.Concat(Enumerable.Repeat(letter, characters)))],
            Attachments = [],
            Signature = null,
            CopyTo = null,
            PrintedBy = null,
        };

    [Fact]
    public async Task A_page_takes_22_lines_of_28_characters()
    {
        var rendered = await Rendered.Of(PaperWriter.Write(Full(28 * 60)));
        var page = rendered.Pages[1];
        var body = page.Lines.Where(line => line.Text.StartsWith('督')).ToList();

        Assert.Equal(210, page.Width, 0);
        Assert.Equal(297, page.Height, 0);
        Assert.Equal(22, body.Count);
        Assert.All(body, line => Assert.Equal(28, line.Text.Length));
        Assert.All(body, line => Assert.InRange(line.Left, 27.5, 28.5));
        Assert.All(body, line => Assert.InRange(line.Right, 182.5, 184.5));
        Assert.InRange(body[0].Top, 36.5, 42);
        Assert.InRange(body[^1].Bottom, 256, 262.5);
        Assert.Equal(26, rendered.Pages[0].Lines.First(line => line.Text.StartsWith('督')).Text.Length);
    }

    [Fact]
    public async Task Page_numbers_stand_outside_seven_millimetres_below_the_text()
    {
        var rendered = await Rendered.Of(PaperWriter.Write(Full(28 * 60)));
        var first = rendered.Pages[0].Lines.Single(line => line.Text == "—1—");
        var second = rendered.Pages[1].Lines.Single(line => line.Text == "—2—");

        Assert.InRange(first.Right, 176, 181);
        Assert.InRange(second.Left, 31, 36);
        Assert.InRange(first.Middle, 266, 276);
    }

    [Fact]
    public async Task Head_number_title_seal_and_date_are_in_their_places()
    {
        var rendered = await Rendered.Of(PaperWriter.Write(Notice()));
        var organ = rendered
            .Pages[0]
            .Lines.First(line => line.Text.Contains("象山县人民政府督查室", StringComparison.Ordinal));
        var number = rendered.Line("象政督〔2026〕3号");
        var title = rendered.Line("关于报送");
        var to = rendered.Line("县住建局：");
        var day = rendered.Line("2026年11月22日");
        var signature = rendered
            .Pages.SelectMany(page => page.Lines)
            .Last(line => line.Text == "象山县人民政府督查室");
        const double Middle = 28 + (156 / 2.0);

        Assert.InRange(organ.Top, 60, 80);
        Assert.InRange(organ.Centre, Middle - 1.5, Middle + 1.5);
        Assert.InRange(number.Centre, Middle - 1.5, Middle + 1.5);
        Assert.InRange(title.Centre, Middle - 1.5, Middle + 1.5);
        Assert.True(organ.Bottom < number.Top && number.Bottom < title.Top && title.Bottom < to.Top);
        Assert.InRange(to.Left, 27.5, 28.5);
        // Four characters are 22 mm; digits of the font that stands in are wider than those of 仿宋.
        Assert.InRange(184 - day.Right, 15, 25);
        Assert.InRange(signature.Centre - day.Centre, -1.5, 1.5);
        Assert.True(signature.Bottom <= day.Top + 2);
        Assert.Contains("特急", rendered.Text, StringComparison.Ordinal);
        Assert.Contains("本县记录检查点", rendered.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("草稿", rendered.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_imprint_stands_on_the_last_page_after_the_attachments()
    {
        var rendered = await Rendered.Of(PaperWriter.Write(Notice() with { Copy = 12 }));
        var last = rendered.Pages[^1];
        var copies = last.Lines.Single(line => line.Text.StartsWith("抄送：", StringComparison.Ordinal));
        var printed = last.Lines.Single(line => line.Text.EndsWith("印发", StringComparison.Ordinal));

        // Its place at the foot is for Word: LibreOffice 7.4 sets a table that stands alone where it is anchored.
        Assert.InRange(printed.Left, 31, 35);
        Assert.InRange(printed.Right, 177, 181);
        Assert.True(copies.Bottom <= printed.Top + 2);
        Assert.StartsWith("附件1", rendered.Pages[^2].Lines[0].Text, StringComparison.Ordinal);
        Assert.StartsWith("附件2", last.Lines[0].Text, StringComparison.Ordinal);
        Assert.Contains("附件：1.任务清单", rendered.Text, StringComparison.Ordinal);
        Assert.StartsWith("000012", rendered.Pages[0].Lines[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_paper_to_a_superior_names_who_signed_it_beside_its_number()
    {
        var rendered = await Rendered.Of(PaperWriter.Write(Notice() with { Signer = "张某" }));
        var line = rendered.Line("签发人：张某");

        Assert.StartsWith("象政督〔2026〕3号", line.Text, StringComparison.Ordinal);
        Assert.InRange(line.Left, 32.5, 35);
        Assert.InRange(line.Right, 177, 180);
    }

    [Fact]
    public async Task A_letter_has_its_mark_thirty_millimetres_down_and_no_number_on_its_first_page()
    {
        var rendered = await Rendered.Of(
            PaperWriter.Write(
                Notice() with
                {
                    Head = PaperHead.Letter,
                    PrintedBy = null,
                    Attachments = [],
                    Body = [new PaperBlock.Text(new string('督', 28 * 30))],
                }
            )
        );

        Assert.InRange(rendered.Line("象山县人民政府督查室").Top, 28, 33);
        Assert.DoesNotContain(rendered.Pages[0].Lines, line => line.Text == "—1—");
        Assert.Contains(rendered.Pages[1].Lines, line => line.Text == "—2—");
    }

    [Fact]
    public async Task A_seal_never_stands_on_a_page_without_a_line_of_the_text()
    {
        for (var lines = 8; lines <= 16; lines++)
        {
            var rendered = await Rendered.Of(
                PaperWriter.Write(
                    Notice() with
                    {
                        Attachments = [],
                        CopyTo = null,
                        PrintedBy = null,
                        Body = [.. Enumerable.Repeat(new PaperBlock.Text("请抓紧办理。"), lines)],
                    }
                )
            );
            var sealedPage = rendered.Pages.Single(page =>
                page.Lines.Any(line => line.Text == "2026年11月22日")
            );

            Assert.Contains(
                sealedPage.Lines,
                line => line.Text.Contains("请抓紧办理", StringComparison.Ordinal)
            );
        }
    }

    [Theory]
    [InlineData("https://dudu.xiangshan.example/desk/items/demo-06")]
    [InlineData("http://127.0.0.1:5080/desk/items/0199f0c4a7b87c1e9d4f2b6a8c0e1357")]
    public async Task Another_programs_decoder_reads_the_code_off_the_printed_page(string address)
    {
        var page = await Rendered.Picture(
            PaperWriter.Write(Notice() with { Head = PaperHead.None, Code = QrPicture.Of(address) })
        );

        Assert.Equal(address, page.Trim());
    }

    [Fact]
    public async Task A_draft_says_so_on_its_page_and_has_no_number()
    {
        var rendered = await Rendered.Of(PaperWriter.Write(Notice(draft: true)));

        Assert.Contains("草", rendered.Pages[0].Lines[0].Text, StringComparison.Ordinal);
        Assert.Contains("签发时编号", rendered.Text, StringComparison.Ordinal);
        Assert.Contains("签发后在此盖章", rendered.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forms_tables_and_letters_are_laid_out_inside_of_the_text()
    {
        var rendered = await Rendered.Of(
            PaperWriter.Write(
                Notice() with
                {
                    Head = PaperHead.Letter,
                    Body =
                    [
                        new PaperBlock.Form([
                            new("事项名称", "老旧小区管网改造"),
                            new("牵头单位", "县住建局", Second: ("期限", "年底前")),
                            new("审批意见", "") { Room = true, Signs = "签字：" },
                        ]),
                        new PaperBlock.Grid(
                            [("单位", 40), ("办理情况", 116)],
                            [
                                ["县住建局", "已完成2.1公里"],
                            ]
                        ),
                    ],
                }
            )
        );

        Assert.All(
            rendered.Pages.SelectMany(page => page.Lines),
            line => Assert.InRange(line.Left, 27, 184.5)
        );
        Assert.All(
            rendered.Pages.SelectMany(page => page.Lines),
            line => Assert.InRange(line.Right, 27, 184.5)
        );
        Assert.InRange(rendered.Line("象政督").Right, 182, 184.5);
    }

    [Fact]
    public void A_paper_is_valid_names_nobody_and_is_the_same_each_time()
    {
        var paper = Notice() with { Code = [0x89, 0x50, 0x4E, 0x47], Title = "甲&乙<丙>\u0001" };
        var file = PaperWriter.Write(paper);
        using var document = WordprocessingDocument.Open(new MemoryStream(file), false);

        Found.None(
            new OpenXmlValidator()
                .Validate(document)
                .Select(fault => $"{fault.Part?.Uri} {fault.Path?.XPath} {fault.Description}")
        );
        Assert.Null(document.CoreFilePropertiesPart);
        Assert.Equal(file, PaperWriter.Write(paper));
        Assert.Contains("甲&乙<丙>", document.MainDocumentPart!.Document.InnerText, StringComparison.Ordinal);
    }
}
