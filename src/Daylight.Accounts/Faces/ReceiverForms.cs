using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Daylight.Accounts.Faces;

/// <summary>The allow-list of receivers, kept by the security administrator.</summary>
internal static class ReceiverForms
{
    public const string Page = "/desk/admin/receivers";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost($"{Page}/allow", Allow);
        routes.MapPost($"{Page}/stop", Stop);
    }

    private static Task<IResult> Allow(HttpContext http, AccountsDesk desk, CancellationToken cancel) =>
        AdminForms.Do(
            http,
            desk,
            "receiver",
            form =>
            {
                // One choice names both: the office, and who holds it.
                var held = form["held"].ToString().Split(' ', 2);
                return new Receivers.AllowAct(
                    form["receiver"].ToString(),
                    form["name"].ToString(),
                    form["url"].ToString(),
                    held.Length == 2 ? held[0] : "",
                    held.Length == 2 ? held[1] : "",
                    form["network"].ToString().Trim()
                );
            },
            () => Task.CompletedTask,
            cancel
        );

    private static Task<IResult> Stop(HttpContext http, AccountsDesk desk, CancellationToken cancel) =>
        AdminForms.Do(
            http,
            desk,
            "receiver",
            form => new Receivers.StopAct(form["receiver"].ToString(), form["because"].ToString()),
            () => Task.CompletedTask,
            cancel
        );
}
