using Daylight.Accounts;
using Daylight.Accounts.Faces;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;
using Daylight.Ui;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Daylight.Web.Demo;

/// <summary>What exists in a demonstration only: choosing a person, and moving the clock.</summary>
public sealed class DemoFace : IFace
{
    public IEnumerable<NavigationEntry> Navigation =>
        [new(language => Words.Of(typeof(DemoFace)).Say(language, "demo.title"), "/demo", 90)];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/demo", () => new RazorComponentResult<DemoPage>());
        routes.MapPost("/demo/be", Be);
        routes.MapMethods("/demo/leave", ["GET", "POST"], Leave);
        routes.MapPost("/demo/clock", Step);
        routes.MapPost("/demo/slip", Slip);
    }

    private static async Task<IResult> Be(HttpContext http, DemoCounty county, CancellationToken cancel)
    {
        var form = await http.Request.ReadFormAsync(cancel);
        http.Response.Cookies.Append(
            DemoVisitors.Cookie,
            form["person"].ToString(),
            new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict }
        );
        return Results.Redirect(
            county.Doors.Any(door => door.Admin is not null && door.Who == form["person"].ToString())
                ? "/desk/admin"
                : "/desk"
        );
    }

    /// <summary>Hands out a slip as the supervision office does, and shows it.</summary>
    private static async Task<IResult> Slip(Slips slips, DemoCounty county, CancellationToken cancel)
    {
        var card = new SlipCard(
            "窗口服务明察",
            "本周内任一工作日，县行政服务中心一楼",
            "取号后等了多久\n要交的材料有没有一次告知\n意见投在哪里，有没有人答复"
        );
        var (outcome, slip) = await slips.Issue(
            county.Holder(AccountsPowers.Slips.Name).Mandate,
            "demo",
            SlipForms.Card,
            TimeSpan.FromDays(7),
            card,
            cancel
        );
        return slip is null
            ? throw new InvalidOperationException($"Bug in Daylight: no slip was issued: {outcome}")
            : new RazorComponentResult<DemoSlip>(new { Slip = slip, CardTitle = card.Title });
    }

    private static IResult Leave(HttpContext http)
    {
        http.Response.Cookies.Delete(DemoVisitors.Cookie);
        return Results.Redirect("/demo");
    }

    private static async Task<IResult> Step(
        HttpContext http,
        DemoClock clock,
        ICounter counter,
        CancellationToken cancel
    )
    {
        var form = await http.Request.ReadFormAsync(cancel);
        var worker = new DutyWorker(counter.Clerk, counter.Store, clock);
        var days = int.TryParse(form["days"].ToString(), out var asked) ? Math.Clamp(asked, 1, 60) : 1;
        for (var day = 0; day < days; day++)
        {
            clock.Advance(TimeSpan.FromDays(1));
            await worker.LapseDue(cancel);
            await new ReminderWorker(counter.Clerk, counter.Store, clock).SendDue(cancel);
        }

        return Results.Redirect("/demo");
    }
}
