using Daylight.Proceedings;
using Daylight.Ui;
using Daylight.Ui.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Daylight.Accounts.Faces;

/// <summary>Opens printed slips. No address, agent or name is noted with them.</summary>
public static class SlipForms
{
    private const string Plain = "daylight-slip";
    private const string Secure = "__Host-daylight-slip";

    /// <summary>The page of an assignment that has no page of a mechanism of its own.</summary>
    public const string Card = "/slip-card";

    /// <summary>Slips that are printed at once, at most.</summary>
    public const int MostAtOnce = 60;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/desk/slips", Issue).WithOrder(-1);
        routes.MapPost("/desk/slips/revoke", Revoke);
        routes.MapPost("/slip", Type).WithOrder(-1);
        routes.MapPost("/slip/{secret}", Scan).WithOrder(-1);
    }

    /// <summary>The assignment that this phone opened by its slip, or null; asked at every request by whoever shows it.</summary>
    public static async Task<SlipVisit?> Visit(HttpContext http, Slips slips, CancellationToken cancel)
    {
        var (slip, device) = Kept(http);
        return slip.Length == 0 ? null : await slips.Of(slip, device, cancel);
    }

    /// <summary>Issues slips and shows them once, ready to be printed.</summary>
    private static async Task<IResult> Issue(
        HttpContext http,
        AccountsDesk desk,
        Slips slips,
        CancellationToken cancel
    )
    {
        if (
            http.Features.Get<SignedIn>()?.Mandate is not { } mandate
            || mandate.Lacks(AccountsPowers.Slips) is not null
        )
        {
            return Results.NotFound();
        }

        var form = await http.Request.ReadFormAsync(cancel);
        var card = new SlipCard(
            form["title"].ToString().Trim(),
            form["where"].ToString().Trim(),
            form["look"].ToString().Trim()
        );
        var faults = new List<FieldFault>();
        if (card.Title.Length is 0 or > 60)
        {
            faults.Add(new FieldFault("title", SignInForm.Say(http, "slips.title.none")));
        }

        if (!int.TryParse(form["count"].ToString(), out var count) || count is < 1 or > MostAtOnce)
        {
            faults.Add(
                new FieldFault("count", SignInForm.Say(http, "slips.count.wrong", ("most", MostAtOnce)))
            );
        }

        if (!int.TryParse(form["days"].ToString(), out var days) || days is < 1 or > 60)
        {
            faults.Add(new FieldFault("days", SignInForm.Say(http, "slips.days.wrong")));
        }

        if (faults.Count > 0)
        {
            return new RazorComponentResult<SlipsPage>(new { Sent = Sent.Of(form, faults, "form-token") })
            {
                StatusCode = StatusCodes.Status422UnprocessableEntity,
            };
        }

        var assignment = FactIds.New(desk.Time.GetUtcNow());
        var printed = new List<PrintedSlip>();
        for (var i = 0; i < count; i++)
        {
            var (outcome, slip) = await slips.Issue(
                mandate,
                assignment,
                Card,
                TimeSpan.FromDays(days),
                card,
                cancel
            );
            if (slip is null)
            {
                return new RazorComponentResult<SlipsPage>(
                    new
                    {
                        Sent = Sent.Of(
                            form,
                            [
                                new FieldFault(
                                    null,
                                    ((Outcome.Refused)outcome).Refusal.Say().In(SignInForm.LanguageOf(http))
                                ),
                            ],
                            "form-token"
                        ),
                    }
                )
                {
                    StatusCode = StatusCodes.Status409Conflict,
                };
            }

            printed.Add(slip);
        }

        return new RazorComponentResult<SlipsPage>(new { Printed = printed, CardTitle = card.Title });
    }

    private static async Task<IResult> Revoke(HttpContext http, Slips slips, CancellationToken cancel)
    {
        if (
            http.Features.Get<SignedIn>()?.Mandate is not { } mandate
            || mandate.Lacks(AccountsPowers.Slips) is not null
        )
        {
            return Results.NotFound();
        }

        var id = (await http.Request.ReadFormAsync(cancel))["id"].ToString();
        return await slips.Revoke(mandate, id, cancel) is Outcome.Recorded
            ? Results.Redirect("/desk/slips")
            : Results.NotFound();
    }

    /// <summary>The page of a scanned slip posts here, so that a preview of the link by some program binds nothing.</summary>
    private static async Task<IResult> Scan(
        string secret,
        HttpContext http,
        Slips slips,
        AccountsDesk desk,
        CancellationToken cancel
    ) => await Answer(await slips.Scan(secret, Kept(http).Device, cancel), http, desk, cancel);

    private static async Task<IResult> Type(
        HttpContext http,
        Slips slips,
        AccountsDesk desk,
        CancellationToken cancel
    )
    {
        var form = await http.Request.ReadFormAsync(cancel);
        return await Answer(
            await slips.Type(form["number"].ToString(), form["digits"].ToString(), Kept(http).Device, cancel),
            http,
            desk,
            cancel
        );
    }

    private static async Task<IResult> Answer(
        SlipAnswer answer,
        HttpContext http,
        AccountsDesk desk,
        CancellationToken cancel
    )
    {
        if (answer is SlipAnswer.Opened opened)
        {
            Keep(http, $"{opened.Visit.Slip}.{opened.Device}");
            await desk.Journal.Note(AccessKind.SlipOpened, cancel: cancel);
            return Results.LocalRedirect(opened.Visit.Href);
        }

        await desk.Journal.Note(AccessKind.SlipRefused, cancel: cancel);
        var says = answer is SlipAnswer.Paused paused
            ? SignInForm.Paused(http, paused.Until)
            : SignInForm.Say(http, "slip.refused");
        return new RazorComponentResult<SlipPage>(
            new
            {
                Sent = new Sent(
                    new Dictionary<string, IReadOnlyList<string>>(),
                    [new FieldFault(null, says)]
                ),
            }
        )
        {
            StatusCode = StatusCodes.Status404NotFound,
        };
    }

    private static (string Slip, string Device) Kept(HttpContext http) =>
        http.Request.Cookies[http.Request.IsHttps ? Secure : Plain]?.Split('.') is [var slip, var device]
            ? (slip, device)
            : ("", "");

    private static void Keep(HttpContext http, string value) =>
        http.Response.Cookies.Append(
            http.Request.IsHttps ? Secure : Plain,
            value,
            new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                MaxAge = TimeSpan.FromDays(180),
                Path = "/",
                SameSite = SameSiteMode.Strict,
                Secure = http.Request.IsHttps,
            }
        );
}
