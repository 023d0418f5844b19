using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Daylight.Ledger;

namespace Daylight.Tests.Web;

/// <summary>The road of an item as an office's own program walks it.</summary>
public sealed class ItemApiTests(DemoCountyHost county) : IClassFixture<DemoCountyHost>, IDisposable
{
    private const string Items = "/api/items";

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

    [Fact]
    public async Task A_program_opens_an_item_and_walks_it_to_its_end()
    {
        var item = await Proposed("电梯联审提速");
        var path = $"{Items}/{item}";
        (await _head.Post($"{path}/approve")).Ok();
        (await _officer.Post($"{path}/assign", new JsonObject { ["department"] = "房产科" })).Ok();
        (await _unit.Post($"{path}/sign")).Ok();
        (await _unit.Post($"{path}/progress", Text("已出台办法"))).Ok();
        (await _unit.Post($"{path}/done", Text("联审压缩到10个工作日"))).Ok();
        (await _officer.Post($"{path}/lay-before")).Ok();
        (await _head.Post($"{path}/content")).Ok();
        (await _officer.Post($"{path}/close")).Ok();

        var found = (await _officer.Get($"{Items}?q={Uri.EscapeDataString("联审提速")}")).Ok();
        var line = Assert.Single(found.Body.GetProperty("items").EnumerateArray());
        Assert.Equal(
            (item, "Closed"),
            (line.GetProperty("id").GetString(), line.GetProperty("phase").GetString())
        );

        var one = (await _unit.Get(path)).Ok();
        Assert.Equal($"\"{one["version"]}\"", one.Tag);
        Assert.Equal(
            "住建局",
            one.Body.GetProperty("item").GetProperty("lead").GetProperty("name").GetString()![1..]
        );
        var line2 = (await _unit.Get($"{path}/timeline")).Ok().Body.EnumerateArray().ToList();
        Assert.Contains(line2, step => step.GetProperty("text").GetString() == "已出台办法");
        await county.Exchange();
        var receipt = line2
            .First(step => step.GetProperty("fact").GetString() == "ItemSigned")
            .GetProperty("receipt")
            .GetString()!;
        Assert.Contains("tlog-proof", (await _unit.Get(receipt)).Ok().Text, StringComparison.Ordinal);
        Assert.NotEmpty(
            (await _unit.Get($"{path}/explanation")).Ok().Body.GetProperty("charges").EnumerateArray()
        );
    }

    [Fact]
    public async Task The_same_request_twice_is_recorded_once_and_answered_alike()
    {
        var first = (await _officer.Post(Items, Proposal("重发的事项"), "oa-1")).Ok(201);
        var again = (await _officer.Post(Items, Proposal("重发的事项"), "oa-1")).Ok(201);

        Assert.Equal(first.Text, again.Text);
        Assert.Equal($"{Items}/{first["item"]}", first.Location);
        (await _officer.Post(Items, Proposal("另一件事项"), "oa-1")).No(422, "ActIdIsTaken");
        (await _head.Post($"{Items}/{first["item"]}/approve", key: "oa-1")).No(422, "ActIdIsTaken");
    }

    [Fact]
    public async Task Nobody_acts_on_what_he_did_not_see()
    {
        var item = await Proposed("版本");
        var seen = (await _head.Get($"{Items}/{item}")).Ok().Tag;
        (await _head.Post($"{Items}/{item}/approve", ifMatch: seen)).Ok();

        var stale = await _officer.Post($"{Items}/{item}/assign", ifMatch: seen);

        stale.No(412, "SomebodyActedMeanwhile");
        var now = (await _officer.Get($"{Items}/{item}")).Tag;
        (await _officer.Post($"{Items}/{item}/assign", ifMatch: now)).Ok();
    }

    [Fact]
    public async Task A_refusal_names_itself_its_norm_and_what_to_do()
    {
        var item = await InHand("提级");
        var refused = await _officer.Post($"{Items}/{item}/raise", Text("提级督办"));

        refused.No(409, "FormerRungHasNotLapsed");
        Assert.NotEqual("", refused.Body.GetProperty("norm").GetProperty("says").GetString());
        (await _unit.Post($"{Items}/{item}/sign")).No(409, "UnitHasSigned");
    }

    [Fact]
    public async Task Several_things_come_as_rows()
    {
        var item = await InHand("二级交办");
        var rows = new JsonObject
        {
            ["parts"] = new JsonArray(Part("方案", "u-zhujian"), Part("资金", "u-caizheng")),
        };

        (await _unit.Post($"{Items}/{item}/allot", rows)).Ok();

        var parts = (await _unit.Get($"{Items}/{item}")).Body.GetProperty("parts").EnumerateArray().ToList();
        Assert.Equal(["方案", "资金"], parts.Select(part => part.GetProperty("title").GetString()));
        Assert.Equal(100, parts.Sum(part => part.GetProperty("weight").GetInt32()));
    }

    [Theory]
    [InlineData("{", "malformed")]
    [InlineData("[]", "malformed")]
    [InlineData("\"text\"", "malformed")]
    [InlineData("{\"text\":\"a\",\"text\":\"b\"}", "malformed")]
    [InlineData("{}", "fields")]
    [InlineData("{\"text\":null}", "fields")]
    [InlineData("{\"text\":7}", "fields")]
    [InlineData("{\"text\":\"a\",\"more\":1}", "fields")]
    [InlineData("{\"text\":{\"a\":[[[[[[[[[[]]]]]]]]]]}}", "malformed")]
    public async Task A_malformed_body_is_told_field_by_field(string body, string why)
    {
        var answer = await _unit.Post(
            $"{Items}/any/progress",
            new StringContent(body, Encoding.UTF8, "application/json")
        );

        answer.No(400, why);
        Assert.Equal(why == "fields", answer.Body.GetProperty("errors").GetArrayLength() > 0);
    }

    [Fact]
    public async Task What_a_call_lacks_is_named()
    {
        var path = $"{Items}/any/progress";
        (await _unit.Post(path, Text("x"), key: "")).No(400, "no-key");
        (await _unit.Post(path, Text("x"), key: "not an id")).No(400, "ActIdIsMalformed");
        (await _unit.Post(path, Text("x"), ifMatch: "W/\"x\"")).No(400, "bad-version");
        (await _unit.Post(path, new FormUrlEncodedContent([new("text", "x")]))).No(415, "not-json");
        (await _unit.Get($"{Items}?phase=Nowhere&cursor=***")).No(400, "fields");
        var large = new ByteArrayContent(new byte[2 * 1024 * 1024]);
        large.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        Assert.Equal(
            413,
            (
                await _unit.Post(path.Replace("progress", "nothing-new", StringComparison.Ordinal), large)
            ).Status
        );
    }

    [Fact]
    public async Task Without_a_token_there_is_nothing()
    {
        using var nobody = county.Program(null);
        using var browser = await county.As("p-wang");
        foreach (var (method, pattern) in ApiRoutes())
        {
            var path = pattern
                .Replace("{item}", "any", StringComparison.Ordinal)
                .Replace("{index:long}", "1", StringComparison.Ordinal)
                .Replace("{hash}", "some", StringComparison.Ordinal);
            (method == "GET" ? await nobody.Get(path) : await nobody.Post(path)).No(401, "no-token");
        }
    }

    [Fact]
    public async Task A_token_of_another_scope_is_refused_before_anything_is_told()
    {
        var item = await Proposed("范围");
        foreach (var place in new[] { item, "no-such-item" })
        {
            (await _unit.Post($"{Items}/{place}/approve")).No(403, "YourOfficeLacksThePower");
            (await _officer.Post($"{Items}/{place}/sign")).No(403, "YourOfficeLacksThePower");
        }

        using var registrar = county.Program("p-sun");
        (await registrar.Get(Items)).No(403, "YourOfficeLacksThePower");
        (await registrar.Get($"{Items}/{item}")).No(403, "YourOfficeLacksThePower");
    }

    [Fact]
    public async Task Another_units_item_answers_exactly_like_a_missing_one()
    {
        var item = await InHand("别人的事项");
        var missing = new string('0', item.Length);
        foreach (
            var (method, pattern) in ApiRoutes()
                .Where(route => route.Pattern.Contains("{item}", StringComparison.Ordinal))
        )
        {
            foreach (var body in new[] { new JsonObject(), Everything(pattern) })
            {
                var there = await Ask(_other, method, pattern, item, body, "\"1\"");
                var absent = await Ask(_other, method, pattern, missing, body, "\"1\"");

                Assert.Equal((pattern, there.Status, there.Tag), (pattern, absent.Status, absent.Tag));
                Assert.Equal(there.Text, absent.Text);
                Assert.InRange(there.Status, 400, 404);
            }
        }
    }

    [Fact]
    public async Task A_unit_lists_its_own_items_only_and_pages_through_all_of_them()
    {
        await InHand("甲的事项");
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = (
                await _unit.Get($"{Items}?limit=3{(cursor is null ? "" : $"&cursor={cursor}")}")
            ).Ok();
            seen.AddRange(
                page.Body.GetProperty("items")
                    .EnumerateArray()
                    .Select(line => line.GetProperty("id").GetString()!)
            );
            cursor = page.Body.GetProperty("next").GetString();
        } while (cursor is not null);

        Assert.True(seen.Count > 3);
        Assert.Equal(seen.Count, seen.Distinct().Count());
        foreach (var item in seen)
        {
            (await _unit.Get($"{Items}/{item}")).Ok();
        }

        Assert.Empty(
            (await _other.Get($"{Items}?q={Uri.EscapeDataString("甲的事项")}"))
                .Ok()
                .Body.GetProperty("items")
                .EnumerateArray()
        );
    }

    private IEnumerable<(string Method, string Pattern)> ApiRoutes() =>
        county.Routes.Where(route => route.Pattern.StartsWith(Items, StringComparison.Ordinal));

    private static Task<ApiAnswered> Ask(
        ApiProgram who,
        string method,
        string pattern,
        string item,
        JsonNode body,
        string tag
    )
    {
        var path = pattern
            .Replace("{item}", item, StringComparison.Ordinal)
            .Replace("{index:long}", "1", StringComparison.Ordinal)
            .Replace("{hash}", "some", StringComparison.Ordinal);
        return method == "GET" ? who.Get(path) : who.Post(path, body.DeepClone(), ifMatch: tag);
    }

    /// <summary>A body that the act of that address can read.</summary>
    private static JsonObject Everything(string pattern) =>
        Daylight.Supervision.KeyWork.Faces.ItemVerb.Find(pattern.Split('/')[^1]) is { } verb
            ? Daylight.Supervision.KeyWork.Faces.Api.ItemSchema.Example(verb.Fields)
            : [];

    private async Task<string> InHand(string title)
    {
        var item = await Proposed(title);
        (await _head.Post($"{Items}/{item}/approve")).Ok();
        (await _officer.Post($"{Items}/{item}/assign")).Ok();
        (await _unit.Post($"{Items}/{item}/sign")).Ok();
        return item;
    }

    private async Task<string> Proposed(string title) =>
        (await _officer.Post(Items, Proposal(title))).Ok(201)["item"];

    private static JsonObject Text(string text) => new() { ["text"] = text };

    private static JsonObject Part(string title, string unit) =>
        new()
        {
            ["title"] = title,
            ["unit"] = unit,
            ["due"] = "2026-11-23",
        };

    private static JsonObject Proposal(string title) =>
        new()
        {
            ["title"] = title,
            ["source"] = "Meeting",
            ["reference"] = "县政府常务会议纪要〔2026〕12号",
            ["demand"] = "年底前办结",
            ["giver"] = "o-county-head",
            ["lead"] = "u-zhujian",
            ["assistants"] = new JsonArray("u-caizheng"),
            ["given"] = "10个工作日",
            ["urgent"] = false,
        };
}
