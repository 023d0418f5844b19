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
            throw new InDoubtException(
                new Phrase(
                    $"没有账本文件 {options.LedgerFile}。",
                    $"There is no ledger {options.LedgerFile}."
                )
            );
        }

        var folder = KeyFolder.Open(options.Keys);
        await using var store = await OpenStore(options with { PostgresOwner = null }, cancel);
        var reports = new List<AuditReport>();
        foreach (var one in jurisdiction is null ? folder.Jurisdictions : [jurisdiction])
        {
            var keys = folder.Log(one);
            var clerk = NodeLog.Setup(store, folder, one, keys.Origin, options);
            var setup = AuditSetup.Of(clerk, keys) with
            {
                Witnesses = [.. Witnesses.Read(options.WitnessPolicy).WitnessKeys],
            };
            reports.Add(await LogAudit.Run(adjust(setup), cancel));
        }

        return reports;
    }
}
