using System.Collections.Frozen;
using Daylight.Openness.Faces;
using Daylight.Ui;
using Microsoft.Net.Http.Headers;

namespace Daylight.Web.Portal;

/// <summary>
/// Where desk and portal share an address, hands the public addresses on to the portal. No cookie of a person goes with
/// them: the portal learns how to show its pages and nothing of who is there.
/// </summary>
internal sealed class ToPortal(RequestDelegate next, DaylightWebOptions options) : IDisposable
{
    private static readonly FrozenSet<string> s_sent = FrozenSet.ToFrozenSet(
        [HeaderNames.Accept, HeaderNames.AcceptEncoding, HeaderNames.IfNoneMatch, "Sec-Fetch-Site"],
        StringComparer.OrdinalIgnoreCase
    );

    private static readonly FrozenSet<string> s_notReturned = FrozenSet.ToFrozenSet(
        [HeaderNames.TransferEncoding, HeaderNames.Connection, HeaderNames.KeepAlive, HeaderNames.Date],
        StringComparer.OrdinalIgnoreCase
    );

    private readonly HttpMessageInvoker _portal = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = TimeSpan.FromSeconds(2),
        }
    );

    public Task InvokeAsync(HttpContext context) =>
        options.Portal is { } portal && IsPublic(context.Request.Path)
            ? Forward(context, portal)
            : next(context);

    public void Dispose() => _portal.Dispose();

    private static bool IsPublic(PathString path) =>
        path == "/"
        || OpennessFace.Addresses.Any(address => path.StartsWithSegments(address, StringComparison.Ordinal));

    private async Task Forward(HttpContext context, Uri portal)
    {
        using var request = Request(context, portal);
        HttpResponseMessage answer;
        try
        {
            answer = await _portal.SendAsync(request, context.RequestAborted);
        }
        catch (HttpRequestException)
        {
            // The portal is starting anew; the answer page says so, here, since nothing behind this point is asked.
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "2";
            await Web.Answers.WithoutBody(context);
            return;
        }

        using (answer)
        {
            context.Response.StatusCode = (int)answer.StatusCode;
            foreach (
                var (name, values) in answer
                    .Headers.Concat(answer.Content.Headers)
                    .Where(header => !s_notReturned.Contains(header.Key))
            )
            {
                context.Response.Headers[name] = values.ToArray();
            }

            if (!HttpMethods.IsHead(context.Request.Method))
            {
                await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
            }
        }
    }

    private static HttpRequestMessage Request(HttpContext context, Uri portal)
    {
        var from = context.Request;
        var to = new HttpRequestMessage(
            new HttpMethod(from.Method),
            new Uri(portal, $"{from.Path}{from.QueryString}")
        );
        foreach (var (name, values) in from.Headers.Where(header => s_sent.Contains(header.Key)))
        {
            to.Headers.TryAddWithoutValidation(name, values.ToArray());
        }

        to.Headers.Host = from.Host.Value;
        to.Headers.TryAddWithoutValidation("X-Forwarded-Proto", from.Scheme);
        to.Headers.TryAddWithoutValidation(
            "X-Forwarded-For",
            context.Connection.RemoteIpAddress?.ToString() ?? ""
        );
        if (from.Cookies[Display.CookieName] is { } display && Display.TryParse(display, null, out _))
        {
            to.Headers.TryAddWithoutValidation(HeaderNames.Cookie, $"{Display.CookieName}={display}");
        }

        if (!HttpMethods.IsGet(from.Method) && !HttpMethods.IsHead(from.Method))
        {
            to.Content = new StreamContent(from.Body);
            to.Content.Headers.TryAddWithoutValidation(HeaderNames.ContentType, from.ContentType);
            to.Content.Headers.ContentLength = from.ContentLength;
        }

        return to;
    }
}
