namespace Daylight.Web.Webhooks;

/// <summary>The worker role: tells receivers every few seconds. A failure is told and tried again.</summary>
public sealed partial class Telling(Node node, TimeProvider time, ILogger<Telling> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Accounts, and so receivers, are those of the first log.
        var runner = new WebhookRunner(node, node.Logs[0], WebhookLine.Real, time);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await runner.Pass(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Failed(logger, fault.Message);
            }

            await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Receivers could not be told: {Why}")]
    private static partial void Failed(ILogger logger, string why);
}
