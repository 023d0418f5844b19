using Daylight.Ledger;
using Daylight.Norms;
using Daylight.Openness;
using Daylight.Openness.Drops;
using Daylight.Openness.Publication;
using Daylight.Proceedings;
using Daylight.Proceedings.Publishing;
using Daylight.Store;

namespace Daylight.Web.Portal;

/// <summary>
/// The exchange with the portal, always begun from the inside: writes what is public into the published database, and
/// pulls the drop box. Cut off at any point it goes on from there.
/// </summary>
public sealed class Exchange(Node node, PortalFolders folders, IReadOnlyList<IDropTaker> takers) : IDisposable
{
    private static readonly TimeSpan s_sign = TimeSpan.FromSeconds(15);

    private readonly DropCollector _collector = new(new DropBox(folders.Drop), takers);
    private readonly Dictionary<string, string> _shown = [];
    private PublishedWriting? _into;
    private DateTimeOffset _last = DateTimeOffset.MinValue;

    /// <summary>The publication of a node as it stands now.</summary>
    public static StorePublication Publication(Node node)
    {
        IReadOnlyList<VerifierKey> witnesses = [.. Witnesses.Read(node.Options.WitnessPolicy).WitnessKeys];
        return new StorePublication(node.Store, Mechanisms.PublicKinds, node.Options.Time.GetUtcNow())
        {
            Logs =
            [
                .. node.Logs.Select(log =>
                    StorePublication.Log(log.Keys, log.Published, witnesses, log.Clerk.Rules.Packs)
                ),
            ],
        };
    }

    /// <summary>Does what there is to do. Cheap where there is nothing.</summary>
    /// <exception cref="PublicationRefusedException">when the published database holds another history.</exception>
    public async Task Step(CancellationToken cancel = default)
    {
        var now = TimeProvider.System.GetUtcNow();
        var changed = false;
        foreach (var log in node.Logs)
        {
            var note = (await log.Published.Checkpoint(cancel))?.Note ?? "";
            changed |= _shown.GetValueOrDefault(log.Jurisdiction) != note;
        }

        if (changed || now - _last > s_sign)
        {
            var from = Publication(node);
            _into ??= PublishedWriting.Open(folders.Published);
            await new Taking(_into, Mechanisms.PublicKinds, Taking.Live).Take(
                from,
                [.. node.Logs.SelectMany(log => log.Keys.Verifiers)],
                now,
                cancel
            );
            foreach (var log in node.Logs)
            {
                _shown[log.Jurisdiction] = (await log.Published.Checkpoint(cancel))?.Note ?? "";
            }

            _last = now;
        }

        await _collector.Pull(cancel);
    }

    public void Dispose() => _into?.Dispose();
}

/// <summary>Runs the exchange about once a second. A failure is told once and tried again.</summary>
public sealed class Exchanging(Exchange exchange, Action<Phrase> tell) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var told = "";
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await exchange.Step(stoppingToken);
                told = "";
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                if (told != fault.Message)
                {
                    tell(
                        new(
                            $"未能与门户交换，将重试：{(fault as PublicationRefusedException)?.Says.Zh ?? fault.Message}",
                            $"The exchange with the portal failed and will be tried again: {fault.Message}"
                        )
                    );
                    told = fault.Message;
                }
            }

            await Task.Delay(s_every, TimeProvider.System, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
