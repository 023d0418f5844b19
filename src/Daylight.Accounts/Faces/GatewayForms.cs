using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Daylight.Accounts.Faces;

/// <summary>Gateways for notices, kept by two administrators; and each person's own choice of a channel.</summary>
internal static class GatewayForms
{
    public const string Page = "/desk/admin/gateways";
    public const string Own = "/desk/account/reach";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost($"{Page}/propose", Propose);
        routes.MapPost($"{Page}/confirm", Confirm);
        routes.MapPost($"{Page}/stop", Stop);
        routes.MapPost(Own, Choose);
        routes.MapPost($"{Own}/end", End);
    }

    private static Task<IResult> Propose(HttpContext http, AccountsDesk desk, CancellationToken cancel) =>
        AdminForms.Do(
            http,
            desk,
            "gateway",
            form => new Gateways.ProposeAct(
                ChannelOf(form),
                form["url"].ToString(),
                form["key"].ToString(),
                form["agent"].ToString(),
                form["network"].ToString()
            ),
            () => Task.CompletedTask,
            cancel
        );

    private static Task<IResult> Confirm(HttpContext http, AccountsDesk desk, CancellationToken cancel) =>
        AdminForms.Do(
            http,
            desk,
            "gateway",
            form => new Gateways.ConfirmAct(ChannelOf(form), form["url"].ToString()),
            () => Task.CompletedTask,
            cancel
        );

    private static Task<IResult> Stop(HttpContext http, AccountsDesk desk, CancellationToken cancel) =>
        AdminForms.Do(
            http,
            desk,
            "gateway",
            form => new Gateways.StopAct(ChannelOf(form), form["because"].ToString()),
            () => Task.CompletedTask,
            cancel
        );

    private static async Task<IResult> Choose(HttpContext http, AccountsDesk desk, CancellationToken cancel)
    {
        if (http.Features.Get<SignedIn>() is not { } now)
        {
            return Results.Unauthorized();
        }

        var form = await http.Request.ReadFormAsync(cancel);
        return await desk.Channels.Choose(
            now.Account.Account,
            now.Account.Person,
            ChannelOf(form),
            form["address"].ToString(),
            cancel
        )
            ? Results.Redirect(OwnForms.Page)
            : OwnForms.Back(form, "reach", SignInForm.Say(http, "reach.bad"));
    }

    private static async Task<IResult> End(HttpContext http, AccountsDesk desk, CancellationToken cancel)
    {
        if (http.Features.Get<SignedIn>() is not { } now)
        {
            return Results.Unauthorized();
        }

        await desk.Channels.End(now.Account.Account, now.Account.Person, cancel);
        return Results.Redirect(OwnForms.Page);
    }

    /// <summary>The first one where the form names none: the act then refuses what does not fit.</summary>
    private static Channel ChannelOf(IFormCollection form) =>
        Enum.TryParse<Channel>(form["channel"].ToString(), out var channel) && Enum.IsDefined(channel)
            ? channel
            : default;
}
