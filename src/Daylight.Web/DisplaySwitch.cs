using Daylight.Ui;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Daylight.Web;

/// <summary>Keeps how somebody wants his pages shown, in a cookie without identity, and goes back to where he was.</summary>
internal static class DisplaySwitch
{
    internal const string Route = "/display";

    public static Results<RedirectHttpResult, BadRequest> Go(HttpContext context, string? to, string? back)
    {
        if (!Display.TryParse(to, null, out var display))
        {
            return TypedResults.BadRequest();
        }

        context.Response.Cookies.Append(
            Display.CookieName,
            display.ToString(),
            new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                MaxAge = TimeSpan.FromDays(365),
                Path = "/",
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
            }
        );
        return TypedResults.LocalRedirect(
            IsLocal(back) ? back : "/",
            permanent: false,
            preserveMethod: false
        );
    }

    /// <summary>A path of this site: begins with one slash, and holds nothing that a browser reads as another host.</summary>
    internal static bool IsLocal([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] string? back) =>
        back is ['/', ..] and not ['/', '/' or '\\', ..] && !back.Any(char.IsControl);
}
