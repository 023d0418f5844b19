using Daylight.Ui;

namespace Daylight.Web;

/// <summary><c>/health</c>: 200 and "ready" when requests are taken, 503 and the reason before that.</summary>
internal static class Health
{
    internal const string Route = "/health";

    public static void MapHealth(this IEndpointRouteBuilder routes) =>
        routes.MapGet(
            Route,
            (IHostApplicationLifetime life, IEnumerable<IReadiness> parts) =>
                NotReadyBecause(life, parts) is { } reason
                    ? Results.Text(reason + "\n", statusCode: StatusCodes.Status503ServiceUnavailable)
                    : Results.Text("ready\n")
        );

    private static string? NotReadyBecause(IHostApplicationLifetime life, IEnumerable<IReadiness> parts) =>
        life.ApplicationStopping.IsCancellationRequested ? "stopping"
        : !life.ApplicationStarted.IsCancellationRequested ? "starting"
        : parts.Select(part => part.NotReadyBecause).OfType<string>().FirstOrDefault();
}
