using Daylight.Norms;
using Daylight.Proceedings.Audit;
using Daylight.Proceedings.Publishing;
using Daylight.Store;

namespace Daylight.Web;

/// <content>Audits. They only read, so that they run beside a serving node, and also where a node refuses to start.</content>
public sealed partial class Node
{
    /// <summary>Audits one log, or every log that has keys here.</summary>
    /// <param name="adjust">May change how it is done: cores, memory, progress.</param>
    /// <exception cref="InDoubtException">when keys or database are missing.</exception>
    /// <exception cref="StoreFailedException">when the database cannot be read.</exception>
    public static async Task<IReadOnlyList<AuditReport>> Audit(
        NodeOptions options,
        string? jurisdiction,
        Func<AuditSetup, AuditSetup> adjust,
        CancellationToken cancel = default
    )
    {
        if (options.Postgres is null && !File.Exists(options.LedgerFile))
        {
            throw NoLedger(options);
        }

        var folder = KeyFolder.Open(options.Keys);
        using var client = NewClient();
        await using var store = await OpenStore(options with { PostgresOwner = null }, cancel);
        await using var accounts = await OpenAccountRows(options with { PostgresOwner = null }, cancel);
        var reports = new List<AuditReport>();
        foreach (var one in jurisdiction is null ? folder.Jurisdictions : [jurisdiction])
        {
            var keys = folder.Log(one);
            var asked = new Witnesses(Witnesses.Read(options.WitnessPolicy), Road(client));
            var held = await asked.Anchors(keys, cancel);
            var setup = Setup(store, folder, keys, held, options) with
            {
                Held = folder.Jurisdictions,
                LastingRows = Mechanisms.LastingRows(accounts),
                Subscribers = Mechanisms.Subscribers,
            };
            reports.Add(await LogAudit.Run(adjust(setup), cancel));
        }

        return reports;
    }

    /// <summary>How a log is audited on a store: by every checkpoint that is known of it outside the database.</summary>
    private static AuditSetup Setup(
        ILogStore store,
        KeyFolder folder,
        LogKeys keys,
        IReadOnlyList<Anchor> held,
        NodeOptions options
    )
    {
        var setup = AuditSetup.Of(
            NodeLog.Setup(store, folder, keys.Jurisdiction, keys.Origin, options),
            keys
        );
        return setup with
        {
            Witnesses = [.. Witnesses.Read(options.WitnessPolicy).WitnessKeys],
            Anchors = [.. setup.Anchors, .. held],
        };
    }
}
