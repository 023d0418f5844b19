using Daylight.Proceedings;
using Daylight.Ui;
using Daylight.Ui.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Daylight.Accounts.Faces;

/// <summary>Forms about the office in which somebody acts: deputies and recusals.</summary>
internal static class OfficeForms
{
    private const string Page = "/desk/account";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost($"{Page}/deputies", Appoint);
        routes.MapPost($"{Page}/deputies/accept", AcceptDeputy);
        routes.MapPost($"{Page}/deputies/end", EndDeputy);
        routes.MapPost($"{Page}/recusals", Declare);
    }

    private static Task<IResult> Appoint(HttpContext http, AccountsDesk desk, CancellationToken cancel) =>
        Perform(
            http,
            desk,
            "deputy",
            (form, now) =>
                now.Mandate is { } mandate
                    ? (
                        new Deputies.AppointAct(
                            form["deputyship"].ToString(),
                            form["deputy"].ToString(),
                            [],
                            DayIn(form, "from"),
                            DayIn(form, "to")
                        ),
                        mandate
                    )
                    : null,
            cancel
        );

    private static Task<IResult> AcceptDeputy(
        HttpContext http,
        AccountsDesk desk,
        CancellationToken cancel
    ) =>
        Perform(
            http,
            desk,
            "deputy",
            (form, now) => (new Deputies.AcceptAct(form["deputyship"].ToString()), now.Own),
            cancel
        );

    private static Task<IResult> EndDeputy(HttpContext http, AccountsDesk desk, CancellationToken cancel) =>
        Perform(
            http,
            desk,
            "deputy",
            (form, now) => (new Deputies.EndAct(form["deputyship"].ToString()), now.Own),
            cancel
        );

    private static Task<IResult> Declare(HttpContext http, AccountsDesk desk, CancellationToken cancel) =>
        Perform(
            http,
            desk,
            "recusal",
            (form, now) =>
                (
                    new Recusals.DeclareAct(
                        Recusals.MatterOf(form["matter"].ToString()) ?? "",
                        form["because"].ToString(),
                        now.Account.Person
                    ),
                    now.Own
                ),
            cancel
        );

    private static async Task<IResult> Perform(
        HttpContext http,
        AccountsDesk desk,
        string part,
        Func<IFormCollection, SignedIn, (Act Act, Mandate Mandate)?> read,
        CancellationToken cancel
    )
    {
        if (http.Features.Get<SignedIn>() is not { } now)
        {
            return Results.Unauthorized();
        }

        var form = await http.Request.ReadFormAsync(cancel);
        if (read(form, now) is not { } asked)
        {
            return Results.NotFound();
        }

        var outcome = await desk.Clerk.Perform(
            new Submission(form["act-id"].ToString(), asked.Act, asked.Mandate),
            cancel
        );
        return outcome is Outcome.Refused refused
            ? new RazorComponentResult<AccountPage>(
                new
                {
                    Part = part,
                    Sent = Sent.Of(
                        form,
                        [new FieldFault(null, refused.Refusal.Say().In(SignInForm.LanguageOf(http)))],
                        "act-id",
                        "deputyship",
                        "form-token"
                    ),
                }
            )
            {
                StatusCode = StatusCodes.Status409Conflict,
            }
            : Results.Redirect(Page);
    }

    private static DateOnly DayIn(IFormCollection form, string name) =>
        Dates.TryRead(form[name].ToString(), out var day) ? day : DateOnly.MinValue;
}
