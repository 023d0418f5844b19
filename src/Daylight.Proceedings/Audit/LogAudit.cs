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
public sealed partial class LogAudit
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
        foreach (var other in known.Except(_setup.Held ?? known).Order(StringComparer.Ordinal))
        {
            Note(
                $"数据库中另有账本{other}，本机没有它的密钥，未核对。",
                $"The database also keeps a log of {other}, whose keys are not here; it was not audited."
            );
        }

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
