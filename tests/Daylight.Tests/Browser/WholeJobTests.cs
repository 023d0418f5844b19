using System.Globalization;
using Daylight.Tests.Habits;

namespace Daylight.Tests.Browser;

/// <summary>
/// The whole job as a newcomer does it, in a real browser on a fresh demo county: nothing but clicks and typing, and a
/// picture of every step in artifacts/pictures/whole-job.
/// </summary>
public sealed class WholeJobTests(Chromium chromium) : IDisposable
{
    private static readonly string s_minutes = Tree.Read("samples/xiangshan/papers/minutes.txt");
    private static readonly string s_measures = Tree.Read("samples/xiangshan/papers/measures.txt");

    private readonly string _data = Directory.CreateTempSubdirectory("daylight-job-").FullName;
    private readonly Album _album = new("whole-job");

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Minutes_become_items_that_are_done_published_and_verified_offline()
    {
        await using var demo = await DemoProgram.Start(Path.Combine(_data, "county"));

        await using var officer = await chromium.Open(demo.Address, Screen.Desk);
        await officer.Go("/");
        await _album.Take(officer, "the-portal");
        await officer.Follow("「选择身份」");
        await _album.Take(officer, "who-are-you");
        await officer.Follow("#p-wang button");
        await _album.Take(officer, "desk-of-the-officer");

        await Intake(officer);
        await using var head = await As(demo, Screen.Desk, "p-zhang", "desk-of-the-county-head");
        await Approve(head, officer);
        await Measures(officer, head);

        // 县住建局 by phone: three taps from the desk to the signature.
        await using var housing = await As(demo, Screen.Hand, "p-li", "phone-of-a-unit");
        await Sign(housing);
        await Work(officer, head, housing);

        await using var school = await As(demo, Screen.Hand, "p-chen", "phone-of-the-other-unit");
        await Climb(officer, head, school);

        await Finish(officer, head, housing);
        await using var openness = await As(demo, Screen.Desk, "p-zhou", "desk-of-openness");
        await Find(openness, Title);
        await Act(openness, "v-publish");
        await _album.Take(openness, "published");

        await using var citizen = await chromium.Open(demo.Address, Screen.Hand);
        var receipt = await Citizen(citizen);
        var key = await Key(citizen);
        foreach (var window in (Window[])[officer, head, housing, school, openness, citizen])
        {
            Found.None(window.Faults);
        }

        Assert.Equal(0, await demo.Interrupt());
        // Offline: nothing listens any more, and the folder of the county is not named.
        var verified = await DemoProgram.Run("verify", receipt, "--vkey", key);
        Assert.True(verified.Code == 0, verified.Said);
        var audited = await DemoProgram.Run("audit", "--data", Path.Combine(_data, "county"));
        Assert.True(audited.Code == 0, audited.Said);
    }

    private const string Title = "加快老旧小区管网改造";
    private const string Late = "义务教育学校食堂";

    private async Task<Window> As(DemoProgram demo, Screen screen, string person, string picture)
    {
        var window = await chromium.Open(demo.Address, screen);
        await window.Go("/demo");
        await window.Follow($"#{person} button");
        await _album.Take(window, picture);
        return window;
    }

    private async Task Intake(Window officer)
    {
        await officer.Follow("「督查督办」");
        await officer.Follow("「从文件导入」");
        await officer.Fill("#paper-text", s_minutes);
        await _album.Take(officer, "minutes-pasted");
        await officer.Follow("「读取」");
        await _album.Take(officer, "marked-paragraph-refused");
        Assert.Contains("秘密", await officer.Main(), StringComparison.Ordinal);

        await officer.Fill("#paper-text", Without("秘密★"));
        await officer.Follow("「读取」");
        await _album.Take(officer, "suggested-items");
        var main = await officer.Main();
        Assert.Contains("共同牵头", main, StringComparison.Ordinal);
        Assert.Contains("不属县政府管理", main, StringComparison.Ordinal);
        Assert.Contains("原文写的是“适时”", main, StringComparison.Ordinal);
        await officer.Fill("#rows-giver", "县政府 县长");
        await officer.Fill("#rows-r5-lead", "县卫健局");
        await officer.Fill("#rows [name=r11-keep]", "no");
        await officer.Follow("「确认送审」");
        await _album.Take(officer, "sent-for-approval");
        Assert.DoesNotContain("需要修改", await officer.Main(), StringComparison.Ordinal);
    }

    /// <summary>The numbered measures of a second paper: every one of them is confirmed, with a unit and a date, and approved.</summary>
    private async Task Measures(Window officer, Window head)
    {
        await officer.Follow("「督查督办」");
        await officer.Follow("「从文件导入」");
        await officer.Fill("#paper-text", s_measures);
        await officer.Follow("「读取」");
        await _album.Take(officer, "suggested-from-measures");
        await officer.Fill("#rows-giver", "县政府 县长");
        var rows = (
            (string)
                (
                    await officer.Read(
                        "[...document.querySelectorAll('#rows [name$=-lead]')].map(field => field.name.split('-')[0]).join()"
                    )
                )!
        ).Split(',');
        foreach (var row in rows)
        {
            await officer.Fill($"#rows [name={row}-keep]", "yes");
            foreach (var (field, text) in new[] { ("lead", "县政府办公室"), ("given", "年底前") })
            {
                if ((string?)await officer.Of($"#rows-{row}-{field}", "element.value") is not { Length: > 0 })
                {
                    await officer.Fill($"#rows-{row}-{field}", text);
                }
            }
        }

        await officer.Follow("「确认送审」");
        await _album.Take(officer, "measures-sent-for-approval");
        Assert.DoesNotContain("需要修改", await officer.Main(), StringComparison.Ordinal);
        await Pick(head, "Proposed", rows.Length);
        await head.Follow("「批量审签立项」");
        await _album.Take(head, "measures-approved");
        Assert.Contains($"已办{rows.Length}件", await head.Main(), StringComparison.Ordinal);
    }

    private async Task Approve(Window head, Window officer)
    {
        await Pick(head, "Proposed", 11);
        await _album.Take(head, "chosen-for-approval");
        await head.Follow("「批量审签立项」");
        await _album.Take(head, "approved");
        Assert.Contains("已办11件", await head.Main(), StringComparison.Ordinal);
        await Pick(officer, "Approved", 11);
        await officer.Follow("「批量交办」");
        await _album.Take(officer, "assigned");
        Assert.Contains("已办11件", await officer.Main(), StringComparison.Ordinal);
    }

    /// <summary>Filters the list by phase and picks the newest.</summary>
    private async Task Pick(Window window, string phase, int most)
    {
        await window.Follow("「督查督办」");
        await window.Fill("[name=phase]", phase);
        await window.Follow("main form[method=get] button");
        for (var row = 1; row <= most; row++)
        {
            await window.Click($"tbody tr:nth-child({row}) .pick input");
        }
    }

    private async Task Sign(Window housing)
    {
        await housing.Go("/desk");
        await housing.Follow($"「{Title}」form[id^=sign-] button");
        await _album.Take(housing, "signed-on-the-phone");
        Assert.Contains("办理中", await housing.Main(), StringComparison.Ordinal);
    }

    private async Task Work(Window officer, Window head, Window housing)
    {
        await Find(officer, Title);
        await Act(
            officer,
            "v-set-nodes",
            ("nodes", "完成管网施工招标｜2026年12月25日｜佐证\n完成6个小区施工｜2027年2月28日")
        );
        await _album.Take(officer, "nodes-set");
        await Find(housing, Title);
        await Act(
            housing,
            "v-reach-node",
            ("node", "完成管网施工招标"),
            ("text", "招标完成，中标单位进场。"),
            ("proof", "县公共资源交易网公示第118号")
        );
        await _album.Take(housing, "node-reported");
        await Act(
            housing,
            "v-ask-extension",
            ("to", "2027-04-20"),
            ("reason", "路面恢复须避开雨季，申请延期二十天。")
        );
        await _album.Take(housing, "extension-asked");
        await Find(head, Title);
        await Act(head, "v-grant-extension", ("reason", "同意，不再延期。"));
        await _album.Take(head, "extension-granted");
        await Find(housing, Title);
        await _album.Take(housing, "both-dates-on-the-phone");
    }

    private async Task Climb(Window officer, Window head, Window school)
    {
        await school.Go("/desk");
        await Find(school, Late);
        await Act(school, "v-sign");
        await Clock(officer, 30);
        await Find(officer, Late);
        await _album.Take(officer, "lapsed");
        Assert.Contains("逾期", await officer.Main(), StringComparison.Ordinal);
        await Act(officer, "v-dun", ("text", "已逾期，请三日内书面说明并办结。"));
        await Clock(officer, 7);
        await Find(officer, Late);
        await Act(officer, "v-propose-notice", ("grounds", "催办后仍未办结。"));
        await Decide(officer, head, school, "督查通知书");
        await Find(officer, Late);
        await Act(officer, "v-notice", ("text", "请于五个工作日内办结并报结果。"));
        await _album.Take(officer, "notice-sent");
        await Clock(officer, 30);
        await Find(officer, Late);
        await Act(officer, "v-propose-raise", ("grounds", "督查通知书期限已过，仍未办结。"));
        await Decide(officer, head, school, "提级督办");
        await Find(officer, Late);
        await Act(officer, "v-raise", ("text", "提请县长办公会调度。"));
        await _album.Take(officer, "raised");
    }

    /// <summary>The unit is told the facts and answers before a named person decides.</summary>
    private async Task Decide(Window officer, Window head, Window school, string what)
    {
        await officer.Follow($"main a[href*='/desk/proposals/']");
        await Act(officer, "p-call", ("text", "到期没有办结，请说明原因。"));
        await Find(school, Late);
        await school.Follow($"「{what}」");
        await Act(school, "p-answer", ("text", "供应商资格复核用时较长，下周印发。"));
        await _album.Take(school, "the-unit-is-heard");
        await Find(head, Late);
        await head.Follow($"「{what}」");
        await Act(head, "p-decide", ("outcome", "Adopted"), ("text", "事实清楚，已听取说明，同意。"));
        await _album.Take(head, "decided-by-name");
    }

    private async Task Finish(Window officer, Window head, Window housing)
    {
        await Find(housing, Title);
        await Act(housing, "v-reach-node", ("node", "完成6个小区施工"), ("text", "6个小区全部完工。"));
        await Act(housing, "v-done", ("text", "6个小区2.9公里雨污管网改造和路面恢复全部完成，已组织验收。"));
        await _album.Take(housing, "reported-done");
        await Find(officer, Title);
        await Act(officer, "v-lay-before", ("reason", "经实地核查，拟同意办结。"));
        await _album.Take(officer, "laid-before-the-giver");
        await Find(head, Title);
        await Act(head, "v-content");
        await _album.Take(head, "the-giver-is-content");
        await Find(officer, Title);
        await Act(officer, "v-close");
        await _album.Take(officer, "closed");
        Assert.Contains("已办结", await officer.Main(), StringComparison.Ordinal);
    }

    private async Task<string> Citizen(Window citizen)
    {
        await citizen.Go("/");
        await citizen.Follow("nav a[href='/column']");
        for (var tries = 0; !(await citizen.Main()).Contains(Title, StringComparison.Ordinal); tries++)
        {
            Assert.True(tries < 100, "the entry did not reach the portal's column");
            await Task.Delay(200);
            await citizen.Go("/column");
        }

        await _album.Take(citizen, "the-public-column");
        await citizen.Follow($"「{Title}」");
        await _album.Take(citizen, "the-public-entry");
        var receipt = await citizen.Download("「下载回执」");
        await citizen.Follow("「自己核对」");
        await citizen.Hand("[name=file]", receipt);
        await citizen.Follow("「核对」");
        await _album.Take(citizen, "checked-on-the-portal");
        Assert.Contains("核对无误", await citizen.Main(), StringComparison.Ordinal);
        return receipt;
    }

    /// <summary>The public key of the log as the page for checking shows it.</summary>
    private static async Task<string> Key(Window citizen) =>
        (string)(await citizen.Of("main pre", "element.innerText.trim()"))!;

    private async Task Clock(Window window, int days)
    {
        await window.Go("/demo");
        await window.Follow($"#clock button[value='{days.ToString(CultureInfo.InvariantCulture)}']");
        await _album.Take(window, "clock-moved");
    }

    /// <summary>Finds an item as one does: in the list, by its name.</summary>
    private static async Task Find(Window window, string title)
    {
        await window.Follow("nav a[href='/desk/items']");
        await window.Fill("[name=q]", title);
        await window.Leading(() => window.Press("Enter"));
        await window.Follow($"「{title}」");
    }

    /// <summary>Opens the form of an act, fills it in and sends it.</summary>
    private static async Task Act(Window window, string form, params (string Field, string Text)[] typed)
    {
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

    private static string Without(string mark) =>
        string.Join(
            '\n',
            s_minutes.Split('\n').Where(line => !line.Contains(mark, StringComparison.Ordinal))
        );
}
