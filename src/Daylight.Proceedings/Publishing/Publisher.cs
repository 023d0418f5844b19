using System.Text;
using Daylight.Ledger;
using Daylight.Norms;
using Daylight.Store;

namespace Daylight.Proceedings.Publishing;

/// <summary>
/// Publishes a log: about once a second, if it grew, tiles are written, then the checkpoint is signed, stored in the
/// database and beside the key, witnessed, and shown.
/// </summary>
/// <remarks>
/// Each step is durable before the next, and each may be the last before a power cut: whoever starts anew finds what was
/// stored and goes on from there. Only the holder of the lease publishes; the compare-and-swap of the checkpoint keeps
/// the store right even where two believe they hold it.
/// </remarks>
public sealed class Publisher : IAsyncDisposable
{
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(15);

    private readonly PublisherSetup _setup;
    private readonly string _holder = FactIds.New(DateTimeOffset.UnixEpoch);
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private GrowingTree? _tree;
    private SignedCheckpoint? _latest;
    private long _shown;
    private DateTimeOffset _leasedUntil = DateTimeOffset.MinValue;
    private Task _loop = Task.CompletedTask;
    private Phrase? _passing;
    private IReadOnlyList<Phrase> _told = [];
    private long _stored;
    private DateTimeOffset _thinned = DateTimeOffset.MinValue;

    public Publisher(PublisherSetup setup) => _setup = setup;

    /// <summary>Why it stopped for good: what it found must be looked at by people. Null while all is well.</summary>
    public Phrase? Fault { get; private set; }

    /// <summary>What hinders it just now and may pass: a witness that cannot be reached, a database that does not answer.</summary>
    public IReadOnlyList<Phrase> Troubles =>
        _passing is { } passing ? [.. _setup.Witnesses.Troubles, passing] : _setup.Witnesses.Troubles;

    /// <summary>Publishes again and again until disposed.</summary>
    public void Start() => _loop = Task.Run(Loop);

    /// <summary>Publishes what is recorded now. Returns the size that is shown afterwards.</summary>
    /// <exception cref="InDoubtException">when the log is not as it must be; nothing was signed, and nothing will be.</exception>
    public async Task<long> Publish(CancellationToken cancel = default)
    {
        await _one.WaitAsync(cancel);
        try
        {
            if (Fault is { } fault)
            {
                throw new InDoubtException(fault);
            }

            if (_setup.Keys.Signers.Count > 0 && await HasLease(cancel))
            {
                await Step(cancel);
            }

            return _shown;
        }
        catch (InDoubtException doubt)
        {
            Fault = doubt.Says;
            throw;
        }
        catch
        {
            // Whatever was half done is found again in the store.
            _tree = null;
            throw;
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        if (_leasedUntil > DateTimeOffset.MinValue)
        {
            try
            {
                await Published.Release(Key, _holder, CancellationToken.None);
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                // The lease expires by itself.
            }
        }

        _stop.Dispose();
        _one.Dispose();
    }

    private string Key => _setup.Keys.Place.Key;

    private IPublishedStore Published => _setup.Store.Published;

    private async Task Loop()
    {
        using var timer = new PeriodicTimer(_setup.Every, _setup.Time);
        while (Fault is null && !_stop.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(_stop.Token);
                await Publish(_stop.Token);
                Passing(null);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (InDoubtException doubt)
            {
                _setup.Tell(doubt.Says);
            }
            catch (Exception passing)
            {
                Passing(
                    new(
                        $"账本 {_setup.Keys.Origin} 暂时未能公布，将重试：{passing.Message}",
                        $"The log {_setup.Keys.Origin} could not be published and will be tried again: {passing.Message}"
                    )
                );
            }
        }
    }

    /// <summary>Tells what hinders, once, until it is something else.</summary>
    private void Passing(Phrase? fault)
    {
        _passing = fault;
        foreach (var trouble in Troubles.Except(_told))
        {
            _setup.Tell(trouble);
        }

        _told = Troubles;
    }

    private async ValueTask<bool> HasLease(CancellationToken cancel)
    {
        var now = _setup.Time.GetUtcNow();
        if (_leasedUntil - now > s_lease * 2 / 3)
        {
            return true;
        }

        if (await Published.Lease(Key, _holder, now, now + s_lease, cancel))
        {
            _leasedUntil = now + s_lease;
            return true;
        }

        // Another node publishes; what is remembered here will be old when the lease comes back.
        (_leasedUntil, _tree) = (DateTimeOffset.MinValue, null);
        return false;
    }

    private async Task Step(CancellationToken cancel)
    {
        var tree = _tree ??= await Load(cancel);
        var head =
            await _setup.Store.Head(_setup.Keys.Jurisdiction, cancel)
            ?? throw new InDoubtException(
                new(
                    $"数据库中的账本 {_setup.Keys.Origin} 不见了。{Ways.Out.Zh}",
                    $"The log {_setup.Keys.Origin} is gone from the database. {Ways.Out.En}"
                )
            );
        if (head.Size != tree.Size && !await Sign(tree, Edge.FromBytes(head.Edge), cancel))
        {
            _tree = null;
            return;
        }

        if (_latest is not null)
        {
            await Show(_latest, cancel);
        }
    }

    private async ValueTask<GrowingTree> Load(CancellationToken cancel)
    {
        _latest = await GrowingTree.Latest(_setup.Store, _setup.Keys.Place, _setup.Keys, cancel);
        var tree = await GrowingTree.At(_setup.Store, _setup.Keys.Place, _latest?.Checkpoint, cancel);
        _shown = (await Published.Served(Key, cancel))?.Size ?? 0;
        if (_latest is not null && !(_setup.Keys.Checkpoint()?.Checkpoint.Size > _latest.Checkpoint.Size))
        {
            // A power cut between the two stores left the one beside the key behind.
            _setup.Keys.Keep(_latest.Note);
        }

        var listed = _setup.Keys.List.Read();
        _stored =
            listed.Count > 0 && listed[^1].Size == _latest?.Checkpoint.Size
                ? listed[^1].Stored
                : _setup.Time.GetUtcNow().ToUnixTimeMilliseconds();
        return tree;
    }

    /// <summary>Tiles, signature, compare-and-swap. False where another node stored first.</summary>
    private async ValueTask<bool> Sign(GrowingTree tree, Edge edge, CancellationToken cancel)
    {
        if (edge.Size < tree.Size)
        {
            throw KeptCheckpoint.Database(_latest!.Checkpoint).Longer(edge.Size);
        }

        var known = _latest?.Checkpoint.Size ?? 0;
        await tree.Grow(
            edge.Size,
            async () =>
            {
                await HasLease(cancel);
                await tree.Write(cancel);
            },
            passing: null,
            cancel
        );
        if (tree.Root() != edge.Root())
        {
            throw new InDoubtException(StartCheck.EdgeDiffers(edge.Size));
        }

        await tree.Write(cancel);
        await After(PublishStep.Tiles);
        var checkpoint = new Checkpoint(_setup.Keys.Origin, tree.Size, tree.Root());
        var note = checkpoint.Sign([.. _setup.Keys.Signers]);
        if (!await Published.Store(Key, known, Stored(checkpoint.Size, note), cancel))
        {
            return false;
        }

        await After(PublishStep.Stored);
        _setup.Keys.Keep(note);
        _stored = _setup.Time.GetUtcNow().ToUnixTimeMilliseconds();
        _setup.Keys.List.Add(new ListedCheckpoint(checkpoint.Size, checkpoint.Root, _stored, null));
        await After(PublishStep.Kept);
        _latest = new SignedCheckpoint(checkpoint, note, []);
        await Thin(cancel);
        return true;
    }

    /// <summary>Once an hour: of what is older than a day the last checkpoint of each hour stays, see <see cref="CheckpointList"/>.</summary>
    private async ValueTask Thin(CancellationToken cancel)
    {
        var now = _setup.Time.GetUtcNow();
        if (now - _thinned < TimeSpan.FromHours(1))
        {
            return;
        }

        _thinned = now;
        var spare = CheckpointList
            .Spare(_setup.Keys.List.Read(), now)
            .Select(one => one.Size)
            .Where(size => size != _shown)
            .ToList();
        if (spare.Count > 0)
        {
            await Published.Remove(Key, spare, cancel);
            _setup.Keys.List.Remove(spare);
        }
    }

    /// <summary>Has the newest checkpoint witnessed and, once enough cosigned, shown.</summary>
    private async Task Show(SignedCheckpoint latest, CancellationToken cancel)
    {
        var size = latest.Checkpoint.Size;
        var asking = new Asking(
            _setup.Keys,
            size,
            latest.Checkpoint.Root,
            latest.Note,
            new TileNodes(new StoredLog(_setup.Store, _setup.Keys.Place, size), size)
        );
        var note = await _setup.Witnesses.Ask(asking, _setup.Time.GetUtcNow(), cancel);
        var cosigned = !ReferenceEquals(note, latest.Note);
        if (cosigned)
        {
            await Published.Cosign(Key, Stored(size, note), cancel);
            _setup.Keys.Keep(note);
            _setup.Keys.List.Add(
                new ListedCheckpoint(size, latest.Checkpoint.Root, _stored, _setup.Witnesses.FirstSeen(note))
            );
            _latest = latest with { Note = note };
            await After(PublishStep.Witnessed);
        }

        if ((cosigned || _shown < size) && _setup.Witnesses.Suffices(note))
        {
            await Published.Serve(Key, Stored(size, note), cancel);
            _shown = size;
            await After(PublishStep.Shown);
        }
    }

    private static PublishedCheckpoint Stored(long size, Note note) =>
        new(size, Encoding.UTF8.GetString(note.ToBytes()));

    private ValueTask After(PublishStep step) => _setup.After(step);
}

/// <summary>Steps of a publication, each durable before the next.</summary>
public enum PublishStep
{
    /// <summary>Tiles are written.</summary>
    Tiles,

    /// <summary>The signed checkpoint is in the database.</summary>
    Stored,

    /// <summary>It is beside the key.</summary>
    Kept,

    /// <summary>Cosignatures were added.</summary>
    Witnessed,

    /// <summary>The public is shown it.</summary>
    Shown,
}

/// <summary>What a publisher works with.</summary>
/// <param name="Keys">Without private keys it never publishes.</param>
public sealed record PublisherSetup(ILogStore Store, LogKeys Keys, Witnesses Witnesses, TimeProvider Time)
{
    /// <summary>Pause between two looks at the log.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Where trouble is told.</summary>
    public Action<Phrase> Tell { get; init; } = _ => { };

    /// <summary>Called after each step; tests break off there.</summary>
    public Func<PublishStep, ValueTask> After { get; init; } = _ => ValueTask.CompletedTask;
}
