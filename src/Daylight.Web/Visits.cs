using Daylight.Ui;

namespace Daylight.Web;

/// <summary>Makes the <see cref="Visit"/> of each request that may end in a page.</summary>
internal sealed class Visits(RequestDelegate next, DaylightWebOptions options, IServiceProvider services)
{
    private readonly IVisitors? _visitors = services.GetService<IVisitors>();

    private readonly NavigationEntry[] _navigation =
    [
        .. options
            .Faces.SelectMany(face => face.Navigation)
            .OrderBy(entry => entry.Order)
            .ThenBy(entry => entry.Href),
    ];

    public async Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal))
        {
            context.Features.Set(await Make(context));
        }

        await next(context);
    }

    private async Task<Visit> Make(HttpContext context)
    {
        var visitor = _visitors is null ? null : await _visitors.Of(context, context.RequestAborted);
        var request = context.Request;
        return new Visit
        {
            Display = Display.TryParse(request.Cookies[Display.CookieName], null, out var display)
                ? display
                : Display.Default,
            Place = options.Place,
            Visitor = visitor,
            Navigation = [.. _navigation.Where(entry => entry.IsFor(visitor))],
            Path = request.Path.Value ?? "/",
            PathAndQuery = HttpMethods.IsGet(request.Method)
                ? $"{request.Path}{request.QueryString}"
                : request.Path.Value ?? "/",
            SignInHref = _visitors?.SignInHref,
            SignOutHref = _visitors?.SignOutHref,
        };
    }
}
