using Daylight.Norms;
using Daylight.Proceedings;
using Daylight.Proceedings.Publishing;
using Daylight.Store;

namespace Daylight.Web;

/// <content>Trials of changed packs. They only read, so that they run beside a serving node.</content>
public sealed partial class Node
{
    /// <summary>Tries changed packs on the past of one log, or of every log that has keys here.</summary>
    /// <exception cref="InDoubtException">when keys or database are missing.</exception>
    /// <exception cref="StoreFailedException">when the database cannot be read.</exception>
    public static async Task<IReadOnlyList<TrialReport>> Try(
        NodeOptions options,
        string? jurisdiction,
        IReadOnlyList<RulePack> packs,
        IProgress<TrialProgress>? progress = null,
        CancellationToken cancel = default
    )
    {
        if (options.Postgres is null && !File.Exists(options.LedgerFile))
        {
            throw NoLog(options);
        }

        var folder = KeyFolder.Open(options.Keys);
        await using var store = await OpenStore(options with { PostgresOwner = null }, cancel);
        var reports = new List<TrialReport>();
        foreach (var one in jurisdiction is null ? folder.Jurisdictions : [jurisdiction])
        {
            var clerk = NodeLog.Setup(store, folder, one, folder.Log(one).Origin, options);
            reports.Add(
                await PackTrial.Run(new(clerk, Mechanisms.Trials, packs) { Progress = progress }, cancel)
            );
        }

        return reports;
    }

    /// <summary>Tries changed packs on the past of a log of this node, while it serves.</summary>
    public Task<TrialReport> Try(
        NodeLog log,
        IReadOnlyList<RulePack> packs,
        IProgress<TrialProgress>? progress = null,
        CancellationToken cancel = default
    ) =>
        PackTrial.Run(
            new(NodeLog.Setup(Store, Keys, log.Jurisdiction, log.Origin, Options), Mechanisms.Trials, packs)
            {
                Progress = progress,
            },
            cancel
        );
}
