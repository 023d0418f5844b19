using Daylight.Crypto;
using Daylight.Ledger;
using Daylight.Store;

namespace Daylight.Proceedings.Backup;

/// <summary>
/// Copies one state of a database, out of a snapshot, while acts go on being recorded. It holds facts, checkpoints,
/// tiles and what else no fact can make again; no signing key, no master key, no witness memory, and no view.
/// </summary>
public static class LogBackup
{
    /// <summary>Rows between two reports of progress.</summary>
    private const int Step = 4096;

    /// <summary>Writes a backup of the ledger.</summary>
    /// <param name="path">Where to; a file that is there already is refused.</param>
    /// <exception cref="IOException">when the file is there, or cannot be written.</exception>
    public static Task<BackupManifest> Ledger(
        BackupSetup setup,
        string path,
        CancellationToken cancel = default
    ) => Run(setup, BackupPart.Ledger, path, replace: false, reader => reader.Durable(), cancel);

    /// <summary>
    /// Writes the wrapped keys of cases, in the place of the file before: an erased key must not live on in older files.
    /// </summary>
    public static Task<BackupManifest> Wraps(
        BackupSetup setup,
        string path,
        CancellationToken cancel = default
    ) => Run(setup, BackupPart.Wraps, path, replace: true, reader => reader.Wraps(), cancel);

    private static async Task<BackupManifest> Run(
        BackupSetup setup,
        BackupPart part,
        string path,
        bool replace,
        Func<ISnapshotReader, IReadOnlyList<DurableTable>> tables,
        CancellationToken cancel
    )
    {
        // Before the ledger: a row that its fact follows is found again as staged, a fact without its row would be lost.
        await using var others =
            part == BackupPart.Ledger && setup.Others is { } tablesOfOthers
                ? await tablesOfOthers.Read(cancel)
                : null;
        await using var snapshot = await setup.Store.Snapshot(1, cancel);
        var reader = snapshot.Readers[0];
        var manifest = Manifest(setup, part, reader);
        await BackupFile.Write(
            path,
            part,
            setup.Suite,
            setup.Key,
            replace,
            rows =>
            {
                rows.Manifest(manifest);
                var facts = manifest.Logs.Sum(log => log.Size);
                foreach (var table in tables(reader))
                {
                    Table(setup, table, reader.Everything(table), rows, facts, cancel);
                }

                foreach (var (table, content) in others?.Tables() ?? [])
                {
                    Table(setup, table, content, rows, facts, cancel);
                }

                if (part == BackupPart.Ledger && setup.Files is { } files)
                {
                    Table(setup, BackedUpFiles.Table, files.Rows(), rows, 0, cancel);
                }
            },
            cancel
        );
        return manifest;
    }

    private static void Table(
        BackupSetup setup,
        DurableTable table,
        IEnumerable<object?[]> content,
        RowWriter rows,
        long facts,
        CancellationToken cancel
    )
    {
        rows.Begin(table);
        long done = 0;
        foreach (var row in content)
        {
            rows.Write(row);
            if (++done % Step == 0)
            {
                cancel.ThrowIfCancellationRequested();
                setup.Progress?.Report(new BackupProgress(table.Name, done, Math.Max(done, facts)));
            }
        }

        rows.Finish(done);
        setup.Progress?.Report(new BackupProgress(table.Name, done, done));
    }

    private static BackupManifest Manifest(BackupSetup setup, BackupPart part, ISnapshotReader reader)
    {
        var owners = reader.Owners();
        return new BackupManifest(
            1,
            part,
            setup.Time.GetUtcNow(),
            setup.Store.Driver,
            [
                .. owners
                    .Where(owner => owner.Table == "log_head")
                    .Select(owner => Log(reader, owner.Jurisdiction, owners)),
            ]
        );
    }

    private static BackedUpLog Log(
        ISnapshotReader reader,
        string jurisdiction,
        IReadOnlyList<(string Table, string Jurisdiction)> owners
    )
    {
        var head = reader.Head(jurisdiction)!;

        // After a loss the log goes on under a further key, code/2; the newest checkpoint is of the last of them.
        var newest = owners
            .Where(owner => owner.Table == "checkpoint" && owner.Jurisdiction.Split('/')[0] == jurisdiction)
            .Select(owner => owner.Jurisdiction)
            .MaxBy(key => (key.Length, key), Comparer<(int, string)>.Default);
        return new BackedUpLog(
            jurisdiction,
            head.Size,
            Edge.FromBytes(head.Edge).Root().ToHex(),
            newest is null ? null : reader.Checkpoints(newest).LastOrDefault()?.Note
        );
    }
}

/// <summary>What a backup works with.</summary>
/// <param name="Key">What will open it.</param>
public sealed record BackupSetup(ILogStore Store, BackupKey Key, TimeProvider Time)
{
    /// <summary>Which ciphers.</summary>
    public Suite Suite { get; init; } = Suite.International;

    /// <summary>Lasting tables of others, such as credentials.</summary>
    public OtherTables? Others { get; init; }

    /// <summary>The files of cases; null where they are kept by other means.</summary>
    public BackedUpFiles? Files { get; init; }

    public IProgress<BackupProgress>? Progress { get; init; }
}

/// <summary>How far a backup or a restore is.</summary>
/// <param name="Total">Rows as far as they are known; at least <paramref name="Done"/>.</param>
public sealed record BackupProgress(string Table, long Done, long Total);
