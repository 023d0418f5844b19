using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Daylight.Ledger;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;
using Daylight.Tests.Ui;

namespace Daylight.Tests.Web;

/// <summary>Key-work supervision as people walk it: pages and forms over HTTP, no script.</summary>
public sealed partial class KeyWorkWalkTests(DemoCountyHost county) : IClassFixture<DemoCountyHost>
{
    /// <summary>An item of the demo county that its lead unit, the housing office, has in hand.</summary>
    private const string InHand = "/desk/items/demo-06";

    [GeneratedRegex("name=\"form-token\" value=\"[^\"]*\"", RegexOptions.None, 1000)]
    private static partial Regex Token { get; }

    [Fact]
    public async Task An_item_is_walked_from_proposal_to_its_public_receipt()
    {
        using var officer = await county.As("p-wang");
        using var head = await county.As("p-zhang");
        using var unit = await county.As("p-li");

        var proposed = await Proposal(officer, "背街小巷路灯补亮");
        Assert.Equal(302, (await officer.Send(proposed)).Status);
        var item = $"/desk/items/{proposed.Fields.Single(field => field.Key == "item").Value}";
        await head.Do(item, "v-approve");
        await officer.Do(item, "v-assign", ("department", "市政科"));

        await unit.Do(item, "v-sign");
        await unit.Do(item, "v-progress", ("text", "已完成路灯点位排查，正在采购。"));
        var later = Due(await unit.Open(item)).AddDays(10);
        await unit.Do(item, "v-ask-extension", ("to", Machine(later)), ("reason", "灯杆到货推迟。"));
        var extended = await head.Do(item, "v-grant-extension", ("reason", "同意。"));
        Assert.Equal(later, Due(extended));
        Assert.Single(Dates(extended), day => day.Closest("s") is not null);

        await unit.Do(item, "v-done", ("text", "12处路灯全部补亮。"));
        await officer.Do(item, "v-lay-before", ("reason", "经核查，拟同意办结。"));
        await head.Do(item, "v-content", ("reason", "已阅。"));
        var closed = await officer.Do(item, "v-close");
        Assert.Contains("已办结", closed.QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        using var openness = await county.As("p-zhou");
        await openness.Do(item, "v-publish", ("title", "背街小巷路灯补亮（公开）"), ("name", "县住建局"));

        await county.Exchange();
        using var citizen = await county.As(null);
        var row = (await citizen.Open("/column"))
            .QuerySelectorAll("tbody tr")
            .Single(row => row.TextContent.Contains("背街小巷路灯补亮（公开）", StringComparison.Ordinal));
        Assert.Contains("已办结", row.TextContent, StringComparison.Ordinal);
        var receipt = await Published(citizen, row.QuerySelector("a[href$=receipt]")!.GetAttribute("href")!);
        var keys = Encoding.UTF8.GetString(await citizen.Bytes("/log/330225/vkey")).Trim().Split('\n');
        var verified = receipt.Verify([.. keys.Select(VerifierKey.Parse)]);
        NamesNobody(verified.Open!, item["/desk/items/".Length..]);
        Assert.Contains(
            "背街小巷路灯补亮（公开）",
            Encoding.UTF8.GetString(verified.Open!.Payload.Span),
            StringComparison.Ordinal
        );
    }

    /// <summary>What a receipt shows to the public holds no id of a person, an office, a unit or the item.</summary>
    private void NamesNobody(Envelope shown, string item)
    {
        var text = Encoding.UTF8.GetString(shown.ToBytes());
        var ids = county
            .County.People.SelectMany(person => (string[])[person.Id, person.Office])
            .Concat(county.County.Units.Select(unit => unit.Id))
            .Append(item);
        Assert.All(ids, id => Assert.DoesNotContain(id, text, StringComparison.Ordinal));
        Assert.Equal(("", null, 0, 0), (shown.Mandate, shown.Cause, shown.Subjects.Count, shown.Norms.Count));
        Assert.All(shown.Streams, stream => Assert.StartsWith("column/", stream.Stream));
        Assert.Equal(
            ["due", "edition", "lead", "number", "on", "record", "standing", "title"],
            System
                .Text.Json.JsonDocument.Parse(shown.Payload)
                .RootElement.EnumerateObject()
                .Select(part => part.Name)
        );
    }

    [Theory]
    [InlineData("p-wang")]
    [InlineData("p-zhang")]
    [InlineData("p-li")]
    [InlineData("p-zhou")]
    public async Task Every_page_of_the_desk_is_well_formed_for(string person)
    {
        using var walker = await county.As(person);

        foreach (
            var path in (string[])
                [
                    "/desk",
                    "/desk/items",
                    "/desk/items/new",
                    InHand,
                    "/column",
                    "/demo",
                    "/desk/proposals",
                    "/desk/proposals?lane=open",
                    "/desk/proposals?lane=hearing",
                    "/desk/proposals?lane=done",
                    "/desk/sheets",
                    "/desk/morning",
                    "/desk/weekly",
                    "/desk/bulletin",
                    "/desk/bulletin?month=2026-10",
                    "/desk/plans",
                    "/desk/burden",
                    "/desk/deadlines",
                    "/desk/deadlines?from=2026-01-01&to=2026-12-31",
                    "/desk/obstacles",
                    "/draw",
                    "/draw?pool=25&count=10&numbers=9319%0A2+5+12+8+10%0A9+18+26+34+41+45",
                ]
        )
        {
            var page = await walker.Open(path);
            Assert.DoesNotContain(
                page.QuerySelectorAll("[lang]").Select(part => part.GetAttribute("lang")),
                string.IsNullOrEmpty
            );
        }
    }

    [Fact]
    public async Task What_is_handed_up_is_counted_by_its_cause_and_what_became_of_deadlines_by_their_kind()
    {
        const string item = "handed-up";
        Assert.IsType<Outcome.Recorded>(
            await county.Perform(
                new Propose.Act(
                    item,
                    "海塘安澜工程用海报批",
                    ItemSource.Meeting,
                    "县政府第40次常务会议纪要",
                    "完成用海报批。",
                    "o-county-head",
                    "u-zhujian",
                    [],
                    null,
                    false
                ),
                "p-wang"
            )
        );
        using var head = await county.As("p-zhang");
        Assert.Contains(
            "定期限之前",
            (await head.Open($"/desk/items/{item}")).Body!.TextContent,
            StringComparison.Ordinal
        );
        await county.Perform(new Approve.Act(item, county.Now.AddHours(8).Year), "p-zhang");
        await county.Perform(new Assign.Act(item, ""), "p-wang");
        using var unit = await county.As("p-li");
        await unit.Do($"/desk/items/{item}", "v-sign");
        await unit.Do(
            $"/desk/items/{item}",
            "v-raise-obstacle",
            ("unit", "u-shuili"),
            ("cause", "Land"),
            ("needs", "请出具用海预审意见")
        );

        using var officer = await county.As("p-wang");
        var obstacles = (await officer.Open("/desk/obstacles")).Body!.TextContent;
        Assert.Contains("用地、用林、用海等要素", obstacles, StringComparison.Ordinal);
        Assert.Contains("请出具用海预审意见", obstacles, StringComparison.Ordinal);
        var deadlines = await officer.Open("/desk/deadlines?from=2020-01-01");
        Assert.Contains("办结（会议议定事项）", deadlines.Body!.TextContent, StringComparison.Ordinal);
        var kind = deadlines.QuerySelector("main a[href*='kind=source.']")!.GetAttribute("href")!;
        Assert.NotEmpty((await officer.Open(kind)).QuerySelectorAll("main table"));
    }

    [Fact]
    public async Task Another_units_item_answers_exactly_like_a_missing_one()
    {
        using var teacher = await county.As("p-chen");
        var token = Walker.Form(await teacher.Open("/demo"), "p-chen");

        Assert.Equal(404, (await teacher.Get(InHand)).Status);
        Assert.Equal(Shown(await teacher.Get(InHand)), Shown(await teacher.Get("/desk/items/demo-99")));
        foreach (var verb in (string[])["progress", "done", "ask-extension", "approve", "close", "publish"])
        {
            var act = new FilledForm(
                "",
                [.. token.Fields, new("text", "看看"), new("act-id", $"look-{verb}")]
            );
            Assert.Equal(
                Shown(await teacher.Send(act with { Action = $"{InHand}/{verb}" })),
                Shown(await teacher.Send(act with { Action = $"/desk/items/demo-99/{verb}" }))
            );
        }
    }

    [Fact]
    public async Task A_form_of_an_outdated_page_is_refused_and_keeps_what_was_typed()
    {
        using var unit = await county.As("p-li");
        var outdated = Walker.Form(await unit.Open(InHand), "v-done").With("text", "写了很久的办结报告。");
        await unit.Do(InHand, "v-progress", ("text", "另一个窗口里先报了进展。"));

        var answer = await unit.Send(outdated);

        Assert.Equal(409, answer.Status);
        Markup.CheckPage(answer.Page);
        Assert.NotNull(answer.Page.QuerySelector("#v-done [role=alert]"));
        var again = Walker.Form(answer.Page, "v-done");
        Assert.Contains(again.Fields, field => field is ("text", "写了很久的办结报告。"));
        Assert.NotEqual(
            outdated.Fields.Single(field => field.Key == "version"),
            again.Fields.Single(field => field.Key == "version")
        );
        Assert.True(answer.Page.QuerySelector("#v-done")!.Closest("details")!.HasAttribute("open"));
    }

    [Theory]
    [InlineData("p-li")]
    [InlineData("p-zhang")]
    [InlineData("p-zhou")]
    public async Task Who_may_not_propose_is_shown_no_form_for_it(string person)
    {
        using var walker = await county.As(person);
        Assert.Empty((await walker.Open("/desk/items/new")).QuerySelectorAll("#new"));
        Assert.NotNull((await walker.Open("/desk/items/new")).QuerySelector("main .empty"));
    }

    [Fact]
    public async Task Two_officers_at_one_item_at_once_lose_no_text()
    {
        using var first = await county.As("p-wang");
        using var second = await county.As("p-wang");
        var one = Walker.Form(await first.Open(InHand), "v-confer").With("agreed", "会商一：按原方案推进。");
        var other = Walker.Form(await second.Open(InHand), "v-confer").With("agreed", "会商二：改用新方案。");

        Assert.Equal(302, (await first.Send(one)).Status);
        var answer = await second.Send(other);

        Assert.Equal(409, answer.Status);
        var again = Walker.Form(answer.Page, "v-confer");
        Assert.Contains(again.Fields, field => field is ("agreed", "会商二：改用新方案。"));
        // He has seen what is new, and sends it again.
        Assert.Equal(302, (await second.Send(again)).Status);
        var told = (await first.Open(InHand)).QuerySelector("main")!.TextContent;
        Assert.Contains("会商一", told, StringComparison.Ordinal);
        Assert.Contains("会商二", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_does_what_it_may_and_says_why_not_for_the_others()
    {
        using var officer = await county.As("p-wang");
        var list = Walker.Form(await officer.Open("/desk/items"), "batch");
        var sent = list with
        {
            Action = "/desk/items/batch/remind",
            Fields =
            [
                .. list.Fields,
                new("items", "demo-06"),
                new("items", "demo-01"),
                new("items", "nothing"),
            ],
        };

        var answer = await officer.Send(sent);
        Assert.Equal(200, answer.Status);
        Markup.CheckPage(answer.Page);
        Assert.Contains(
            "已办1件，共选2件",
            answer.Page.QuerySelector("main")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal(
            answer.Page.QuerySelector("main")!.TextContent,
            (await officer.Send(sent)).Page.QuerySelector("main")!.TextContent
        );

        using var unit = await county.As("p-li");
        var own = Walker.Form(await unit.Open("/desk/items"), "batch");
        Assert.Equal(404, (await unit.Send(own with { Action = "/desk/items/batch/assign" })).Status);
    }

    [Fact]
    public async Task A_lapse_is_proposed_answered_decided_and_then_shown_to_the_public()
    {
        using var officer = await county.As("p-wang");
        using var teacher = await county.As("p-chen");
        using var head = await county.As("p-zhang");
        using var openness = await county.As("p-zhou");
        const string late = "/desk/items/demo-03";

        var refused = await openness.Send(
            Walker
                .Form(await openness.Open(late), "v-publish")
                .With("title", "校外培训收费公示")
                .With("name", "县教育局")
        );
        Assert.Equal(409, refused.Status);

        await officer.Do(late, "v-show-lapse", ("grounds", "已逾期，群众关注。"));
        var proposal = (await officer.Open(late))
            .QuerySelectorAll("a[href^='/desk/proposals/public-column']")[0]
            .GetAttribute("href")!;
        using var outsider = await county.As("p-li");
        Assert.Equal(404, (await outsider.Get(proposal)).Status);
        await officer.Do(proposal, "p-call", ("text", "到期未办结，请说明原因。"));
        var early = Walker.Form(await head.Open(proposal), "p-decide").With("text", "先予公开");
        var tooEarly = await head.Send(early with { Fields = [.. early.Fields, new("outcome", "Adopted")] });
        Assert.Equal(409, tooEarly.Status);
        Assert.Contains(
            Walker.Form(tooEarly.Page, "p-decide").Fields,
            field => field is ("text", "先予公开")
        );

        await teacher.Do(proposal, "p-answer", ("text", "市级平台接口推迟，已上线八成。"));
        var form = Walker.Form(await head.Open(proposal), "p-decide").With("text", "情况属实，予以公开");
        Assert.Equal(
            302,
            (await head.Send(form with { Fields = [.. form.Fields, new("outcome", "Adopted")] })).Status
        );
        await openness.Do(late, "v-publish", ("title", "校外培训收费公示（试）"), ("name", "县教育局"));
        await openness.Do(
            late,
            "v-publish-again",
            ("title", "校外培训收费公示（更正）"),
            ("name", "县教育局")
        );

        await county.Exchange();
        using var citizen = await county.As(null);
        var column = await citizen.Open("/column");
        Assert.DoesNotContain(
            "校外培训收费公示（试）",
            column.QuerySelector("main")!.TextContent,
            StringComparison.Ordinal
        );
        var entry = column
            .QuerySelectorAll("a[href^='/column/']")
            .Single(link => link.TextContent.Contains("（更正）", StringComparison.Ordinal));
        var history = await citizen.Open(entry.GetAttribute("href")!);
        Assert.Contains(
            "校外培训收费公示（试）",
            history.QuerySelector("main")!.TextContent,
            StringComparison.Ordinal
        );
        await teacher.Do(proposal, "p-object", ("text", "请求复核。"));
        Assert.Empty((await head.Open(proposal)).QuerySelectorAll("#p-review"));
        using var deputy = await county.As("p-xu");
        Assert.NotNull((await deputy.Open(proposal)).QuerySelector("#p-review"));
    }

    [Fact]
    public async Task An_overlapping_plan_is_refused_and_names_the_other()
    {
        using var officer = await county.As("p-wang");
        using var head = await county.As("p-zhang");
        async Task<Answered> Plan(string matter, string from, string to)
        {
            var form = Walker
                .Form(await officer.Open("/desk/plans"), "plan")
                .With("matter", matter)
                .With("basis", "县政府〔2026〕9号")
                .With("from", from)
                .With("to", to);
            return await officer.Send(form with { Fields = [.. form.Fields, new("units", "u-zhujian")] });
        }

        Assert.Equal(302, (await Plan("老旧小区改造资金使用", "2027-03-01", "2027-03-31")).Status);
        var answer = await Plan("老旧小区改造 资金使用", "2027-03-31", "2027-04-10");
        Assert.Equal(409, answer.Status);
        Assert.Contains(
            "老旧小区改造资金使用",
            answer.Page.QuerySelector("[role=alert]")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Contains(
            Walker.Form(answer.Page, "plan").Fields,
            field => field is ("matter", "老旧小区改造 资金使用")
        );
        Assert.Equal(302, (await Plan("老旧小区改造资金使用", "2027-04-01", "2027-04-10")).Status);
        Assert.NotNull(await head.Open("/desk/plans"));
    }

    [Fact]
    public async Task The_same_form_sent_twice_happens_once()
    {
        using var unit = await county.As("p-li");
        var form = Walker.Form(await unit.Open(InHand), "v-progress").With("text", "只应出现一次的进展。");

        Assert.Equal(302, (await unit.Send(form)).Status);
        Assert.Equal(302, (await unit.Send(form)).Status);

        var told = (await unit.Open(InHand)).QuerySelector("main")!.TextContent;
        Assert.Equal(2, told.Split("只应出现一次的进展。").Length);
    }

    [Fact]
    public async Task A_demand_with_a_secrecy_mark_is_refused_and_the_form_comes_back()
    {
        using var officer = await county.As("p-wang");
        var form = (await Proposal(officer, "涉密试验")).With("demand", "秘密★ 落实有关要求。");

        var answer = await officer.Send(form);

        Assert.Equal(409, answer.Status);
        Markup.CheckPage(answer.Page);
        Assert.Contains(
            "秘密",
            answer.Page.QuerySelector("[role=alert]")!.TextContent,
            StringComparison.Ordinal
        );
        var again = Walker.Form(answer.Page, "new");
        Assert.All(
            form.Fields.Where(field => field.Key is not ("act-id" or "form-token")),
            field => Assert.Contains(field, again.Fields)
        );
        Assert.Equal(
            404,
            (
                await officer.Get($"/desk/items/{form.Fields.Single(field => field.Key == "item").Value}")
            ).Status
        );
    }

    [Fact]
    public async Task Without_a_person_pages_show_the_way_to_sign_in_and_forms_are_refused()
    {
        using var nobody = await county.As(null);
        var token = Walker.Form(await nobody.Open("/demo"), "p-li");

        foreach (
            var path in (string[])["/desk", "/desk/items", "/desk/items/new", InHand, "/desk/items/demo-99"]
        )
        {
            var page = await nobody.Open(path);
            Assert.NotNull(page.QuerySelector("main .empty a[href='/demo']"));
            Assert.Empty(page.QuerySelectorAll("main form"));
        }

        foreach (var path in (string[])["/desk/items", $"{InHand}/progress", $"{InHand}/no-such-act"])
        {
            Assert.Equal(401, (await nobody.Send(token with { Action = path })).Status);
        }
    }

    /// <summary>The form of a new item for the housing office, filled in as the office would.</summary>
    private static async Task<FilledForm> Proposal(Walker officer, string title) =>
        Walker
            .Form(await officer.Open("/desk/items/new"), "new")
            .With("title", title)
            .With("source", "Meeting")
            .With("reference", "县政府第41次常务会议纪要第五项")
            .With("demand", "补齐12处背街小巷的路灯。")
            .With("giver", "o-county-head")
            .With("lead", "u-zhujian")
            .With("given", "10个工作日");

    /// <summary>What an answer tells, apart from the address asked for and the token of its forms.</summary>
    private static (int Status, string Body) Shown(Answered answer) =>
        (
            answer.Status,
            Token.Replace(answer.Body, "").Replace("demo-06", "demo-99", StringComparison.Ordinal)
        );

    private static IEnumerable<IElement> Dates(IDocument item) => item.QuerySelectorAll("dd .day time");

    /// <summary>The due date among the terms of an item: the first that is not struck out.</summary>
    private static DateOnly Due(IDocument item) =>
        DateOnly.ParseExact(
            Dates(item).First(day => day.Closest("s") is null).GetAttribute("datetime")!,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture
        );

    private static string Machine(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The receipt, once the log was published with the fact in it.</summary>
    private static async Task<Receipt> Published(Walker walker, string path)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            if ((await walker.Get(path)).Status == 200)
            {
                return Receipt.Parse(await walker.Bytes(path));
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"{path} was not there within 10 seconds.");
    }
}
