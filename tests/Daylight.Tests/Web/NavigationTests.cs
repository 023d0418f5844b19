using AngleSharp.Dom;

namespace Daylight.Tests.Web;

/// <summary>What each kind of user finds in the bar, below 更多, beside his name and on his home page.</summary>
public sealed class NavigationTests(DemoCountyHost county) : IClassFixture<DemoCountyHost>
{
    [Theory]
    [InlineData("p-wang", "/desk /desk/items /desk/papers /desk/proposals /desk/sheets /demo")]
    [InlineData("p-shu", "/desk /desk/items /desk/sheets /demo")]
    [InlineData("p-li", "/desk /desk/items /desk/proposals /demo")]
    [InlineData("p-gong", "/desk /desk/items /demo")]
    [InlineData("p-gan", "/desk /desk/items /desk/registry /demo")]
    [InlineData("p-sun", "/desk /desk/items /desk/registry /desk/rules /demo")]
    public async Task The_bar_holds_what_an_office_uses_day_by_day(string person, string bar)
    {
        using var walker = await county.As(person);
        var page = await walker.Open("/desk");

        Assert.Equal(bar, string.Join(' ', Links(page, ".nav a")));
        var more = Links(page, ".rail .drop-body a");
        Assert.Contains("/rules", more);
        Assert.Contains("/desk/api", more);
        Assert.Empty(more.Intersect(Links(page, ".nav a")));
        Assert.Equal("/desk/account", Assert.Single(Links(page, ".who ~ .drop-body > a")));
    }

    [Fact]
    public async Task Every_way_on_from_a_home_page_leads_to_a_page()
    {
        foreach (var person in county.County.Doors.Where(door => door is { Who: not null, Admin: null }))
        {
            using var walker = await county.As(person.Who);
            var page = await walker.Open("/desk");
            var ways = Links(page, ".split > :last-child .todo a").Where(href => href != "/check").ToList();
            Assert.NotEmpty(ways);
            foreach (var way in ways)
            {
                Assert.Equal((way, 200), (way, (await walker.Get(way)).Status));
            }
        }
    }

    [Fact]
    public async Task Who_appoints_finds_the_rotations_that_come_near()
    {
        using var cadres = await county.As("p-gan");
        using var unit = await county.As("p-gong");

        Assert.Contains("安排轮岗", (await cadres.Get("/desk")).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("安排轮岗", (await unit.Get("/desk")).Body, StringComparison.Ordinal);
    }

    private static List<string> Links(IDocument page, string selector) =>
        [.. page.QuerySelectorAll(selector).Select(link => link.GetAttribute("href")!)];
}
