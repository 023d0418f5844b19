namespace Daylight.Web.Levels;

/// <summary>The worker role: exchanges letters with other levels every few seconds. A failure is told and tried again.</summary>
public sealed partial class LetterCarrier(Node node, TimeProvider time, ILogger<LetterCarrier> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var peers = PeerList.Read(node.Options.LevelsFile);
        if (peers.Peers.Count == 0 || node.Logs[0].Keys.Signers.Count == 0)
        {
            return;
        }

        using var client = new HttpClient(
            new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }
        )
        {
            Timeout = TimeSpan.FromSeconds(20),
        };
        var exchange = new LevelExchange(node, node.Logs[0], peers, client, time);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await exchange.Pass(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Failed(logger, fault.Message);
            }

            await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Letters of other levels could not be exchanged: {Why}")]
    private static partial void Failed(ILogger logger, string why);
}
