using System.Text;
using System.Text.Json.Nodes;
using Daylight.Proceedings;
using Daylight.Supervision.Faces.Api;
using Daylight.Supervision.KeyWork;
using Daylight.Supervision.KeyWork.Faces;
using Daylight.Supervision.KeyWork.Papers;
using Daylight.Tests.Habits;

namespace Daylight.Tests.Web;

/// <summary>Hearings, papers, plans, look-backs and files as an office's own program handles them.</summary>
public sealed class WorkApiTests(DemoCountyHost county) : IClassFixture<DemoCountyHost>, IDisposable
{
    private const string InHand = "/api/items/demo-06";

    private readonly ApiProgram _officer = county.Program("p-wang");
    private readonly ApiProgram _head = county.Program("p-zhang");
    private readonly ApiProgram _unit = county.Program("p-li");
    private readonly ApiProgram _other = county.Program("p-chen");

    public void Dispose()
    {
        _officer.Dispose();
        _head.Dispose();
        _unit.Dispose();
        _other.Dispose();
    }

    /// <summary>Acts that no program hands in, each with its reason.</summary>
    private static readonly Dictionary<Type, string> s_byPeople = new()
    {
        [typeof(ExportItems.Act)] = "a list leaves the house with a purpose that a person states",
        [typeof(ExportItems.DecideAct)] = "a second person agrees, on the page that shows what",
        [typeof(ExportItems.TakeAct)] = "once, by the person who asked",
        [typeof(Daylight.Supervision.KeyWork.Intake.RecordAnswer.Act)] =
            "a table is shown before it is recorded; a program reports progress instead",
        [typeof(Daylight.Supervision.KeyWork.Intake.ImportItem.Act)] = "day one, once, with a preview",
        [typeof(CarryOver.Act)] = "units change once, and a person sees what goes over before it does",
        [typeof(SendReminder.Act)] = "happens by rule: the worker sends it",
        [typeof(Daylight.Supervision.Levels.Exchange.TakeAct)] =
            "a letter of another level: the worker takes it",
        [typeof(Daylight.Supervision.Levels.Exchange.TellAct)] =
            "a letter to another level: the worker writes it",
        [typeof(Daylight.Supervision.Levels.Exchange.TakeBackAct)] =
            "a letter of another level: the worker takes it",
        [typeof(Daylight.Supervision.Levels.Exchange.HearAct)] =
            "a letter of another level: the worker takes it",
    };

    [Fact]
    public void Every_act_of_the_mechanism_has_an_address_or_a_reason_for_none()
    {
        var addressed = ItemVerb
            .All.Append(ItemVerb.Propose)
            .Select(verb => verb.Read(Empty()).GetType())
            .Concat(WorkApi.All.Select(verb => verb.Act))
            .ToHashSet();
        var acts = typeof(Propose)
            .Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(Act)))
            .ToList();

        Found.None(
            acts.Where(type => !addressed.Contains(type) && !s_byPeople.ContainsKey(type))
                .Select(type => type.FullName!)
        );
        Found.None(
            s_byPeople.Where(entry => addressed.Contains(entry.Key)).Select(entry => entry.Key.FullName!)
        );
    }

    private static VerbForm Empty() =>
        new(
            "",
            new Dictionary<string, string>(),
            new Mandate("", "", "", System.Collections.Frozen.FrozenSet<string>.Empty),
            DateOnly.MinValue
        );

    [Fact]
    public async Task A_lapse_is_heard_and_decided_by_programs_and_nobody_decides_on_what_he_did_not_see()
    {
        var late = (await _officer.Get("/api/items?late=yes&phase=InHand&lead=u-zhujian")).Ok();
        var item = late.Body.GetProperty("items")[0].GetProperty("id").GetString()!;
        (
            await _officer.Post(
                $"/api/items/{item}/show-lapse",
                new JsonObject { ["grounds"] = "多次催办仍未办结。" }
            )
        ).Ok();
        var made = (await _officer.Get($"/api/items/{item}/proposals"))
            .Ok()
            .Body.EnumerateArray()
            .Single(known => known.GetProperty("proposes").GetString() == "public-column");
        var path = $"/api/proposals/{made.GetProperty("proposal").GetString()}";
        JsonObject About(string text) =>
            new() { ["matter"] = made.GetProperty("matter").GetString(), ["text"] = text };

        (await _officer.Post($"{path}/call", About("期限已过，请说明。"))).Ok();
        (await _unit.Post($"{path}/answer", About("材料供应延迟。"))).Ok();
        (await _other.Post($"{path}/answer", About("与我无关。"))).Refused(409, 404);
        var decision = About("事实清楚，已听取说明。");
        decision["outcome"] = nameof(ProposalOutcome.Adopted);
        (
            await _head.Post(
                $"{path}/decide",
                decision,
                ifMatch: $"\"{made.GetProperty("version").GetInt32()}\""
            )
        ).Refused(409, 412);
        (await _head.Post($"{path}/decide", decision)).Ok();

        var decided = (await _head.Get($"/api/items/{item}/proposals"))
            .Ok()
            .Body.EnumerateArray()
            .Single(known => known.GetProperty("proposes").GetString() == "public-column");
        Assert.Equal("public-column", decided.GetProperty("decided").GetString());
    }

    [Fact]
    public async Task A_paper_is_signed_fetched_and_voided()
    {
        var body = new JsonObject
        {
            ["kind"] = nameof(PaperKind.Reminder),
            ["item"] = "demo-06",
            ["title"] = "督查事项催办单",
            ["to-name"] = "县住建局",
            ["body"] = "催办内容：请抓紧办理。\n反馈意见：",
            ["code"] = "接口催",
        };

        var signed = (await _officer.Post("/api/papers", body, "paper-1")).Ok(201);
        Assert.Equal(signed.Text, (await _officer.Post("/api/papers", body, "paper-1")).Ok(201).Text);
        var paper = (await _unit.Get($"{InHand}/papers"))
            .Ok()
            .Body.EnumerateArray()
            .Single(known => known.GetProperty("paper").GetString() == signed["id"]);
        Assert.Matches("^接口催〔[0-9]{4}〕1号$", paper.GetProperty("number").GetString());
        Assert.Equal(200, (await _unit.Get($"/api/papers/{signed["id"]}/copy")).Status);
        Assert.Equal(404, (await _other.Get($"/api/papers/{signed["id"]}/copy")).Status);
        Assert.Equal(404, (await _unit.Post("/api/papers", body)).Status);
        (
            await _officer.Post(
                $"/api/papers/{signed["id"]}/void",
                new JsonObject { ["reason"] = "对象有误" }
            )
        ).Ok();
        (
            await _officer.Post($"/api/papers/{signed["id"]}/void", new JsonObject { ["reason"] = "再作废" })
        ).No(409, "PaperIsVoid");
    }

    [Fact]
    public async Task Plans_are_proposed_approved_and_held_against_each_other()
    {
        JsonObject Plan(string matter) =>
            new()
            {
                ["kind"] = "Special",
                ["matter"] = matter,
                ["units"] = new JsonArray("u-zhujian"),
                ["from"] = $"{county.Now.AddDays(40):yyyy-MM-dd}",
                ["to"] = $"{county.Now.AddDays(45):yyyy-MM-dd}",
                ["basis"] = "县政府〔2026〕19号",
            };

        var first = (await _officer.Post("/api/plans", Plan("接口：农房安全"))).Ok(201);
        (await _officer.Post("/api/plans", Plan("接口：农房安全。"))).No(409, "PlanOverlaps");
        (await _officer.Post($"/api/plans/{first["id"]}/approve")).Refused(409, 403);
        (await _head.Post($"/api/plans/{first["id"]}/approve")).Ok();
        Assert.Equal(
            400,
            (
                await _officer.Post("/api/plans", new JsonObject { ["kind"] = "Surprise", ["matter"] = "甲" })
            ).Status
        );
        (
            await _officer.Post(
                $"/api/plans/{first["id"]}/cancel",
                new JsonObject { ["reason"] = "与省级检查合并。" }
            )
        ).Ok();
    }

    [Fact]
    public async Task Files_come_with_a_report_once_and_a_marked_one_is_refused()
    {
        var content = Convert.ToBase64String(Encoding.UTF8.GetBytes("完成2.1公里。"));
        var body = new JsonObject
        {
            ["text"] = "附施工记录。",
            ["files"] = new JsonArray(new JsonObject { ["name"] = "记录.txt", ["content"] = content }),
        };

        var first = (await _unit.Post($"{InHand}/progress", body, "files-1")).Ok();
        Assert.Equal(first.Text, (await _unit.Post($"{InHand}/progress", body, "files-1")).Ok().Text);

        var file = Assert.Single(
            (await _unit.Get($"{InHand}/files")).Ok().Body.EnumerateArray(),
            known => known.GetProperty("name").GetString() == "记录.txt"
        );
        Assert.Equal(
            "完成2.1公里。",
            (await _unit.Get($"{InHand}/files/{file.GetProperty("id").GetString()}")).Ok().Text
        );
        body["files"]![0]!["content"] = Convert.ToBase64String(Encoding.UTF8.GetBytes("机密★1年 内部"));
        (await _unit.Post($"{InHand}/progress", body)).No(409, "FileBearsASecrecyMark");
        body["files"]![0]!["content"] = "不是base64";
        Assert.Equal(400, (await _unit.Post($"{InHand}/progress", body)).Status);
        (await _other.Post($"{InHand}/progress", body.DeepClone())).Refused(400, 404);
    }

    [Fact]
    public async Task A_second_item_on_the_same_matter_is_refused_and_needs_a_reason()
    {
        JsonObject Item(string title, string? despite = null)
        {
            var body = new JsonObject
            {
                ["title"] = title,
                ["source"] = "Meeting",
                ["reference"] = "县政府第41次常务会议纪要",
                ["demand"] = "按期完成。",
                ["giver"] = "o-county-head",
                ["lead"] = "u-zhujian",
                ["given"] = "10个工作日",
            };
            if (despite is not null)
            {
                body["despite"] = despite;
            }

            return body;
        }

        (await _officer.Post("/api/items", Item("接口：城市书房建设"))).Ok(201);
        (await _officer.Post("/api/items", Item("接口：城市书房建设工作"))).No(409, "ItemOverlaps");
        (await _officer.Post("/api/items", Item("接口：城市书房建设工作", "二期，资金不同。"))).Ok(201);
    }

    [Fact]
    public async Task A_figure_given_under_one_item_is_shown_under_the_next_with_its_source()
    {
        var ask = new JsonObject
        {
            ["unit"] = "u-zhujian",
            ["figure"] = "已加装电梯数",
            ["measure"] = "部",
            ["basis"] = "甬政办〔2026〕31号",
            ["until"] = $"{county.Now.AddDays(3):yyyy-MM-dd}",
        };
        JsonObject Give(string value, string? reason = null) =>
            reason is null
                ? new() { ["figure"] = "已加装电梯数", ["value"] = value }
                : new()
                {
                    ["figure"] = "已加装电梯数",
                    ["value"] = value,
                    ["reason"] = reason,
                };

        (await _officer.Post($"{InHand}/ask-figure", ask.DeepClone())).Ok();
        (await _unit.Post($"{InHand}/give-figure", Give("12"))).Ok();
        (await _officer.Post($"{InHand}/ask-figure", ask)).Ok();

        using var unit = await county.As("p-li");
        var page = await unit.Open("/desk/items/demo-06");
        var form = page.QuerySelectorAll("form")
            .Single(known => known.Id?.StartsWith("v-give-figure-", StringComparison.Ordinal) == true);
        Assert.Equal("12", form.QuerySelector("[name=value]")!.GetAttribute("value"));
        Assert.Contains("已报过：12部（来源：督", form.TextContent, StringComparison.Ordinal);

        (await _unit.Post($"{InHand}/give-figure", Give("13"))).No(409, "FigureWasGivenOtherwise");
        (await _unit.Post($"{InHand}/give-figure", Give("13", "本周新投用1部。"))).Ok();
    }
}
