using Daylight.Accounts.Views;
using Daylight.Proceedings;
using Daylight.Ui;
using Daylight.Ui.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Daylight.Accounts.Faces;

/// <summary>What became of one of many.</summary>
/// <param name="Told">The person or the office, and the power.</param>
/// <param name="Refused">Why not; null where it was done.</param>
/// <param name="Link">A link that was made, shown once.</param>
public sealed record ManyLine(string Told, string? Refused, InvitationLink? Link = null);

/// <summary>
/// Many proposals, or many confirmations, in one form. Each is an act of its own with an id derived from the form's, so that a
/// form sent twice happens once, and one refusal stops no other.
/// </summary>
internal static class ManyForms
{
    /// <summary>More proposals than this are not looked through.</summary>
    public const int MostWaiting = 5_000;

    private static IReadOnlyDictionary<string, string> Nobody { get; } = new Dictionary<string, string>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/desk/admin/propose/many", Propose);
        routes.MapPost("/desk/admin/confirm/many", Confirm);
    }

    private static async Task<IResult> Propose(
        HttpContext http,
        AccountsDesk desk,
        GrantWords words,
        CancellationToken cancel
    )
    {
        var form = await http.Request.ReadFormAsync(cancel);
        if (
            AdminForms.Administrator(http) is not { } mandate
            || !Enum.TryParse<GrantKind>(form["kind"].ToString(), out var kind)
            || kind is not (GrantKind.Account or GrantKind.Power)
        )
        {
            return Results.NotFound();
        }

        var language = SignInForm.LanguageOf(http);
        var because = form["because"].ToString();
        if (string.IsNullOrWhiteSpace(because))
        {
            return Back(form, new FieldFault("because", new GrantNeedsAReason().Say().In(language)));
        }

        var chosen = Chosen(form, "to");
        if (chosen.Count == 0)
        {
            return Back(form, new FieldFault(null, GrantWords.Say("many.nothing.do", language)));
        }

        var names = kind is GrantKind.Account ? await AdminForms.NamesOfPersons(desk, cancel) : Nobody;
        var lines = new List<ManyLine>();
        foreach (var to in chosen)
        {
            var what = kind is GrantKind.Account ? names.GetValueOrDefault(to, "") : form["what"].ToString();
            var id = FactIds.Derived("grants", $"{form["act-id"]}\n{kind}\n{to}\n{what}");
            var outcome = await desk.Clerk.Perform(
                new Submission(id, new ProposeGrant.Act(id, kind, to, what, because), mandate),
                cancel
            );
            lines.Add(
                new(
                    await words.Told(kind, to, what, language),
                    outcome is Outcome.Refused refused ? refused.Refusal.Say().In(language) : null
                )
            );
        }

        return lines.Exists(line => line.Refused is not null)
            ? new RazorComponentResult<ManyDonePage>(new { Lines = lines })
            : Results.Redirect("/desk/admin/waiting");
    }

    private static async Task<IResult> Confirm(
        HttpContext http,
        AccountsDesk desk,
        Invitations invitations,
        GrantWords words,
        CancellationToken cancel
    )
    {
        if (AdminForms.Administrator(http) is not { } mandate)
        {
            return Results.NotFound();
        }

        var form = await http.Request.ReadFormAsync(cancel);
        var language = SignInForm.LanguageOf(http);
        var lines = new List<ManyLine>();
        foreach (var grant in Chosen(form, "grants"))
        {
            if (await desk.Reading.Grant(grant, cancel) is not { } row)
            {
                continue;
            }

            var id = FactIds.Derived("grants", $"{form["act-id"]}\n{grant}");
            var (outcome, link) = await AdminForms.Confirm(desk, invitations, row, id, mandate, cancel);
            var refused = (outcome as Outcome.Refused)?.Refusal;
            lines.Add(
                new(
                    await words.Told(row, language),
                    refused?.Say().In(language),
                    refused is null ? link : null
                )
            );
        }

        return new RazorComponentResult<ManyDonePage>(new { Lines = lines });
    }

    private static List<string> Chosen(IFormCollection form, string name) =>
        [.. form[name].OfType<string>().Distinct(StringComparer.Ordinal).Take(ManyPage.Most)];

    private static RazorComponentResult<ManyPage> Back(IFormCollection form, FieldFault fault) =>
        new(new { Sent = Sent.Of(form, [fault], "act-id", "form-token") })
        {
            StatusCode = StatusCodes.Status409Conflict,
        };
}
