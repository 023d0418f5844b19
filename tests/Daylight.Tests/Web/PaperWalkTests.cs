using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Daylight.Documents.Docx;
using Daylight.Documents.Sheets;
using Daylight.Tests.Documents;
using Daylight.Tests.Ui;

namespace Daylight.Tests.Web;

/// <summary>Papers and exports over HTTP, as officers make them.</summary>
public sealed class PaperWalkTests(DemoCountyHost county) : IClassFixture<DemoCountyHost>
{
    private const string InHand = "/desk/items/demo-06";

    private static string Words(byte[] docx) =>
        string.Join('\n', Assert.IsType<DocumentReading.Read>(DocumentReader.Read(docx)).Text.Paragraphs);

    [Fact]
    public async Task A_draft_has_no_number_and_a_signed_paper_has_one()
    {
        using var officer = await county.As("p-wang");
        var form = Walker
            .Form(await officer.Open($"{InHand}/papers/Assignment"), "paper")
            .With("title", "督查事项交办单（改）")
            .With("code", "督交");

        var draft = await officer.File(form with { Action = "/desk/papers/draft" });
        Assert.Contains("签发时编号", Words(draft), StringComparison.Ordinal);
        Assert.Contains("督查事项交办单（改）", Words(draft), StringComparison.Ordinal);
        var answer = await officer.Send(form);
        Assert.Equal(302, answer.Status);
        Assert.Equal(302, (await officer.Send(form)).Status);
        var page = await officer.Open(answer.Location!);
        var label = page.QuerySelector(".lede, main p")!.TextContent;
        Assert.Contains("督交〔", label, StringComparison.Ordinal);

        var copy = await officer.Bytes($"{answer.Location}.docx");
        Assert.Contains("督交〔", Words(copy), StringComparison.Ordinal);
        using var archive = new ZipArchive(new MemoryStream(copy));
        Assert.NotNull(archive.GetEntry("word/media/code.png"));
        using var footer = new StreamReader(archive.GetEntry("word/footer1.xml")!.Open());
        Assert.Contains(
            "记录检查点：demo.daylight.example/log",
            await footer.ReadToEndAsync(),
            StringComparison.Ordinal
        );

        using var unit = await county.As("p-li");
        Assert.Equal(200, (await unit.Get($"{answer.Location}")).Status);
        using var other = await county.As("p-chen");
        Assert.Equal(404, (await other.Get($"{answer.Location}")).Status);
        Assert.Equal(404, (await other.Get($"{answer.Location}.docx")).Status);
        Assert.Equal(404, (await unit.Get($"{InHand}/papers/Notice")).Status);
    }

    [Fact]
    public async Task Numbers_are_without_gap_and_none_is_given_twice_to_many_at_once()
    {
        using var officer = await county.As("p-wang");
        var form = Walker
            .Form(await officer.Open($"{InHand}/papers/Assignment"), "paper")
            .With("code", "并发交");

        var answers = await Task.WhenAll(
            Enumerable
                .Range(1, 16)
                .Select(at => officer.Send(form.With("paper", $"once{at:00}").With("act-id", $"once-{at}")))
        );

        Assert.All(answers, answer => Assert.Equal(302, answer.Status));
        var list = await officer.Open("/desk/papers");
        var numbers = list.QuerySelectorAll("tbody tr")
            .Select(row => row.TextContent)
            .Where(text => text.Contains("并发交〔", StringComparison.Ordinal))
            .Select(text =>
                int.Parse(
                    Regex
                        .Match(text, @"〕(\d+)号", RegexOptions.None, TimeSpan.FromSeconds(1))
                        .Groups[1]
                        .Value
                )
            )
            .Order();
        Assert.Equal(Enumerable.Range(1, 16), numbers);
    }

    [Fact]
    public async Task A_void_number_stays_in_the_register()
    {
        using var officer = await county.As("p-wang");
        var form = Walker
            .Form(await officer.Open($"{InHand}/papers/Reminder"), "paper")
            .With("code", "作废催");
        var signed = await officer.Send(form);

        var page = await officer.Do(signed.Location!, "void", ("reason", "对象有误"));

        Assert.Contains("作废", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(
            "（作废）",
            Words(await officer.Bytes($"{signed.Location}.docx")),
            StringComparison.Ordinal
        );
        var next = await officer.Send(form.With("paper", "after-void").With("act-id", "after-void"));
        Assert.Contains("作废催〔", (await officer.Open(next.Location!)).Title, StringComparison.Ordinal);
        Assert.Contains("〕2号", (await officer.Open(next.Location!)).Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_not_subordinate_is_written_a_letter()
    {
        using var head = await county.As("p-zhang");
        var notice = Walker
            .Form(await head.Open($"{InHand}/papers/Notice"), "paper")
            .With("to-name", "市生态环境局象山分局");

        var refused = await head.Send(notice);

        Assert.Equal(409, refused.Status);
        Markup.CheckPage(refused.Page);
        Assert.Contains(
            "请改用“函”",
            refused.Page.QuerySelector("[role=alert]")!.TextContent,
            StringComparison.Ordinal
        );
        var letter = Walker
            .Form(await head.Open($"{InHand}/papers/Letter"), "paper")
            .With("to-name", "市生态环境局象山分局");
        Assert.Equal(302, (await head.Send(letter)).Status);
    }

    /// <summary>All kinds, laid out as people will see them: nothing runs out of the text block.</summary>
    [Theory]
    [InlineData("Assignment", "督查事项交办单")]
    [InlineData("Notice", "督查通知")]
    [InlineData("Reminder", "催办单")]
    [InlineData("SpecialReport", "报告")]
    [InlineData("Circular", "通报")]
    [InlineData("Submission", "呈报单")]
    [InlineData("ExtensionForm", "延期审批表")]
    [InlineData("ReturnForm", "退办审批表")]
    [InlineData("ClosingForm", "办结（销号）审批表")]
    [InlineData("Letter", "函")]
    public async Task Every_kind_is_drafted_and_laid_out(string kind, string title)
    {
        using var head = await county.As("p-zhang");
        var form = Walker.Form(await head.Open($"{InHand}/papers/{kind}"), "paper");

        var rendered = await Rendered.Of(await head.File(form with { Action = "/desk/papers/draft" }));

        Assert.Contains(title, rendered.Text, StringComparison.Ordinal);
        if (kind is not ("Notice" or "SpecialReport" or "Circular" or "Letter"))
        {
            Assert.Single(rendered.Pages);
        }

        Assert.All(
            rendered.Pages.SelectMany(page => page.Lines),
            line =>
            {
                Assert.InRange(line.Left, 26, 184.5);
                // A mark that may not begin a line hangs over the edge.
                Assert.InRange(
                    line.Right,
                    26,
                    "。，、；：".Contains(line.Text[^1], StringComparison.Ordinal) ? 190.5 : 185
                );
            }
        );
    }

    [Fact]
    public async Task A_circular_over_a_month_counts_everybody_and_names_nobody_who_was_not_heard()
    {
        using var head = await county.As("p-zhang");
        var bulletin = await head.Open("/desk/bulletin?month=2026-11");
        var form = Walker.Form(await head.Open("/desk/bulletin/2026-11/circular"), "paper");

        var words = Words(await head.File(form with { Action = "/desk/papers/draft" }));
        Assert.Contains("关于2026年11月\n督查事项办理情况的通报", words, StringComparison.Ordinal);
        Assert.Contains("正在听取说明，本期只计数，不列名", words, StringComparison.Ordinal);
        Assert.Contains("督查事项办理情况表", words, StringComparison.Ordinal);
        foreach (
            var late in bulletin
                .QuerySelectorAll("section")
                .Where(panel => panel.TextContent.Contains("尚未报结", StringComparison.Ordinal))
                .SelectMany(panel => panel.QuerySelectorAll("tbody tr"))
                .Select(row => row.QuerySelector("th, td")!.TextContent.Trim())
        )
        {
            Assert.DoesNotContain(late, words, StringComparison.Ordinal);
        }

        var signed = await head.Send(form);
        Assert.Equal(302, signed.Status);
        Assert.Contains("督通报〔", (await head.Open(signed.Location!)).Title, StringComparison.Ordinal);
        var rendered = await Rendered.Of(await head.Bytes($"{signed.Location}.docx?copy=7"));
        Assert.StartsWith("000007", rendered.Pages[0].Lines[0].Text, StringComparison.Ordinal);
        Assert.Contains(
            rendered.Pages[^1].Lines,
            line => line.Text.EndsWith("印发", StringComparison.Ordinal)
        );

        using var unit = await county.As("p-li");
        Assert.Equal(404, (await unit.Get("/desk/bulletin/2026-11/circular")).Status);
        Assert.Equal(404, (await unit.Get(signed.Location!)).Status);
    }

    [Fact]
    public async Task The_feedback_of_all_units_is_one_document()
    {
        using var officer = await county.As("p-wang");

        var words = Words(await officer.Bytes($"{InHand}/feedback.docx"));

        Assert.Contains("县住建局（牵头）", words, StringComparison.Ordinal);
        Assert.Contains("已制定实施方案", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("xlsx")]
    [InlineData("csv")]
    public async Task A_list_is_taken_out_with_a_purpose_and_marked_with_name_and_time(string format)
    {
        using var officer = await county.As("p-wang");
        var form = Walker
            .Form(await officer.Open("/desk/exports?phase=InHand"), "export")
            .With("format", format);

        Assert.Equal(409, (await officer.Send(form)).Status);
        var file = await officer.File(
            form.With("purpose", "常务会议汇报")
                .With("act-id", $"export-{format}")
                .With("export", $"export-{format}")
        );

        var book = Assert.IsType<SheetReading.Read>(SheetReader.Read(file)).Book;
        Assert.Equal("事项编号", book.Sheets[0].Rows[0][1].Text);
        Assert.All(
            book.Sheets[0].Rows.Skip(1).Where(row => row[9].Text.Length > 0),
            row => Assert.Equal("办理中", row[9].Text)
        );
        var all = string.Join(
            '\n',
            book.Sheets.SelectMany(sheet => sheet.Rows).SelectMany(row => row.Cells).Select(cell => cell.Text)
        );
        Assert.Contains("王督督（虚构）", all, StringComparison.Ordinal);
        Assert.Contains("用途：常务会议汇报", all, StringComparison.Ordinal);
        Assert.Contains(
            "常务会议汇报",
            (await officer.Open("/desk/exports")).QuerySelector("main")!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_table_goes_to_a_unit_without_accounts_and_its_answers_are_shown_before_they_are_recorded()
    {
        using var officer = await county.As("p-wang");
        var book = Assert
            .IsType<SheetReading.Read>(
                SheetReader.Read(await officer.Bytes("/desk/intake/answers/u-zhujian.xlsx"))
            )
            .Book;
        var number = book.Sheets[0].Rows[1][1].Text;
        var csv = Encoding.UTF8.GetBytes(
            $"事项编号,单位,进展情况（填写）\n{number},县住建局,已完成全部点位排查。\n督1999-0001,县住建局,没有这件\n"
        );
        var bad = await officer.Post("/desk/intake/answers", await Upload(officer, csv));
        Assert.Contains("第3行“事项编号”（A3）", bad.Body, StringComparison.Ordinal);
        var good = await officer.Post(
            "/desk/intake/answers",
            await Upload(officer, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(csv).Split("督1999")[0]))
        );
        Markup.CheckPage(good.Page);

        Assert.Equal(302, (await officer.Send(Walker.Form(good.Page, "answers"))).Status);

        var list = await officer.Open($"/desk/items?q={number}");
        var item = await officer.Open(list.QuerySelector("tbody a[href]")!.GetAttribute("href")!);
        Assert.Contains(
            "已完成全部点位排查。（督查机构据回收表代录）",
            item.QuerySelector("main")!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_own_template_is_filled_in_and_unknown_gaps_are_named()
    {
        using var unit = await county.As("p-li");

        var filled = await unit.Post(
            $"{InHand}/fill",
            await Upload(unit, Letter.Of(Letter.Paragraph("{{事项名称}}，{{没有这个}}")), $"{InHand}/fill")
        );

        Assert.Equal(409, filled.Status);
        Assert.Contains(
            "没有这个",
            filled.Page.QuerySelector("[role=alert]")!.TextContent,
            StringComparison.Ordinal
        );
        var done = await unit.Post(
            $"{InHand}/fill",
            await Upload(unit, Letter.Of(Letter.Paragraph("{{事项名称}}")), $"{InHand}/fill")
        );
        Assert.Equal(200, done.Status);
    }

    private static async Task<MultipartFormDataContent> Upload(
        Walker walker,
        byte[] bytes,
        string page = "/desk/intake/answers"
    ) =>
        new()
        {
            {
                new StringContent(
                    (await walker.Open(page)).QuerySelector("main [name=form-token]")!.GetAttribute("value")!
                ),
                "form-token"
            },
            { new ByteArrayContent(bytes), "file", "file.bin" },
        };

    [Fact]
    public async Task A_unit_takes_out_its_own_items_only()
    {
        using var unit = await county.As("p-chen");
        var form = Walker
            .Form(await unit.Open("/desk/exports"), "export")
            .With("purpose", "本单位台账")
            .With("format", "csv");

        var file = Encoding.UTF8.GetString(await unit.File(form));

        Assert.DoesNotContain("石浦渔港环境整治", file, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("p-wang")]
    [InlineData("p-zhang")]
    [InlineData("p-li")]
    public async Task Pages_of_papers_and_exports_are_well_formed_for(string person)
    {
        using var walker = await county.As(person);
        foreach (
            var path in (string[])
                ["/desk/papers", "/desk/exports", "/desk/intake", "/desk/intake/ledger", InHand]
        )
        {
            await walker.Open(path);
        }
    }
}
