using Daylight.Accounts;
using Daylight.Tests.Web;

namespace Daylight.Tests.Accounts;

/// <summary>Passkeys through the framework's verification, with an authenticator in memory.</summary>
public sealed class PasskeyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_passkey_is_added_and_signs_in_without_name_or_password()
    {
        await using var host = await AccountsHost.Start();
        var (person, origin) = await AtLocalhost(host);
        using var key = new SoftwareAuthenticator(origin);

        await Add(person, key);
        using var browser = new Walker(new Uri(origin));
        var answer = await Enter(browser, key);

        Assert.Equal((302, "/desk/admin"), (answer.Status, answer.Location));
        Assert.Contains(
            "通行密钥",
            (await browser.Open("/desk/account")).QuerySelector("main")!.TextContent,
            StringComparison.Ordinal
        );
        var account = (await host.Desk.Reading.ByLogin(person.Login, Cancel))!.Account;
        Assert.Contains(
            await host.Desk.Sessions.Of(account, Cancel),
            session => session.Way is SignInWay.Passkey
        );
    }

    [Fact]
    public async Task An_answer_is_good_once_and_a_clone_of_the_key_is_refused()
    {
        await using var host = await AccountsHost.Start();
        var (person, origin) = await AtLocalhost(host);
        using var key = new SoftwareAuthenticator(origin);
        await Add(person, key);
        using var browser = new Walker(new Uri(origin));
        var form = Walker.Form(await browser.Open("/sign-in"), "passkey");
        var options = (await browser.Send(form with { Action = "/sign-in/passkey/options" })).Body;
        var signed = form.With("credential", key.Get(options, "localhost"));

        Assert.Equal(302, (await browser.Send(signed)).Status);
        using var again = new Walker(new Uri(origin));
        var second = Walker.Form(await again.Open("/sign-in"), "passkey");
        Assert.Equal(
            401,
            (
                await again.Send(
                    second.With("credential", signed.Fields.Single(field => field.Key == "credential").Value)
                )
            ).Status
        );

        key.Count = 0;
        Assert.Equal(401, (await Enter(again, key)).Status);
    }

    [Fact]
    public async Task Another_origin_and_an_old_challenge_are_refused()
    {
        await using var host = await AccountsHost.Start();
        var (person, origin) = await AtLocalhost(host);
        using var key = new SoftwareAuthenticator(origin);
        await Add(person, key);

        using var phished = new SoftwareAuthenticator("https://daylight.evil.example");
        using var browser = new Walker(new Uri(origin));
        Assert.Equal(401, (await Enter(browser, phished)).Status);

        var form = Walker.Form(await browser.Open("/sign-in"), "passkey");
        var options = (await browser.Send(form with { Action = "/sign-in/passkey/options" })).Body;
        host.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(
            401,
            (await browser.Send(form.With("credential", key.Get(options, "localhost")))).Status
        );
    }

    [Fact]
    public async Task An_ended_passkey_opens_nothing_and_the_audit_knows_them_all()
    {
        await using var host = await AccountsHost.Start();
        var (person, origin) = await AtLocalhost(host);
        using var key = new SoftwareAuthenticator(origin);
        await Add(person, key);
        await host.Node.Logs[0].Publisher.Publish(Cancel);
        Assert.Empty(
            (await Daylight.Web.Node.Audit(host.Node.Options, null, setup => setup, Cancel)).Single().Faults
        );
        var account = (await host.Desk.Reading.ByLogin(person.Login, Cancel))!.Account;
        var row = (await host.Desk.Credentials.Of(account, Cancel)).Single(held =>
            held.KindOf is CredentialKind.Passkey
        );

        await person.Browser.Do("/desk/account", $"passkey-{row.Id}");

        using var browser = new Walker(new Uri(origin));
        Assert.Equal(401, (await Enter(browser, key)).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("not json")]
    public async Task What_is_no_answer_of_an_authenticator_is_refused(string credential)
    {
        await using var host = await AccountsHost.Start();
        using var browser = host.Browser();
        var form = Walker.Form(await browser.Open("/sign-in"), "passkey");
        await browser.Send(form with { Action = "/sign-in/passkey/options" });

        Assert.Equal(401, (await browser.Send(form.With("credential", credential))).Status);
    }

    [Fact]
    public async Task The_script_is_small_and_its_form_waits_for_it()
    {
        await using var host = await AccountsHost.Start();
        using var browser = host.Browser();

        var page = await browser.Open("/sign-in");

        Assert.NotNull(page.GetElementById("passkey")!.Closest("[hidden]"));
        var script = page.QuerySelector("script[src*=passkey]")!.GetAttribute("src")!;
        Assert.InRange((await browser.Bytes(script)).Length, 1, 4096);
    }

    private static async Task Add(Person person, SoftwareAuthenticator key)
    {
        var form = Walker.Form(await person.Browser.Open("/desk/account"), "passkey");
        var options = await person.Browser.Send(form with { Action = "/desk/account/passkeys/options" });
        Assert.Equal(200, options.Status);
        var answer = await person.Browser.Send(
            form.With("credential", key.Create(options.Body)).With("name", "办公电脑")
        );
        Assert.True(answer.Status == 302, answer.Page.QuerySelector("main")?.TextContent);
    }

    private static async Task<Answered> Enter(Walker browser, SoftwareAuthenticator key)
    {
        var form = Walker.Form(await browser.Open("/sign-in"), "passkey");
        var options = await browser.Send(form with { Action = "/sign-in/passkey/options" });
        return await browser.Send(form.With("credential", key.Get(options.Body, "localhost")));
    }

    /// <summary>An administrator whose browser calls the host by a name: authenticators know no addresses.</summary>
    private static async Task<(Person Person, string Origin)> AtLocalhost(AccountsHost host)
    {
        var origin = $"http://localhost:{host.Address.Port}";
        var person = await host.Appoint(AdministratorRole.System);
        var browser = new Walker(new Uri(origin));
        var form = Walker.Form(await browser.Open("/sign-in"), "sign-in");
        await browser.Send(
            form.With("login", person.Login).With("password", person.Password).With("code", person.NextCode())
        );
        return (person with { Browser = browser }, origin);
    }
}
