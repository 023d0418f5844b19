using Daylight.Proceedings;
using Daylight.Ui;
using Daylight.Ui.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Daylight.Accounts.Faces;

/// <summary>Forms of the page about one's own account.</summary>
internal static class OwnForms
{
    public const string Page = "/desk/account";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost($"{Page}/sessions/end", EndSession);
        routes.MapPost($"{Page}/office", ActIn);
        routes.MapPost($"{Page}/prove", Prove);
        routes.MapPost($"{Page}/password", ChangePassword);
        routes.MapPost($"{Page}/totp", ChangeTotp);
    }

    private static async Task<IResult> EndSession(
        HttpContext http,
        AccountsDesk desk,
        CancellationToken cancel
    )
    {
        if (http.Features.Get<SignedIn>() is not { } now)
        {
            return Results.Unauthorized();
        }

        var form = await http.Request.ReadFormAsync(cancel);
        var id = form["session"].ToString();
        if (id == "others")
        {
            await desk.Sessions.EndAll(now.Account.Account, now.Session.Id, cancel);
        }
        else if ((await desk.Sessions.Of(now.Account.Account, cancel)).Any(session => session.Id == id))
        {
            await desk.Sessions.End(id, cancel);
        }
        else
        {
            return Results.NotFound();
        }

        await desk.Journal.Note(AccessKind.SessionEnded, now.Account.Account, id, Address.Of(http), cancel);
        return Results.Redirect(id == now.Session.Id ? "/sign-in" : Page);
    }

    private static async Task<IResult> ActIn(HttpContext http, AccountsDesk desk, CancellationToken cancel)
    {
        if (http.Features.Get<SignedIn>() is not { } now)
        {
            return Results.Unauthorized();
        }

        var office = (await http.Request.ReadFormAsync(cancel))["office"].ToString();
        if (now.Mandates.All(answer => answer.Mandate!.Office != office))
        {
            return Results.NotFound();
        }

        await desk.Sessions.ActIn(now.Session.Id, office, cancel);
        return Results.Redirect(Page);
    }

    /// <summary>Password and a fresh code once more, before something sensitive is changed.</summary>
    private static async Task<IResult> Prove(
        HttpContext http,
        AccountsDesk desk,
        SignIn signIn,
        CancellationToken cancel
    )
    {
        if (http.Features.Get<SignedIn>() is not { } now)
        {
            return Results.Unauthorized();
        }

        var form = await http.Request.ReadFormAsync(cancel);
        var answer = await signIn.Again(
            now.Account,
            form["password"].ToString(),
            form["code"].ToString(),
            cancel
        );
        if (answer is SignInAnswer.Right)
        {
            await desk.Sessions.Prove(now.Session.Id, cancel);
            return Results.Redirect(Page);
        }

        await desk.Journal.Note(
            AccessKind.SignInRefused,
            now.Account.Account,
            address: Address.Of(http),
            cancel: cancel
        );
        return Back(
            form,
            "prove",
            answer is SignInAnswer.Paused paused
                ? SignInForm.Paused(http, paused.Until)
                : SignInForm.Say(http, "prove.wrong")
        );
    }

    private static async Task<IResult> ChangePassword(
        HttpContext http,
        AccountsDesk desk,
        CancellationToken cancel
    )
    {
        if (http.Features.Get<SignedIn>() is not { } now)
        {
            return Results.Unauthorized();
        }

        var form = await http.Request.ReadFormAsync(cancel);
        if (!IsFresh(now, desk))
        {
            return Back(form, "prove", SignInForm.Say(http, "prove.first"));
        }

        var password = form["password"].ToString();
        var faults = InvitationForm.PasswordFaults(
            http,
            password,
            form["again"].ToString(),
            now.Account.Login,
            now.Account.Name
        );
        if (faults.Count > 0)
        {
            return Back(form, "password", [.. faults]);
        }

        var row = desk.Row(
            now.Account.Account,
            CredentialKind.Password,
            Passwords.Keep(password, desk.Options.PasswordRounds)
        );
        return await Set(http, desk, now, form, row, "password", cancel);
    }

    private static async Task<IResult> ChangeTotp(
        HttpContext http,
        AccountsDesk desk,
        Invitations invitations,
        CancellationToken cancel
    )
    {
        if (http.Features.Get<SignedIn>() is not { } now)
        {
            return Results.Unauthorized();
        }

        var form = await http.Request.ReadFormAsync(cancel);
        if (!IsFresh(now, desk))
        {
            return Back(form, "prove", SignInForm.Say(http, "prove.first"));
        }

        var account = now.Account.Account;
        var secret = invitations.ReadTotp(account, form["enrol"].ToString());
        if (
            secret is null
            || Totp.StepOf(secret, form["code"].ToString(), desk.Time.GetUtcNow()) is not { } step
        )
        {
            return Back(form, "totp", new FieldFault("code", SignInForm.Say(http, "code.wrong")));
        }

        var row = desk.Row(account, CredentialKind.Totp, desk.Keys.Seal(secret, $"totp\n{account}"));
        await desk.Lockout.TakeStep(row.Id, step, cancel);
        return await Set(http, desk, now, form, row, "totp", cancel);
    }

    internal static bool IsFresh(SignedIn now, AccountsDesk desk) =>
        desk.Time.GetUtcNow() < now.Session.Proved + Sessions.Fresh;

    /// <summary>The new factor replaces the old one of its kind, and every other session ends.</summary>
    private static async Task<IResult> Set(
        HttpContext http,
        AccountsDesk desk,
        SignedIn now,
        IFormCollection form,
        CredentialRow row,
        string part,
        CancellationToken cancel
    )
    {
        var old = (await desk.Credentials.Of(now.Account.Account, cancel))
            .Where(held => held.Kind == row.Kind)
            .Select(held => held.Id)
            .ToList();
        return await Replace(http, desk, now, form, row, old, part, cancel);
    }

    /// <summary>The new factor stands beside the others.</summary>
    internal static Task<IResult> Add(
        HttpContext http,
        AccountsDesk desk,
        SignedIn now,
        IFormCollection form,
        CredentialRow row,
        string part,
        CancellationToken cancel
    ) => Replace(http, desk, now, form, row, [], part, cancel);

    private static async Task<IResult> Replace(
        HttpContext http,
        AccountsDesk desk,
        SignedIn now,
        IFormCollection form,
        CredentialRow row,
        IReadOnlyList<string> old,
        string part,
        CancellationToken cancel
    )
    {
        var outcome = await desk.Credentials.Change(
            desk.Submit(new Factors.SetAct(now.Account.Account, desk.New(row), old), now.Own),
            [row],
            old,
            cancel
        );
        if (outcome is Outcome.Refused refused)
        {
            return Back(form, part, refused.Refusal.Say().In(SignInForm.LanguageOf(http)));
        }

        await desk.Sessions.EndAll(now.Account.Account, now.Session.Id, cancel);
        await desk.Journal.Note(
            AccessKind.FactorChanged,
            now.Account.Account,
            row.Id,
            Address.Of(http),
            cancel
        );
        return Results.Redirect(Page);
    }

    internal static RazorComponentResult<AccountPage> Back(IFormCollection form, string part, string says) =>
        Back(form, part, new FieldFault(null, says));

    private static RazorComponentResult<AccountPage> Back(
        IFormCollection form,
        string part,
        params FieldFault[] faults
    ) =>
        new(new { Part = part, Sent = Sent.Of(form, faults, "password", "again", "code", "form-token") })
        {
            StatusCode = StatusCodes.Status422UnprocessableEntity,
        };
}
