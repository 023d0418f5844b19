using AngleSharp.Dom;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;

namespace Daylight.Tests.Web;

/// <summary>Many items in one form: assigned, signed, handed over, carried to the successor of a merged unit.</summary>
public sealed class CarryWalkTests(DemoCountyHost county) : IClassFixture<DemoCountyHost>
{
    private const int Many = 200;

    [Fact]
    public async Task Two_hundred_items_are_assigned_signed_reminded_handed_over_and_carried_by_their_pages()
    {
        using var officer = await county.As("p-wang");
        using var unit = await county.As("p-shui");
        var items = await Approved();

        await Batch(officer, "/desk/items?phase=Approved&size=200&q=成批", "assign", items);
        await Batch(unit, "/desk/items?phase=Assigned&size=200&q=成批", "sign", items);
        await Batch(officer, "/desk/items?phase=InHand&size=200&q=成批", "remind", items);

        var page = await unit.Open("/desk/hand-over");
        var form = Walker
            .Form(page, "hand-over")
            .With("person", "郑海海")
            .With("unfinished", "原责任人退休，其余按期办理。");
        var done = await unit.Send(Picked(form, items));
        Assert.Equal(200, done.Status);
        Assert.Equal(Many, done.Page.QuerySelectorAll("main .good").Length);
        Assert.Contains(
            "郑海海",
            (await unit.Open($"/desk/items/{items[7]}")).Body!.TextContent,
            StringComparison.Ordinal
        );

        var due = Due(await officer.Open($"/desk/items/{items[0]}"));
        await Merged();
        var list = await officer.Open("/desk/carry");
        var open = list.QuerySelectorAll("a[href^='/desk/carry?from=u-shuili']")
            .Single()
            .GetAttribute("href")!;
        var carry = Walker
            .Form(await officer.Open(open), "carry")
            .With("reason", "县机构改革方案（县委〔2026〕5号）");
        Assert.Contains(carry.Fields, field => field is { Key: "to", Value: "u-nongye" });
        var carried = await officer.Send(Picked(carry, items));
        Assert.Equal(200, carried.Status);
        Assert.Equal(Many, carried.Page.QuerySelectorAll("main .good").Length);
        var after = await officer.Open($"/desk/items/{items[0]}");
        Assert.Equal(due, Due(after));
        Assert.Contains("承接", after.Body!.TextContent, StringComparison.Ordinal);
        // Sent twice it counts once: the same acts, the same receipts.
        var again = await officer.Send(Picked(carry, items));
        Assert.Equal(Many, again.Page.QuerySelectorAll("main .good").Length);
    }

    private async Task<IReadOnlyList<string>> Approved()
    {
        var items = Enumerable.Range(1, Many).Select(at => $"many{at:000}").ToList();
        foreach (var item in items)
        {
            Granted(
                await county.Perform(
                    new Propose.Act(
                        item,
                        $"成批事项第{item[4..]}号水库除险加固",
                        ItemSource.Meeting,
                        "县政府第40次常务会议纪要",
                        "完成除险加固。",
                        "o-county-head",
                        "u-shuili",
                        [],
                        null,
                        false
                    ),
                    "p-wang"
                )
            );
            Granted(await county.Perform(new Approve.Act(item, county.Now.AddHours(8).Year), "p-zhang"));
        }

        return items;
    }

    private async Task Merged()
    {
        var registry = county.County.Units.Single(unit => unit.Id == "u-shuili");
        var posts = county.County.Posts.Where(post => post.Unit == "u-shuili").Select(post => post.Id);
        Granted(
            await county.Perform(
                new Daylight.Registry.Merge.UnitAct(
                    "u-shuili",
                    registry.Code,
                    "u-nongye",
                    Daylight.Norms.Calendar.Shanghai.DayOf(county.Now),
                    [.. posts]
                ),
                "p-sun"
            )
        );
    }

    private static async Task Batch(Walker walker, string path, string verb, IReadOnlyList<string> items)
    {
        var page = await walker.Open(path);
        var form = Walker.Form(page, "batch") with { Action = $"/desk/items/batch/{verb}" };
        Assert.Equal(Many, page.QuerySelectorAll("input[name=items]").Length);
        var answer = await walker.Send(Picked(form, items));
        Assert.Equal(200, answer.Status);
        Assert.Equal(Many, answer.Page.QuerySelectorAll("main .good").Length);
    }

    private static FilledForm Picked(FilledForm form, IEnumerable<string> items) =>
        form with
        {
            Fields =
            [
                .. form.Fields.Where(field => field.Key != "items"),
                .. items.Select(item => new KeyValuePair<string, string>("items", item)),
            ],
        };

    private static string? Due(IDocument page) =>
        page.QuerySelectorAll("dt")
            .First(name => name.TextContent == "办结期限")
            .NextElementSibling!.QuerySelector("time")
            ?.GetAttribute("datetime");

    private static void Granted(Outcome outcome) => Assert.IsType<Outcome.Recorded>(outcome);
}
