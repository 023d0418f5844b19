using Daylight.Proceedings.Audit;
using Daylight.Proceedings.Publishing;
using Daylight.Store;

namespace Daylight.Web;

/// <summary>Audits every log of a data folder. Opens no clerk and takes no lock: a log in doubt must be auditable.</summary>
public static class NodeAudit
{
    /// <exception cref="InDoubtException">when keys are missing.</exception>
    /// <exception cref="StoreFailedException">when the database cannot be read.</exception>
    public static async Task<IReadOnlyList<AuditReport>> Run(
        NodeOptions options,
        IProgress<AuditProgress>? progress,
        CancellationToken cancel
    )
    {
        var folder = KeyFolder.Open(options.Keys);
        await using var store = await Node.OpenStore(options, cancel);
        var reports = new List<AuditReport>();
        foreach (var jurisdiction in folder.Jurisdictions)
        {
            var keys = folder.Log(jurisdiction);
            var kept = keys.Checkpoint()?.Note;
            reports.Add(
                await LogAudit.Run(
                    new AuditSetup(NodeLog.Setup(store, folder, jurisdiction, keys.Origin, options))
                    {
                        LogKeys = keys.Verifiers,
                        Anchors = kept is null ? [] : [new Anchor(options.Keys, kept.ToBytes())],
                        Progress = progress,
                    },
                    cancel
                )
            );
        }

        return reports;
    }
}
