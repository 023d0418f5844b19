using Daylight.Ledger;
using Daylight.Norms.Calendar;
using Daylight.Store;

namespace Daylight.Proceedings;

/// <summary>Serves one group after the other: read, decide, fold, write, answer. One caller at a time.</summary>
internal sealed class ClerkDesk : IDisposable
{
    private readonly ClerkSetup _setup;
    private readonly ClerkMemory _memory;
    private readonly FactWriter _writer;
    private readonly GroupDecider _decider;
    private readonly ViewFolder _folder;
    private readonly RulesReader _rulesReader;
    private readonly SemaphoreSlim _between = new(1, 1);
    private Edge _edge;
    private long _knownViews;
    private DateTimeOffset _lastRecorded;

    private ClerkDesk(ClerkSetup setup)
    {
        _setup = setup;
        _edge = Edge.Empty;
        _memory = new ClerkMemory(setup.Options.Remembered, setup.Options.Remembered);
        _writer = new FactWriter(setup.Log, setup.Jurisdiction, setup.Kinds, setup.Keys);
        _decider = new GroupDecider(setup.Log, setup.Jurisdiction, _memory, _writer);
        _folder = new ViewFolder(setup.Jurisdiction, _memory, setup.Store);
        _rulesReader = new RulesReader(setup.Jurisdiction, setup.Store, _writer);
        Rules = AdoptedRules.None;
    }

    public string Log => _setup.Log;

    public string Jurisdiction => _setup.Jurisdiction;

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

    public void Dispose() => _between.Dispose();

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
            var group = new DecidedGroup(_edge.ToBuilder());
            var rules = Rules;
            foreach (var pending in batch)
            {
                var from = group.Recorded.Count;
                _decider.Decide(pending, group, known, rules, now);
                rules = await _rulesReader.After(rules, group, from, cancel);
            }

            // An append is guarded by the size; a group that only refuses must look whether it refused on old states.
            if (
                group.Facts.Count > 0
                    ? await Write(group, cancel) == Appended.Moved
                    : group.Answers.Any(answer => answer.Outcome is Outcome.Refused) && await Moved(cancel)
            )
            {
                return false;
            }

            _memory.Keep();
            Rules = rules;
            if (group.Facts.Count > 0)
            {
                _edge = group.Edge.ToEdge();
                _lastRecorded = now;
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
            _setup.Keys.Drop(_setup.Keys.TakeMade());
        }
    }

    private async ValueTask<Appended> Write(DecidedGroup group, CancellationToken cancel)
    {
        if (await Fold(group, cancel) is not { } rows)
        {
            return Appended.Moved;
        }

        var keys = _setup.Keys.TakeMade();
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
                },
                cancel
            );
            if (appended == Appended.Moved)
            {
                _setup.Keys.Drop(keys);
            }

            return appended;
        }
        catch
        {
            _setup.Keys.Drop(keys);
            _memory.ForgetAll();
            throw;
        }
    }

    /// <summary>Null where a view was swapped meanwhile, so that its rows are perhaps of another shape.</summary>
    private async ValueTask<IReadOnlyList<RowChange>?> Fold(DecidedGroup group, CancellationToken cancel)
    {
        try
        {
            return await _folder.Fold(group.Recorded, cancel);
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

    private async ValueTask<IReadOnlyDictionary<string, ActRow>> Read(
        IReadOnlyList<Pending> batch,
        CancellationToken cancel
    )
    {
        var wanted = new Dictionary<string, List<StreamRef>>(StringComparer.Ordinal);
        foreach (var reference in batch.SelectMany(pending => pending.Submission.Act.Streams))
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
                wanted[reference.Stream] = references = [];
            }

            references.Add(reference);
        }

        var lookup = await _setup.Store.LookUp(
            _setup.Jurisdiction,
            [.. batch.Select(pending => pending.Submission.ActId).Where(FactIds.IsActId)],
            [.. wanted.Keys.Select(stream => new StreamAfter(stream, 0))],
            cancel
        );
        foreach (var (stream, references) in wanted)
        {
            Learn(stream, references, await Open(lookup.Streams[stream], cancel));
        }

        return lookup.Acts;
    }

    private void Learn(string stream, List<StreamRef> references, IReadOnlyList<Recorded> facts)
    {
        var states = _memory.TryStream(stream, out var held)
            ? held
            : new StreamStates(facts.Count == 0 ? 0 : facts[^1].VersionOf(stream), []);
        foreach (var reference in references.DistinctBy(entry => entry.StateType))
        {
            var state = facts.Aggregate(
                reference.Start,
                (before, recorded) => reference.Apply(before, recorded.Fact)
            );
            states = states.With(reference, state);
        }

        _memory.LearnStream(stream, states);
    }

    private async ValueTask<IReadOnlyList<Recorded>> Open(
        IReadOnlyList<FactRow> rows,
        CancellationToken cancel
    )
    {
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
        _setup.Keys.Learn(await _setup.Store.WrappedKeys(_setup.Jurisdiction, cancel));
        _edge = edge;
        _knownViews = head.Views;
        _memory.ForgetAll();
        _lastRecorded = await LastRecorded(cancel);
        Rules = await _rulesReader.Read(cancel);
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
        return Envelope.IsSealed(row.Envelope)
            ? Shanghai.StartOf(SealedEnvelope.Parse(row.Envelope).Day)
            : Envelope.Parse(row.Envelope).RecordedAt;
    }

    /// <summary>Whether another node has written since this one last looked.</summary>
    private async ValueTask<bool> Moved(CancellationToken cancel) =>
        (await _setup.Store.Head(_setup.Jurisdiction, cancel))?.Size != _edge.Size;

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
