using Daylight.Ledger;
using Daylight.Norms;
using Daylight.Proceedings.Audit;
using Daylight.Proceedings.Rebuild;
using Daylight.Store;

namespace Daylight.Proceedings.Backup;

/// <summary>
/// Puts a backup into an empty place and lets it prove itself there: every fact is hashed anew, the tree must lead to
/// the checkpoints, views are made from the log and held against it. Only then it becomes the ledger of the place.
/// </summary>
public sealed class LogRestore
{
    private const int RowsAtOnce = 4096;

    private readonly RestoreSetup _setup;
    private readonly List<Phrase> _notes = [];
    private readonly Dictionary<string, HashSet<string>> _erased = new(StringComparer.Ordinal);

    private LogRestore(RestoreSetup setup) => _setup = setup;

    private ILogStore Store => _setup.Place.Store;

    /// <summary>Restores. On any exception the place is as empty as before.</summary>
    /// <exception cref="BackupBrokenException">when a file is damaged, of another key, or not what it is given as.</exception>
    /// <exception cref="UnprovenBackupException">when the restored log is not clean.</exception>
    /// <exception cref="StoreFailedException">when the database fails.</exception>
    public static async Task<Restored> Run(RestoreSetup setup, CancellationToken cancel = default)
    {
        try
        {
            return await new LogRestore(setup).Run(cancel);
        }
        catch
        {
            setup.Files?.TakeBack();
            throw;
        }
    }

    private async Task<Restored> Run(CancellationToken cancel)
    {
        var manifest = await Put(_setup.Ledger, BackupPart.Ledger, _ => true, cancel);
        var logs = new List<(AuditSetup Audit, LogHead Head)>();
        foreach (var log in manifest.Logs)
        {
            var head = await Head(log, cancel);
            logs.Add((_setup.Audit(log.Jurisdiction, Store), head));
        }

        foreach (var (audit, _) in logs)
        {
            await LearnErased(audit.Clerk, cancel);
        }

        await Wraps(manifest, cancel);
        await Erase(cancel);
        await Views([.. logs.Select(log => log.Audit.Clerk)], cancel);
        var reports = new List<AuditReport>();
        var lost = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (audit, head) in logs)
        {
            reports.Add(await Prove(audit, head, lost, cancel));
        }

        if (reports.Exists(report => !report.IsClean) && !_setup.DespiteFaults)
        {
            throw new UnprovenBackupException(reports);
        }

        await _setup.Settle();
        await _setup.Place.Settle(cancel);
        return new Restored(manifest, reports, lost, _notes);
    }

    /// <summary>Reads one file to its authentic end; rows are put as they come.</summary>
    private async Task<BackupManifest> Put(
        BackupSource source,
        BackupPart part,
        Func<object?[], bool> wanted,
        CancellationToken cancel
    )
    {
        await using var file = new FileStream(
            source.Path,
            new FileStreamOptions { Access = FileAccess.Read, Options = FileOptions.Asynchronous }
        );
        return await BackupFile.Read(
            file,
            part,
            source.Key,
            async rows =>
            {
                var manifest = rows.Manifest();
                if (manifest.Part != part)
                {
                    throw BackupBrokenException.OtherPart(manifest.Part);
                }

                while (rows.Next() is { } table)
                {
                    await Table(rows, table, wanted, manifest.Logs.Sum(log => log.Size), cancel);
                }

                return manifest;
            },
            cancel
        );
    }

    private async Task Table(
        RowReader rows,
        DurableTable table,
        Func<object?[], bool> wanted,
        long facts,
        CancellationToken cancel
    )
    {
        long done = 0;
        var most = table.Name == BackedUpFiles.Table.Name ? 1 : RowsAtOnce;
        foreach (var block in rows.Rows(table).Where(wanted).Chunk(most))
        {
            await Put(table, block, cancel);
            done += block.Length;
            _setup.Progress?.Report(new BackupProgress(table.Name, done, Math.Max(done, facts)));
        }

        _setup.Files?.Finish();
        _setup.Progress?.Report(new BackupProgress(table.Name, done, done));
    }

    private async Task Put(DurableTable table, IReadOnlyList<object?[]> rows, CancellationToken cancel)
    {
        if (_setup.Files is { } files && table.Name == BackedUpFiles.Table.Name)
        {
            files.Put(rows);
        }
        else if (_setup.Others is { } others && others.Own(table))
        {
            await others.Put(table, rows, cancel);
        }
        else
        {
            await _setup.Place.Put(table, rows, cancel);
        }
    }

    private async Task<LogHead> Head(BackedUpLog log, CancellationToken cancel)
    {
        var head = await Store.Head(log.Jurisdiction, cancel);
        return
            head is not null && head.Size == log.Size && Edge.FromBytes(head.Edge).Root().ToHex() == log.Root
            ? head
            : throw BackupBrokenException.Malformed(
                $"its manifest says {log.Size} facts of {log.Jurisdiction}, and its head does not"
            );
    }

    /// <summary>What the log itself and the lists given say was erased.</summary>
    private async Task LearnErased(ClerkSetup clerk, CancellationToken cancel)
    {
        var erased = new HashSet<string>(_setup.Erased, StringComparer.Ordinal);
        erased.UnionWith(await ErasedKeys.Of(clerk, cancel));
        _erased[clerk.Jurisdiction] = erased;
    }

    private async Task Wraps(BackupManifest ledger, CancellationToken cancel)
    {
        if (_setup.Wraps is not { } source)
        {
            return;
        }

        var made = await Put(
            source,
            BackupPart.Wraps,
            row =>
                row is not [string jurisdiction, string key, ..]
                || !_erased.TryGetValue(jurisdiction, out var erased)
                || !erased.Contains(key),
            cancel
        );
        if (made.MadeAt < ledger.MadeAt)
        {
            Tell(
                $"案件密钥的备份早于账本的备份（{made.MadeAt:O}）：其间新立的案件没有密钥。",
                $"The wraps are older than the ledger ({made.MadeAt:O}): cases opened in between have no key."
            );
        }
    }

    private async Task Erase(CancellationToken cancel)
    {
        foreach (var (jurisdiction, erased) in _erased)
        {
            // Views are made anew after this, without the rows of these keys.
            await Store.EraseKeys(jurisdiction, erased, [], cancel);
        }
    }

    private async Task Views(IReadOnlyList<ClerkSetup> clerks, CancellationToken cancel)
    {
        if (clerks.Count == 0)
        {
            return;
        }

        var views = clerks.SelectMany(clerk => clerk.Views).DistinctBy(view => view.Table.Name).ToList();
        foreach (var view in views)
        {
            await Store.Views.Ensure(view.Table, cancel);
        }

        await new ViewRebuild(clerks) { Progress = _setup.Rebuilding }.Run(views, resume: false, cancel);
    }

    private async Task<AuditReport> Prove(
        AuditSetup audit,
        LogHead head,
        Dictionary<string, long> lost,
        CancellationToken cancel
    )
    {
        // A checkpoint beyond the end is no fault of the backup: it tells how many facts came after it.
        var beyond = audit.Anchors.Where(anchor => SizeOf(anchor) > head.Size).ToList();
        if (beyond.Count > 0)
        {
            lost[audit.Clerk.Jurisdiction] = beyond.Max(SizeOf) - head.Size;
        }

        var report = await LogAudit.Run(
            audit with
            {
                Anchors = [.. audit.Anchors.Except(beyond)],
                Logs =
                [
                    .. audit.Logs.Select(log =>
                        log with
                        {
                            Listed = [.. log.Listed.Where(one => one.Size <= head.Size)],
                        }
                    ),
                ],
            },
            cancel
        );
        return WithoutExpected(report);
    }

    private static long SizeOf(Anchor anchor) => Checkpoint.Parse(Note.Parse(anchor.Note).Text).Size;

    /// <summary>A wrap that was left out on purpose is no fault of the log.</summary>
    private AuditReport WithoutExpected(AuditReport report)
    {
        var expected = report
            .Faults.Where(fault =>
                fault.Kind == AuditFaultKind.KeyMissing
                && (_setup.WithoutWraps || _erased[report.Jurisdiction].Contains(fault.Place))
            )
            .ToList();
        if (expected.Count == 0)
        {
            return report;
        }

        Tell(
            $"{report.Jurisdiction} 有{report.Counts[AuditFaultKind.KeyMissing]}个案件没有密钥（已销毁，或者未一并恢复），其密封内容读不出。",
            $"{report.Counts[AuditFaultKind.KeyMissing]} cases of {report.Jurisdiction} have no key (erased since, or not restored along); what is sealed under it cannot be read."
        );
        var left = report.Faults.Except(expected).ToList();
        var counts = report.Counts.ToDictionary();
        if (!left.Exists(fault => fault.Kind == AuditFaultKind.KeyMissing))
        {
            counts.Remove(AuditFaultKind.KeyMissing);
        }

        return report with
        {
            Faults = left,
            Counts = counts,
        };
    }

    private void Tell(string zh, string en) => _notes.Add(new Phrase(zh, en));
}

/// <summary>One backup file and what opens it.</summary>
public sealed record BackupSource(string Path, BackupKey Key);

/// <summary>What a restore works with.</summary>
/// <param name="Place">Empty; the caller disposes of it.</param>
/// <param name="Ledger">The backup of the ledger.</param>
/// <param name="Audit">How a log is audited, on the store given: keys, kinds, views, and every checkpoint known of it.</param>
public sealed record RestoreSetup(
    IRestorePlace Place,
    BackupSource Ledger,
    Func<string, ILogStore, AuditSetup> Audit
)
{
    /// <summary>The wrapped keys of cases; null where nothing is sealed.</summary>
    public BackupSource? Wraps { get; init; }

    /// <summary>Whether what is sealed may stay unreadable for want of its keys.</summary>
    public bool WithoutWraps { get; init; }

    /// <summary>Keys that were erased after the backup: not restored, and noted as erased.</summary>
    public IReadOnlySet<string> Erased { get; init; } = new HashSet<string>();

    /// <summary>Whether a log that is not clean is put in place all the same: better than nothing after a loss.</summary>
    public bool DespiteFaults { get; init; }

    /// <summary>Lasting tables of others, empty, in a place that becomes theirs by <see cref="Settle"/>.</summary>
    public OtherTables? Others { get; init; }

    /// <summary>Where the files of cases go; each has its name only once it is whole.</summary>
    public BackedUpFiles? Files { get; init; }

    /// <summary>Puts the other tables in place, durably, just before the ledger.</summary>
    public Func<ValueTask> Settle { get; init; } = () => ValueTask.CompletedTask;

    public IProgress<BackupProgress>? Progress { get; init; }

    public IProgress<RebuildProgress>? Rebuilding { get; init; }
}

/// <summary>What was restored.</summary>
/// <param name="Audits">One per log; clean unless faults were accepted.</param>
/// <param name="Lost">How many facts a checkpoint kept elsewhere has beyond the backup, by jurisdiction; those are lost.</param>
/// <param name="Notes">What people must know.</param>
public sealed record Restored(
    BackupManifest Manifest,
    IReadOnlyList<AuditReport> Audits,
    IReadOnlyDictionary<string, long> Lost,
    IReadOnlyList<Phrase> Notes
);

/// <summary>The backup is authentic, but the log in it does not prove itself. Nothing was put in place.</summary>
public sealed class UnprovenBackupException(IReadOnlyList<AuditReport> audits)
    : Publishing.InDoubtException(
        new Phrase(
            $"备份中的账本经核对有{audits.Sum(audit => audit.Counts.Values.Sum())}处差异（如：{audits.SelectMany(audit => audit.Faults).First().Says.Zh}），没有恢复任何内容。仍要恢复的，加 --despite-faults。",
            $"The log in the backup has {audits.Sum(audit => audit.Counts.Values.Sum())} differences, such as: {audits.SelectMany(audit => audit.Faults).First().Says.En} Nothing was restored. To restore it all the same, add --despite-faults."
        )
    )
{
    public IReadOnlyList<AuditReport> Audits { get; } = audits;
}
