using System.Net.Http.Headers;
using System.Text;
using Daylight.Tests.Documents;
using Daylight.Tests.Habits;
using Daylight.Tests.Ui;

namespace Daylight.Tests.Web;

/// <summary>Papers taken in over HTTP, as an officer does it.</summary>
public sealed class IntakeWalkTests(DemoCountyHost county) : IClassFixture<DemoCountyHost>
{
    private static string Minutes { get; } = Tree.Read("samples/xiangshan/papers/minutes.txt");

    private static string Unmarked { get; } =
        string.Join('\n', Minutes.Split('\n').Where(line => !line.Contains('★', StringComparison.Ordinal)));

    private static async Task<Answered> Pasted(Walker officer, string text) =>
        await officer.Send(Walker.Form(await officer.Open("/desk/intake"), "paper").With("text", text));

    /// <summary>
    /// All rows but the sixth, a mere statement: the county is one for all tests here, and what another one proposed is left out.
    /// </summary>
    private static FilledForm Kept(FilledForm form) =>
        Enumerable
            .Range(1, 12)
            .Where(number => number != 6)
            .Aggregate(form, (filled, number) => filled.With($"r{number}-keep", "yes"));

    [Fact]
    public async Task Minutes_become_proposed_items_that_the_officer_confirmed()
    {
        using var officer = await county.As("p-wang");
        var read = await Pasted(officer, Unmarked);
        Assert.Equal(200, read.Status);
        Markup.CheckPage(read.Page);
        Assert.Contains("不属县政府管理", read.Body, StringComparison.Ordinal);
        var form = Kept(Walker.Form(read.Page, "rows"))
            .With("giver", "o-county-head")
            .With("giver", "o-county-head")
            .With("r1-title", "管网改造（改过的名称）")
            .With("r2-assistants", "县交通局、丹东街道")
            .With("r5-lead", "县卫健局")
            .With("r11-keep", "no");

        await Sent(officer, form);
        await Sent(officer, form);

        var list = (await officer.Open("/desk/items?phase=Proposed&q=管网改造（改过")).QuerySelectorAll(
            "tbody tr"
        );
        Assert.Contains("县住建局", Assert.Single(list).TextContent, StringComparison.Ordinal);
        var second = await officer.Open(
            $"/desk/items/{form.Fields.Single(field => field.Key == "r2-item").Value}"
        );
        Assert.Contains(
            "县交通局、丹东街道",
            second.QuerySelector("main")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Contains("第二项", second.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var left = form.Fields.Single(field => field.Key == "r11-item").Value;
        Assert.Equal(404, (await officer.Get($"/desk/items/{left}")).Status);
    }

    [Fact]
    public async Task Minutes_pasted_again_are_recognised_and_left_out()
    {
        using var officer = await county.As("p-wang");
        var form = Kept(Walker.Form((await Pasted(officer, Unmarked)).Page, "rows"))
            .With("giver", "o-county-head")
            .With("r5-title", "县级医院信息系统采购")
            .With("r5-lead", "县卫健局");
        await Sent(officer, form);

        var again = await Pasted(officer, Unmarked);

        Assert.Contains("像是同一件事", again.Body, StringComparison.Ordinal);
        var rows = Walker.Form(again.Page, "rows");
        Assert.Contains(rows.Fields, field => field is ("r1-keep", "no"));
        Assert.Contains(rows.Fields, field => field.Key == "r1-same" && field.Value.Length > 0);
    }

    [Fact]
    public async Task With_a_fault_in_one_row_nothing_is_recorded_and_nothing_typed_is_lost()
    {
        using var officer = await county.As("p-wang");
        var form = Kept(Walker.Form((await Pasted(officer, Unmarked)).Page, "rows"))
            .With("giver", "o-county-head")
            .With("giver", "o-county-head")
            .With("r1-title", "写了很久的名称")
            .With("r3-assistants", "县某某局");

        var answer = await officer.Send(form);

        Assert.Equal(409, answer.Status);
        Markup.CheckPage(answer.Page);
        Assert.Contains(
            "县某某局",
            answer.Page.QuerySelector("[role=alert]")!.TextContent,
            StringComparison.Ordinal
        );
        var again = Walker.Form(answer.Page, "rows");
        Assert.All(
            form.Fields.Where(field => field.Key is not ("act-id" or "form-token")),
            field => Assert.Contains(field, again.Fields)
        );
        var first = form.Fields.Single(field => field.Key == "r1-item").Value;
        Assert.Equal(404, (await officer.Get($"/desk/items/{first}")).Status);
        await Sent(
            officer,
            again.With("r3-assistants", "").With("r5-title", "东院区设备清单核定").With("r5-lead", "县卫健局")
        );
        Assert.Equal(200, (await officer.Get($"/desk/items/{first}")).Status);
    }

    [Fact]
    public async Task Rows_that_the_rules_refuse_stay_on_the_page_and_the_others_are_recorded()
    {
        using var officer = await county.As("p-wang");
        var form = Kept(Walker.Form((await Pasted(officer, Unmarked)).Page, "rows"))
            .With("giver", "o-county-head")
            .With("giver", "o-county-head")
            .With("r1-given", "某日前")
            .With("r2-demand", "秘密★ 改写的要求");

        var answer = await officer.Send(form);

        Assert.Equal(409, answer.Status);
        var again = Walker.Form(answer.Page, "rows");
        Assert.Contains(again.Fields, field => field is ("r1-given", "某日前"));
        Assert.DoesNotContain(again.Fields, field => field.Key == "r3-item");
        Assert.Equal(
            200,
            (
                await officer.Get($"/desk/items/{form.Fields.Single(field => field.Key == "r3-item").Value}")
            ).Status
        );
    }

    [Fact]
    public async Task A_marked_paper_is_refused_and_leaves_no_byte_behind()
    {
        const string Canary = "金丝雀词语甲乙丙";
        using var officer = await county.As("p-wang");
        var page = await officer.Open("/desk/intake");
        var token = Walker.Form(page, "paper").Fields.Single(field => field.Key == "form-token").Value;
        // More than any buffer that a server might lay down on a disk.
        var large = Letter.Of(
            Letter.Paragraph("秘密★1年")
                + string.Concat(
                    Enumerable
                        .Range(1, 4000)
                        .Select(number => Letter.Paragraph($"{number}. {Canary}{number * 7919}"))
                ),
            (
                "word/media/noise.bin",
                new string([.. Enumerable.Range(0, 3_000_000).Select(at => (char)('a' + (at * 7919 % 26)))])
            )
        );
        using var body = new MultipartFormDataContent
        {
            { new StringContent(token), "form-token" },
            { new StringContent(""), "text" },
        };
        var file = new ByteArrayContent(large);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        body.Add(file, "file", $"{Canary}.docx");

        var answer = await officer.Post("/desk/intake", body);

        Assert.Equal(409, answer.Status);
        Assert.Contains(
            "没有保存",
            answer.Page.QuerySelector("[role=alert]")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(Canary, answer.Body, StringComparison.Ordinal);
        var pasted = await Pasted(officer, Minutes + Canary);
        Assert.Contains(
            "第18段",
            pasted.Page.QuerySelector("[role=alert]")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(Canary, pasted.Body, StringComparison.Ordinal);
        Found.None(
            Directory
                .EnumerateFiles(county.Data, "*", SearchOption.AllDirectories)
                .Where(path => Path.GetFileName(path) != "lock")
                .Where(path => Holds(path, Encoding.UTF8.GetBytes(Canary)))
        );
    }

    [Fact]
    public async Task An_unmarked_document_is_read_and_a_bad_file_is_refused_in_words()
    {
        using var officer = await county.As("p-wang");
        var answer = await officer.Post(
            "/desk/intake",
            Upload(
                await officer.Open("/desk/intake"),
                Letter.Of(
                    Letter.Paragraph("县政府专题会议纪要")
                        + Letter.Numbered("县教育局牵头检查校车，月底前完成。", 0),
                    Letter.Numbering
                )
            )
        );

        Assert.Equal(200, answer.Status);
        Assert.Contains(Walker.Form(answer.Page, "rows").Fields, field => field is ("r1-lead", "县教育局"));
        var bad = await officer.Post(
            "/desk/intake",
            Upload(await officer.Open("/desk/intake"), Letter.Of("", ("word/vbaProject.bin", "x")))
        );
        Assert.Contains("宏", bad.Page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_office_takes_papers_in()
    {
        using var unit = await county.As("p-li");
        using var nobody = await county.As(null);
        var form = Walker.Form(await unit.Open("/desk/intake"), "paper").With("text", Unmarked);

        var answer = await unit.Send(form);

        Assert.Equal(409, answer.Status);
        Assert.Null(answer.Page.GetElementById("rows"));
        Assert.Empty((await nobody.Open("/desk/intake")).QuerySelectorAll("main form"));
    }

    [Fact]
    public async Task The_former_ledger_is_previewed_and_carried_over_once()
    {
        using var officer = await county.As("p-wang");
        var csv = Encoding.UTF8.GetBytes(
            "编号,事项,交办领导,牵头单位,立项日期,原定期限,状态,办结日期\n甲1,旧台账一,县长,县住建局,2025-03-01,2025-06-30,办理中,\n甲2,旧台账二,县长,石浦镇,2025-03-01,2025-06-30,已办结,2025-07-02\n"
        );
        var page = await officer.Open("/desk/intake/ledger");
        var preview = await officer.Post("/desk/intake/ledger", Upload(page, csv, "file"));
        Assert.Equal(200, preview.Status);
        Markup.CheckPage(preview.Page);
        Assert.Contains("期限已过，不补记逾期", preview.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "旧台账一",
            (await officer.Get("/desk/items?q=旧台账")).Body,
            StringComparison.Ordinal
        );

        await Sent(officer, Walker.Form(preview.Page, "ledger"));

        var list = (await officer.Open("/desk/items?q=旧台账")).QuerySelectorAll("tbody tr");
        Assert.Equal(2, list.Length);
        Assert.All(
            list,
            row =>
                Assert.DoesNotContain(
                    "逾期",
                    row.QuerySelector(".tags")!.TextContent,
                    StringComparison.Ordinal
                )
        );
        var item = await officer.Open(list[0].QuerySelector("a[href]")!.GetAttribute("href")!);
        Assert.Contains("导入", item.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var again = await officer.Post(
            "/desk/intake/ledger",
            Upload(await officer.Open("/desk/intake/ledger"), csv, "file")
        );
        var refused = await officer.Send(Walker.Form(again.Page, "ledger"));
        Assert.Equal(409, refused.Status);
        Assert.Contains(
            "甲1",
            refused.Page.QuerySelector("[role=alert]")!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_table_of_items_is_shown_with_its_faults_before_anything_is_recorded()
    {
        using var officer = await county.As("p-wang");
        var page = await officer.Open("/desk/intake");
        var csv = Encoding.UTF8.GetBytes(
            "事项,要求,牵头单位,期限\n表格一,做好,县住建局,年底前\n表格二,做好,无此局,某日\n"
        );

        var answer = await officer.Post("/desk/intake", Upload(page, csv, "table"));

        Assert.Equal(200, answer.Status);
        Markup.CheckPage(answer.Page);
        Assert.Contains("第3行“牵头单位”（C3）", answer.Body, StringComparison.Ordinal);
        var form = Walker
            .Form(answer.Page, "rows")
            .With("reference", "县政府专题会议纪要")
            .With("giver", "o-county-head")
            .With("r2-keep", "no");
        await Sent(officer, form);
        Assert.Single((await officer.Open("/desk/items?q=表格")).QuerySelectorAll("tbody tr"));
    }

    private static async Task Sent(Walker officer, FilledForm form)
    {
        var answer = await officer.Send(form);
        Assert.True(answer.Status == 302, answer.Page.QuerySelector("[role=alert]")?.TextContent);
    }

    private static MultipartFormDataContent Upload(
        AngleSharp.Dom.IDocument page,
        byte[] bytes,
        string name = "file"
    ) =>
        new()
        {
            {
                new StringContent(page.QuerySelector("main [name=form-token]")!.GetAttribute("value")!),
                "form-token"
            },
            { new ByteArrayContent(bytes), name, "paper.docx" },
        };

    private static bool Holds(string path, byte[] words)
    {
        using var stream = new FileStream(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete
        );
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(words) >= 0;
    }
}
