using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;

namespace Daylight.Web;

/// <summary>The worker role: looks every few seconds for duties whose time ran out. Any number of nodes may run it.</summary>
public sealed partial class Lapsing(Node node, TimeProvider time, ILogger<Lapsing> logger) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var round = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (var log in node.Logs)
            {
                await Look(log, stoppingToken);
            }

            if (++round % 6 == 1)
            {
                await Keep(stoppingToken);
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
            await new ReminderWorker(log.Clerk, node.Store, time).SendDue(cancel);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Failed(logger, log.Jurisdiction, fault.Message);
        }
    }

    /// <summary>Days of the access journal are closed, sessions that are over go.</summary>
    private async Task Keep(CancellationToken cancel)
    {
        try
        {
            await node.Accounts.Keep(cancel);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            NotKept(logger, fault.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The access journal could not be closed: {Why}")]
    private static partial void NotKept(ILogger logger, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "Lapses of {Jurisdiction} could not be recorded: {Why}")]
    private static partial void Failed(ILogger logger, string jurisdiction, string why);
}
