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
    private long _durable;
    private Flight? _flight;

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

    /// <summary>Facts that are durable; a group in flight is not counted.</summary>
    public long Size => Volatile.Read(ref _durable);

    /// <summary>Called after each durable group, with the new size, by whichever thread wrote it.</summary>
    public Action<long> Grew { get; set; } = _ => { };

    /// <summary>Whether acts wait to be decided: only then is a group written on another thread.</summary>
    public Func<bool> OthersWait { get; set; } = () => false;

    /// <summary>Ends when no group is in flight any more. Never fails; see <see cref="Settle"/>.</summary>
    public Task Landing => _flight?.Landing ?? Task.CompletedTask;

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
            await Land(cancel);
            await work(cancel);
            await CatchUp(cancel);
        }
        finally
        {
            _between.Release();
        }
    }

    /// <summary>
    /// Serves a group: every act of it is answered, or fails, in the end. Where others wait already it returns while the
    /// group is still being written, so that they are decided meanwhile; it is answered only when it is durable.
    /// </summary>
    public async Task Serve(IReadOnlyList<Pending> batch, CancellationToken cancel)
    {
        await _between.WaitAsync(cancel);
        try
        {
            await ServeOrFail(batch, mayFly: true, cancel);
        }
        finally
        {
            _between.Release();
        }
    }

    /// <summary>Sees the group in flight down, if there is one.</summary>
    public async ValueTask Settle(CancellationToken cancel)
    {
        await _between.WaitAsync(cancel);
        try
        {
            await Land(cancel);
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
            await Land(cancel);
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
            if (
                await Fold(group, cancel) is not { } rows
                || await Write(group, rows, cancel) == Appended.Moved
            )
            {
                return false;
            }

            Advance(group, now);
            Told(_edge.Size);
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

    private async Task ServeOrFail(IReadOnlyList<Pending> batch, bool mayFly, CancellationToken cancel)
    {
        try
        {
            while (!await Attempt(batch, mayFly, cancel))
            {
                await CatchUp(cancel);
            }
        }
        catch (Exception) when (batch.Count > 1)
        {
            // One act of the group broke: it is rolled back and each is done alone, so that the others are not harmed.
            foreach (var pending in batch.Where(pending => !pending.Answer.IsCompleted).ToList())
            {
                await ServeOrFail([pending], mayFly: false, cancel);
            }
        }
        catch (Exception fault)
        {
            batch[0].Fail(fault);
        }
    }

    /// <summary>False where another node was quicker: everything is decided anew on what it wrote.</summary>
    private async ValueTask<bool> Attempt(IReadOnlyList<Pending> batch, bool mayFly, CancellationToken cancel)
    {
        try
        {
            if (ClockIsOff && (!await Land(cancel) || await Moved(cancel)))
            {
                return false;
            }

            if (await Read(batch, cancel) is not { } known)
            {
                return false;
            }

            var now = Now();
            var group = new DecidedGroup(_edge.ToBuilder(), _pool);
            var rules = Rules;
            foreach (var pending in batch)
            {
                var from = group.Recorded.Count;
                _decider.Decide(pending, group, known, rules, now);
                rules = await _rulesReader.After(rules, group, from, cancel);
            }

            var rows = group.Writes ? await Fold(group, cancel) : [];
            var overlapped = _flight is { Work.IsCompleted: false };
            // What was decided rests on the group in flight.
            if (!await Land(cancel) || rows is null)
            {
                return false;
            }

            if (mayFly && (overlapped || OthersWait()) && group.IsPlain && ReferenceEquals(rules, Rules))
            {
                _flight = Launch(batch, group, ToWrite(group, rows, keys: []), cancel);
                _memory.Keep();
                Advance(group, now);
                return true;
            }

            // An append is guarded by the size; a group that only refuses must look whether it refused on old states.
            if (
                group.Writes
                    ? await Write(group, rows, cancel) == Appended.Moved
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
                Told(_edge.Size);
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
        catch
        {
            // Memory may forget what the group in flight read, and that must not be read anew while it is being written.
            await Land(cancel);
            throw;
        }
        finally
        {
            _memory.Forget();
            _setup.Keys.DropMade();
        }
    }

    /// <summary>Writes a group on another thread and answers it when it is durable.</summary>
    private Flight Launch(
        IReadOnlyList<Pending> batch,
        DecidedGroup group,
        Group write,
        CancellationToken cancel
    )
    {
        return new Flight([.. batch], group, Task.Run(Fly, CancellationToken.None));

        async Task<Appended> Fly()
        {
            var appended = await _setup.Store.Append(write, cancel);
            if (appended == Appended.Durable)
            {
                Told(write.NewSize);
                foreach (var (pending, outcome) in group.Answers)
                {
                    pending.Say(outcome);
                }
            }

            return appended;
        }
    }

    /// <summary>
    /// Sees the group in flight down. False where it was not written: then nothing decided since holds, what is known is
    /// taken from the store again, and the acts of that group have been served anew.
    /// </summary>
    private async ValueTask<bool> Land(CancellationToken cancel)
    {
        if (_flight is not { } flight)
        {
            return true;
        }

        try
        {
            if (await flight.Work == Appended.Durable)
            {
                return true;
            }
        }
        catch (Exception)
        {
            // What broke it breaks it again below, where it is told to those whom it concerns.
        }
        finally
        {
            _flight = null;
        }

        _memory.ForgetAll();
        try
        {
            await CatchUp(cancel);
        }
        catch (Exception fault)
        {
            foreach (var pending in flight.Batch)
            {
                pending.Fail(fault);
            }

            return false;
        }

        await ServeOrFail(flight.Batch, mayFly: false, cancel);
        return false;
    }

    private void Told(long size)
    {
        Volatile.Write(ref _durable, size);
        Grew(size);
    }

    private async ValueTask<Appended> Write(
        DecidedGroup group,
        IReadOnlyList<RowChange> rows,
        CancellationToken cancel
    )
    {
        var cases = group
            .Recorded.Select(recorded => recorded.Fact)
            .OfType<SealedFact>()
            .Select(fact => fact.Case)
            .Where(id => !group.Erased.Contains(id));
        var keys = _setup.Keys.NotStored(cases);
        try
        {
            var appended = await _setup.Store.Append(ToWrite(group, rows, keys), cancel);
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

    private Group ToWrite(
        DecidedGroup group,
        IReadOnlyList<RowChange> rows,
        IReadOnlyList<WrappedKey> keys
    ) =>
        new(
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
        };

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

    /// <summary>Null where the group in flight was not written after all.</summary>
    private async ValueTask<IReadOnlyDictionary<string, KnownAct>?> Read(
        IReadOnlyList<Pending> batch,
        CancellationToken cancel
    )
    {
        var wanted = new Dictionary<string, List<StreamRef>>(StringComparer.Ordinal);
        var acts = new List<string>(batch.Count);
        var isPartlyKnown = false;
        foreach (var pending in batch)
        {
            if (FactIds.IsActId(pending.ActId))
            {
                acts.Add(pending.ActId);
            }

            foreach (var reference in pending.Streams)
            {
                if (_memory.TryStream(reference.Stream, out var held))
                {
                    if (held.Find(reference.StateType) is not null)
                    {
                        continue;
                    }

                    isPartlyKnown = true;
                }

                if (!wanted.TryGetValue(reference.Stream, out var references))
                {
                    wanted[reference.Stream] = references = new List<StreamRef>(1);
                }

                references.Add(reference);
            }
        }

        // Another state of a stream is folded from the store, which may lack what the group in flight adds to it.
        if (isPartlyKnown && !await Land(cancel))
        {
            return null;
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

        if (_flight is { } flight)
        {
            foreach (var id in acts)
            {
                if (flight.Group.ActsById.TryGetValue(id, out var act))
                {
                    known[id] = new KnownAct(act, null);
                }
            }
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
        var waiting = _pool.Acts.Count == 0 ? [] : WaitingOn(stream);
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

    private SealedFact[] WaitingOn(string stream) =>
        [.. _pool.Acts.SelectMany(act => act.Facts).Where(fact => fact.Streams.Contains(stream))];

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
        Volatile.Write(ref _durable, edge.Size);
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
