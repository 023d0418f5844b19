using Daylight.Ui;
using Daylight.Web.Pages;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Daylight.Web;

/// <summary>What a request is told when it gets nothing else: which words to use.</summary>
internal sealed record AnswerKey(string Key)
{
    /// <summary>Words of the user that would otherwise be lost.</summary>
    public IReadOnlyList<string> Typed { get; init; } = [];
}

/// <summary>Answers without a result: a page in plain words for people, problem details for programs.</summary>
internal static class Answers
{
    private static readonly int[] s_known = [400, 401, 403, 404, 405, 413, 429, 500, 503];

    /// <summary>An exception is a bug, or a request that the server could not read.</summary>
    public static Task Failed(HttpContext context)
    {
        context.Response.StatusCode = StatusOf(context.Features.Get<IExceptionHandlerFeature>()?.Error);
        return WithoutBody(context);
    }

    public static Task WithoutBody(HttpContext context) =>
        AsksForPage(context.Request)
            ? Page(context)
            : TypedResults.Problem(statusCode: context.Response.StatusCode).ExecuteAsync(context);

    /// <summary>What could not be read may lie inside of another exception, e.g. that of the form tokens.</summary>
    public static int StatusOf(Exception? thrown) =>
        thrown switch
        {
            null => StatusCodes.Status500InternalServerError,
            BadHttpRequestException bad => bad.StatusCode,
            InvalidDataException => StatusCodes.Status400BadRequest,
            { InnerException: { } inner } => StatusOf(inner),
            _ => StatusCodes.Status500InternalServerError,
        };

    /// <summary>
    /// The answer is rendered in a scope of its own: a page that ended with 404, or with an exception, has used up the
    /// scope of the request and left a header of the renderer behind.
    /// </summary>
    private static async Task Page(HttpContext context)
    {
        var own = context.RequestServices;
        await using var scope = own.CreateAsyncScope();
        context.RequestServices = scope.ServiceProvider;
        context.Response.Headers.Remove("blazor-enhanced-nav");
        try
        {
            await Render(context);
        }
        finally
        {
            context.RequestServices = own;
        }
    }

    private static Task Render(HttpContext context)
    {
        var told = context.Features.Get<AnswerKey>() ?? new AnswerKey(Key(context.Response.StatusCode));
        var parameters = new Dictionary<string, object?>
        {
            ["Key"] = told.Key,
            ["Typed"] = told.Typed,
            ["Trace"] = context.TraceIdentifier,
        };
        return new RazorComponentResult<AnswerPage>(parameters)
        {
            StatusCode = context.Response.StatusCode,
        }.ExecuteAsync(context);
    }

    private static string Key(int status) =>
        s_known.Contains(status) ? status.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : status < 500 ? "400"
        : "500";

    private static bool AsksForPage(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        && !request.Path.StartsWithSegments("/log", StringComparison.Ordinal)
        && !request.Path.StartsWithSegments("/openapi", StringComparison.Ordinal)
        && request.Headers.Accept.ToString() is var accept
        && (
            accept.Contains("text/html", StringComparison.Ordinal)
            || !accept.Contains("json", StringComparison.Ordinal)
        );
}
