using Daylight.Proceedings;

namespace Daylight.Web;

/// <summary>The worker role: looks every few seconds for duties whose time ran out. Any number of nodes may run it.</summary>
public sealed partial class Lapsing(Node node, TimeProvider time, ILogger<Lapsing> logger) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (var log in node.Logs)
            {
                await Look(log, stoppingToken);
            }

            await Task.Delay(s_every, TimeProvider.System, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>A failure is told and tried again: a worker that died silently would let deadlines pass unseen.</summary>
    private async Task Look(NodeLog log, CancellationToken cancel)
    {
        try
        {
            var worker = new DutyWorker(log.Clerk, node.Store, time);
            await worker.RedateProvisional(cancel);
            await worker.LapseDue(cancel);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Failed(logger, log.Jurisdiction, fault.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Lapses of {Jurisdiction} could not be recorded: {Why}")]
    private static partial void Failed(ILogger logger, string jurisdiction, string why);
}
