using System.Globalization;
using Daylight.Accounts.Views;
using Daylight.Norms.Calendar;
using Daylight.Ui;
using Daylight.Ui.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Daylight.Accounts.Faces;

/// <summary>Takes the form of the sign-in page, and the one that signs out.</summary>
internal static class SignInForm
{
    public static async Task<IResult> Post(
        HttpContext http,
        SignIn signIn,
        AccountsDesk desk,
        CancellationToken cancel
    )
    {
        var form = await http.Request.ReadFormAsync(cancel);
        var answer = await signIn.Try(
            form["login"].ToString(),
            form["password"].ToString(),
            form["code"].ToString(),
            cancel
        );
        switch (answer)
        {
            case SignInAnswer.Right right:
                return Results.Redirect(await Enter(http, desk, right.Account, SignInWay.Password, cancel));
            case SignInAnswer.Paused paused:
                await desk.Journal.Note(AccessKind.SignInPaused, address: Address.Of(http), cancel: cancel);
                return Back(http, form, StatusCodes.Status429TooManyRequests, Paused(http, paused.Until));
            default:
                await desk.Journal.Note(AccessKind.SignInRefused, address: Address.Of(http), cancel: cancel);
                return Back(http, form, StatusCodes.Status401Unauthorized, Say(http, "sign-in.wrong"));
        }
    }

    public static async Task<IResult> Leave(
        HttpContext http,
        AccountsDesk desk,
        ProviderRoad road,
        CancellationToken cancel
    )
    {
        var on = "/sign-in";
        if (http.Features.Get<SignedIn>() is { } now)
        {
            await desk.Sessions.End(now.Session.Id, cancel);
            await desk.Journal.Note(
                AccessKind.SignedOut,
                now.Account.Account,
                now.Session.Id,
                Address.Of(http),
                cancel
            );

            // Whoever came by the provider is signed in there too, and the next one at this machine would be he.
            if (
                now.Session.Way is SignInWay.Provider
                && await desk.Reading.Provider(cancel) is { } provider
                && await road.EndSession(
                    provider,
                    $"{http.Request.Scheme}://{http.Request.Host}/sign-in",
                    cancel
                )
                    is { } there
            )
            {
                on = there;
            }
        }

        SessionCookie.Drop(http);
        return on == "/sign-in" ? Results.Redirect(on) : ProviderForms.On(on);
    }

    /// <summary>Begins a session under a new secret, whatever cookie the browser brought, and says where it leads.</summary>
    public static async Task<string> Enter(
        HttpContext http,
        AccountsDesk desk,
        AccountRow account,
        SignInWay way,
        CancellationToken cancel
    )
    {
        if (http.Features.Get<SignedIn>() is { } before)
        {
            await desk.Sessions.End(before.Session.Id, cancel);
        }

        var mandates = await desk.Mandates.All(
            account.Person,
            account.RoleHeld ? account.Role : null,
            Shanghai.DayOf(desk.Time.GetUtcNow()),
            cancel
        );
        var mandate = mandates.Count > 0 ? mandates[0].Mandate : null;
        var (secret, session) = await desk.Sessions.Begin(
            account.Account,
            mandate?.Office ?? "",
            way,
            Address.Agent(http),
            cancel
        );
        SessionCookie.Write(http, secret);
        await desk.Journal.Note(AccessKind.SignedIn, account.Account, session.Id, Address.Of(http), cancel);
        return mandate is null ? "/desk/account"
            : mandate.Powers.Contains(AccountsPowers.Administer) ? "/desk/admin"
            : "/desk";
    }

    internal static string Say(
        HttpContext http,
        string key,
        params ReadOnlySpan<(string Name, object Value)> with
    ) => Words.Of(typeof(AccountsFace)).Say(LanguageOf(http), key, with);

    internal static Language LanguageOf(HttpContext http) =>
        http.Features.Get<Visit>()?.Language ?? Language.ZhHans;

    /// <summary>The pause by the clock of the place, so that nobody has to count.</summary>
    internal static string Paused(HttpContext http, DateTimeOffset until)
    {
        http.Response.Headers.RetryAfter = until.ToString("R", CultureInfo.InvariantCulture);
        return Say(
            http,
            "sign-in.paused",
            ("at", Shanghai.Of(until).ToString("HH:mm:ss", CultureInfo.InvariantCulture))
        );
    }

    private static RazorComponentResult<SignInPage> Back(
        HttpContext http,
        IFormCollection form,
        int status,
        string says
    ) =>
        new(new { Sent = Sent.Of(form, [new FieldFault(null, says)], "password", "code", "form-token") })
        {
            StatusCode = status,
        };
}
