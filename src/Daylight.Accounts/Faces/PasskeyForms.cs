using System.Globalization;
using System.Text;
using Daylight.Proceedings;
using Daylight.Ui.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;

namespace Daylight.Accounts.Faces;

/// <summary>
/// Passkeys: two requests each, one for a challenge and one with what the authenticator signed. The challenge travels in a
/// sealed cookie for five minutes and is good once.
/// </summary>
internal static class PasskeyForms
{
    private const string Cookie = "daylight-passkey";
    private static readonly TimeSpan s_lasts = TimeSpan.FromMinutes(5);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sign-in/passkey/options", AskAssertion);
        routes.MapPost("/sign-in/passkey", Assert);
        routes.MapPost("/desk/account/passkeys/options", AskAttestation);
        routes.MapPost("/desk/account/passkeys", Attest);
        routes.MapPost("/desk/account/passkeys/end", End);
    }

    /// <summary>No name is asked: the authenticator offers the passkeys that it holds for this place.</summary>
    private static async Task<IResult> AskAssertion(HttpContext http, AccountsDesk desk)
    {
        using var store = new PasskeyStore(desk);
        var options = await store.Handler().MakeRequestOptionsAsync(null, http);
        Keep(http, desk, "get", options.AssertionState ?? "");
        return Results.Text(options.RequestOptionsJson, "application/json");
    }

    private static async Task<IResult> Assert(HttpContext http, AccountsDesk desk, CancellationToken cancel)
    {
        using var store = new PasskeyStore(desk);
        var form = await http.Request.ReadFormAsync(cancel);
        if (await Take(http, desk, "get", cancel) is { } state)
        {
            var result = await store
                .Handler()
                .PerformAssertionAsync(
                    new PasskeyAssertionContext
                    {
                        HttpContext = http,
                        CredentialJson = form["credential"].ToString(),
                        AssertionState = state,
                    }
                );
            if (
                result.Succeeded
                && await store.RowOf(result.Passkey.CredentialId, cancel) is { } row
                && await desk.Reading.Account(row.Account, cancel)
                    is { Standing: AccountStanding.Open } account
            )
            {
                await desk.Lockout.TakeStep(row.Id, result.Passkey.SignCount, cancel);
                return Results.Redirect(
                    await SignInForm.Enter(http, desk, account, SignInWay.Passkey, cancel)
                );
            }
        }

        await desk.Journal.Note(AccessKind.SignInRefused, address: Address.Of(http), cancel: cancel);
        return new RazorComponentResult<SignInPage>(
            new
            {
                Sent = new Sent(
                    new Dictionary<string, IReadOnlyList<string>>(),
                    [new FieldFault(null, SignInForm.Say(http, "passkey.failed"))]
                ),
            }
        )
        {
            StatusCode = StatusCodes.Status401Unauthorized,
        };
    }

    private static async Task<IResult> AskAttestation(HttpContext http, AccountsDesk desk)
    {
        if (http.Features.Get<SignedIn>() is not { } now || !OwnForms.IsFresh(now, desk))
        {
            return Results.Unauthorized();
        }

        using var store = new PasskeyStore(desk);
        var options = await store
            .Handler()
            .MakeCreationOptionsAsync(
                new PasskeyUserEntity
                {
                    Id = now.Account.Account,
                    Name = now.Account.Login,
                    DisplayName = now.Account.Name,
                },
                http
            );
        Keep(http, desk, $"create\n{now.Session.Id}", options.AttestationState ?? "");
        return Results.Text(options.CreationOptionsJson, "application/json");
    }

    private static async Task<IResult> Attest(HttpContext http, AccountsDesk desk, CancellationToken cancel)
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

        using var store = new PasskeyStore(desk);
        var state = await Take(http, desk, $"create\n{now.Session.Id}", cancel);
        var result = state is null
            ? null
            : await store
                .Handler()
                .PerformAttestationAsync(
                    new PasskeyAttestationContext
                    {
                        HttpContext = http,
                        CredentialJson = form["credential"].ToString(),
                        AttestationState = state,
                    }
                );
        if (result is not { Succeeded: true } || result.UserEntity.Id != now.Account.Account)
        {
            return OwnForms.Back(form, "passkey", SignInForm.Say(http, "passkey.failed"));
        }

        var name = form["name"].ToString().Trim();
        var row = store.Row(
            now.Account.Account,
            result.Passkey,
            name.Length is 0 or > 40 ? Address.Agent(http) : name
        );
        await desk.Lockout.TakeStep(row.Id, result.Passkey.SignCount, cancel);
        return await OwnForms.Add(http, desk, now, form, row, "passkey", cancel);
    }

    private static async Task<IResult> End(HttpContext http, AccountsDesk desk, CancellationToken cancel)
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
        var outcome = await desk.Credentials.Change(
            desk.Submit(new Factors.EndAct(now.Account.Account, id), now.Own),
            [],
            [id],
            cancel
        );
        return outcome is Outcome.Refused refused
            ? OwnForms.Back(form, "prove", refused.Refusal.Say().Zh)
            : Results.Redirect("/desk/account");
    }

    private static void Keep(HttpContext http, AccountsDesk desk, string purpose, string state)
    {
        var until = (desk.Time.GetUtcNow() + s_lasts).ToUnixTimeMilliseconds();
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{until}\n{FactIds.New(desk.Time.GetUtcNow())}\n{state}"
        );
        http.Response.Cookies.Append(
            Cookie,
            Convert.ToBase64String(desk.Keys.Seal(Encoding.UTF8.GetBytes(text), $"passkey\n{purpose}")),
            new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                MaxAge = s_lasts,
                Path = "/",
                SameSite = SameSiteMode.Strict,
                Secure = http.Request.IsHttps,
            }
        );
    }

    /// <summary>The state of a challenge that was made for this purpose, is not over and was not used; it is used now.</summary>
    private static async Task<string?> Take(
        HttpContext http,
        AccountsDesk desk,
        string purpose,
        CancellationToken cancel
    )
    {
        var kept = http.Request.Cookies[Cookie] ?? "";
        http.Response.Cookies.Delete(Cookie);
        var box = new byte[kept.Length];
        if (
            !Convert.TryFromBase64String(kept, box, out var written)
            || desk.Keys.Open(box.AsSpan(0, written), $"passkey\n{purpose}") is not { } plain
            || Encoding.UTF8.GetString(plain).Split('\n', 3) is not [var until, var id, var state]
            || desk.Time.GetUtcNow().ToUnixTimeMilliseconds()
                >= long.Parse(until, CultureInfo.InvariantCulture)
        )
        {
            return null;
        }

        return await desk.Lockout.TakeStep($"challenge/{id}", 1, cancel) ? state : null;
    }
}
