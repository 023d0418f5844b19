using System.Globalization;
using AngleSharp.Dom;
using Daylight.Norms.Calendar;

namespace Daylight.Tests.Web;

/// <summary>A draw as people walk it, up to the citizen who draws it again on the portal.</summary>
public sealed class LookBackWalkTests(DemoCountyHost county) : IClassFixture<DemoCountyHost>
{
    [Fact]
    public async Task A_draw_is_walked_from_its_pool_to_the_citizen_who_draws_again()
    {
        using var officer = await county.As("p-wang");
        using var second = await county.As("p-fang");
        using var openness = await county.As("p-zhou");
        using var citizen = await county.As(null);
        var today = Shanghai.DayOf(county.Now);
        var page = await officer.Open("/desk/look-back");
        var announced = Walker
            .Form(page, "announce")
            .With("from", Machine(today.AddDays(-90)))
            .With("to", Machine(today.AddDays(-1)))
            .With("size", "1")
            .With("sources", "福彩双色球第2026130期红球\n上证指数收盘点位")
            .With("seeds-on", Machine(today.AddDays(1)));
        var small = await officer.Send(announced);
        if (small.Status == 409)
        {
            // The norm asks for more than one, and the page says how many.
            Assert.Contains("至少抽取", small.Body, StringComparison.Ordinal);
            var least = small.Body.Split("至少抽取")[1].Split('件')[0];
            Assert.Contains("福彩双色球第2026130期红球", small.Body, StringComparison.Ordinal);
            small = await officer.Send(Walker.Form(small.Page, "announce").With("size", least));
        }

        Assert.Equal(302, small.Status);
        var path = small.Location!;
        await openness.Do(path, "post");
        await county.Exchange();
        var column = await citizen.Open("/column?q=回头看");
        var matter = column.QuerySelector("tbody a")!.GetAttribute("href")!.Split('/')[2];
        Assert.Contains("已公布名单", column.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(
            "随机数还没有产生",
            (await citizen.Open($"/draw?matter={matter}")).Body!.TextContent,
            StringComparison.Ordinal
        );

        await officer.Send(Walker.Form(await officer.Open("/demo"), "clock"));
        await officer.Do(path, "make", ("values", "3 8 15 21 27 33\n3321"));
        await county.Exchange();
        var again = await citizen.Open($"/draw?matter={matter}");
        Assert.Contains("与公布的结果一致", again.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("3.8.15.21.27.33./3321./", again.Body.TextContent, StringComparison.Ordinal);
        // Who changes one number sees another result, and is told so by the list.
        Assert.Equal(200, (await citizen.Get($"/draw?matter={matter}&numbers=1%0A2")).Status);

        var own = await officer.Send(Look(await officer.Open(path)));
        Assert.Equal(409, own.Status);
        Assert.Contains("由您办结", own.Body, StringComparison.Ordinal);
        Assert.Contains("路面完好，群众认可。", own.Body, StringComparison.Ordinal);
        var drawn = await second.Open(path);
        while (drawn.GetElementById("look") is not null)
        {
            var answer = await second.Send(Look(drawn));
            Assert.Equal(302, answer.Status);
            drawn = await second.Open(path);
        }

        await openness.Do(path, "conclude");
        await county.Exchange();
        var told = await citizen.Open($"/column/{matter}");
        Assert.Contains("置信区间", told.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(
            "100%",
            (await officer.Open($"/desk/bulletin?month={Month(today.AddDays(1))}")).Body!.TextContent,
            StringComparison.Ordinal
        );
        using var unit = await county.As("p-li");
        Assert.Equal(404, (await unit.Get(path)).Status);
        await unit.Open("/desk/look-back");
    }

    private static FilledForm Look(IDocument page)
    {
        var select = page.QuerySelectorAll("#look select[name=item] option")[^1];
        return Walker
            .Form(page, "look")
            .With("item", select.GetAttribute("value")!)
            .With("found", "路面完好，群众认可。")
            .And("held", "yes");
    }

    private static string Machine(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Month(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
