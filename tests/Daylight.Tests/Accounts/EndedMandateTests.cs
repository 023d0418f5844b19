using System.Net.Http.Headers;
using Daylight.Accounts;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Registry;
using Daylight.Tests.Habits;
using Daylight.Tests.Web;

namespace Daylight.Tests.Accounts;

/// <summary>What somebody could do by his office ends with it, in every way in which he could do it.</summary>
public sealed class EndedMandateTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Session_token_feed_deputy_and_draft_stop_with_the_first_request_after_the_office()
    {
        await using var host = await AccountsHost.Start();
        await host.Office("u-jiaoyu", "330225018", "o-jiaoyu", "p-chen");
        await host.Office("u-caizheng", "330225019", "o-caizheng", "p-kuai");
        await host.Give("o-jiaoyu", "supervision.answer");
        var chen = await host.Account("p-chen", "chen");
        var kuai = await host.Account("p-kuai", "kuai");
        var today = Shanghai.DayOf(host.Time.GetUtcNow());
        var page = await chen.Browser.Open("/desk/account");
        var issued = await chen.Browser.Send(
            Walker.Form(page, "token").With("name", "统计程序").And("scopes", "supervision.answer")
        );
        var token = issued.Page.QuerySelector("main .notice .code")!.TextContent;
        var feed = new Uri(
            (await chen.Browser.Send(Walker.Form(await chen.Browser.Open("/desk/account"), "feed")))
                .Page.QuerySelector("main .notice .code")!
                .TextContent
        ).AbsolutePath;
        await chen.Browser.Do(
            "/desk/account",
            "deputy",
            ("deputy", "p-kuai"),
            ("from", $"{today:yyyy-MM-dd}"),
            ("to", $"{today.AddDays(9):yyyy-MM-dd}")
        );
        var secure = Walker
            .Form(await chen.Browser.Open("/desk/account"), "recusal")
            .Fields.First(field => field.Key == "form-token");
        Assert.Equal(
            204,
            (
                await chen.Browser.Send(
                    new FilledForm(
                        "/desk/drafts",
                        [secure, new("draft", "item-new"), new("title", "没有写完")]
                    )
                )
            ).Status
        );

        await TakeOn(host, "p-kuai");
        Assert.Equal(["o-caizheng", "o-jiaoyu"], await Offices(host, "p-kuai"));
        Assert.Equal((200, 200), (await Me(host, token), (await host.Browser().Get(feed)).Status));
        Assert.NotNull(await Kept(host, "p-chen"));

        await host.Do(new LeaveOffice.Act("o-jiaoyu", "p-chen", today, LeavingReason.Rotation, "任字2号"));
        host.Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal((401, 404), (await Me(host, token), (await host.Browser().Get(feed)).Status));
        Assert.Equal(["o-caizheng"], await Offices(host, "p-kuai"));
        Assert.Null((await chen.Browser.Open("/desk/account")).GetElementById("recusal"));
        // Whoever comes back without an office finds nothing of what he wrote in it.
        var (again, _) = await chen.SignIn();
        Assert.Equal(
            401,
            (
                await again.Send(
                    new FilledForm(
                        "/desk/drafts",
                        [
                            Walker
                                .Form(await again.Open("/desk/account"), "recusal")
                                .Fields.First(field => field.Key == "form-token"),
                            new("draft", "item-new"),
                        ]
                    )
                )
            ).Status
        );
    }

    [Fact]
    public async Task A_deputy_may_give_the_office_back()
    {
        await using var host = await AccountsHost.Start();
        await host.Office("u-jiaoyu", "330225018", "o-jiaoyu", "p-chen");
        await host.Office("u-caizheng", "330225019", "o-caizheng", "p-kuai");
        var chen = await host.Account("p-chen", "chen");
        var kuai = await host.Account("p-kuai", "kuai");
        var today = Shanghai.DayOf(host.Time.GetUtcNow());
        await chen.Browser.Do(
            "/desk/account",
            "deputy",
            ("deputy", "p-kuai"),
            ("from", $"{today:yyyy-MM-dd}"),
            ("to", $"{today.AddDays(9):yyyy-MM-dd}")
        );
        await TakeOn(host, "p-kuai");
        Assert.Equal(["o-caizheng", "o-jiaoyu"], await Offices(host, "p-kuai"));

        var page = await kuai.Browser.Open("/desk/account");
        var received = page.Forms.Single(form =>
            form.Id?.StartsWith("received-", StringComparison.Ordinal) == true
        );
        Assert.Equal(302, (await kuai.Browser.Send(Walker.Form(page, received.Id!))).Status);

        Assert.Equal(["o-caizheng"], await Offices(host, "p-kuai"));
        Assert.DoesNotContain(
            "deputy-",
            (await chen.Browser.Open("/desk/account"))
                .Forms.Select(form => form.Id ?? "")
                .Where(id => id != "deputy"),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public async Task A_feed_tells_days_and_counts_only_and_answers_so_often_an_hour()
    {
        await using var host = await AccountsHost.Start();
        await host.Office("u-jiaoyu", "330225018", "o-jiaoyu", "p-chen");
        await host.Give("o-jiaoyu", "supervision.answer");
        var chen = await host.Account("p-chen", "chen");
        var made = await chen.Browser.Send(Walker.Form(await chen.Browser.Open("/desk/account"), "feed"));
        var path = new Uri(made.Page.QuerySelector("main .notice .code")!.TextContent).AbsolutePath;
        using var reader = host.Browser();

        for (var i = 0; i < 30; i++)
        {
            Assert.Equal(200, (await reader.Get(path)).Status);
        }

        Assert.Equal(429, (await reader.Get(path)).Status);
        host.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(200, (await reader.Get(path.Replace(".ics", ".atom", StringComparison.Ordinal))).Status);
        Assert.Equal(404, (await reader.Get("/feeds/daylight_unknown/duties.ics")).Status);
        Assert.DoesNotContain(path.Split('/')[2], host.Log.ToString(), StringComparison.Ordinal);
        // A feed is no key to the interface.
        Assert.Empty((await new Tokens(host.Desk).Use(path.Split('/')[2], Cancel))!.Value.Mandate.Powers);
    }

    [Fact]
    public void A_calendar_holds_neither_title_nor_unit()
    {
        (DateOnly, int)[] due = [(new(2026, 11, 30), 3), (new(2026, 12, 31), 1)];
        var now = new DateTimeOffset(2026, 11, 23, 1, 0, 0, TimeSpan.Zero);
        GoldenText.Check(
            "accounts/duties.ics",
            DutyFeed.Calendar(due, "https://daylight.xiangshan.example", now)
        );
        GoldenText.Check(
            "accounts/duties.atom",
            DutyFeed.Atom(due, "https://daylight.xiangshan.example", now)
        );
    }

    [Fact]
    public void Long_lines_are_folded_within_75_octets()
    {
        var text = DutyFeed.Calendar(
            [(new(2026, 11, 30), 3)],
            "https://a-very-long-name-of-a-county-government.daylight.xiangshan.zhejiang.example",
            new DateTimeOffset(2026, 11, 23, 1, 0, 0, TimeSpan.Zero)
        );
        Assert.All(
            text.Split("\r\n"),
            line => Assert.True(System.Text.Encoding.UTF8.GetByteCount(line) <= 75, line)
        );
        Assert.Contains("\r\n ", text, StringComparison.Ordinal);
    }

    private static async Task TakeOn(AccountsHost host, string person)
    {
        foreach (var row in await host.Desk.Reading.GivenTo(person, Shanghai.DayOf(host.Time.GetUtcNow())))
        {
            await host.Do(new Deputies.AcceptAct(row.Deputyship), AccountsDesk.Own(person));
        }
    }

    private static async Task<Draft?> Kept(AccountsHost host, string person)
    {
        var account = (await host.Desk.Reading.ByLogin(person[2..], Cancel))!;
        return await host.Desk.Drafts.Find(account.Account, "o-jiaoyu", "item-new", Cancel);
    }

    private static async Task<IEnumerable<string>> Offices(AccountsHost host, string person) =>
        (await host.Desk.Mandates.All(person, null, Shanghai.DayOf(host.Time.GetUtcNow()), Cancel))
            .Select(answer => answer.Mandate!.Office)
            .Order(StringComparer.Ordinal);

    private static async Task<int> Me(AccountsHost host, string token)
    {
        using var client = new HttpClient { BaseAddress = host.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.GetAsync("/api/me", Cancel);
        return (int)answer.StatusCode;
    }
}
