using Daylight.Ui;

namespace Daylight.Web;

/// <summary>Makes the <see cref="Visit"/> of each request that may end in a page.</summary>
internal sealed class Visits(RequestDelegate next, DaylightWebOptions options, IServiceProvider services)
{
    private readonly IVisitors? _visitors = services.GetService<IVisitors>();

    private readonly string? _searchHref = options
        .Faces.Select(face => face.SearchHref)
        .FirstOrDefault(href => href is not null);

    private readonly ILogStanding? _standing = services.GetService<ILogStanding>();

    private readonly NavigationEntry[] _navigation =
    [
        .. options
            .Faces.SelectMany(face => face.Navigation)
            .OrderBy(entry => entry.Order)
            .ThenBy(entry => entry.Href),
    ];

    private readonly Door[] _doors =
    [
        .. options.Faces.SelectMany(face => face.Doors).OrderBy(door => door.Order).ThenBy(door => door.Href),
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
        var standing = _standing is null ? null : await _standing.Now(context.RequestAborted);
        var request = context.Request;
        var display = Display.TryParse(request.Cookies[Display.CookieName], null, out var chosen)
            ? chosen
            : Display.Default;
        return new Visit
        {
            Display = display,
            Place = options.Place,
            Visitor = visitor,
            Navigation = [.. _navigation.Where(entry => entry.IsFor(visitor))],
            Doors = [.. _doors.Where(door => door.IsFor(visitor))],
            Path = request.Path.Value ?? "/",
            PathAndQuery = HttpMethods.IsGet(request.Method)
                ? $"{request.Path}{request.QueryString}"
                : request.Path.Value ?? "/",
            Site = $"{request.Scheme}://{request.Host}",
            LogStanding = standing?.Invoke(display.Language),
            LogHref = _standing?.Href ?? (options.Portal is null ? null : "/check"),
            SearchHref = visitor?.Grants.Contains("desk") == true ? _searchHref : null,
            SignInHref = _visitors?.SignInHref,
            SignOutHref = _visitors?.SignOutHref,
        };
    }
}
