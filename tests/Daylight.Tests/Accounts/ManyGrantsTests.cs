using Daylight.Accounts;
using Daylight.Tests.Web;

namespace Daylight.Tests.Accounts;

/// <summary>Accounts and powers for a whole county: proposed in one form, confirmed in one form, each an act of its own.</summary>
public sealed class ManyGrantsTests
{
    private const string Waiting = "/desk/admin/waiting";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<(AccountsHost Host, Walker System, Walker Security)> County(int offices)
    {
        var host = await AccountsHost.Start();
        var people = await host.AppointAll();
        for (var n = 0; n < offices; n++)
        {
            await host.Office($"u-{n}", $"3302260{n:00}", $"o-{n}", $"p-{n}");
        }

        return (host, people[AdministratorRole.System].Browser, people[AdministratorRole.Security].Browser);
    }

    private static async Task<FilledForm> Ticked(Walker walker, string path, string form, string name)
    {
        var page = await walker.Open(path);
        return page.QuerySelectorAll($"form#{form} input[name={name}]")
            .Aggregate(
                Walker.Form(page, form),
                (filled, box) => filled.And(name, box.GetAttribute("value")!)
            );
    }

    [Fact]
    public async Task One_power_goes_to_many_offices_in_two_forms()
    {
        var (host, system, security) = await County(12);
        await using var _ = host;
        var form = await Ticked(system, "/desk/admin/many?kind=Power&power=supervision.answer", "many", "to");
        Assert.Equal(302, (await system.Send(form.With("because", "承办单位联络员"))).Status);
        Assert.Equal(12, (await host.Desk.Reading.Grants(GrantStanding.Proposed, 50, Cancel)).Count);
        Assert.Empty(await host.Desk.Reading.Powers("supervision.answer", Cancel));

        var confirm = await Ticked(security, Waiting, "waiting", "grants");
        Assert.Equal(200, (await security.Send(confirm)).Status);
        Assert.Equal(12, (await host.Desk.Reading.Powers("supervision.answer", Cancel)).Count);
        Assert.Empty(await host.Desk.Reading.Grants(GrantStanding.Proposed, 50, Cancel));

        // Whom it was given to is no longer offered.
        var again = await system.Open("/desk/admin/many?kind=Power&power=supervision.answer");
        Assert.Empty(again.QuerySelectorAll("input[name=to]"));
    }

    [Fact]
    public async Task The_same_form_sent_twice_proposes_once()
    {
        var (host, system, _) = await County(3);
        await using var _ = host;
        var form = (
            await Ticked(system, "/desk/admin/many?kind=Power&power=supervision.run", "many", "to")
        ).With("because", "岗位职责");
        Assert.Equal(302, (await system.Send(form)).Status);
        Assert.Equal(302, (await system.Send(form)).Status);
        Assert.Equal(3, (await host.Desk.Reading.Grants(GrantStanding.Proposed, 50, Cancel)).Count);
    }

    [Fact]
    public async Task Each_new_account_gets_a_link_of_its_own_that_opens_it()
    {
        var (host, system, security) = await County(3);
        await using var _ = host;
        var form = await Ticked(system, "/desk/admin/many?kind=Account", "many", "to");
        Assert.Equal(302, (await system.Send(form.With("because", "新任"))).Status);

        var shown = await security.Send(await Ticked(security, Waiting, "waiting", "grants"));

        var links = shown.Page.QuerySelectorAll("main .slip .code").Select(code => code.TextContent).ToList();
        Assert.Equal(3, links.Distinct(StringComparer.Ordinal).Count());
        var person = await host.Open(new Uri(links[0]).AbsolutePath, "first", "");
        Assert.Equal("/desk", (await person.SignIn()).Answer.Location);
        Assert.DoesNotContain("/invitation/", (await security.Get(Waiting)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_a_reason_comes_back_with_its_ticks()
    {
        var (host, system, _) = await County(2);
        await using var _ = host;
        var form = await Ticked(system, "/desk/admin/many?kind=Power&power=supervision.run", "many", "to");

        var answer = await system.Send(form);

        Assert.Equal(409, answer.Status);
        Assert.Equal(2, answer.Page.QuerySelectorAll("input[name=to][checked]").Length);
        Assert.Empty(await host.Desk.Reading.Grants(GrantStanding.Proposed, 50, Cancel));
    }

    [Fact]
    public async Task One_that_is_refused_stops_no_other_and_is_named()
    {
        var (host, system, security) = await County(2);
        await using var _ = host;
        var form = await Ticked(system, "/desk/admin/many?kind=Power&power=supervision.run", "many", "to");
        await system.Send(form.With("because", "岗位职责"));
        var confirm = await Ticked(security, Waiting, "waiting", "grants");
        var first = (await host.Desk.Reading.Grants(GrantStanding.Proposed, 50, Cancel))[0];
        await security.Do("/desk/admin", $"confirm-{first.Proposal}");

        var answer = await security.Send(confirm);

        Assert.Equal(200, answer.Status);
        Assert.Single(answer.Page.QuerySelectorAll("main .todo li"));
        Assert.Equal(2, (await host.Desk.Reading.Powers("supervision.run", Cancel)).Count);
    }

    [Theory]
    [InlineData("/desk/admin/propose/many", "kind", "Account")]
    [InlineData("/desk/admin/propose/many", "kind", "Role")]
    [InlineData("/desk/admin/confirm/many", "grants", "nothing")]
    public async Task To_others_there_is_no_such_address(string path, string name, string value)
    {
        var (host, _, _) = await County(1);
        await using var _ = host;
        var person = await host.Account("p-0", "wang");
        var token = Walker.Form(await person.Browser.Open("/desk/account"), "deputy");
        var forged = token with { Action = path, Fields = [.. token.Fields, new(name, value)] };
        Assert.Equal(404, (await person.Browser.Send(forged)).Status);
        Assert.Empty(
            (await person.Browser.Open("/desk/admin/many")).QuerySelectorAll("main form:not([role])")
        );
    }
}
