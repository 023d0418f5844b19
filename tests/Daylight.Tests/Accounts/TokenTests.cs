using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Daylight.Accounts;
using Daylight.Proceedings;
using Daylight.Registry;
using Daylight.Tests.Web;

namespace Daylight.Tests.Accounts;

/// <summary>Tokens of programs, and the recovery of an account.</summary>
public sealed class TokenTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_carries_its_scopes_and_nothing_else_of_the_office()
    {
        await using var host = await AccountsHost.Start();
        var person = await Clerk(host);
        var secret = await Issue(person, "supervision.answer");

        var (status, body) = await Me(host, secret);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("o-jiaoyu", body.GetProperty("office").GetString());
        Assert.Equal(
            ["supervision.answer"],
            body.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()!)
        );
        Assert.DoesNotContain(
            secret,
            (await person.Browser.Get("/desk/account")).Body,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(secret, host.Log.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("daylight_nonsense")]
    [InlineData("nonsense")]
    public async Task What_is_no_token_is_answered_with_401_and_problem_details(string secret)
    {
        await using var host = await AccountsHost.Start();

        Assert.Equal(HttpStatusCode.Unauthorized, (await Me(host, secret)).Status);
    }

    [Fact]
    public async Task A_session_of_a_browser_opens_no_interface_of_programs()
    {
        await using var host = await AccountsHost.Start();
        var person = await Clerk(host);

        Assert.Equal(401, (await person.Browser.Get("/api/me")).Status);
    }

    [Fact]
    public async Task A_token_ends_with_its_time_with_its_holder_and_with_the_office()
    {
        await using var host = await AccountsHost.Start();
        var person = await Clerk(host);
        var account = (await host.Desk.Reading.ByLogin("chen", Cancel))!.Account;
        var tokens = new Tokens(host.Desk);
        var today = new DateOnly(2026, 11, 23);
        var mandate = (await host.Desk.Mandates.Of("330225", "p-chen", "o-jiaoyu", today, Cancel))!;
        var (_, brief) = await tokens.Issue(account, mandate, "一天", ["supervision.answer"], 1, Cancel);
        var (_, ended) = await tokens.Issue(account, mandate, "将停用", ["supervision.answer"], 90, Cancel);
        var (_, lasting) = await tokens.Issue(account, mandate, "长期", ["supervision.answer"], 90, Cancel);

        var id = (await tokens.Of(account, Cancel)).Single(token => token.Name == "将停用").Id;
        await person.Browser.Do("/desk/account", $"token-{id}");
        Assert.Null(await tokens.Use(ended, Cancel));

        host.Time.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await tokens.Use(brief, Cancel));
        host.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await tokens.Use(brief, Cancel));

        Assert.NotNull(await tokens.Use(lasting, Cancel));
        await host.Do(new LeaveOffice.Act("o-jiaoyu", "p-chen", today, LeavingReason.Retirement, "任字2号"));
        Assert.Null(await tokens.Use(lasting, Cancel));
        Assert.Equal(HttpStatusCode.Unauthorized, (await Me(host, lasting)).Status);
    }

    [Fact]
    public async Task A_power_that_the_office_lost_is_gone_from_its_tokens()
    {
        await using var host = await AccountsHost.Start();
        var person = await Clerk(host);
        var secret = await Issue(person, "supervision.answer");

        await host.Do(new End.PowerAct("o-jiaoyu", "supervision.answer", "岗位调整"));

        Assert.Empty((await new Tokens(host.Desk).Use(secret, Cancel))!.Value.Mandate.Powers);
    }

    [Fact]
    public async Task A_recovery_takes_two_administrators_a_notice_and_24_hours()
    {
        await using var host = await AccountsHost.Start();
        var people = await host.AppointAll();
        var person = await Clerk(host);
        var account = (await host.Desk.Reading.ByLogin("chen", Cancel))!.Account;

        var link = await Recover(people, account);

        Assert.Contains("恢复", (await person.Browser.Get("/desk/account")).Body, StringComparison.Ordinal);
        using var browser = host.Browser();
        Assert.Equal(404, (await browser.Get(link)).Status);
        host.Time.Advance(Daylight.Accounts.Recover.Wait - TimeSpan.FromMilliseconds(1));
        Assert.Equal(404, (await browser.Get(link)).Status);
        host.Time.Advance(TimeSpan.FromMilliseconds(1));
        var back = await host.Open(link, "", "", "a-new-sentence-to-keep");

        Assert.Equal(302, (await (back with { Login = "chen" }).SignIn()).Answer.Status);
        Assert.Equal(401, (await person.SignIn()).Answer.Status);
        Assert.Equal(404, (await browser.Get(link)).Status);
    }

    [Fact]
    public async Task The_holder_stops_a_recovery_that_he_did_not_ask_for()
    {
        await using var host = await AccountsHost.Start();
        var people = await host.AppointAll();
        var person = await Clerk(host);
        var account = (await host.Desk.Reading.ByLogin("chen", Cancel))!.Account;
        var link = await Recover(people, account);
        var row = (await host.Desk.Credentials.Of(account, Cancel)).Single(held =>
            held.KindOf is CredentialKind.Link
        );

        await person.Browser.Do("/desk/account", $"stop-{row.Id}");

        host.Time.Advance(Daylight.Accounts.Recover.Wait);
        using var browser = host.Browser();
        Assert.Equal(404, (await browser.Get(link)).Status);
        Assert.Equal(302, (await person.SignIn()).Answer.Status);
    }

    private static async Task<string> Recover(
        IReadOnlyDictionary<AdministratorRole, Person> people,
        string account
    )
    {
        await people[AdministratorRole.System]
            .Browser.Do(
                "/desk/admin/accounts",
                $"propose-Recovery-{account}",
                ("because", "手机丢失，已当面核实")
            );
        var security = people[AdministratorRole.Security].Browser;
        var page = await security.Open("/desk/admin");
        var form = page.QuerySelector("form[id^=confirm-]")!.Id!;
        var shown = await security.Send(Walker.Form(page, form));
        return new Uri(shown.Page.QuerySelector("main .code")!.TextContent).AbsolutePath;
    }

    private static async Task<Person> Clerk(AccountsHost host)
    {
        await host.Office("u-jiaoyu", "330225018", "o-jiaoyu", "p-chen");
        await host.Give("o-jiaoyu", "supervision.answer");
        await host.Give("o-jiaoyu", "supervision.run");
        return await host.Account("p-chen", "chen");
    }

    private static async Task<string> Issue(Person person, string scope)
    {
        var page = await person.Browser.Open("/desk/account");
        var form = Walker.Form(page, "token").With("name", "报表程序");
        var answer = await person.Browser.Send(
            form with
            {
                Fields = [.. form.Fields.Where(field => field.Key != "scopes"), new("scopes", scope)],
            }
        );
        Assert.Equal(200, answer.Status);
        return answer
            .Page.QuerySelectorAll("main .code")
            .Select(code => code.TextContent)
            .Single(text => text.StartsWith(Tokens.Prefix, StringComparison.Ordinal));
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> Me(AccountsHost host, string secret)
    {
        using var client = new HttpClient { BaseAddress = host.Address };
        if (secret.Length > 0)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        }

        using var answer = await client.GetAsync("/api/me", Cancel);
        Assert.Contains("json", answer.Content.Headers.ContentType!.MediaType, StringComparison.Ordinal);
        return (
            answer.StatusCode,
            JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement
        );
    }
}
