using Daylight.Proceedings.Sealing;
using Daylight.Store;

namespace Daylight.Proceedings.Rebuild;

/// <summary>Folds one log into the tables beside of some views; reading and parsing run ahead on the other cores.</summary>
internal sealed class LogRebuild
{
    /// <summary>Facts per transaction: short enough that an append between two of them hardly waits.</summary>
    private const int Stretch = 2048;

    private readonly ClerkSetup _setup;
    private readonly FactReader _reader;
    private readonly IReadOnlyList<BesideTable> _tables;
    private readonly int _ahead;

    private LogRebuild(ClerkSetup setup, IReadOnlyList<BesideTable> tables, int ahead)
    {
        _setup = setup;
        _tables = tables;
        _ahead = ahead;
        var writer = new FactWriter(setup.Log, setup.Jurisdiction, setup.Kinds, setup.Keys);
        _reader = new FactReader(setup.Jurisdiction, setup.Store, writer, setup.Keys);
    }

    public string Jurisdiction => _setup.Jurisdiction;

    public static async ValueTask<LogRebuild> Begin(
        ClerkSetup setup,
        IReadOnlyList<View> views,
        bool resume,
        int ahead,
        CancellationToken cancel
    )
    {
        setup.Keys.Learn(await setup.Store.WrappedKeys(setup.Jurisdiction, cancel));
        var tables = new List<BesideTable>(views.Count);
        foreach (var view in views)
        {
            var folded = await setup.Store.Views.Begin(setup.Jurisdiction, view.Table, resume, cancel);
            tables.Add(new BesideTable(setup.Jurisdiction, view, setup.Store, setup.Keys, folded));
        }

        return new LogRebuild(setup, tables, ahead);
    }

    /// <summary>Facts of the log now.</summary>
    public async ValueTask<long> Size(CancellationToken cancel) =>
        (await _setup.Store.Head(Jurisdiction, cancel))?.Size ?? 0;

    /// <summary>Folds the tables of some views up to a size; the others stay where they are.</summary>
    public async ValueTask FoldUpTo(
        long size,
        IReadOnlyList<View> views,
        Action<long> folded,
        CancellationToken cancel
    )
    {
        var tables = _tables.Where(table => views.Contains(table.View)).ToList();
        var next = tables.Min(table => table.Folded);
        var ahead = new Queue<(long To, Task<IReadOnlyList<Recorded>> Facts)>();
        try
        {
            while (next < size || ahead.Count > 0)
            {
                while (next < size && ahead.Count < _ahead)
                {
                    var (from, to) = (next, Math.Min(size, next + Stretch));
                    ahead.Enqueue((to, Task.Run(async () => await _reader.Read(from, to, cancel), cancel)));
                    next = to;
                }

                var (upTo, facts) = ahead.Dequeue();
                await Fold(tables, await facts, upTo, cancel);
                folded(upTo);
            }
        }
        finally
        {
            await Task.WhenAll(ahead.Select(entry => entry.Facts))
                .ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private static async ValueTask Fold(
        IEnumerable<BesideTable> tables,
        IReadOnlyList<Recorded> facts,
        long upTo,
        CancellationToken cancel
    )
    {
        foreach (var table in tables.Where(table => table.Folded < upTo))
        {
            await table.Fold(facts, upTo, cancel);
        }
    }
}
