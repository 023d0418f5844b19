using Daylight.Tests.Norms;
using Daylight.Tests.Proceedings;

namespace Daylight.Tests.Web;

/// <summary>Rules as citizens read them and as two officials adopt them, over HTTP without script.</summary>
public sealed class RulesWalkTests(DemoCountyHost county) : IClassFixture<DemoCountyHost>
{
    private static IEnumerable<(string File, string Text)> National(Func<string, string> edit) =>
        Directory
            .GetFiles(Path.Combine(Repository.Root, "rulepacks/national"), "*.yaml")
            .Select(file => (Path.GetFileName(file), edit(File.ReadAllText(file))));

    [Fact]
    public async Task Everybody_finds_a_norm_with_its_words_source_and_what_is_not_verified()
    {
        using var citizen = await county.As(null);

        var list = await citizen.Open("/rules?q=办结时限&kind=Deadline");
        var norm = list.QuerySelector("a[href='/rules/items.close']");
        Assert.NotNull(norm);
        var page = await citizen.Open("/rules/items.close");
        var main = page.QuerySelector("main")!.TextContent;
        Assert.Contains("没有时限的不予立项", main, StringComparison.Ordinal);
        Assert.Contains("未经核对原文", main, StringComparison.Ordinal);
        Assert.Contains("2020年1月1日", main, StringComparison.Ordinal);
        Assert.Equal(404, (await citizen.Get("/rules/no-such-norm")).Status);
    }

    [Theory]
    [InlineData("/rules")]
    [InlineData("/rules/items.close")]
    [InlineData("/desk/rules")]
    [InlineData("/desk/rules/propose")]
    [InlineData("/desk/rules/calendar")]
    [InlineData("/desk/rules/pack/national")]
    public async Task Every_page_of_the_rules_is_well_formed_for_whoever_may_and_whoever_may_not(string path)
    {
        foreach (var person in (string?[])["p-sun", "p-he", "p-li", null])
        {
            using var walker = await county.As(person);
            await walker.Open(path);
        }
    }

    [Fact]
    public async Task Whoever_may_not_adopt_is_refused()
    {
        using var unit = await county.As("p-li");
        Assert.Null((await unit.Open("/desk/rules/calendar")).GetElementById("notice"));

        var own = Walker.Form(await unit.Open("/demo"), "clock");
        var answer = await unit.Send(
            (own with { Action = "/desk/rules/calendar" })
                .And("notice", Notice2027.Text)
                .And("address", "")
                .And("do", "propose")
                .And("act-id", "not-allowed")
        );

        Assert.Equal(409, answer.Status);
        using var lawyer = await county.As("p-he");
        Assert.Null((await lawyer.Open("/desk/rules/calendar")).GetElementById("confirm-2027"));
    }

    [Fact]
    public async Task A_pack_with_faults_is_shown_to_whoever_can_mend_it_and_the_service_goes_on()
    {
        using var registrar = await county.As("p-sun");
        using var officer = await county.As("p-wang");
        var form = Walker.Form(await registrar.Open("/desk/rules/propose"), "propose");

        var answer = await registrar.Send(
            form,
            "files",
            National(text => text.Replace("kind: deadline", "kind: deadlin", StringComparison.Ordinal))
        );

        Assert.Equal(409, answer.Status);
        var faults = answer.Page.QuerySelector("pre")!.TextContent;
        Assert.Contains("supervision.yaml:", faults, StringComparison.Ordinal);
        Assert.Contains("kind: deadlin", faults, StringComparison.Ordinal);
        Assert.Contains("deadline", faults, StringComparison.Ordinal);
        Assert.Contains(
            "没有待核对",
            (await registrar.Open("/desk/rules")).Body!.TextContent,
            StringComparison.Ordinal
        );
        await officer.Open("/desk/items/new");
        Assert.Contains(
            "办结时限",
            (await registrar.Open("/rules/items.close")).Title!,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_changed_pack_is_laid_aside_by_another_person_after_seeing_what_it_would_do()
    {
        using var registrar = await county.As("p-sun");
        using var lawyer = await county.As("p-he");
        var form = Walker.Form(await registrar.Open("/desk/rules/propose"), "propose");
        var sent = await registrar.Send(
            form,
            "files",
            National(text =>
                text.Replace(
                    "{ within: 1wd, starts: item.assigned }",
                    "{ within: 2wd, starts: item.assigned }",
                    StringComparison.Ordinal
                )
            )
        );
        Assert.Equal((302, "/desk/rules/pack/national"), (sent.Status, sent.Location));

        var own = await registrar.Open(sent.Location!);
        Assert.Null(own.GetElementById("confirm"));
        var seen = await lawyer.Open(sent.Location!);
        Assert.Contains(
            "+since: { 2020-01-01: { starts: item.assigned, within: 2wd } }",
            seen.QuerySelector("pre")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.NotEmpty(seen.QuerySelectorAll("tbody tr"));
        Assert.NotNull(seen.GetElementById("confirm"));
        await lawyer.Do(sent.Location!, "drop", ("reason", "签收时限不宜放宽。"));
        Assert.Contains(
            "没有待核对",
            (await lawyer.Open(sent.Location!)).Body!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_years_notice_is_read_proposed_and_confirmed_and_the_moved_dates_are_listed()
    {
        using var registrar = await county.As("p-sun");
        using var lawyer = await county.As("p-he");
        using var officer = await county.As("p-wang");
        using var unit = await county.As("p-li");
        for (var n = 0; n < 60 && Today() < new DateOnly(2026, 12, 30); n++)
        {
            await registrar.Send(Walker.Form(await registrar.Open("/demo"), "clock").And("days", "1"));
        }

        if (Today() is { Year: 2026, Month: 12, Day: >= 29 })
        {
            await unit.Do("/desk/items/demo-06", "v-done", ("text", "已全部办完。"));
        }

        const string Path = "/desk/rules/calendar";
        var read = await registrar.Send(
            Walker
                .Form(await registrar.Open(Path), "notice")
                .With("notice", Notice2027.Text)
                .And("do", "read")
        );
        Assert.Equal(200, read.Status);
        Assert.Contains("13班", read.Body, StringComparison.Ordinal);
        Assert.Null((await lawyer.Open(Path)).GetElementById("confirm-2027"));

        var proposed = await registrar.Send(Walker.Form(read.Page, "notice").And("do", "propose"));
        Assert.Equal((302, Path), (proposed.Status, proposed.Location));
        Assert.Null((await registrar.Open(Path)).GetElementById("confirm-2027"));
        await lawyer.Do(Path, "confirm-2027");
        var after = await lawyer.Open(Path);
        Assert.Contains(after.QuerySelectorAll("tbody th"), cell => cell.TextContent.Trim() == "2027");
        if (Today() is { Year: 2026, Month: 12, Day: >= 29 })
        {
            Assert.Contains(
                "2027年1月",
                after.GetElementById("moved")!.TextContent,
                StringComparison.Ordinal
            );
        }
    }

    private DateOnly Today() => Daylight.Norms.Calendar.Shanghai.DayOf(county.Now);
}
