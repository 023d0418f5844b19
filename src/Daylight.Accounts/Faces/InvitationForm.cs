using Daylight.Proceedings;
using Daylight.Ui;
using Daylight.Ui.Forms;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Daylight.Accounts.Faces;

/// <summary>Takes the form behind a link: name, password and the first code of an authenticator.</summary>
internal static class InvitationForm
{
    public static async Task<IResult> Post(
        string secret,
        HttpContext http,
        Invitations invitations,
        AccountsDesk desk,
        CancellationToken cancel
    )
    {
        if (await invitations.Of(secret, cancel) is not { } invitation)
        {
            await desk.Journal.Note(AccessKind.LinkRefused, address: Address.Of(http), cancel: cancel);
            return Results.NotFound();
        }

        var form = await http.Request.ReadFormAsync(cancel);
        var typed = new Typed(
            LoginName.Of(invitation.Login.Length > 0 ? invitation.Login : form["login"].ToString()),
            (invitation.Name.Length > 0 ? invitation.Name : form["name"].ToString()).Trim(),
            form["password"].ToString(),
            form["again"].ToString(),
            form["code"].ToString()
        );
        var totp = invitations.ReadTotp(invitation.Account, form["enrol"].ToString());
        var step = totp is null ? null : Totp.StepOf(totp, typed.Code, desk.Time.GetUtcNow());
        var faults = Faults(http, typed, step);
        if (faults.Count > 0 || totp is null || step is not { } taken)
        {
            return Back(http, form, secret, StatusCodes.Status422UnprocessableEntity, faults);
        }

        var outcome = await invitations.TakeUp(
            invitation,
            typed.Login,
            typed.Name,
            typed.Password,
            totp,
            taken,
            cancel
        );
        if (outcome is Outcome.Refused refused)
        {
            return Back(
                http,
                form,
                secret,
                StatusCodes.Status409Conflict,
                [new FieldFault(null, refused.Refusal.Say().In(SignInForm.LanguageOf(http)))]
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
        return Results.Redirect(await SignInForm.Enter(http, desk, account!, SignInWay.Invitation, cancel));
    }

    internal static List<FieldFault> PasswordFaults(
        HttpContext http,
        string password,
        string again,
        string login,
        string name
    )
    {
        var faults = new List<FieldFault>();
        if (Passwords.Fault(password, login, name) is { } fault)
        {
            faults.Add(
                new FieldFault(
                    "password",
                    SignInForm.Say(
                        http,
                        $"password.{fault}",
                        ("least", Passwords.Least),
                        ("most", Passwords.Most)
                    )
                )
            );
        }
        else if (password != again)
        {
            faults.Add(new FieldFault("again", SignInForm.Say(http, "password.again.differs")));
        }

        return faults;
    }

    private static List<FieldFault> Faults(HttpContext http, Typed typed, long? step)
    {
        var faults = new List<FieldFault>();
        if (typed.Name.Length == 0)
        {
            faults.Add(new FieldFault("name", SignInForm.Say(http, "name.none")));
        }

        if (!LoginName.IsGood(typed.Login))
        {
            faults.Add(new FieldFault("login", SignInForm.Say(http, "login.malformed")));
        }

        faults.AddRange(PasswordFaults(http, typed.Password, typed.Again, typed.Login, typed.Name));
        if (step is null)
        {
            faults.Add(new FieldFault("code", SignInForm.Say(http, "code.wrong")));
        }

        return faults;
    }

    private static RazorComponentResult<InvitationPage> Back(
        HttpContext http,
        IFormCollection form,
        string secret,
        int status,
        IReadOnlyList<FieldFault> faults
    ) =>
        new(new { Secret = secret, Sent = Sent.Of(form, faults, "password", "again", "code", "form-token") })
        {
            StatusCode = status,
        };

    private sealed record Typed(string Login, string Name, string Password, string Again, string Code);
}
