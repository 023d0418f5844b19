using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Dom;

namespace Daylight.Tests.Web;

/// <summary>Files on the road of an item: handed in, listed, read by those who may, kept out where they are secret.</summary>
public sealed class EvidenceWalkTests(DemoCountyHost county) : IClassFixture<DemoCountyHost>
{
    private const string InHand = "/desk/items/demo-06";

    private static readonly byte[] s_pdf = Encoding.ASCII.GetBytes(
        "%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
    );

    private static async Task<Answered> Send(
        Walker walker,
        FilledForm form,
        params (string Name, byte[] Bytes)[] files
    )
    {
        using var content = new MultipartFormDataContent();
        foreach (var field in form.Fields.Where(field => field.Key != "files"))
        {
            content.Add(new StringContent(field.Value), field.Key);
        }

        foreach (var (name, bytes) in files)
        {
            var part = new ByteArrayContent(bytes);
            part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data")
            {
                Name = "files",
                FileNameStar = name,
                FileName = name,
            };
            content.Add(part);
        }

        return await walker.Post(form.Action, content);
    }

    private static async Task<FilledForm> Progress(Walker unit) =>
        Walker.Form(await unit.Open(InHand), "v-progress").With("text", "已进场施工，见附件。");

    [Fact]
    public async Task A_file_is_handed_in_listed_with_its_hash_and_read_by_those_who_may_see_the_item()
    {
        using var unit = await county.As("p-li");
        var sent = await Send(
            unit,
            await Progress(unit),
            ("施工许可.pdf", s_pdf),
            ("说明.html", Encoding.UTF8.GetBytes("<!DOCTYPE html><html><script>alert(1)</script></html>"))
        );
        Assert.Equal(302, sent.Status);
        using var officer = await county.As("p-wang");
        var page = await officer.Open(InHand);
        Assert.Contains(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(s_pdf)),
            page.Body!.TextContent,
            StringComparison.Ordinal
        );
        string Href(string name) =>
            page.QuerySelectorAll("a").Single(a => a.TextContent == name).GetAttribute("href")!;
        Assert.Equal(s_pdf, await officer.Bytes(Href("施工许可.pdf")));
        var pdf = await officer.Raw(Href("施工许可.pdf"));
        Assert.Contains("Content-Disposition: inline", pdf, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", pdf, StringComparison.Ordinal);
        var html = await officer.Raw(Href("说明.html"));
        Assert.Contains("Content-Disposition: attachment", html, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/octet-stream", html, StringComparison.Ordinal);

        using var teacher = await county.As("p-chen");
        using var nobody = await county.As(null);
        Assert.Equal(404, (await teacher.Get(Href("施工许可.pdf"))).Status);
        string Main(Answered answer) => answer.Page.QuerySelector("main")!.TextContent;
        Assert.Equal(
            Main(await teacher.Get(Href("施工许可.pdf"))),
            Main(
                await teacher.Get(
                    Href("施工许可.pdf").Replace("demo-06", "demo-99", StringComparison.Ordinal)
                )
            )
        );
        Assert.NotEqual(200, (await nobody.Get(Href("施工许可.pdf"))).Status);
        // The same file is no file of another item.
        Assert.Equal(
            404,
            (
                await officer.Get(
                    Href("施工许可.pdf").Replace("demo-06", "demo-05", StringComparison.Ordinal)
                )
            ).Status
        );
    }

    [Theory]
    [InlineData("情况报告.txt", "机密★1年 情况报告", "机密")]
    [InlineData("远程.exe", "MZ\u0090", "远程.exe")]
    [InlineData("照片.jpg", "%PDF-1.7", "照片.jpg")]
    [InlineData("空.pdf", "", "空.pdf")]
    public async Task What_may_not_come_in_is_refused_with_its_reason_and_the_words_stay(
        string name,
        string text,
        string told
    )
    {
        using var unit = await county.As("p-li");
        var before = Kept();
        var answer = await Send(unit, await Progress(unit), (name, Encoding.UTF8.GetBytes(text)));
        Assert.Equal(409, answer.Status);
        Assert.Contains(
            told,
            answer.Page.QuerySelector("[role=alert]")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Contains("已进场施工，见附件。", answer.Body, StringComparison.Ordinal);
        Assert.Equal(before, Kept());
    }

    [Fact]
    public async Task Too_many_and_too_large_are_told_with_their_limits()
    {
        using var unit = await county.As("p-li");
        var many = Enumerable.Range(1, 11).Select(n => ($"{n}.pdf", s_pdf)).ToArray();
        var answer = await Send(unit, await Progress(unit), many);
        Assert.Equal(409, answer.Status);
        Assert.Contains(
            "10",
            answer.Page.QuerySelector("[role=alert]")!.TextContent,
            StringComparison.Ordinal
        );

        var large = new byte[26 * 1024 * 1024];
        s_pdf.CopyTo(large, 0);
        Assert.Equal(413, (await Send(unit, await Progress(unit), ("大.pdf", large))).Status);
    }

    [Fact]
    public async Task The_photo_of_the_paper_sheet_signs_for_a_unit()
    {
        using var officer = await county.As("p-wang");
        var list = await officer.Open("/desk/items?phase=Assigned");
        var item = list.QuerySelector("tbody a[href^='/desk/items/']")!.GetAttribute("href")!;
        var page = await officer.Open(item);
        var camera = page.QuerySelector("#v-sign-for input[type=file]")!;
        Assert.Equal(
            ("environment", "image/*"),
            (camera.GetAttribute("capture"), camera.GetAttribute("accept"))
        );
        var unit = page.QuerySelectorAll("#v-sign-for select[name=unit] option")
            .Select(option => option.GetAttribute("value")!)
            .First(value => value.Length > 0);
        var form = Walker.Form(page, "v-sign-for").With("unit", unit).With("signing", "paper");
        byte[] photo = [0xFF, 0xD8, 0xFF, 0xFE, 0, 8, .. "HUAWEI"u8, 0xFF, 0xDA, 0, 2, 1, 2, 0xFF, 0xD9];
        Assert.Equal(302, (await Send(officer, form, ("签收单.jpg", photo))).Status);
        var after = await officer.Open(item);
        var href = after
            .QuerySelectorAll("a")
            .Single(a => a.TextContent == "签收单.jpg")
            .GetAttribute("href")!;
        Assert.DoesNotContain(
            "HUAWEI",
            Encoding.Latin1.GetString(await officer.Bytes(href)),
            StringComparison.Ordinal
        );
    }

    private int Kept() =>
        Directory
            .EnumerateFiles(county.Data, "*", SearchOption.AllDirectories)
            .Count(path => path.Contains("attachments", StringComparison.Ordinal));
}
