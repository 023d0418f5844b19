using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Daylight.Ledger;
using Daylight.Norms;
using Daylight.Proceedings.Attachments;
using Daylight.Proceedings.Publishing;
using Daylight.Proceedings.Sealing;
using Daylight.Store;

namespace Daylight.Proceedings.Audit;

/// <summary>
/// Recomputes a whole log from the bytes of its facts and holds everything that was derived from it against the result:
/// head, checkpoints, tiles, act rows, stream index, contents, keys, and every row of every view. Nothing is changed;
/// acts may go on being recorded meanwhile.
/// </summary>
public sealed class LogAudit
{
    private readonly AuditSetup _setup;
    private readonly FaultBook _faults;
    private readonly List<Phrase> _notes = [];
    private readonly Dictionary<string, long> _contents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _cases = new(StringComparer.Ordinal);
    private readonly List<(AttachmentRef File, long Index)> _files = [];
    private readonly HashSet<string> _erased = new(StringComparer.Ordinal);
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _cursors = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Table, string Row), string> _lasting = [];

    private LogAudit(AuditSetup setup)
    {
        _setup = setup;
        _faults = new FaultBook(setup.MostOfAKind);
    }

    private string Jurisdiction => _setup.Clerk.Jurisdiction;

    /// <summary>Audits one log. Reads every fact once.</summary>
    /// <exception cref="StoreFailedException">when the database cannot be read.</exception>
    public static Task<AuditReport> Run(AuditSetup setup, CancellationToken cancel = default) =>
        new LogAudit(setup).Run(cancel);

    private async Task<AuditReport> Run(CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        var logs = await Ended(cancel);
        await using var snapshot = await _setup.Clerk.Store.Snapshot(_setup.Workers + logs.Count, cancel);
        var readers = snapshot.Readers;
        Guards(readers[0]);
        if (readers[0].Head(Jurisdiction) is not { } head)
        {
            _faults.Add(Say.NoHead(Jurisdiction));
            return Report(0, null, watch.Elapsed);
        }

        var keys = Keys(readers[0]);
        var views = Views(readers[0], head.Size);
        var sweep = new FactSweep(_setup, keys, views, _faults);
        var size = Size(readers[0], head);
        var sums = new FactSums(size);
        var fresh = views.Select(view => new FreshView(view, _setup, keys, _faults)).ToList();
        try
        {
            var walk = await Facts(readers, logs, sweep, sums, fresh, cancel);
            Head(head, walk);
            await Indexes(readers, sweep, sums, cancel);
            Pool(readers[0], keys, sums);
            await Files(readers[0], cancel);
            await Compare(readers, fresh, cancel);
            await Lasting(cancel);
            return Report(size, walk.IsWhole ? walk.Tree.Root().ToHex() : null, watch.Elapsed);
        }
        finally
        {
            foreach (var view in fresh)
            {
                await view.DisposeAsync();
            }
        }
    }

    private void Guards(ISnapshotReader reader)
    {
        foreach (var trigger in reader.MissingGuards())
        {
            _faults.Add(Say.Guard(trigger));
        }

        var owners = reader.Owners();
        var known = owners
            .Where(owner => owner.Table == "log_head")
            .Select(owner => owner.Jurisdiction)
            .ToHashSet();
        foreach (
            var (table, jurisdiction) in owners.Where(owner =>
                !known.Contains(owner.Jurisdiction.Split('/')[0])
            )
        )
        {
            _faults.Add(Say.Owner(table, jurisdiction));
        }
    }

    /// <summary>How many facts there are to look at; a head that says more, or less, is a fault.</summary>
    private long Size(ISnapshotReader reader, LogHead head)
    {
        foreach (var index in reader.FactsOutside(Jurisdiction, head.Size))
        {
            _faults.Add(Say.Outside(index, head.Size));
        }

        var size = Math.Min(head.Size, reader.LastFact(Jurisdiction) + 1);
        if (size < head.Size)
        {
            _faults.Add(Say.MissingFrom(Math.Max(0, size), head.Size));
        }

        return Math.Max(0, size);
    }

    /// <summary>The keys of cases, from their wraps as they stand in the database.</summary>
    private CaseKeys Keys(ISnapshotReader reader)
    {
        var keys = _setup.Clerk.Keys.Empty();
        foreach (var wrapped in reader.WrappedKeys(Jurisdiction))
        {
            _keys.Add(wrapped.KeyId);
            try
            {
                keys.Learn([wrapped]);
            }
            catch (CryptographicException)
            {
                _faults.Add(
                    Say.Key(
                        AuditFaultKind.KeyDiffers,
                        wrapped.KeyId,
                        "its wrap was not made for this case under this master key",
                        "封装的密钥不是用本机主密钥为本案制作的"
                    )
                );
            }
        }

        return keys;
    }

    private List<View> Views(ISnapshotReader reader, long size)
    {
        var served = reader.Served();
        var views = new List<View>();
        foreach (var view in _setup.Clerk.Views)
        {
            var version = served.GetValueOrDefault(view.Table.Name);
            if (version == view.Table.Version)
            {
                views.Add(view);
            }
            else if (version > 0 || size > 0)
            {
                // A node makes the tables at its first start.
                _faults.Add(
                    Say.Row(
                        AuditFaultKind.ViewNotCompared,
                        view.Table.Name,
                        Say.Number(version),
                        $"it is served in version {version} and this program knows {view.Table.Version}, so that it was not compared; rebuild it, or use the program of that version",
                        $"现为第{version}版，本程序为第{view.Table.Version}版，未能核对；请先重建，或者用该版程序核对"
                    )
                );
            }
        }

        return views;
    }

    private async Task<FactWalk> Facts(
        IReadOnlyList<ISnapshotReader> readers,
        IReadOnlyList<AuditedLog> logs,
        FactSweep sweep,
        FactSums sums,
        IReadOnlyList<FreshView> fresh,
        CancellationToken cancel
    )
    {
        var reading = new CheckpointLines(_setup, _faults);
        var checkpoints = new List<CheckpointLine>();
        var tiles = new List<TileWalk>();
        var rows = new List<IEnumerator<TileRow>>();
        foreach (var (log, reader) in logs.Zip(readers))
        {
            var lines = reading.Read(reader, log, done => Report(AuditStage.Checkpoints, done, done));
            var published = lines
                .Where(line => line.Where == CheckpointLines.Table)
                .Select(line => line.Size)
                .DefaultIfEmpty()
                .Max();
            MissingCheckpoints(lines, published);
            Listed(log, lines);
            checkpoints.AddRange(lines);
            rows.Add(reader.Tiles(log.Key).GetEnumerator());
            tiles.Add(new TileWalk(rows[^1], Math.Min(published, sums.Size), log.Left, _faults));
        }

        if (logs[^1].Keys.Count == 0)
        {
            Note("没有账本公钥，签名未核对。", "Without the log's public key no signature was checked.");
        }

        var walk = new FactWalk(_setup, logs, [.. checkpoints.OrderBy(line => line.Size)], tiles, _faults);
        await foreach (var chunk in Chunks(readers.Skip(logs.Count), sweep, sums.Size, cancel))
        {
            walk.Take(chunk);
            sums.Take(chunk);
            await Take(chunk, fresh, cancel);
            Report(AuditStage.Facts, chunk.To, sums.Size);
        }

        tiles.ForEach(one => one.Above(walk.Tree));
        rows.ForEach(one => one.Dispose());
        walk.End();
        return walk;
    }

    /// <summary>The logs, with what was left of those that ended, as the log itself tells.</summary>
    private async ValueTask<IReadOnlyList<AuditedLog>> Ended(CancellationToken cancel)
    {
        var clerk = _setup.Clerk;
        var lookup = await clerk.Store.LookUp(
            Jurisdiction,
            [],
            [new StreamAfter(LogState.Stream, 0)],
            cancel
        );
        var left = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var row in lookup.Streams[LogState.Stream])
        {
            try
            {
                var envelope = Envelope.Parse(row.Envelope);
                if (
                    clerk.Kinds.Read(envelope.Kind, envelope.KindVersion, envelope.Payload.Span)
                    is LogContinued fact
                )
                {
                    left[fact.Former] = fact.Left;
                }
            }
            catch (Exception fault) when (fault is MalformedException or UnknownFactException)
            {
                // The sweep names it.
            }
        }

        return
        [
            .. _setup.Logs.Select(
                (log, at) =>
                    at == _setup.Logs.Count - 1 ? log : log with { Left = left.GetValueOrDefault(log.Origin) }
            ),
        ];
    }

    /// <summary>A checkpoint kept elsewhere that is newer than every one of the database: the newest were removed.</summary>
    private void MissingCheckpoints(IReadOnlyList<CheckpointLine> checkpoints, long published)
    {
        foreach (
            var line in checkpoints.Where(line =>
                line.Where != CheckpointLines.Table && line.Size > published
            )
        )
        {
            _faults.Add(Say.CheckpointMissing(line.Where, line.Size));
        }
    }

    /// <summary>What the list beside the key remembers is still there, with its cosignature.</summary>
    private void Listed(AuditedLog log, IReadOnlyList<CheckpointLine> lines)
    {
        var stored = lines
            .Where(line => line.Where == CheckpointLines.Table)
            .ToDictionary(line => line.Size, line => line);
        foreach (var one in log.Listed.Where(one => one.Size <= log.Left))
        {
            if (!stored.TryGetValue(one.Size, out var line))
            {
                if (!CheckpointList.MayBeGone(one, log.Listed))
                {
                    _faults.Add(Say.CheckpointGone(one.Size));
                }
            }
            else if (
                line.Root != one.Root
                || (one.Cosigned is { } seen && line.Claimed != seen && !(line.Claimed < seen))
            )
            {
                _faults.Add(Say.CheckpointSwapped(one.Size));
            }
        }
    }

    /// <summary>The chunks in order, some of them read ahead on other threads.</summary>
    private static async IAsyncEnumerable<FactChunk> Chunks(
        IEnumerable<ISnapshotReader> readers,
        FactSweep sweep,
        long size,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel
    )
    {
        var idle = new ConcurrentBag<ISnapshotReader>(readers);
        using var free = new SemaphoreSlim(idle.Count);
        var ahead = new Queue<Task<FactChunk>>();
        var most = idle.Count + 1;
        try
        {
            long next = 0;
            while (next < size || ahead.Count > 0)
            {
                for (; next < size && ahead.Count < most; next += FactChunk.Length)
                {
                    var from = next;
                    ahead.Enqueue(Task.Run(() => Read(from), cancel));
                }

                yield return await ahead.Dequeue();
            }
        }
        finally
        {
            await Task.WhenAll(ahead).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        async Task<FactChunk> Read(long from)
        {
            await free.WaitAsync(cancel);
            idle.TryTake(out var reader);
            try
            {
                return sweep.Read(reader!, from, Math.Min(size, from + FactChunk.Length));
            }
            finally
            {
                idle.Add(reader!);
                free.Release();
            }
        }
    }

    private async ValueTask Take(FactChunk chunk, IReadOnlyList<FreshView> fresh, CancellationToken cancel)
    {
        for (var i = 0; i < fresh.Count; i++)
        {
            await fresh[i].Fold(chunk.Touches[i], chunk.To, cancel);
        }

        foreach (var (hash, index) in chunk.Contents)
        {
            _contents.TryAdd(hash, index);
        }

        foreach (var (key, index) in chunk.Cases)
        {
            _cases.TryAdd(key, index);
        }

        _erased.UnionWith(chunk.Erased);
        _files.AddRange(chunk.Files);
        foreach (var fact in chunk.ForLastingRows)
        {
            foreach (var rows in _setup.LastingRows.Where(rows => rows.Folds.Contains(fact.Fact.GetType())))
            {
                Record(rows, fact);
            }
        }
    }

    private void Record(ILastingRows rows, Recorded fact)
    {
        foreach (var (row, hash) in rows.Record(fact))
        {
            if (hash is null)
            {
                _lasting.Remove((rows.Table, row));
            }
            else
            {
                _lasting[(rows.Table, row)] = hash;
            }
        }
    }

    private void Head(LogHead head, FactWalk walk)
    {
        if (!walk.IsWhole)
        {
            return;
        }

        foreach (var (place, why, whyZh) in EdgeAudit.Differences(head, walk.Tree.EdgeBytes()))
        {
            _faults.Add(Say.HeadDiffers(place, why, whyZh));
        }
    }

    private async Task Indexes(
        IReadOnlyList<ISnapshotReader> readers,
        FactSweep sweep,
        FactSums sums,
        CancellationToken cancel
    )
    {
        var index = new IndexAudit(_setup, sweep, sums, _faults);
        await OnReaders(
            readers,
            [index.Streams, index.Acts, Contents, reader => Cursors(reader, sums.Size)],
            cancel
        );
        LeftOut(sums);
        CaseKeyRows();
        if (sums.Unreadable.Count > 0)
        {
            Note(
                $"{sums.Unreadable.Count}条密封记录的密钥已销毁或者不在本机，只核对了散列值。",
                $"{sums.Unreadable.Count} sealed facts have no key here (erased, or not held); only their hashes were checked."
            );
        }
    }

    private void Contents(ISnapshotReader reader)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var content in reader.Contents(Jurisdiction))
        {
            found.Add(content.Hash);
            if (ContentHash.Of(content.Bytes) != content.Hash)
            {
                _faults.Add(
                    Say.Content(
                        AuditFaultKind.ContentDiffers,
                        content.Hash,
                        "its bytes have another hash",
                        "内容与散列值不符"
                    )
                );
            }

            if (!_contents.ContainsKey(content.Hash))
            {
                _faults.Add(
                    Say.Content(
                        AuditFaultKind.ContentUnnamed,
                        content.Hash,
                        "no fact names it",
                        "没有记录引用它"
                    )
                );
            }
        }

        foreach (var (hash, index) in _contents.Where(entry => !found.Contains(entry.Key)))
        {
            _faults.Add(
                Say.Content(
                    AuditFaultKind.ContentMissing,
                    hash,
                    $"fact {index} names it and it is missing",
                    $"第{index}号记录引用了它，但它不在库中"
                )
            );
        }
    }

    /// <summary>Every file that a fact names is there, unless its case was erased, and has the hash that the fact gives.</summary>
    private async Task Files(ISnapshotReader reader, CancellationToken cancel)
    {
        var rows = reader.Attachments(Jurisdiction).ToHashSet();
        if (_files.Count > 0 && _setup.Clerk.Attachments is null)
        {
            Note(
                $"记录引用的{_files.Count}个附件未核对：没有附件文件夹。",
                $"{_files.Count} files that facts name were not compared: there is no folder of attachments."
            );
        }

        foreach (var (file, index) in _files.Where(entry => !_erased.Contains(entry.File.Case)))
        {
            if (!rows.Contains(new AttachmentRow(file.Hash, file.Case)))
            {
                _faults.Add(
                    Say.Attachment(
                        AuditFaultKind.AttachmentMissing,
                        file.Hash,
                        index,
                        "its row is missing, so that it would be removed as unnamed",
                        "登记缺失，会被当作无人引用而清理"
                    )
                );
            }

            var standing = _setup.Clerk.Attachments is { } folder
                ? await folder.Look(file, cancel)
                : AttachmentStanding.Whole;
            if (standing == AttachmentStanding.Missing)
            {
                _faults.Add(
                    Say.Attachment(
                        AuditFaultKind.AttachmentMissing,
                        file.Hash,
                        index,
                        "it is missing",
                        "文件缺失"
                    )
                );
            }
            else if (standing == AttachmentStanding.Changed)
            {
                _faults.Add(
                    Say.Attachment(
                        AuditFaultKind.AttachmentDiffers,
                        file.Hash,
                        index,
                        "its bytes have another hash",
                        "文件被改动"
                    )
                );
            }
        }
    }

    private void Cursors(ISnapshotReader reader, long size)
    {
        foreach (var (subscriber, next) in reader.Cursors(Jurisdiction))
        {
            _cursors[subscriber] = next;
            if (next > size || next < 0)
            {
                _faults.Add(Say.Cursor(subscriber, next, size));
            }
        }
    }

    /// <summary>Behind a cursor every fact that its subscriber answers was answered: one moved ahead leaves some out.</summary>
    private void LeftOut(FactSums sums)
    {
        foreach (
            var (subscriber, index) in sums.Notices.Values.Where(notice =>
                notice.Index < _cursors.GetValueOrDefault(notice.Subscriber)
            )
        )
        {
            _faults.Add(Say.LeftOut(subscriber, index));
        }
    }

    /// <summary>The pool opens, is there where facts waited in it, and is no older than this node remembers.</summary>
    private void Pool(ISnapshotReader reader, CaseKeys keys, FactSums sums)
    {
        var row = reader.Pool(Jurisdiction);
        var least = _setup.Clerk.PoolMemory?.Least ?? 0;
        try
        {
            var pool = WaitingPool.Open(row, Jurisdiction, keys, _setup.Clerk.Kinds);
            if (row is null ? sums.HasUntimed || least > 0 : pool.Written < least)
            {
                _faults.Add(
                    row is null
                        ? Say.Pool(
                            Jurisdiction,
                            "it is missing, and facts have waited in it: what waited is lost",
                            "该行缺失，而曾有记录在其中等待：等待的记录已丢失"
                        )
                        : Say.Pool(
                            Jurisdiction,
                            $"it was written {pool.Written} times, and this node remembers {least}: an older one was put back",
                            $"它写过{pool.Written}次，而本机记得{least}次：被换成了较早的一份"
                        )
                );
            }
        }
        catch (Exception fault)
            when (fault is CryptographicException or JsonException or UnknownFactException)
        {
            _faults.Add(
                Say.Pool(
                    Jurisdiction,
                    "it does not open under this master key: it was changed",
                    "用本机主密钥不能打开：被改动"
                )
            );
        }
    }

    private void CaseKeyRows()
    {
        foreach (var key in _erased.Where(_keys.Contains))
        {
            _faults.Add(
                Say.Key(
                    AuditFaultKind.KeyNotErased,
                    key,
                    "a fact says that it was erased, and its wrap is there",
                    "账本记录它已销毁，而封装的密钥仍在库中"
                )
            );
        }

        foreach (
            var (key, index) in _cases.Where(entry =>
                !_keys.Contains(entry.Key) && !_erased.Contains(entry.Key)
            )
        )
        {
            _faults.Add(
                Say.Key(
                    AuditFaultKind.KeyMissing,
                    key,
                    $"fact {index} is sealed under it, it is gone, and no fact says that it was erased",
                    $"第{index}号记录用它密封，它已不在，而账本中没有销毁它的记录"
                )
            );
        }
    }

    private Task Compare(
        IReadOnlyList<ISnapshotReader> readers,
        IReadOnlyList<FreshView> fresh,
        CancellationToken cancel
    )
    {
        var done = 0L;
        return OnReaders(
            readers,
            [
                .. fresh.Select<FreshView, Action<ISnapshotReader>>(view =>
                    reader =>
                    {
                        view.Compare(reader, cancel).AsTask().GetAwaiter().GetResult();
                        Report(AuditStage.Views, Interlocked.Increment(ref done), fresh.Count);
                    }
                ),
            ],
            cancel
        );
    }

    private async Task Lasting(CancellationToken cancel)
    {
        foreach (var rows in _setup.LastingRows)
        {
            await foreach (var (row, hash) in rows.Live(Jurisdiction, cancel))
            {
                if (!_lasting.Remove((rows.Table, row), out var recorded))
                {
                    _faults.Add(
                        Say.Row(
                            AuditFaultKind.RowUnknown,
                            rows.Table,
                            row,
                            "no fact records this row",
                            "没有记录说过这一行"
                        )
                    );
                }
                else if (recorded != hash)
                {
                    _faults.Add(
                        Say.Row(
                            AuditFaultKind.RowDiffers,
                            rows.Table,
                            row,
                            "it is not as the last fact about it records it",
                            "与账本中最后一次记录不符"
                        )
                    );
                }
            }
        }

        foreach (var (table, row) in _lasting.Keys)
        {
            _faults.Add(
                Say.Row(
                    AuditFaultKind.RowMissing,
                    table,
                    row,
                    "a fact records this row, and it is gone",
                    "账本中有，表中没有"
                )
            );
        }
    }

    /// <summary>Runs pieces of work side by side, each with a reader of its own.</summary>
    private static async Task OnReaders(
        IReadOnlyList<ISnapshotReader> readers,
        IReadOnlyList<Action<ISnapshotReader>> work,
        CancellationToken cancel
    )
    {
        var waiting = new ConcurrentQueue<Action<ISnapshotReader>>(work);
        await Task.WhenAll(
            readers.Select(reader =>
                Task.Run(
                    () =>
                    {
                        while (waiting.TryDequeue(out var piece))
                        {
                            cancel.ThrowIfCancellationRequested();
                            piece(reader);
                        }
                    },
                    cancel
                )
            )
        );
    }

    private void Note(string zh, string en) => _notes.Add(new Phrase(zh, en));

    private void Report(AuditStage stage, long done, long total) =>
        _setup.Progress?.Report(new AuditProgress(stage, done, total));

    private AuditReport Report(long size, string? root, TimeSpan took) =>
        new(Jurisdiction, _setup.Clerk.Log, size, root, _faults.Kept, _faults.Counts, _notes, took);
}
