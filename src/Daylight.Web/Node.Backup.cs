using Daylight.Accounts;
using Daylight.Norms;
using Daylight.Proceedings.Audit;
using Daylight.Proceedings.Backup;
using Daylight.Proceedings.Publishing;
using Daylight.Store;
using Daylight.Store.Postgres;
using Daylight.Store.Sqlite;

namespace Daylight.Web;

/// <content>Backups are made beside a serving node; a restore needs an empty place.</content>
public sealed partial class Node
{
    /// <summary>Backs up the ledger and, where asked for, the wrapped keys of cases into a file of their own.</summary>
    /// <param name="ledger">Where the ledger goes; a file that is there already is refused.</param>
    /// <param name="wraps">Where the wraps go, in the place of the file before; null leaves them out.</param>
    /// <param name="adjust">May change how it is done: ciphers, progress.</param>
    /// <exception cref="InDoubtException">when there is no ledger.</exception>
    /// <exception cref="StoreFailedException">when the database cannot be read.</exception>
    public static async Task<BackupManifest> Backup(
        NodeOptions options,
        string ledger,
        string? wraps,
        BackupKey key,
        Func<BackupSetup, BackupSetup> adjust,
        CancellationToken cancel = default
    )
    {
        if (options.Postgres is null && !File.Exists(options.LedgerFile))
        {
            throw NoLedger(options);
        }

        await using var store = await OpenStore(options with { PostgresOwner = null }, cancel);
        await using var accounts = await OpenAccountRows(options with { PostgresOwner = null }, cancel);
        var setup = adjust(
            new BackupSetup(store, key, options.Time)
            {
                Others = new OtherTables(accounts.Connect, AccountsDatabase.BackedUp),
                Files = new BackedUpFiles(options.Attachments),
            }
        );
        var manifest = await LogBackup.Ledger(setup, ledger, cancel);
        if (wraps is not null)
        {
            // After the ledger: a case that it holds has its key here, unless it was erased in between.
            await LogBackup.Wraps(setup, wraps, cancel);
        }

        return manifest;
    }

    /// <summary>Restores a backup into this place, which keeps no log yet but has its key folder back.</summary>
    /// <param name="adjust">May change how it is done: wraps, erased keys, progress.</param>
    /// <exception cref="InDoubtException">when keys are missing, the folder is in use, or the backup does not prove itself.</exception>
    /// <exception cref="StoreFailedException">when the place is not empty, or the database fails.</exception>
    public static async Task<Restored> Restore(
        NodeOptions options,
        BackupSource ledger,
        Func<RestoreSetup, RestoreSetup> adjust,
        CancellationToken cancel = default
    )
    {
        var folder = KeyFolder.Open(options.Keys);
        DurableFile.CreateFolder(options.DataFolder);
        using var held = DataLock.Take(options.DataFolder, options.Verb);
        using var client = NewClient();
        var anchors = new Dictionary<string, IReadOnlyList<Anchor>>(StringComparer.Ordinal);
        foreach (var jurisdiction in folder.Jurisdictions)
        {
            var asked = new Witnesses(Witnesses.Read(options.WitnessPolicy), Road(client));
            anchors[jurisdiction] = await asked.Anchors(folder.Log(jurisdiction), cancel);
        }

        await using var place = await EmptyPlace(options, cancel);
        var beside = Beside(options);
        Remove(beside);
        await using var accounts = await OpenAccountRows(beside, cancel);
        var setup = new RestoreSetup(
            place,
            ledger,
            (jurisdiction, store) => RestoreAudit(jurisdiction, store)
        )
        {
            Others = new OtherTables(accounts.Connect, AccountsDatabase.BackedUp),
            Files = new BackedUpFiles(options.Attachments),
            Settle = async () =>
            {
                await accounts.DisposeAsync();
                if (options.Postgres is null)
                {
                    DurableFile.Move(beside.AccountsFile, options.AccountsFile);
                }
            },
        };
        try
        {
            var restored = await LogRestore.Run(adjust(setup), cancel);
            foreach (var jurisdiction in folder.Jurisdictions)
            {
                // What waited in the pool after the backup is lost, as its operator was told.
                folder.Log(jurisdiction).ForgetPool();
            }

            return restored;
        }
        finally
        {
            await accounts.DisposeAsync();
            Remove(beside);
        }

        AuditSetup RestoreAudit(string jurisdiction, ILogStore store)
        {
            var known = anchors.GetValueOrDefault(jurisdiction, []);
            var made = Setup(store, folder, folder.Log(jurisdiction), known, options);
            return made with
            {
                Clerk = made.Clerk with { PoolMemory = null },
                LastingRows = Mechanisms.LastingRows(accounts),
                Subscribers = Mechanisms.Subscribers,
            };
        }
    }

    /// <summary>Where the rows of accounts are until the restore counts: a file beside, or the schema of the place.</summary>
    private static NodeOptions Beside(NodeOptions options) =>
        options.Postgres is { } postgres
            ? options with
            {
                Postgres = PostgresRestorePlace.Within(postgres),
                PostgresOwner = PostgresRestorePlace.Within(options.PostgresOwner!),
            }
            : options with
            {
                AccountsName = "accounts.db.restoring",
            };

    private static void Remove(NodeOptions beside)
    {
        if (beside.Postgres is null)
        {
            foreach (var end in new[] { "", "-wal", "-shm" })
            {
                File.Delete(beside.AccountsFile + end);
            }
        }
    }

    private static async Task<IRestorePlace> EmptyPlace(NodeOptions options, CancellationToken cancel)
    {
        if (options.Postgres is not { } postgres)
        {
            return await SqliteRestorePlace.Begin(options.LedgerFile, DurableFile.Move);
        }

        return await PostgresRestorePlace.Begin(
            postgres,
            options.PostgresOwner
                ?? throw new InDoubtException(
                    new Phrase(
                        $"恢复需要数据库所有者的连接，请设置 {NodeOptions.PostgresOwnerVariable}。",
                        $"A restore makes tables, which needs the owner's connection: set {NodeOptions.PostgresOwnerVariable}."
                    )
                ),
            cancel
        );
    }

    private static InDoubtException NoLedger(NodeOptions options) =>
        new(new Phrase($"没有账本文件 {options.LedgerFile}。", $"There is no ledger {options.LedgerFile}."));
}
