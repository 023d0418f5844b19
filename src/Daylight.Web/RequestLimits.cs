using System.Globalization;
using System.Threading.RateLimiting;
using Daylight.Ui;

namespace Daylight.Web;

/// <summary>
/// Reads are limited together, since a whole office may share one address; what may change something is limited by
/// person, or by address where nobody is signed in. Counts live in memory only.
/// </summary>
internal static class RequestLimits
{
    public static void AddRequestLimits(this IServiceCollection services, Limits limits) =>
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = (rejected, _) =>
            {
                if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after))
                {
                    rejected.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(after.TotalSeconds)
                        .ToString(CultureInfo.InvariantCulture);
                }
                else
                {
                    rejected.HttpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                }

                return ValueTask.CompletedTask;
            };
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(Together(limits), Posts(limits));
        });

    private static PartitionedRateLimiter<HttpContext> Together(Limits limits) =>
        PartitionedRateLimiter.Create<HttpContext, int>(context =>
            context.Request.Path == Health.Route
                ? RateLimitPartition.GetNoLimiter(0)
                : RateLimitPartition.GetConcurrencyLimiter(
                    1,
                    _ => new ConcurrencyLimiterOptions
                    {
                        PermitLimit = limits.AtOnce,
                        QueueLimit = limits.Waiting,
                        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
                    }
                )
        );

    private static PartitionedRateLimiter<HttpContext> Posts(Limits limits) =>
        PartitionedRateLimiter.Create<HttpContext, string>(context =>
            HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
                ? RateLimitPartition.GetNoLimiter("")
                : RateLimitPartition.GetTokenBucketLimiter(
                    Sender(context),
                    _ => new TokenBucketRateLimiterOptions
                    {
                        TokenLimit = limits.PostsPerMinute,
                        TokensPerPeriod = Math.Max(1, limits.PostsPerMinute / 6),
                        ReplenishmentPeriod = TimeSpan.FromSeconds(10),
                        QueueLimit = 0,
                    }
                )
        );

    private static string Sender(HttpContext context) =>
        context.Features.Get<Visit>()?.Visitor is { } visitor
            ? $"{visitor.Name}/{visitor.Mandate}"
            : context.Connection.RemoteIpAddress?.ToString() ?? "";
}
