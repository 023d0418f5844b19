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

    private static bool MayChange(string method) =>
        !HttpMethods.IsGet(method)
        && !HttpMethods.IsHead(method)
        && !HttpMethods.IsOptions(method)
        && !HttpMethods.IsTrace(method);
}
