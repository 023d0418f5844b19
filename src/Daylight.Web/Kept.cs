using Daylight.Ui;

namespace Daylight.Web;

/// <summary>
/// Keeps the answers of a portal for a moment, packed as they were sent: they are the same for everybody, so that a
/// thousand readers cost as much as one. What differs by display, encoding, host and query is kept apart.
/// </summary>
internal static class Kept
{
    private const long MostBytes = 64L << 20;
    private const long MostBytesOfOne = 4L << 20;

    public static void AddKept(this IServiceCollection services, DaylightWebOptions options)
    {
        if (options.Keep is not { } keep)
        {
            return;
        }

        services.AddOutputCache(cache =>
        {
            cache.SizeLimit = MostBytes;
            cache.MaximumBodySize = MostBytesOfOne;
            cache.AddBasePolicy(policy =>
                policy
                    .With(context => context.HttpContext.Request.Path != Health.Route)
                    .With(context => context.HttpContext.Request.Path != "/metrics")
                    .Expire(keep)
                    .SetVaryByHeader("Accept-Encoding")
                    .SetVaryByQuery("*")
                    .VaryByValue(context =>
                        new(
                            "display",
                            context.Request.Cookies[Display.CookieName] ?? Display.Default.ToString()
                        )
                    )
            );
        });
    }

    public static void UseKept(this IApplicationBuilder app, DaylightWebOptions options)
    {
        if (options.Keep is not null)
        {
            app.UseOutputCache();
        }
    }
}
