using Daylight.Proceedings;
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
        routes.MapGet("/demo/leave", Leave);
        routes.MapPost("/demo/clock", Step);
    }

    private static async Task<IResult> Be(HttpContext http, CancellationToken cancel)
    {
        var form = await http.Request.ReadFormAsync(cancel);
        http.Response.Cookies.Append(
            DemoVisitors.Cookie,
            form["person"].ToString(),
            new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict }
        );
        return Results.Redirect("/desk");
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
        }

        return Results.Redirect("/demo");
    }
}
