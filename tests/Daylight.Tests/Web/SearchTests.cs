using System.Text.Json.Nodes;
using Daylight.Web.Search;

namespace Daylight.Tests.Web;

/// <summary>One field finds all that somebody may see, and tells nothing of the rest.</summary>
public sealed class SearchTests(DemoCountyHost county) : IClassFixture<DemoCountyHost>
{
    [Fact]
    public async Task An_item_is_found_by_its_words_its_number_its_unit_and_its_source()
    {
        var (item, number) = await Item("滩涂养殖证换发");
        foreach (
            var words in new[]
            {
                "滩涂养殖",
                "养殖证换",
                "换发 滩涂",
                "滩",
                number,
                number[1..],
                "县住建局 滩涂",
                "住建局 换发",
                "会议议定事项 滩涂养殖",
            }
        )
        {
            var found = await Kinds("p-wang", words);
            Assert.True(found.TryGetValue("items", out var hits) && hits.Contains(item), words);
        }

        foreach (var words in new[] { "滩养", "滩涂 隧道", "县教育局 滩涂", "%", "_", "' OR 1=1 --" })
        {
            Assert.DoesNotContain(item, (await Kinds("p-wang", words)).GetValueOrDefault("items") ?? []);
        }
    }

    [Fact]
    public async Task Neither_hit_nor_count_tells_of_what_somebody_may_not_see()
    {
        var before = await Page("p-chen", "金丝雀独有词");
        var (item, number) = await Item("金丝雀独有词");
        var after = await Page("p-chen", "金丝雀独有词");

        Assert.Equal(before, after);
        Assert.DoesNotContain(item, await Page("p-chen", number), StringComparison.Ordinal);
        Assert.Contains(item, await Page("p-li", "金丝雀独有词"), StringComparison.Ordinal);
        foreach (var (kind, hits) in await Kinds("p-chen", "独有词"))
        {
            Assert.True(hits.Count == 0, kind);
        }
    }

    [Fact]
    public async Task Units_posts_persons_and_norms_are_found_too()
    {
        Assert.Contains("u-zhujian", (await Kinds("p-chen", "住建"))["units"]);
        Assert.NotEmpty((await Kinds("p-chen", "联络员"))["posts"]);
        Assert.Contains("p-li", (await Kinds("p-chen", "李建建"))["persons"]);
        Assert.NotEmpty((await Kinds("p-chen", "条例"))["norms"]);
    }

    [Fact]
    public async Task The_field_stands_in_the_shell_and_all_of_a_kind_can_be_paged()
    {
        using var officer = await county.As("p-wang");
        var desk = await officer.Open("/desk");
        Assert.Equal(
            SearchFace.Address,
            desk.QuerySelector("header form[role=search]")!.GetAttribute("action")
        );

        var found = await officer.Open($"{SearchFace.Address}?q={Uri.EscapeDataString("县")}");
        var all = found
            .QuerySelectorAll("main a")
            .First(link => link.GetAttribute("href")!.Contains("kind=units", StringComparison.Ordinal));
        var units = await officer.Open(all.GetAttribute("href")!);
        var second = await officer.Open(units.QuerySelector(".pager a[rel=next]")!.GetAttribute("href")!);
        Assert.NotEmpty(second.QuerySelectorAll("main li a"));

        Assert.Contains(
            "没有找到",
            (await officer.Open($"{SearchFace.Address}?q=zzzzzz")).Body!.TextContent,
            StringComparison.Ordinal
        );
        using var nobody = await county.As(null);
        Assert.Null((await nobody.Open("/column")).QuerySelector("header form"));
        Assert.DoesNotContain(
            "住建",
            (await nobody.Open($"{SearchFace.Address}?q={Uri.EscapeDataString("住建")}"))
                .QuerySelector("main")!
                .TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_program_needs_a_token_with_a_scope()
    {
        using var nobody = county.Program(null);
        (await nobody.Get("/api/search?q=x")).No(401, "no-token");
    }

    private async Task<string> Page(string person, string words)
    {
        using var walker = await county.As(person);
        return (await walker.Open($"{SearchFace.Address}?q={Uri.EscapeDataString(words)}"))
            .QuerySelector("main")!
            .InnerHtml;
    }

    private async Task<Dictionary<string, List<string>>> Kinds(string person, string words)
    {
        using var program = county.Program(person);
        return (await program.Get($"/api/search?q={Uri.EscapeDataString(words)}"))
            .Ok()
            .Body.EnumerateArray()
            .ToDictionary(
                kind => kind.GetProperty("kind").GetString()!,
                kind =>
                {
                    var hits = kind.GetProperty("hits")
                        .EnumerateArray()
                        .Select(hit => hit.GetProperty("id").GetString()!)
                        .ToList();
                    Assert.True(kind.GetProperty("total").GetInt64() >= hits.Count);
                    return hits;
                }
            );
    }

    private async Task<(string Item, string Number)> Item(string title)
    {
        using var officer = county.Program("p-wang");
        using var head = county.Program("p-zhang");
        var item = (
            await officer.Post(
                "/api/items",
                new JsonObject
                {
                    ["title"] = title,
                    ["source"] = "Meeting",
                    ["reference"] = "纪要",
                    ["demand"] = "办结",
                    ["giver"] = "o-county-head",
                    ["lead"] = "u-zhujian",
                    ["given"] = "10个工作日",
                }
            )
        ).Ok(201)["item"];
        (await head.Post($"/api/items/{item}/approve")).Ok();
        (await officer.Post($"/api/items/{item}/assign")).Ok();
        return (
            item,
            (await officer.Get($"/api/items/{item}"))
                .Body.GetProperty("item")
                .GetProperty("number")
                .GetString()!
        );
    }
}
