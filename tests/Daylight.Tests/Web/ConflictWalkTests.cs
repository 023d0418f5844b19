using AngleSharp.Dom;
using Daylight.Tests.Ui;

namespace Daylight.Tests.Web;

/// <summary>Two people at one matter: nobody loses what he typed, and whoever comes second reads who did what meanwhile.</summary>
public sealed class ConflictWalkTests(DemoCountyHost county) : IClassFixture<DemoCountyHost>
{
    [Fact]
    public async Task The_second_officer_reads_what_the_first_did_and_sends_again()
    {
        var item = await Item();
        using var first = await county.As("p-wang");
        using var second = await county.As("p-fang");
        var late = Walker.Form(await second.Open(item), "v-confer").With("agreed", "会商：由县城管局配合。");
        await first.Do(item, "v-confer", ("agreed", "会商：先行勘察。"));

        var answer = await second.Send(late);

        Assert.Equal(409, answer.Status);
        Markup.CheckPage(answer.Page);
        var notice = answer.Page.QuerySelector("main .notice")!.TextContent;
        Assert.Contains("王督督", notice, StringComparison.Ordinal);
        Assert.Contains("会商：先行勘察。", notice, StringComparison.Ordinal);
        var again = Walker.Form(answer.Page, "v-confer");
        Assert.Contains(again.Fields, field => field is ("agreed", "会商：由县城管局配合。"));
        Assert.Equal(302, (await second.Send(again)).Status);
        Assert.Null((await second.Open(item)).QuerySelector("main .notice"));
    }

    [Fact]
    public async Task A_unit_that_reports_while_the_office_closes_keeps_its_words()
    {
        var item = await Item();
        using var officer = await county.As("p-wang");
        using var head = await county.As("p-zhang");
        using var unit = await county.As("p-li");
        var stale = Walker
            .Form(await unit.Open(item), "v-progress")
            .With("text", "还有一处灯杆要换，正在采购。");
        await unit.Do(item, "v-done", ("text", "12处路灯全部补亮。"));
        await officer.Do(item, "v-lay-before", ("reason", "经核查，拟同意办结。"));
        await head.Do(item, "v-content", ("reason", "已阅。"));
        await officer.Do(item, "v-close");

        var answer = await unit.Send(stale);

        Assert.Equal(409, answer.Status);
        Markup.CheckPage(answer.Page);
        var told = answer.Page.QuerySelector("main")!.TextContent;
        Assert.Contains("还有一处灯杆要换，正在采购。", told, StringComparison.Ordinal);
        Assert.Contains(
            "办结",
            answer.Page.QuerySelector("main .notice")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            "还有一处灯杆要换",
            (await unit.Open(item)).QuerySelector("main")!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_same_form_sent_twice_counts_once()
    {
        var item = await Item();
        using var unit = await county.As("p-li");
        var form = Walker.Form(await unit.Open(item), "v-progress").With("text", "已完成点位排查。");

        var both = await Task.WhenAll(unit.Send(form), unit.Send(form));

        Assert.All(both, answer => Assert.Equal(302, answer.Status));
        var told = (await unit.Open(item)).QuerySelector("main")!.TextContent;
        Assert.Equal(2, told.Split("已完成点位排查。").Length);
    }

    [Fact]
    public async Task Of_two_who_close_at_once_one_does_and_the_other_is_told()
    {
        var item = await Item();
        using var officer = await county.As("p-wang");
        using var second = await county.As("p-fang");
        using var head = await county.As("p-zhang");
        using var unit = await county.As("p-li");
        await unit.Do(item, "v-done", ("text", "12处路灯全部补亮。"));
        await officer.Do(item, "v-lay-before", ("reason", "经核查，拟同意办结。"));
        await head.Do(item, "v-content", ("reason", "已阅。"));
        var forms = (
            Walker.Form(await officer.Open(item), "v-close"),
            Walker.Form(await second.Open(item), "v-close")
        );

        var answers = await Task.WhenAll(officer.Send(forms.Item1), second.Send(forms.Item2));

        Assert.Equal([302, 409], answers.Select(answer => answer.Status).Order());
    }

    [Fact]
    public async Task A_second_item_on_the_same_matter_names_the_first_and_needs_a_reason()
    {
        using var officer = await county.As("p-wang");
        await Propose(officer, "水库移民安置房交付", 302);
        var answer = await Propose(officer, "水库移民安置房交付工作", 409);
        Assert.Contains(
            "水库移民安置房交付”",
            answer.Page.QuerySelector("[role=alert]")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal(
            302,
            (
                await officer.Send(
                    Walker.Form(answer.Page, "new").With("despite", "这是二期，资金和期限都不同。")
                )
            ).Status
        );
    }

    [Fact]
    public async Task A_date_in_the_demand_is_offered_where_the_field_was_left_empty()
    {
        using var officer = await county.As("p-wang");
        var form = Walker
            .Form(await officer.Open("/desk/items/new"), "new")
            .With("title", "梅山码头防撞设施更新")
            .With("source", "Meeting")
            .With("reference", "县政府第41次常务会议纪要")
            .With("demand", "12月20日前完成防撞设施更新并验收。")
            .With("giver", "o-county-head")
            .With("lead", "u-zhujian");

        var answer = await officer.Send(form);
        Assert.Equal(409, answer.Status);
        Markup.CheckPage(answer.Page);
        Assert.Contains(
            "12月20日",
            answer.Page.QuerySelector("main .notice")!.TextContent,
            StringComparison.Ordinal
        );
        var offered = Walker.Form(answer.Page, "new");
        Assert.Contains(
            offered.Fields,
            field => field.Key == "demand" && field.Value.StartsWith("12月20日前", StringComparison.Ordinal)
        );

        var made = await officer.Send(offered);
        Assert.Equal(302, made.Status);

        // Whoever empties it again means it: the clock of the source counts then.
        var emptied = await officer.Send(
            offered
                .With("given", "")
                .With("item", "emptied-1")
                .With("title", "梅山码头照明")
                .With("act-id", "emptied-1")
        );
        Assert.Equal(302, emptied.Status);
    }

    private static async Task<Answered> Propose(Walker officer, string title, int status)
    {
        var form = Walker
            .Form(await officer.Open("/desk/items/new"), "new")
            .With("title", title)
            .With("source", "Meeting")
            .With("reference", "县政府第41次常务会议纪要")
            .With("demand", "按期完成。")
            .With("giver", "o-county-head")
            .With("lead", "u-zhujian")
            .With("given", "10个工作日");
        var answer = await officer.Send(form);
        Assert.Equal(status, answer.Status);
        return answer;
    }

    private int _made;

    /// <summary>An item that the housing office has in hand.</summary>
    private async Task<string> Item()
    {
        using var officer = await county.As("p-wang");
        using var head = await county.As("p-zhang");
        using var unit = await county.As("p-li");
        var title = $"{"甲乙丙丁戊己庚辛"[_made++]}{county.Now.Ticks}号段路灯";
        var answer = await Propose(officer, title, 302);
        await head.Do(answer.Location!, "v-approve");
        await officer.Do(answer.Location!, "v-assign", ("department", "市政科"));
        await unit.Do(answer.Location!, "v-sign");
        return answer.Location!;
    }
}
