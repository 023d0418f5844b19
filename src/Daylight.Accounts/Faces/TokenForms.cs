using Daylight.Accounts.Faces.Api;
using Daylight.Proceedings;
using Daylight.Ui;
using Daylight.Ui.Api;
using Daylight.Ui.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Daylight.Accounts.Faces;

/// <summary>Issues and ends tokens, stops a recovery, and tells a program who it is.</summary>
internal static class TokenForms
{
    private const string Page = "/desk/account";

    private static readonly ApiOperation s_me = new(
        "read-token",
        ApiChapter.Token,
        new("令牌以什么职务办理，范围是什么", "The office in which the token acts, and its scopes")
    )
    {
        Answers =
        [
            new(
                200,
                new("令牌的职务、单位和范围", "Office, unit and scopes of the token"),
                ApiJson.Content(new TokenHolder("o-dudao", "u-dudao", ["supervision.run"]))
            ),
            ApiAnswers.Token[0],
        ],
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost($"{Page}/tokens", Issue);
        routes.MapPost($"{Page}/tokens/end", EndOwn);
        routes.MapPost($"{Page}/recovery/stop", EndOwn);
        routes.MapGet("/api/me", Me).WithMetadata(s_me);
    }

    /// <summary>Powers that a program may be given: those of the office, not those over the account itself.</summary>
    public static bool IsScope(string power) =>
        power != AccountsPowers.Desk && !power.StartsWith("accounts.", StringComparison.Ordinal);

    /// <summary>The office in which the holder of the token acts, and what the token may do of it.</summary>
    private static IResult Me(HttpContext http, ICounter counter) =>
        counter.Mandate is { } mandate
            ? TypedResults.Json(
                new TokenHolder(
                    mandate.Office,
                    mandate.Unit,
                    [.. mandate.Powers.Order(StringComparer.Ordinal)]
                ),
                ApiJson.Options
            )
            : ApiProblems.NoToken(http);

    private static async Task<IResult> Issue(
        HttpContext http,
        AccountsDesk desk,
        Tokens tokens,
        CancellationToken cancel
    )
    {
        if (http.Features.Get<SignedIn>() is not { Mandate: { } mandate } now)
        {
            return Results.Unauthorized();
        }

        var form = await http.Request.ReadFormAsync(cancel);
        var scopes = form["scopes"].OfType<string>().Where(IsScope).Where(mandate.Powers.Contains).ToList();
        if (!OwnForms.IsFresh(now, desk))
        {
            return OwnForms.Back(form, "prove", SignInForm.Say(http, "prove.first"));
        }

        if (scopes.Count == 0 || form["name"].ToString().Trim().Length == 0)
        {
            return OwnForms.Back(form, "token", new NoSuchCredential().Say().In(SignInForm.LanguageOf(http)));
        }

        var days = int.TryParse(form["days"].ToString(), out var asked) ? asked : 90;
        var (outcome, secret) = await tokens.Issue(
            now.Account.Account,
            mandate,
            form["name"].ToString(),
            scopes,
            days,
            cancel
        );
        return outcome is Outcome.Refused refused
            ? OwnForms.Back(form, "token", refused.Refusal.Say().In(SignInForm.LanguageOf(http)))
            : new RazorComponentResult<AccountPage>(new { TokenSecret = secret });
    }

    /// <summary>Ends a token, or the link of a recovery that the holder did not ask for.</summary>
    private static async Task<IResult> EndOwn(HttpContext http, AccountsDesk desk, CancellationToken cancel)
    {
        if (http.Features.Get<SignedIn>() is not { } now)
        {
            return Results.Unauthorized();
        }

        var id = (await http.Request.ReadFormAsync(cancel))["id"].ToString();
        var own = (await desk.Credentials.Of(now.Account.Account, cancel)).Any(row =>
            row.Id == id && row.KindOf is CredentialKind.Token or CredentialKind.Link
        );
        if (!own)
        {
            return Results.NotFound();
        }

        var outcome = await desk.Credentials.Change(
            desk.Submit(new Factors.EndAct(now.Account.Account, id), now.Own),
            [],
            [id],
            cancel
        );
        return outcome is Outcome.Recorded ? Results.Redirect(Page) : Results.NotFound();
    }
}

/// <summary>In which office a token acts.</summary>
internal sealed record TokenHolder(string Office, string Unit, IReadOnlyList<string> Scopes);
