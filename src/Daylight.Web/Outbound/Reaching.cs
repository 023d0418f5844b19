using Daylight.Web.Webhooks;

namespace Daylight.Web.Outbound;

/// <summary>The worker role: tells people every few seconds what waits. A failure is told and tried again.</summary>
public sealed partial class Reaching(Node node, TimeProvider time, ILogger<Reaching> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Accounts are those of the first log.
        var runner = new OutboundRunner(node, node.Logs[0], WebhookLine.Real, time);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await runner.Pass(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // The kind alone: a message might hold an address with what a gateway wants in it.
                Failed(logger, fault.GetType().Name);
            }

            await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "People could not be told: {Why}")]
    private static partial void Failed(ILogger logger, string why);
}
