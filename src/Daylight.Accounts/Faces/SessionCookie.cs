using Microsoft.AspNetCore.Http;

namespace Daylight.Accounts.Faces;

/// <summary>
/// The cookie that holds a session's secret: not for script, not sent from other sites, gone with the browser. Under TLS
/// its name begins with <c>__Host-</c>, so that no other host and no plain connection can plant one.
/// </summary>
internal static class SessionCookie
{
    public const string Plain = "daylight-session";
    public const string Secure = "__Host-daylight-session";

    public static string? Read(HttpContext http) => http.Request.Cookies[Name(http)];

    public static void Write(HttpContext http, string secret) =>
        http.Response.Cookies.Append(Name(http), secret, Options(http));

    public static void Drop(HttpContext http) => http.Response.Cookies.Delete(Name(http), Options(http));

    private static string Name(HttpContext http) => http.Request.IsHttps ? Secure : Plain;

    private static CookieOptions Options(HttpContext http) =>
        new()
        {
            HttpOnly = true,
            IsEssential = true,
            Path = "/",
            SameSite = SameSiteMode.Strict,
            Secure = http.Request.IsHttps,
        };
}
