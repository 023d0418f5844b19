using System.Text;
using Daylight.Accounts.Views;
using Daylight.Proceedings;
using Daylight.Ui;
using Daylight.Ui.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Daylight.Accounts.Faces;

/// <summary>
/// Signing in by an OpenID provider, and binding an account to it. The browser goes over and comes back by pages of ours:
/// no form leads to another site, and what comes back from one is not sent with the session's cookie.
/// </summary>
internal static class ProviderForms
{
    public const string Start = "/sign-in/provider";
    public const string Back = "/sign-in/provider/back";
    public const string LogOut = "/sign-in/provider/logout";
    public const string Account = "/desk/account/provider";

    private const string Plain = "daylight-provider";
    private const string Secure = "__Host-daylight-provider";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Start, SignIn);
        routes.MapGet(Back, Answered);
        routes.MapPost(LogOut, EndFromThere).WithMetadata(NoFormToken.Instance);
        routes.MapPost(Account, Bind);
        routes.MapPost($"{Account}/prove", Prove);
        routes.MapPost($"{Account}/end", Unbind);
        routes.MapPost("/invitation/{secret}/provider", Open);
        routes.MapPost("/desk/admin/provider", Connect);
        routes.MapPost("/desk/admin/provider/end", Disconnect);
    }

    private static Task<IResult> SignIn(
        HttpContext http,
        AccountsDesk desk,
        ProviderRoad road,
        CancellationToken cancel
    ) => Go(http, desk, road, ProviderPurpose.SignIn, ask => ask, cancel);

    private static async Task<IResult> Bind(
        HttpContext http,
        AccountsDesk desk,
        ProviderRoad road,
        CancellationToken cancel
    ) =>
        http.Features.Get<SignedIn>() is not { } now ? Results.Unauthorized()
        : OwnForms.IsFresh(now, desk)
            ? await Go(
                http,
                desk,
                road,
                ProviderPurpose.Bind,
                ask => ask with { Account = now.Account.Account, Session = now.Session.Id },
                cancel
            )
        : OwnForms.Back(
            await http.Request.ReadFormAsync(cancel),
            "prove",
            SignInForm.Say(http, "prove.first")
        );

    private static async Task<IResult> Prove(
        HttpContext http,
        AccountsDesk desk,
        ProviderRoad road,
        CancellationToken cancel
    ) =>
        http.Features.Get<SignedIn>() is { } now
            ? await Go(
                http,
                desk,
                road,
                ProviderPurpose.Prove,
                ask => ask with { Account = now.Account.Account, Session = now.Session.Id },
                cancel
            )
            : Results.Unauthorized();

    private static async Task<IResult> Open(
        string secret,
        HttpContext http,
        AccountsDesk desk,
        Invitations invitations,
        ProviderRoad road,
        CancellationToken cancel
    )
    {
        if (await invitations.Of(secret, cancel) is not { IsRecovery: false, Role: null })
        {
            return Results.NotFound();
        }

        var form = await http.Request.ReadFormAsync(cancel);
        var login = LoginName.Of(form["login"].ToString());
        return LoginName.IsGood(login)
            ? await Go(
                http,
                desk,
                road,
                ProviderPurpose.Open,
                ask => ask with { Link = secret, Login = login },
                cancel
            )
            : new RazorComponentResult<InvitationPage>(
                new
                {
                    Secret = secret,
                    Sent = Sent.Of(
                        form,
                        [new FieldFault("login", SignInForm.Say(http, "login.malformed"))],
                        "form-token"
                    ),
                }
            )
            {
                StatusCode = StatusCodes.Status422UnprocessableEntity,
            };
    }

    /// <summary>Ends the sessions of a person who signed out over there, or was signed out (OpenID Connect Back-Channel Logout 1.0).</summary>
    private static async Task<IResult> EndFromThere(
        HttpContext http,
        AccountsDesk desk,
        ProviderRoad road,
        CancellationToken cancel
    )
    {
        if (
            !http.Request.HasFormContentType
            || await desk.Reading.Provider(cancel) is not { } provider
            || (await http.Request.ReadFormAsync(cancel))["logout_token"].ToString()
                is not { Length: > 0 } token
            || await road.ReadLogout(provider, token, cancel) is not { } said
            || !await desk.Lockout.TakeStep(
                $"challenge/{FactIds.New(said.At)[..12]}-{desk.Keys.Mac("logout", said.Id)}",
                1,
                cancel
            )
        )
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status400BadRequest);
        }

        var key = road.SubjectKey(provider.Issuer, said.Subject);
        if (await desk.Credentials.By(key, CredentialKind.Provider, cancel) is { } row)
        {
            await desk.Sessions.EndWay(SignInWay.Provider, row.Account, cancel);
            await desk.Journal.Note(AccessKind.SessionEnded, row.Account, "provider", cancel: cancel);
        }

        return TypedResults.Ok();
    }

    private static async Task<IResult> Answered(
        HttpContext http,
        AccountsDesk desk,
        Invitations invitations,
        ProviderRoad road,
        CancellationToken cancel
    )
    {
        var query = http.Request.Query;
        if (
            await Take(http, desk, cancel) is not { } ask
            || !ask.IsState(query["state"].ToString())
            || await desk.Reading.Provider(cancel) is not { } provider
        )
        {
            return await Refuse(http, desk, "provider.stale", "state", cancel);
        }

        if (query["code"].ToString() is not { Length: > 0 and < 2000 } code)
        {
            return await Refuse(http, desk, "provider.denied", nameof(ProviderFault.Denied), cancel);
        }

        var answer = await road.Redeem(provider, ask, code, query["iss"].ToString(), BackAt(http), cancel);
        if (answer is not ProviderAnswer.Proven proven)
        {
            var fault = ((ProviderAnswer.Refused)answer).Fault;
            return await Refuse(
                http,
                desk,
                fault is ProviderFault.Silent ? "provider.silent" : "provider.wrong",
                fault.ToString(),
                cancel
            );
        }

        var subject = road.SubjectKey(provider.Issuer, proven.Subject);
        return ask.Purpose switch
        {
            ProviderPurpose.SignIn => await Enter(http, desk, subject, cancel),
            ProviderPurpose.Bind => await Bound(http, desk, provider, ask, subject, cancel),
            ProviderPurpose.Open => await Opened(http, desk, invitations, provider, ask, subject, cancel),
            ProviderPurpose.Prove => await Proved(http, desk, ask, subject, cancel),
        };
    }

    private static async Task<IResult> Enter(
        HttpContext http,
        AccountsDesk desk,
        string subject,
        CancellationToken cancel
    ) =>
        await desk.Credentials.By(subject, CredentialKind.Provider, cancel) is { } row
        && await desk.Reading.Account(row.Account, cancel)
            is { Standing: AccountStanding.Open, RoleHeld: false } account
            ? On(await SignInForm.Enter(http, desk, account, SignInWay.Provider, cancel))
            : await Refuse(http, desk, "provider.unbound", "subject", cancel);

    private static async Task<IResult> Bound(
        HttpContext http,
        AccountsDesk desk,
        ProviderRow provider,
        ProviderAsk ask,
        string subject,
        CancellationToken cancel
    )
    {
        if (
            await desk.Sessions.ById(ask.Account, ask.Session, cancel) is not { }
            || await desk.Reading.Account(ask.Account, cancel) is not { } account
        )
        {
            return await Refuse(http, desk, "provider.stale", "session", cancel);
        }

        var old = (await desk.Credentials.Of(ask.Account, cancel))
            .Where(held => held.KindOf is CredentialKind.Provider)
            .Select(held => held.Id)
            .ToList();
        var row = Row(desk, ask.Account, provider, subject);
        var outcome = await desk.Credentials.Change(
            desk.Submit(
                new BindProvider.Act(ask.Account, desk.New(row), subject, old),
                AccountsDesk.Own(account.Person)
            ),
            [row],
            old,
            cancel
        );
        if (outcome is Outcome.Refused refused)
        {
            return Page(http, refused.Refusal.Say().In(SignInForm.LanguageOf(http)), "/desk/account");
        }

        await desk.Sessions.EndAll(ask.Account, ask.Session, cancel);
        await desk.Journal.Note(AccessKind.FactorChanged, ask.Account, row.Id, Address.Of(http), cancel);
        return On("/desk/account");
    }

    private static async Task<IResult> Opened(
        HttpContext http,
        AccountsDesk desk,
        Invitations invitations,
        ProviderRow provider,
        ProviderAsk ask,
        string subject,
        CancellationToken cancel
    )
    {
        if (await invitations.Of(ask.Link, cancel) is not { IsRecovery: false } invitation)
        {
            return await Refuse(http, desk, "provider.stale", "link", cancel);
        }

        var row = Row(desk, invitation.Account, provider, subject);
        var outcome = await desk.Credentials.Change(
            desk.Submit(
                new TakeUp.Act(
                    invitation.Account,
                    invitation.Link,
                    invitation.Person,
                    ask.Login,
                    invitation.Name,
                    [desk.New(row)],
                    subject
                ),
                AccountsDesk.Own(invitation.Person)
            ),
            [row],
            [invitation.Link],
            cancel
        );
        if (outcome is Outcome.Refused refused)
        {
            return Page(
                http,
                refused.Refusal.Say().In(SignInForm.LanguageOf(http)),
                Invitations.Road + ask.Link
            );
        }

        await desk.Journal.Note(
            AccessKind.LinkOpened,
            invitation.Account,
            invitation.Link,
            Address.Of(http),
            cancel
        );
        var account = await desk.Reading.Account(invitation.Account, cancel);
        return On(await SignInForm.Enter(http, desk, account!, SignInWay.Provider, cancel));
    }

    private static async Task<IResult> Proved(
        HttpContext http,
        AccountsDesk desk,
        ProviderAsk ask,
        string subject,
        CancellationToken cancel
    )
    {
        if (
            await desk.Credentials.By(subject, CredentialKind.Provider, cancel) is not { } row
            || row.Account != ask.Account
            || await desk.Sessions.ById(ask.Account, ask.Session, cancel) is null
        )
        {
            return await Refuse(http, desk, "provider.wrong", "other", cancel);
        }

        await desk.Sessions.Prove(ask.Session, cancel);
        return On("/desk/account");
    }

    private static async Task<IResult> Unbind(HttpContext http, AccountsDesk desk, CancellationToken cancel)
    {
        if (http.Features.Get<SignedIn>() is not { } now)
        {
            return Results.Unauthorized();
        }

        var form = await http.Request.ReadFormAsync(cancel);
        if (!OwnForms.IsFresh(now, desk))
        {
            return OwnForms.Back(form, "prove", SignInForm.Say(http, "prove.first"));
        }

        var id = form["id"].ToString();
        if (
            (await desk.Credentials.Of(now.Account.Account, cancel)).FirstOrDefault(row => row.Id == id)
            is not { KindOf: CredentialKind.Provider } held
        )
        {
            return Results.NotFound();
        }

        var outcome = await desk.Credentials.Change(
            desk.Submit(new BindProvider.EndAct(now.Account.Account, id, held.FoundBy), now.Own),
            [],
            [id],
            cancel
        );
        if (outcome is Outcome.Refused refused)
        {
            return OwnForms.Back(form, "prove", refused.Refusal.Say().In(SignInForm.LanguageOf(http)));
        }

        await desk.Journal.Note(AccessKind.FactorChanged, now.Account.Account, id, Address.Of(http), cancel);
        return Results.Redirect("/desk/account");
    }

    private static Task<IResult> Connect(HttpContext http, AccountsDesk desk, CancellationToken cancel) =>
        AdminForms.Do(
            http,
            desk,
            "provider",
            form => new ConnectProvider.Act(
                form["name"].ToString(),
                form["issuer"].ToString(),
                form["client"].ToString()
            ),
            () => desk.Sessions.EndWay(SignInWay.Provider, cancel: cancel),
            cancel
        );

    private static Task<IResult> Disconnect(HttpContext http, AccountsDesk desk, CancellationToken cancel) =>
        AdminForms.Do(
            http,
            desk,
            "provider-end",
            form => new ConnectProvider.EndAct(form["because"].ToString()),
            () => desk.Sessions.EndWay(SignInWay.Provider, cancel: cancel),
            cancel
        );

    /// <summary>Sends the browser over, with a cookie that ties the answer to it.</summary>
    private static async Task<IResult> Go(
        HttpContext http,
        AccountsDesk desk,
        ProviderRoad road,
        ProviderPurpose purpose,
        Func<ProviderAsk, ProviderAsk> with,
        CancellationToken cancel
    )
    {
        if (await desk.Reading.Provider(cancel) is not { } provider)
        {
            return Results.NotFound();
        }

        var ask = with(ProviderAsk.New(purpose, provider.Issuer, desk.Time.GetUtcNow()));
        if (await road.Ask(provider, ask, BackAt(http), cancel) is not { } href)
        {
            return await Refuse(http, desk, "provider.silent", nameof(ProviderFault.Silent), cancel);
        }

        http.Response.Cookies.Append(
            http.Request.IsHttps ? Secure : Plain,
            Convert.ToBase64String(desk.Keys.Seal(ask.Write(), "provider")),
            Options(http, ProviderAsk.Lasts)
        );
        return On(href);
    }

    /// <summary>The question to which an answer comes; taken once, and only in the browser that asked.</summary>
    private static async Task<ProviderAsk?> Take(
        HttpContext http,
        AccountsDesk desk,
        CancellationToken cancel
    )
    {
        var name = http.Request.IsHttps ? Secure : Plain;
        var kept = http.Request.Cookies[name] ?? "";
        http.Response.Cookies.Delete(name, Options(http, null));
        var box = new byte[kept.Length];
        return
            Convert.TryFromBase64String(kept, box, out var written)
            && desk.Keys.Open(box.AsSpan(0, written), "provider") is { } plain
            && ProviderAsk.Read(plain) is { } ask
            && desk.Time.GetUtcNow().ToUnixTimeMilliseconds() < ask.UntilMs
            && await desk.Lockout.TakeStep($"challenge/{ask.Id}", 1, cancel)
            ? ask
            : null;
    }

    /// <summary>Lax: the answer comes by a link of another site, to which a strict cookie is not sent.</summary>
    private static CookieOptions Options(HttpContext http, TimeSpan? lasts) =>
        new()
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = lasts,
            Path = "/",
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
        };

    private static async Task<IResult> Refuse(
        HttpContext http,
        AccountsDesk desk,
        string says,
        string why,
        CancellationToken cancel
    )
    {
        await desk.Journal.Note(AccessKind.ProviderRefused, "", why, Address.Of(http), cancel);
        return Page(http, SignInForm.Say(http, says), "/sign-in");
    }

    /// <summary>Leads on by a page of our own, so that the next request comes from this site.</summary>
    internal static RazorComponentResult<ProviderPage> On(string href) => new(new { Href = href });

    private static RazorComponentResult<ProviderPage> Page(HttpContext http, string says, string href) =>
        new(new { Href = href, Fault = says })
        {
            StatusCode = http.Response.StatusCode is >= 400
                ? http.Response.StatusCode
                : StatusCodes.Status403Forbidden,
        };

    private static CredentialRow Row(
        AccountsDesk desk,
        string account,
        ProviderRow provider,
        string subject
    ) => desk.Row(account, CredentialKind.Provider, Encoding.UTF8.GetBytes(provider.Issuer), subject);

    private static string BackAt(HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}{Back}";
}
