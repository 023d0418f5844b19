using System.Security.Cryptography;
using Daylight.Ledger;
using Daylight.Norms.Calendar;
using Daylight.Proceedings.Sealing;
using Daylight.Store;

namespace Daylight.Proceedings;

/// <summary>Serves one group after the other: read, decide, fold, write, answer. One caller at a time.</summary>
internal sealed class ClerkDesk : IDisposable
{
    /// <summary>Facts at the log's end whose keys are gone that are passed over in search of an instant.</summary>
    private const int MostUnreadable = 1000;

    private readonly ClerkSetup _setup;
    private readonly ClerkMemory _memory;
    private readonly FactWriter _writer;
    private readonly GroupDecider _decider;
    private readonly ViewFolder _folder;
    private readonly RulesReader _rulesReader;
    private readonly SemaphoreSlim _between = new(1, 1);
    private Edge _edge;
    private WaitingPool _pool = WaitingPool.Empty;
    private IReadOnlyList<string> _tried = [];
    private bool _knowsKeys;
    private long _erasures;
    private long _knownViews;
    private DateTimeOffset _lastRecorded;

    private ClerkDesk(ClerkSetup setup)
    {
        _setup = setup;
        _edge = Edge.Empty;
        _memory = new ClerkMemory(setup.Options);
        _writer = new FactWriter(setup.Log, setup.Jurisdiction, setup.Kinds, setup.Keys);
        _decider = new GroupDecider(
            setup.Log,
            setup.Jurisdiction,
            _memory,
            _writer,
            setup.Keys,
            fact => setup.Attachments?.Missing(fact)
        );
        _folder = new ViewFolder(setup.Jurisdiction, _memory, setup.Store, setup.Keys);
        _rulesReader = new RulesReader(setup.Jurisdiction, setup.Store, _writer);
        Rules = AdoptedRules.None;
    }

    public string Log => _setup.Log;

    public string Jurisdiction => _setup.Jurisdiction;

    public CaseKeys Keys => _setup.Keys;

    public long Size => _edge.Size;

    public AdoptedRules Rules { get; private set; }

    /// <summary>Views that an older version serves: the clerk does not fold them, a rebuild does.</summary>
    public IReadOnlyList<View> Behind { get; private set; } = [];

    public static async ValueTask<ClerkDesk> Open(ClerkSetup setup, CancellationToken cancel)
    {
        var desk = new ClerkDesk(setup);
        await desk.CatchUp(cancel);
        return desk;
    }

    public async ValueTask Between(Func<CancellationToken, ValueTask> work, CancellationToken cancel)
    {
        await _between.WaitAsync(cancel);
        try
        {
            await work(cancel);
            await CatchUp(cancel);
        }
        finally
        {
            _between.Release();
        }
    }

    public async Task Serve(IReadOnlyList<Pending> batch, CancellationToken cancel)
    {
        await _between.WaitAsync(cancel);
        try
        {
            while (!await Attempt(batch, cancel))
            {
                await CatchUp(cancel);
            }
        }
        finally
        {
            _between.Release();
        }
    }

    /// <summary>Enters the facts of day precision that were handed in before today; see <see cref="Clerk.Tend"/>.</summary>
    public async ValueTask Tend(CancellationToken cancel)
    {
        await _between.WaitAsync(cancel);
        try
        {
            await LearnErasures(cancel);
            while (!await Enter(cancel))
            {
                await CatchUp(cancel);
            }
        }
        finally
        {
            _between.Release();
        }

        await _setup.Store.Scrub(cancel);
    }

    public void Dispose() => _between.Dispose();

    /// <summary>False where another node was quicker.</summary>
    private async ValueTask<bool> Enter(CancellationToken cancel)
    {
        try
        {
            if (await Moved(cancel))
            {
                return false;
            }

            if (_pool.Acts.Count == 0)
            {
                return true;
            }

            var now = Now();
            var due = _pool.Acts.Where(act => act.Day < Shanghai.DayOf(now)).ToArray();
            if (due.Length == 0)
            {
                return true;
            }

            RandomNumberGenerator.Shuffle(due.AsSpan());
            await LearnVersions(due.SelectMany(act => act.Facts).SelectMany(fact => fact.Streams), cancel);
            var group = new DecidedGroup(_edge.ToBuilder(), _pool);
            foreach (var act in due)
            {
                _decider.Enter(act, group, now);
            }

            group.ChangePool(_pool.Without(due));
            if (await Write(group, cancel) == Appended.Moved)
            {
                return false;
            }

            Advance(group, now);
            _memory.ForgetAll();
            return true;
        }
        finally
        {
            _memory.Forget();
        }
    }

    private async ValueTask LearnVersions(IEnumerable<string> streams, CancellationToken cancel)
    {
        var unknown = streams.Distinct().Where(stream => !_memory.TryStream(stream, out _)).ToList();
        var lookup = await _setup.Store.LookUp(
            _setup.Jurisdiction,
            [],
            [.. unknown.Select(stream => new StreamAfter(stream, 0))],
            cancel
        );
        foreach (var stream in unknown)
        {
            _memory.LearnStream(stream, new StreamStates(lookup.Streams[stream].Count, []));
        }
    }

    /// <summary>The waiting facts; none of them may have been removed since this node last looked.</summary>
    private async ValueTask<WaitingPool> OpenPool(CancellationToken cancel)
    {
        var row = await _setup.Store.Pool(_setup.Jurisdiction, cancel);
        var least = _setup.PoolMemory?.Least ?? 0;
        WaitingPool pool;
        try
        {
            pool = WaitingPool.Open(row, _setup.Jurisdiction, _setup.Keys, _setup.Kinds);
        }
        catch (CryptographicException fault)
        {
            throw new LogRefusedException(
                $"The pool of {_setup.Jurisdiction}, which holds facts that wait for the end of the day, does not open: {fault.Message} It was changed, or another master key wrote it. Write nothing more; run `daylight audit`."
            );
        }

        return pool.Written >= least
            ? pool
            : throw new LogRefusedException(
                $"The pool of {_setup.Jurisdiction}, which holds facts that wait for the end of the day, was written {pool.Written} times; this node remembers {least}. Acts that were acknowledged are missing. Write nothing more; run `daylight audit`, and put back the newest backup."
            );
    }

    /// <summary>What was written is known from now on.</summary>
    private void Advance(DecidedGroup group, DateTimeOffset now)
    {
        _edge = group.Edge.ToEdge();
        _pool = group.PoolChanged ? group.Pool.AfterWriting() : group.Pool;
        _knownViews += group.PoolChanged ? 1 : 0;
        if (group.Facts.Count > 0)
        {
            _lastRecorded = now;
        }
    }

    /// <summary>False where another node was quicker: everything is decided anew on what it wrote.</summary>
    private async ValueTask<bool> Attempt(IReadOnlyList<Pending> batch, CancellationToken cancel)
    {
        try
        {
            if (ClockIsOff && await Moved(cancel))
            {
                return false;
            }

            var known = await Read(batch, cancel);
            var now = Now();
            var group = new DecidedGroup(_edge.ToBuilder(), _pool);
            var rules = Rules;
            foreach (var pending in batch)
            {
                var from = group.Recorded.Count;
                _decider.Decide(pending, group, known, rules, now);
                rules = await _rulesReader.After(rules, group, from, cancel);
            }

            // An append is guarded by the size; a group that only refuses must look whether it refused on old states.
            if (
                group.Writes
                    ? await Write(group, cancel) == Appended.Moved
                    : group.Answers.Any(answer => answer.Outcome is Outcome.Refused) && await Moved(cancel)
            )
            {
                return false;
            }

            _memory.Keep();
            Rules = rules;
            if (group.Writes)
            {
                Advance(group, now);
            }

            if (group.Erased.Count > 0)
            {
                // Rows and states in memory may hold what was erased.
                _memory.ForgetAll();
            }

            foreach (var (pending, outcome) in group.Answers)
            {
                pending.Say(outcome);
            }

            return true;
        }
        finally
        {
            _memory.Forget();
            _setup.Keys.DropMade();
        }
    }

    private async ValueTask<Appended> Write(DecidedGroup group, CancellationToken cancel)
    {
        if (await Fold(group, cancel) is not { } rows)
        {
            return Appended.Moved;
        }

        var cases = group
            .Recorded.Select(recorded => recorded.Fact)
            .OfType<SealedFact>()
            .Select(fact => fact.Case)
            .Where(id => !group.Erased.Contains(id));
        var keys = _setup.Keys.NotStored(cases);
        try
        {
            var appended = await _setup.Store.Append(
                new Group(
                    _setup.Jurisdiction,
                    _edge.Size,
                    group.Edge.ToEdge().ToBytes(),
                    group.Facts,
                    group.Streams,
                    group.Acts,
                    rows
                )
                {
                    KnownViews = _knownViews,
                    Contents = group.Contents,
                    Keys = keys,
                    ErasedKeys = [.. group.Erased],
                    SealedTables = _folder.SealedTables,
                    Pool = group.PoolChanged ? group.Pool.ToChange(_setup.Jurisdiction, _setup.Keys) : null,
                    Attachments = group.Attachments,
                },
                cancel
            );
            if (appended == Appended.Moved)
            {
                _tried = [.. keys.Select(key => key.KeyId)];
                return appended;
            }

            if (group.PoolChanged)
            {
                _setup.PoolMemory?.Remember(group.Pool.Written + 1);
            }

            _setup.Keys.Keep(group.Pool.Acts.SelectMany(act => act.Keys), inPool: true);
            _setup.Keys.Keep(keys);
            foreach (var key in group.Erased)
            {
                _setup.Keys.Erase(key);
            }

            return appended;
        }
        catch
        {
            _memory.ForgetAll();
            throw;
        }
    }

    /// <summary>Null where a view was swapped meanwhile, so that its rows are perhaps of another shape.</summary>
    private async ValueTask<IReadOnlyList<RowChange>?> Fold(DecidedGroup group, CancellationToken cancel)
    {
        try
        {
            return await _folder.Fold(group.Recorded, group.Erased, cancel);
        }
        catch (StoreFailedException)
        {
            var head = await _setup.Store.Head(_setup.Jurisdiction, cancel);
            if (head?.Views != _knownViews)
            {
                return null;
            }

            throw;
        }
    }

    private async ValueTask<IReadOnlyDictionary<string, KnownAct>> Read(
        IReadOnlyList<Pending> batch,
        CancellationToken cancel
    )
    {
        var wanted = new Dictionary<string, List<StreamRef>>(StringComparer.Ordinal);
        var acts = new List<string>(batch.Count);
        foreach (var pending in batch)
        {
            if (FactIds.IsActId(pending.ActId))
            {
                acts.Add(pending.ActId);
            }

            foreach (var reference in pending.Streams)
            {
                if (
                    _memory.TryStream(reference.Stream, out var held)
                    && held.Find(reference.StateType) is not null
                )
                {
                    continue;
                }

                if (!wanted.TryGetValue(reference.Stream, out var references))
                {
                    wanted[reference.Stream] = references = new List<StreamRef>(1);
                }

                references.Add(reference);
            }
        }

        var streams = new List<StreamAfter>(wanted.Count);
        foreach (var stream in wanted.Keys)
        {
            streams.Add(new StreamAfter(stream, 0));
        }

        var lookup = await _setup.Store.LookUp(_setup.Jurisdiction, acts, streams, cancel);
        foreach (var (stream, references) in wanted)
        {
            var rows = lookup.Streams[stream];
            Learn(stream, references, rows.Count, rows.Count == 0 ? [] : await Open(rows, cancel));
        }

        await _setup.Keys.Need(
            _setup.Store,
            batch.Select(pending => pending.Submission.Act).OfType<EraseCase.On>().Select(act => act.Case),
            cancel
        );
        var known = new Dictionary<string, KnownAct>(StringComparer.Ordinal);
        foreach (var (id, act) in lookup.Acts)
        {
            known[id] = new KnownAct(act, await CaseOf(act, cancel));
        }

        return known;
    }

    /// <summary>The case whose key is in the digest of an act: that of its first sealed fact.</summary>
    private async ValueTask<CaseKey?> CaseOf(ActRow act, CancellationToken cancel)
    {
        if (act.Digest is [_, 0, ..])
        {
            return null;
        }

        await foreach (
            var row in _setup.Store.Facts(_setup.Jurisdiction, act.First, act.First + act.Count, cancel)
        )
        {
            if (Envelope.IsSealed(row.Envelope))
            {
                var id = SealedEnvelope.Parse(row.Envelope).Sealed.Key;
                await _setup.Keys.Need(_setup.Store, [id], cancel);
                return _setup.Keys.Find(id);
            }
        }

        return null;
    }

    /// <param name="version">Facts of the stream; those that cannot be opened count too.</param>
    private void Learn(string stream, List<StreamRef> references, long version, IReadOnlyList<Recorded> facts)
    {
        var states = _memory.TryStream(stream, out var held) ? held : new StreamStates(version, []);
        var waiting =
            _pool.Acts.Count == 0
                ? []
                : _pool
                    .Acts.SelectMany(act => act.Facts)
                    .Where(fact => fact.Streams.Contains(stream))
                    .ToList();
        foreach (var reference in references)
        {
            if (states.Find(reference.StateType) is not null)
            {
                continue;
            }

            var state = reference.Start;
            foreach (var recorded in facts)
            {
                state = reference.Apply(state, recorded.Fact);
            }

            foreach (var fact in waiting)
            {
                state = reference.Apply(state, fact);
            }

            states = states.With(reference, state);
        }

        _memory.LearnStream(stream, states);
    }

    private async ValueTask<IReadOnlyList<Recorded>> Open(
        IReadOnlyList<FactRow> rows,
        CancellationToken cancel
    )
    {
        await _setup.Keys.Need(
            _setup.Store,
            rows.Where(row => Envelope.IsSealed(row.Envelope))
                .Select(row => SealedEnvelope.Parse(row.Envelope).Sealed.Key),
            cancel
        );
        var facts = new List<Recorded>(rows.Count);
        foreach (var row in rows)
        {
            var part = Envelope.IsSealed(row.Envelope) ? await PartOf(row.Index, cancel) : null;
            if (_writer.Read(row, part) is { } recorded)
            {
                facts.Add(recorded);
            }
        }

        return facts;
    }

    /// <summary>Act and part of a sealed fact, which its envelope hides.</summary>
    private async ValueTask<ActPart?> PartOf(long index, CancellationToken cancel) =>
        await _setup.Store.ActOf(_setup.Jurisdiction, index, cancel) is { } act
            ? new ActPart(act.ActId, (int)(index - act.First) + 1, act.Count)
            : null;

    /// <summary>Takes the head, the rules and the last instant from the store, and forgets what may be old.</summary>
    private async ValueTask CatchUp(CancellationToken cancel)
    {
        var head =
            await _setup.Store.Head(_setup.Jurisdiction, cancel)
            ?? throw new LogRefusedException(
                $"{_setup.Jurisdiction} keeps no log in this database. Open one with `daylight log init`."
            );
        var edge = Edge.FromBytes(head.Edge);
        if (edge.Size != head.Size)
        {
            throw new LogRefusedException(
                $"The head of {_setup.Jurisdiction} says {head.Size} facts and its edge {edge.Size}. Write nothing more; run `daylight audit`."
            );
        }

        await Serve(cancel);
        await LearnErasures(cancel);
        await LearnKeys(cancel);
        _edge = edge;
        _knownViews = head.Views;
        _memory.ForgetAll();
        _pool = await OpenPool(cancel);
        _lastRecorded = await LastRecorded(cancel);
        Rules = await _rulesReader.Read(cancel);
    }

    /// <summary>All keys at the start; later those that another node turned out to have made first.</summary>
    private async ValueTask LearnKeys(CancellationToken cancel)
    {
        _setup.Keys.Learn(
            _knowsKeys
                ? await _setup.Store.WrappedKeys(_setup.Jurisdiction, _tried, cancel)
                : await _setup.Store.WrappedKeys(_setup.Jurisdiction, cancel)
        );
        _knowsKeys = true;
        _tried = [];
    }

    /// <summary>Forgets the keys that the log says were erased, on whichever node that was.</summary>
    private async ValueTask LearnErasures(CancellationToken cancel)
    {
        var lookup = await _setup.Store.LookUp(
            _setup.Jurisdiction,
            [],
            [new StreamAfter(Erasures.Stream, _erasures)],
            cancel
        );
        var rows = lookup.Streams[Erasures.Stream];
        foreach (var row in rows)
        {
            if (_writer.Read(row, part: null) is { Fact: KeyErased erased })
            {
                _setup.Keys.Erase(erased.Key);
                _memory.ForgetAll();
            }
        }

        _erasures += rows.Count;
    }

    /// <summary>Finds out which views the program may fold. Read after the head, whose count of swaps guards the answer.</summary>
    private async ValueTask Serve(CancellationToken cancel)
    {
        var served = await _setup.Store.Views.Served(cancel);
        foreach (var view in _setup.Views)
        {
            var version = served.GetValueOrDefault(view.Table.Name);
            if (version == 0 || version > view.Table.Version)
            {
                throw new LogRefusedException(
                    version == 0
                        ? $"The view {view.Table.Name} has no table yet. Let the node make it before the clerk opens."
                        : $"The view {view.Table.Name} is served in version {version}; this program knows up to {view.Table.Version}. Use the newer program that rebuilt it."
                );
            }
        }

        _folder.Views = [.. _setup.Views.Where(view => served[view.Table.Name] == view.Table.Version)];
        Behind = [.. _setup.Views.Except(_folder.Views)];
    }

    private async ValueTask<DateTimeOffset> LastRecorded(CancellationToken cancel)
    {
        if (_edge.Size == 0)
        {
            return DateTimeOffset.MinValue;
        }

        var row =
            await _setup.Store.Fact(_setup.Jurisdiction, _edge.Size - 1, cancel)
            ?? throw new LogRefusedException(
                $"The head of {_setup.Jurisdiction} says {_edge.Size} facts, but fact {_edge.Size - 1} is missing. Write nothing more; run `daylight audit`."
            );
        var latest = DateTimeOffset.MinValue;
        for (var looked = 0; row is not null; looked++)
        {
            var opened = await Open([row], cancel);
            if (opened is [var recorded])
            {
                return recorded.At > latest ? recorded.At : latest;
            }

            // Its key is gone, and only its day is known: the instant lies between those around it.
            var day = Shanghai.StartOf(SealedEnvelope.Parse(row.Envelope).Day);
            latest = day > latest ? day : latest;
            row =
                row.Index > 0 && looked < MostUnreadable
                    ? await _setup.Store.Fact(_setup.Jurisdiction, row.Index - 1, cancel)
                    : null;
        }

        return latest;
    }

    /// <summary>Whether another node has written, or changed the pool, since this one last looked.</summary>
    private async ValueTask<bool> Moved(CancellationToken cancel) =>
        await _setup.Store.Head(_setup.Jurisdiction, cancel) is var head
        && (head?.Size != _edge.Size || head.Views != _knownViews);

    private bool ClockIsOff =>
        _lastRecorded != DateTimeOffset.MinValue
        && (_setup.Time.GetUtcNow() - _lastRecorded).Duration() > _setup.Options.MostClockGap
        && !_setup.Options.ClockConfirmed;

    /// <summary>The instant of recording: the host's clock, but never before the last fact.</summary>
    private DateTimeOffset Now()
    {
        var clock = Envelope.WholeMillisecond(_setup.Time.GetUtcNow());
        if (_lastRecorded == DateTimeOffset.MinValue)
        {
            return clock;
        }

        return ClockIsOff
                ? throw new LogRefusedException(
                    $"This host's clock says {clock:O}; the last fact of {_setup.Jurisdiction} was recorded at {_lastRecorded:O}. "
                        + $"That is more than {_setup.Options.MostClockGap.TotalDays:0} days apart. Set the clock right, or confirm it with --clock-confirmed."
                )
            : clock > _lastRecorded ? clock
            : _lastRecorded;
    }
}
