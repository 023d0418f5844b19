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

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/slip", Type).WithOrder(-1);
        routes.MapPost("/slip/{secret}", Scan).WithOrder(-1);
    }

    /// <summary>The assignment that this phone opened by its slip, or null; asked at every request by whoever shows it.</summary>
    public static async Task<SlipVisit?> Visit(HttpContext http, Slips slips, CancellationToken cancel)
    {
        var (slip, device) = Kept(http);
        return slip.Length == 0 ? null : await slips.Of(slip, device, cancel);
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
