using Daylight.Ledger;
using Daylight.Proceedings.Publishing;
using Daylight.Store;

namespace Daylight.Web;

/// <content>A log begins, or goes on after a loss. Both work on the data folder without a running node.</content>
public sealed partial class Node
{
    /// <summary>Makes keys and an empty log. What a stopped machine left half done is done to the end.</summary>
    /// <param name="jurisdiction">Code of the jurisdiction, such as 330225.</param>
    /// <param name="origin">Schema-less URL of the log.</param>
    /// <returns>The public key of the log.</returns>
    /// <exception cref="InDoubtException">when a log or keys exist, or the folder is in use.</exception>
    public static async Task<VerifierKey> Init(
        NodeOptions options,
        string jurisdiction,
        string origin,
        CancellationToken cancel = default
    )
    {
        DurableFile.CreateFolder(options.DataFolder);
        using var held = DataLock.Take(options.DataFolder, options.Verb);
        await using var store = await OpenStore(options, cancel);
        var keys = KeyFolder.OpenOrCreate(options.Keys);
        if (await store.Head(jurisdiction, cancel) is { } head)
        {
            throw new InDoubtException(
                new(
                    $"{jurisdiction} 的账本已经存在，有{head.Size}条记录，不会重新建立。",
                    $"{jurisdiction} keeps a log already, of {head.Size} facts; it is not opened anew."
                )
            );
        }

        var log = keys.Has(jurisdiction) ? keys.Log(jurisdiction) : keys.Create(jurisdiction, origin);
        if (log.Origin != origin || log.Checkpoint() is not null)
        {
            throw new InDoubtException(
                new(
                    $"密钥文件夹中已有 {jurisdiction} 的密钥（{log.Origin}），但数据库中没有它的账本。请找回数据库，或者另选密钥文件夹。",
                    $"The key folder holds keys of {jurisdiction} ({log.Origin}), but the database has no log of it. Find the database, or name another key folder."
                )
            );
        }

        await store.OpenLog(jurisdiction, Edge.Empty.ToBytes(), cancel);
        return log.All[0];
    }

    /// <summary>Continues a log after a loss; see <see cref="Succession"/>. The node is opened as usual afterwards.</summary>
    /// <param name="agree">Shown what was found before anything is written; false stops.</param>
    /// <returns>The keys of the next log, or null where it was stopped.</returns>
    /// <exception cref="InDoubtException">when the log is well, or cannot be continued.</exception>
    public static async Task<LogKeys?> Succeed(
        NodeOptions options,
        string? jurisdiction,
        string reason,
        Func<Loss, bool> agree,
        CancellationToken cancel = default
    )
    {
        using var held = DataLock.Take(options.DataFolder, options.Verb);
        await using var store = await OpenStore(options, cancel);
        var folder = KeyFolder.Open(options.Keys);
        var keys = folder.Log(jurisdiction ?? (folder.Jurisdictions is [var only] ? only : ""));
        using var client = NewClient();
        var witnesses = new Witnesses(Witnesses.Read(options.WitnessPolicy), Road(client));
        if (await IsWell(new StartCheck(store, keys, witnesses) { ClockConfirmed = true }, options, cancel))
        {
            throw new InDoubtException(
                new(
                    $"账本 {keys.Origin} 与各处保存的检查点相符，无须续立。",
                    $"The log {keys.Origin} fits every checkpoint that is kept; there is nothing to continue."
                )
            );
        }

        var succession = new Succession(store, keys, witnesses);
        var loss = await succession.Look(cancel);
        if (!agree(loss))
        {
            return null;
        }

        foreach (var view in Mechanisms.Views)
        {
            await store.Views.Ensure(view.Table, cancel);
        }

        return await succession.Run(
            loss,
            reason,
            origin => NodeLog.Setup(store, folder, keys.Jurisdiction, origin, options),
            cancel
        );
    }

    private static async Task<bool> IsWell(StartCheck check, NodeOptions options, CancellationToken cancel)
    {
        try
        {
            await check.Run(options.Time.GetUtcNow(), cancel);
            return true;
        }
        catch (InDoubtException)
        {
            return false;
        }
    }

    /// <summary>Makes the key with which this host cosigns other logs, and the memory that it needs.</summary>
    /// <param name="name">Name of the witness: a schema-less URL.</param>
    /// <exception cref="InDoubtException">when there is one already, or the folder is in use.</exception>
    public static VerifierKey FoundWitness(NodeOptions options, string name)
    {
        DurableFile.CreateFolder(options.DataFolder);
        using var held = DataLock.Take(options.DataFolder, options.Verb);
        var key = KeyFolder.OpenOrCreate(options.Keys).CreateWitness(name).Verifier;
        WitnessDesk.Found(options.WitnessMemory, key);
        return key;
    }
}
