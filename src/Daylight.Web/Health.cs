using Daylight.Ui;

namespace Daylight.Web;

/// <summary><c>/health</c>: 200 and "ready" when requests are taken, with what there is to note, 503 and the reason before that.</summary>
internal static class Health
{
    internal const string Route = "/health";

    public static void MapHealth(this IEndpointRouteBuilder routes) =>
        routes.MapGet(
            Route,
            async (IHostApplicationLifetime life, IEnumerable<IReadiness> parts) =>
            {
                var notes = "";
                foreach (var part in parts)
                {
                    notes += await part.Note() is { } note ? $"{note}\n" : "";
                }

                return NotReadyBecause(life, parts) is { } reason
                    ? Results.Text(reason + "\n", statusCode: StatusCodes.Status503ServiceUnavailable)
                    : Results.Text($"ready\n{notes}");
            }
        );

    private static string? NotReadyBecause(IHostApplicationLifetime life, IEnumerable<IReadiness> parts) =>
        life.ApplicationStopping.IsCancellationRequested ? "stopping"
        : !life.ApplicationStarted.IsCancellationRequested ? "starting"
        : parts.Select(part => part.NotReadyBecause).OfType<string>().FirstOrDefault();
}
