using Daylight.Ui;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Daylight.Web;

/// <summary>
/// Every request that may change something carries a form token, whatever endpoint it is for, unless the endpoint
/// says <see cref="NoFormToken"/>. A browser that says the request comes from another site is refused before that.
/// </summary>
/// <remarks>The Origin header is no help: under no-referrer browsers send <c>Origin: null</c> with their own forms.</remarks>
internal sealed class FormTokens(RequestDelegate next, IAntiforgery tokens)
{
    private const long MostDropped = 128 * 1024 * 1024;

    public async Task InvokeAsync(HttpContext context)
    {
        if (
            MayChange(context.Request.Method)
            && context.GetEndpoint() is { } endpoint
            && endpoint.Metadata.GetMetadata<NoFormToken>() is null
        )
        {
            if (await IsTooLarge(context, endpoint))
            {
                context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
                return;
            }

            var foreign = context.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site";
            if (foreign || !await tokens.IsRequestValidAsync(context))
            {
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                context.Features.Set(
                    new AnswerKey("form-token") { Typed = foreign ? [] : await Typed(context) }
                );
                return;
            }
        }

        await next(context);
    }

    /// <summary>
    /// What a person wrote into the form, to be copied from the answer: browsers do not bring back the words of a page that
    /// may not be stored. Short values are chosen or quickly typed again; passwords are never shown.
    /// </summary>
    private static async Task<IReadOnlyList<string>> Typed(HttpContext context) =>
        !context.Request.HasFormContentType
            ? []
            :
            [
                .. from field in await context.Request.ReadFormAsync(context.RequestAborted)
                where !field.Key.Contains("password", StringComparison.OrdinalIgnoreCase)
                from value in field.Value
                where
                    value is { Length: >= 12 }
                    && value.Any(letter => letter >= '\u2e80' || char.IsWhiteSpace(letter))
                select value,
            ];

    /// <summary>
    /// Whether more is sent than the endpoint takes. Somewhat more is read and dropped, so that the browser reads the answer: it
    /// shows a broken connection to whoever is still sending.
    /// </summary>
    private static async Task<bool> IsTooLarge(HttpContext context, Endpoint endpoint)
    {
        var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        var most =
            endpoint.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize
            ?? limit?.MaxRequestBodySize;
        if (context.Request.ContentLength is not { } length || most is not { } allowed || length <= allowed)
        {
            return false;
        }

        if (length <= MostDropped && limit is { IsReadOnly: false })
        {
            limit.MaxRequestBodySize = MostDropped;
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        }

        return true;
    }

    private static bool MayChange(string method) =>
        !HttpMethods.IsGet(method)
        && !HttpMethods.IsHead(method)
        && !HttpMethods.IsOptions(method)
        && !HttpMethods.IsTrace(method);
}
