using System.Web;
using AngleSharp.Html.Dom;
using Daylight.Accounts;
using Daylight.Proceedings;
using Daylight.Tests.Web;

namespace Daylight.Tests.Accounts;

/// <summary>Signing in by an OpenID provider, against a real one; and everything that is not taken from it.</summary>
public sealed class ProviderTests(RealProvider provider) : IClassFixture<RealProvider>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private AccountsHost Host
    {
        get
        {
            Assert.SkipWhen(provider.Missing is not null, $"no provider here: {provider.Missing}");
            return provider.Host;
        }
    }

    [Fact]
    public async Task Whoever_is_bound_signs_in_and_signs_out_over_there_too()
    {
        var person = await Bound("p-0", "holder-0");
        using var browser = Host.Browser();

        var back = await Through(browser, "/sign-in", "provider", "holder-0");

        Assert.Equal(200, back.Status);
        Assert.Equal("/desk", Refresh(back));
        var page = await browser.Open("/desk/account");
        Assert.Contains("统一身份认证", page.Body!.TextContent, StringComparison.Ordinal);
        var leave = await browser.Send(
            new FilledForm(
                "/sign-out",
                Walker.Form(page, "recusal").Fields.Where(field => field.Key == "form-token").ToArray()
            )
        );
        Assert.StartsWith($"{provider.Issuer}/session/end?", Refresh(leave), StringComparison.Ordinal);
        Assert.Contains("client_id=daylight", Refresh(leave), StringComparison.Ordinal);
        Assert.False(await IsIn(browser));
        Assert.Equal("holder", person.Login[..6]);
    }

    [Fact]
    public async Task A_first_link_opens_an_account_with_no_other_factor_than_the_provider()
    {
        var path = await Host.Invite("p-1");
        using var browser = Host.Browser();

        var back = await Through(browser, path, "invitation-provider", "holder-1", ("login", "holder-1"));

        Assert.Equal((200, "/desk"), (back.Status, Refresh(back)));
        Assert.Equal(404, (await browser.Get(path)).Status);
        using var again = Host.Browser();
        Assert.Equal("/desk", Refresh(await Through(again, "/sign-in", "provider", "holder-1")));
        // Who has no password proves himself over there.
        await Unproved();
        Assert.Null((await again.Open("/desk/account")).GetElementById("provider-bind"));
        Assert.Equal(
            "/desk/account",
            Refresh(await Through(again, "/desk/account", "provider-prove", "holder-1"))
        );
        Assert.NotNull((await again.Open("/desk/account")).GetElementById("provider-bind"));
    }

    [Fact]
    public async Task An_unbound_subject_opens_nothing_whatever_he_is_called()
    {
        var person = await Host.Account("p-2", "holder-2");
        using var browser = Host.Browser();

        var back = await Through(browser, "/sign-in", "provider", person.Login);

        Assert.Equal(403, back.Status);
        Assert.Contains("还没有绑定", back.Page.Body!.TextContent, StringComparison.Ordinal);
        Assert.False(await IsIn(browser));
    }

    [Theory]
    [InlineData("audience")]
    [InlineData("party")]
    [InlineData("several")]
    [InlineData("issuer")]
    [InlineData("nonce")]
    [InlineData("unasked")]
    [InlineData("expired")]
    [InlineData("old")]
    [InlineData("endless")]
    [InlineData("subject")]
    [InlineData("signature")]
    [InlineData("symmetric")]
    [InlineData("unsigned")]
    public async Task A_token_that_is_wrong_in_one_thing_is_not_taken(string kind)
    {
        _ = Host;
        await BoundOnce();
        await provider.Spoil(kind);
        using var browser = Host.Browser();

        var back = await Through(browser, "/sign-in", "provider", "holder-3");

        Assert.Equal(403, back.Status);
        Assert.Contains("不能采信", back.Page.Body!.TextContent, StringComparison.Ordinal);
        Assert.False(await IsIn(browser));
        // The same road is open where nothing is wrong.
        using var right = Host.Browser();
        Assert.Equal(200, (await Through(right, "/sign-in", "provider", "holder-3")).Status);
    }

    [Fact]
    public async Task A_code_is_good_once_and_only_for_the_browser_that_asked()
    {
        _ = Host;
        await BoundOnce();
        using var browser = Host.Browser();
        using var other = Host.Browser();
        var there = await Asked(browser, "/sign-in", "provider");
        var back = await Walk(browser, there, "holder-3");

        Assert.Equal(403, (await other.Get(back)).Status);
        Assert.Equal(200, (await browser.Get(back)).Status);
        Assert.Equal(403, (await browser.Get(back)).Status);

        // A fresh question with the code of the one before: the provider takes it neither twice nor under this verifier.
        var state = HttpUtility.ParseQueryString(new Uri(await Asked(other, "/sign-in", "provider")).Query)[
            "state"
        ];
        var mixed = HttpUtility.ParseQueryString(new Uri(back).Query);
        mixed["state"] = state;
        var answer = await other.Get($"/sign-in/provider/back?{mixed}");
        Assert.Equal(403, answer.Status);
        Assert.Contains("不能采信", answer.Page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_that_was_changed_on_its_way_is_answered_in_vain()
    {
        _ = Host;
        await BoundOnce();
        foreach (
            var (name, value) in ((string, string)[])
                [
                    ("nonce", "another"),
                    ("client_id", "other"),
                    ("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"),
                ]
        )
        {
            using var browser = Host.Browser();
            var there = new Uri(await Asked(browser, "/sign-in", "provider"));
            var query = HttpUtility.ParseQueryString(there.Query);
            query[name] = value;
            var back = await Walk(browser, $"{there.GetLeftPart(UriPartial.Path)}?{query}", "holder-3");
            Assert.Equal(403, (await browser.Get(back)).Status);
        }

        // The answer names another issuer than was asked (RFC 9207).
        using var mixed = Host.Browser();
        var answer = await Walk(mixed, await Asked(mixed, "/sign-in", "provider"), "holder-3");
        Assert.Contains("iss=", answer, StringComparison.Ordinal);
        Assert.Equal(
            403,
            (
                await mixed.Get(
                    answer.Replace(
                        Uri.EscapeDataString(provider.Issuer),
                        Uri.EscapeDataString("https://elsewhere.example"),
                        StringComparison.Ordinal
                    )
                )
            ).Status
        );
    }

    [Fact]
    public async Task The_question_carries_PKCE_state_and_nonce_and_is_forgotten_after_five_minutes()
    {
        _ = Host;
        using var browser = Host.Browser();
        var there = await Asked(browser, "/sign-in", "provider");
        var query = HttpUtility.ParseQueryString(new Uri(there).Query);

        Assert.Equal("S256", query["code_challenge_method"]);
        Assert.Equal(43, query["code_challenge"]!.Length);
        Assert.Equal("code", query["response_type"]);
        Assert.True(query["state"]!.Length >= 43 && query["nonce"]!.Length >= 43);
        Assert.Equal("openid", query["scope"]);
        var back = await Walk(browser, there, "holder-3");
        Host.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(403, (await browser.Get(back)).Status);
        Host.Time.Advance(-TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task A_subject_is_bound_to_one_account_and_to_no_administrator()
    {
        await Bound("p-4", "holder-4");
        var second = await Host.Account("p-5", "holder-5");

        var answer = await Through(second.Browser, "/desk/account", "provider-bind", "holder-4");

        Assert.Equal(403, answer.Status);
        Assert.Contains("已绑定另一个账号", answer.Page.Body!.TextContent, StringComparison.Ordinal);
        var audit = provider.Administrators[AdministratorRole.Audit];
        var (browser, _) = await audit.SignIn();
        Assert.Null((await browser.Open("/desk/account")).GetElementById("provider-bind"));
    }

    [Fact]
    public async Task Signing_out_over_there_ends_the_sessions_here()
    {
        await Bound("p-6", "holder-6");
        using var browser = Host.Browser();
        Assert.Equal(200, (await Through(browser, "/sign-in", "provider", "holder-6")).Status);
        Assert.True(await IsIn(browser));

        var end = await browser.Get(
            $"{provider.Issuer}/session/end?client_id=daylight&post_logout_redirect_uri={Uri.EscapeDataString(Host.Address + "sign-in")}"
        );
        var form = end.Page.Forms.Single();
        await browser.Send(
            new FilledForm(
                new Uri(new Uri(provider.Issuer), form.GetAttribute("action")!).AbsoluteUri,
                [new("xsrf", ((IHtmlInputElement)form.Elements["xsrf"]!).Value), new("logout", "yes")]
            )
        );

        Assert.False(await IsIn(browser));
        Assert.Equal(
            400,
            (
                await browser.Post(
                    "/sign-in/provider/logout",
                    new FormUrlEncodedContent([new("logout_token", "eyJhbGciOiJub25lIn0.e30.")])
                )
            ).Status
        );
    }

    [Fact]
    public async Task Who_ends_the_binding_or_the_provider_closes_that_door()
    {
        var person = await Bound("p-7", "holder-7");
        var page = await person.Browser.Open("/desk/account");
        var unbind = page.Forms.Single(form => form.GetAttribute("action") == "/desk/account/provider/end");
        Assert.Equal(302, (await person.Browser.Send(Walker.Form(page, unbind.Id!))).Status);
        using var browser = Host.Browser();
        Assert.Equal(403, (await Through(browser, "/sign-in", "provider", "holder-7")).Status);

        var security = provider.Administrators[AdministratorRole.Security].Browser;
        await security.Do("/desk/admin", "provider-end", ("because", "更换平台"));
        Assert.Null((await browser.Open("/sign-in")).GetElementById("provider"));
        await provider.Connect("daylight");
    }

    [Theory]
    [InlineData("http://sso.example")]
    [InlineData("https://sso.example/?realm=a")]
    [InlineData("https://sso.example/#a")]
    [InlineData("https://a:b@sso.example/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("sso.example")]
    public void An_issuer_is_an_https_address_without_query_or_fragment(string text) =>
        Assert.IsType<IssuerIsNoAddress>(
            Assert
                .IsType<Decision.Refused>(
                    ConnectProvider.Decide(
                        ConnectedProvider.Start,
                        new ConnectProvider.Act("统一认证", text, "daylight")
                    )
                )
                .Refusal
        );

    private static async Task<bool> IsIn(Walker browser) =>
        (await browser.Open("/desk/account")).GetElementById("recusal") is not null;

    /// <summary>All sessions as if their holders had given their factors long ago; the provider's clock cannot be moved.</summary>
    private async Task Unproved()
    {
        await using var database = await AccountsDatabase.OpenFile(
            Path.Combine(Host.Data, "node", "accounts.db"),
            Cancel
        );
        await database.Execute("UPDATE accounts_session SET proved_ms = 0", new { }, Cancel);
    }

    private async Task BoundOnce()
    {
        if (await Host.Desk.Reading.ByLogin("holder-3", Cancel) is null)
        {
            await Bound("p-3", "holder-3");
        }
    }

    /// <summary>An account whose holder bound who he is over there, under the same name.</summary>
    private async Task<Person> Bound(string person, string login)
    {
        var account = await Host.Account(person, login);
        var answer = await Through(account.Browser, "/desk/account", "provider-bind", login);
        Assert.True(answer.Status == 200, answer.Page.Body!.TextContent);
        Assert.Equal("/desk/account", Refresh(answer));
        return account;
    }

    /// <summary>From a form of ours over there, through its pages, and back.</summary>
    private static async Task<Answered> Through(
        Walker browser,
        string page,
        string form,
        string name,
        params (string Name, string Value)[] typed
    ) => await browser.Get(await Walk(browser, await Asked(browser, page, form, typed), name));

    /// <summary>The address over there to which a form leads.</summary>
    private static async Task<string> Asked(
        Walker browser,
        string page,
        string form,
        params (string Name, string Value)[] typed
    )
    {
        var filled = typed.Aggregate(
            Walker.Form(await browser.Open(page), form),
            (filled, field) => filled.With(field.Name, field.Value)
        );
        var answer = await browser.Send(filled);
        Assert.True(answer.Status == 200, answer.Page.Body!.TextContent);
        return Refresh(answer);
    }

    /// <summary>Through the pages of the provider, until it leads back: to where, is given back.</summary>
    private static async Task<string> Walk(Walker browser, string address, string name)
    {
        var at = new Uri(address);
        for (var steps = 0; steps < 12; steps++)
        {
            var answer = await browser.Get(at.AbsoluteUri);
            while (answer.Location is { } location)
            {
                at = new Uri(at, location);
                if (at.AbsolutePath == "/sign-in/provider/back")
                {
                    return at.AbsoluteUri;
                }

                answer = await browser.Get(at.AbsoluteUri);
            }

            var form = answer.Page.Forms.Single();
            var sent = await browser.Send(
                new FilledForm(
                    new Uri(at, form.GetAttribute("action")!).AbsoluteUri,
                    [
                        .. form
                            .Elements.OfType<IHtmlInputElement>()
                            .Where(input => input.Name is { Length: > 0 })
                            .Select(input => new KeyValuePair<string, string>(
                                input.Name!,
                                input.Name is "login" or "password" ? name : input.Value
                            )),
                    ]
                )
            );
            at = new Uri(at, sent.Location!);
            if (at.AbsolutePath == "/sign-in/provider/back")
            {
                return at.AbsoluteUri;
            }
        }

        throw new InvalidOperationException($"The provider never leads back; the last address was {at}.");
    }

    private static string Refresh(Answered answer) =>
        answer.Page.QuerySelector("meta[http-equiv=refresh]")?.GetAttribute("content")!["0;url=".Length..]
        ?? "";
}
