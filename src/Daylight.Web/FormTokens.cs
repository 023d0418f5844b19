using Daylight.Ui;
using Microsoft.AspNetCore.Antiforgery;

namespace Daylight.Web;

/// <summary>
/// Every request that may change something carries a form token, whatever endpoint it is for, unless the endpoint
/// says <see cref="NoFormToken"/>. A browser that says the request comes from another site is refused before that.
/// </summary>
/// <remarks>The Origin header is no help: under no-referrer browsers send <c>Origin: null</c> with their own forms.</remarks>
internal sealed class FormTokens(RequestDelegate next, IAntiforgery tokens)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (
            MayChange(context.Request.Method)
            && context.GetEndpoint() is { } endpoint
            && endpoint.Metadata.GetMetadata<NoFormToken>() is null
        )
        {
            if (
                context.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site"
                || !await tokens.IsRequestValidAsync(context)
            )
            {
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                context.Features.Set(AnswerKey.FormTokenMissing);
                return;
            }
        }

        await next(context);
    }

    private static bool MayChange(string method) =>
        !HttpMethods.IsGet(method)
        && !HttpMethods.IsHead(method)
        && !HttpMethods.IsOptions(method)
        && !HttpMethods.IsTrace(method);
}
