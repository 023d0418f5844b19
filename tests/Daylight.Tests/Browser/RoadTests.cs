using Daylight.Tests.Habits;
using Daylight.Tests.Web;

namespace Daylight.Tests.Browser;

/// <summary>The main road of a matter, by keyboard alone and without script.</summary>
public sealed class RoadTests(DemoCountyHost county, Chromium chromium) : IClassFixture<DemoCountyHost>
{
    [Fact]
    public async Task By_keyboard_alone_a_matter_goes_from_proposal_to_its_report()
    {
        await Walk(await Enter("p-wang", keyboard: true), "键盘试办事项", keyboard: true);
    }

    [Fact]
    public async Task Without_script_a_matter_goes_from_proposal_to_its_report()
    {
        await Walk(await Enter("p-wang", keyboard: false), "无脚本试办事项", keyboard: false);
    }

    [Fact]
    public async Task The_first_key_leads_past_the_navigation()
    {
        await using var window = await Enter("p-li", keyboard: true);
        await window.Go("/desk");
        await window.Press("Tab");
        Assert.Equal("#content", (string?)await window.Read("document.activeElement.getAttribute('href')"));
        Assert.True(
            (bool)(await window.Read("document.activeElement.getBoundingClientRect().top >= 0"))!,
            "the skip link is not seen when it has the focus"
        );
        await window.Press("Enter");
        await window.Press("Tab");
        Assert.True((bool)(await window.Read("!!document.activeElement.closest('main')"))!);
    }

    [Fact]
    public async Task A_drawer_opens_by_key_and_Escape_gives_the_focus_back()
    {
        await using var window = await Enter("p-li", keyboard: true);
        await window.Go("/desk/items/demo-06");
        await window.Click(".why > summary");
        Assert.True(await window.Shows(".why[open]"));
        await window.Press("Escape");
        Assert.False(await window.Shows(".why[open]"));
        Assert.Equal("SUMMARY", (string?)await window.Read("document.activeElement.tagName"));
    }

    private async Task<Window> Enter(string person, bool keyboard)
    {
        var window = await chromium.Open(county.Address, Screen.Desk, script: keyboard);
        window.Keyboard = keyboard;
        await window.Go("/demo");
        await window.Follow($"#{person} button");
        return window;
    }

    private async Task Walk(Window officer, string title, bool keyboard)
    {
        await using var head = await Enter("p-zhang", keyboard);
        await using var unit = await Enter("p-li", keyboard);
        await officer.Follow("nav a[href='/desk/items']");
        await officer.Follow("main a[href='/desk/items/new']");
        await officer.Fill("#new-title", title);
        await officer.Fill("#new-reference", "县政府第42次常务会议纪要第一项");
        await officer.Fill("#new-demand", "摸清底数，提出清单。");
        await officer.Fill("#new-giver", "o-county-head");
        await officer.Fill("#new-lead", "u-zhujian");
        await officer.Fill("#new-given", "30个工作日");
        await officer.Follow("#new .form-end button");
        await Act(head, title, "v-approve");
        await Act(officer, title, "v-assign", ("department", "市政科"));
        await Act(unit, title, "v-sign");
        await Act(unit, title, "v-progress", ("text", "已完成排查。"));
        await Act(unit, title, "v-done", ("text", "清单已提出。"));
        Assert.Contains("清单已提出。", await unit.Main(), StringComparison.Ordinal);
        foreach (var window in (Window[])[officer, head, unit])
        {
            Found.None(window.Faults);
        }

        await officer.DisposeAsync();
    }

    private static async Task Act(
        Window window,
        string title,
        string form,
        params (string Field, string Text)[] typed
    )
    {
        await window.Follow("nav a[href='/desk/items']");
        await window.Fill("main [name=q]", title);
        await window.Leading(() => window.Press("Enter"));
        await window.Follow($"「{title}」");
        if (!await window.Shows($"#{form} button"))
        {
            await window.Click($"details:has(#{form}) > summary");
        }

        foreach (var (field, text) in typed)
        {
            await window.Fill($"#{form} [name={field}]", text);
        }

        await window.Follow($"#{form} .form-end button");
        Assert.False(await window.Shows("[role=alert]"), $"{form}: {await window.Main()}");
    }
}
