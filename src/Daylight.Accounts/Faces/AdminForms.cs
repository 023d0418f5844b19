using Daylight.Accounts.Views;
using Daylight.Proceedings;
using Daylight.Ui;
using Daylight.Ui.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Daylight.Accounts.Faces;

/// <summary>Forms of the page of administration. What a role may do is decided by the acts.</summary>
internal static class AdminForms
{
    private const string Page = "/desk/admin";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost($"{Page}/propose", Propose);
        routes.MapPost($"{Page}/confirm", ConfirmForm);
        routes.MapPost($"{Page}/deny", Deny);
        routes.MapPost($"{Page}/end/{{what}}", EndIt);
    }

    private static async Task<IResult> Propose(HttpContext http, AccountsDesk desk, CancellationToken cancel)
    {
        if (Administrator(http) is not { } mandate)
        {
            return Results.NotFound();
        }

        var form = await http.Request.ReadFormAsync(cancel);
        if (!Enum.TryParse<GrantKind>(form["kind"].ToString(), out var kind))
        {
            return Results.NotFound();
        }

        var to = form["to"].ToString();
        var what = kind switch
        {
            GrantKind.Account => (await NamesOfPersons(desk, cancel)).GetValueOrDefault(to, ""),
            GrantKind.Recovery => (await desk.Reading.Account(to, cancel))?.Name ?? "",
            GrantKind.Role or GrantKind.Power => form["what"].ToString(),
        };
        var outcome = await desk.Clerk.Perform(
            new Submission(
                form["act-id"].ToString(),
                new ProposeGrant.Act(form["grant"].ToString(), kind, to, what, form["because"].ToString()),
                mandate
            ),
            cancel
        );
        return outcome is Outcome.Refused refused
            ? Back(http, form, $"propose-{kind}", refused.Refusal)
            : Results.Redirect(Page);
    }

    /// <summary>A link that a confirmation makes is shown in the answer, once, and stands in no address.</summary>
    private static async Task<IResult> ConfirmForm(
        HttpContext http,
        AccountsDesk desk,
        Invitations invitations,
        CancellationToken cancel
    )
    {
        if (Administrator(http) is not { } mandate)
        {
            return Results.NotFound();
        }

        var form = await http.Request.ReadFormAsync(cancel);
        if (await desk.Reading.Grant(form["grant"].ToString(), cancel) is not { } row)
        {
            return Results.NotFound();
        }

        var (outcome, made) = await Confirm(
            desk,
            invitations,
            row,
            form["act-id"].ToString(),
            mandate,
            cancel
        );
        return outcome is Outcome.Refused refused ? Back(http, form, "confirm", refused.Refusal)
            : made is { } link ? new RazorComponentResult<AdminPage>(new { Link = link, LinkFor = row.What })
            : Results.Redirect(Page);
    }

    /// <summary>Confirms one proposal, with the link that an account or a recovery sends.</summary>
    public static async Task<(Outcome Outcome, InvitationLink? Link)> Confirm(
        AccountsDesk desk,
        Invitations invitations,
        GrantRow row,
        string actId,
        Mandate mandate,
        CancellationToken cancel
    )
    {
        var account = row.Kind is GrantKind.Account ? FactIds.New(desk.Time.GetUtcNow()) : row.Recipient;
        var made = row.Kind switch
        {
            GrantKind.Account => invitations.NewLink(account, null),
            GrantKind.Recovery => invitations.NewLink(account, null, Recover.Wait),
            GrantKind.Role or GrantKind.Power => ((CredentialRow Row, InvitationLink Link)?)null,
        };
        var outcome = await desk.Credentials.Change(
            new Submission(
                actId,
                new DecideGrant.ConfirmAct(
                    row.Proposed,
                    row.Proposer,
                    account,
                    made is { } link ? desk.New(link.Row) : null
                ),
                mandate
            ),
            made is { } set ? [set.Row] : [],
            [],
            cancel
        );
        if (outcome is Outcome.Recorded && row.Kind is GrantKind.Recovery)
        {
            await desk.Journal.Note(AccessKind.RecoveryAsked, account, row.Proposal, cancel: cancel);
        }

        return (outcome, made?.Link);
    }

    private static async Task<IResult> Deny(HttpContext http, AccountsDesk desk, CancellationToken cancel)
    {
        if (Administrator(http) is not { } mandate)
        {
            return Results.NotFound();
        }

        var form = await http.Request.ReadFormAsync(cancel);
        return await Perform(
            http,
            desk,
            form,
            "deny",
            new DecideGrant.DenyAct(form["grant"].ToString(), form["because"].ToString()),
            mandate,
            [],
            cancel
        );
    }

    /// <summary>Ends an account, a role or a power. Sessions of it are over with its next request, and at once here.</summary>
    private static async Task<IResult> EndIt(
        string what,
        HttpContext http,
        AccountsDesk desk,
        CancellationToken cancel
    )
    {
        if (Administrator(http) is not { } mandate)
        {
            return Results.NotFound();
        }

        var form = await http.Request.ReadFormAsync(cancel);
        var (id, because) = (form["id"].ToString(), form["because"].ToString());
        Act? act = what switch
        {
            "account" => new End.AccountAct(id, because),
            "role" => new End.RoleAct(id, because),
            "power" => new End.PowerAct(id, form["power"].ToString(), because),
            "recusal" => new Recusals.LiftAct(id, form["matter"].ToString(), because),
            _ => null,
        };
        if (act is null)
        {
            return Results.NotFound();
        }

        var gone = what == "account" ? await desk.Credentials.Of(id, cancel) : [];
        var answer = await Perform(
            http,
            desk,
            form,
            $"end-{what}",
            act,
            mandate,
            [.. gone.Select(row => row.Id)],
            cancel
        );
        if (what is "account" or "role" && answer is RedirectHttpResult)
        {
            await desk.Sessions.EndAll(id, cancel: cancel);
        }

        return answer;
    }

    /// <summary>One act of an administrator out of a form; what follows it is done where it was recorded.</summary>
    internal static async Task<IResult> Do(
        HttpContext http,
        AccountsDesk desk,
        string part,
        Func<IFormCollection, Act> read,
        Func<Task> then,
        CancellationToken cancel
    )
    {
        if (Administrator(http) is not { } mandate)
        {
            return Results.NotFound();
        }

        var form = await http.Request.ReadFormAsync(cancel);
        var answer = await Perform(http, desk, form, part, read(form), mandate, [], cancel);
        if (answer is RedirectHttpResult)
        {
            await then();
        }

        return answer;
    }

    private static async Task<IResult> Perform(
        HttpContext http,
        AccountsDesk desk,
        IFormCollection form,
        string part,
        Act act,
        Mandate mandate,
        IReadOnlyList<string> ends,
        CancellationToken cancel
    )
    {
        var outcome = await desk.Credentials.Change(
            new Submission(form["act-id"].ToString(), act, mandate),
            [],
            ends,
            cancel
        );
        return outcome is Outcome.Refused refused
            ? Back(http, form, part, refused.Refusal)
            : Results.Redirect(Page);
    }

    public static async Task<IReadOnlyDictionary<string, string>> NamesOfPersons(
        AccountsDesk desk,
        CancellationToken cancel
    ) =>
        (
            await desk.Offices.Persons(Norms.Calendar.Shanghai.DayOf(desk.Time.GetUtcNow()), cancel)
        ).ToDictionary(known => known.Person, known => known.Name, StringComparer.Ordinal);

    /// <summary>Who is no administrator sees that there is no such address.</summary>
    public static Mandate? Administrator(HttpContext http) =>
        http.Features.Get<SignedIn>()?.Mandate is { } mandate
        && mandate.Powers.Contains(AccountsPowers.Administer)
            ? mandate
            : null;

    private static RazorComponentResult<AdminPage> Back(
        HttpContext http,
        IFormCollection form,
        string part,
        Refusal refusal
    ) =>
        new(
            new
            {
                Part = part,
                Sent = Sent.Of(
                    form,
                    [new FieldFault(null, refusal.Say().In(SignInForm.LanguageOf(http)))],
                    "act-id",
                    "grant",
                    "form-token"
                ),
            }
        )
        {
            StatusCode = StatusCodes.Status409Conflict,
        };
}
