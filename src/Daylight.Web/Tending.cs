using Daylight.Proceedings;

namespace Daylight.Web;

/// <summary>
/// The worker role: learns erasures of other nodes, enters waiting facts of day precision once their day is over, passes
/// facts on to subscribers, and sweeps the folder of attachments. Any number of nodes may run it.
/// </summary>
public sealed partial class Tending(Node node, ILogger<Tending> logger) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(5);

    /// <summary>Rounds between two sweeps of attachments: a day.</summary>
    private const int Sweep = 17_280;

    /// <summary>The first one is a minute after the start, so that a node that is started every day sweeps too.</summary>
    private const int FirstSweep = 12;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var round = 0; !stoppingToken.IsCancellationRequested; round++)
        {
            foreach (var log in node.Logs)
            {
                await Try(log, () => log.Clerk.Tend(stoppingToken));
                await Try(log, () => log.Notices.Pass(stoppingToken));
                if (round % Sweep == FirstSweep)
                {
                    await Try(
                        log,
                        () => log.Attachments.Sweep(TimeProvider.System.GetUtcNow(), stoppingToken)
                    );
                }
            }

            await Task.Delay(s_every, TimeProvider.System, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>A failure is told and tried again.</summary>
    private async Task Try(NodeLog log, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Failed(logger, log.Jurisdiction, fault.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The log {Jurisdiction} could not be tended: {Why}")]
    private static partial void Failed(ILogger logger, string jurisdiction, string why);
}
