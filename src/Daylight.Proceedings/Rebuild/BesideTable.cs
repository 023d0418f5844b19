using Daylight.Proceedings.Sealing;
using Daylight.Store;

namespace Daylight.Proceedings.Rebuild;

/// <summary>Folds the facts of one log into the table beside the served one. One caller at a time.</summary>
internal sealed class BesideTable(string jurisdiction, View view, ILogStore store, CaseKeys keys, long folded)
{
    /// <summary>Rows kept in memory, twice at most; the rest is read again from the table.</summary>
    private const int Remembered = 100_000;

    private readonly GenerationCache<RowKey, object?[]?> _rows = new(Remembered, Remembered);

    public View View => view;

    /// <summary>Up to which index the table is folded.</summary>
    public long Folded { get; private set; } = folded;

    /// <summary>Folds facts in order of index, and notes in the same transaction that it did.</summary>
    /// <exception cref="RebuiltElsewhereException">when another node folds, or has swapped, the same table.</exception>
    public async ValueTask Fold(IReadOnlyList<Recorded> facts, long upTo, CancellationToken cancel)
    {
        await Erase(facts, cancel);
        await Fold(
            [
                .. facts
                    .Where(fact => fact.Index >= Folded && view.Wants(fact))
                    .SelectMany(fact => view.Keys(fact).Select(key => (key, fact))),
            ],
            upTo,
            cancel
        );
    }

    /// <summary>A key that was erased while the table was being made: its rows go, before those of these facts are written.</summary>
    private async ValueTask Erase(IReadOnlyList<Recorded> facts, CancellationToken cancel)
    {
        var erased = facts.Select(fact => fact.Fact).OfType<KeyErased>().Select(fact => fact.Key).ToList();
        erased.ForEach(keys.Erase);
        if (view.FoldsSealed && erased.Count > 0)
        {
            await store.Views.RemoveBeside(jurisdiction, view.Table, erased, cancel);
            _rows.Clear();
        }
    }

    /// <summary>Folds facts whose keys were asked for before.</summary>
    /// <inheritdoc cref="Fold(IReadOnlyList{Recorded}, long, CancellationToken)"/>
    public async ValueTask Fold(
        IReadOnlyList<(object[] Key, Recorded Fact)> touches,
        long upTo,
        CancellationToken cancel
    )
    {
        var touched = touches.Select(touch => new RowKey(view, touch.Key)).Distinct().ToList();
        var changes = await Read(touched, cancel);
        foreach (var (parts, fact) in touches)
        {
            var key = new RowKey(view, parts);
            changes[key] = view.Fold(parts, changes[key], fact);
        }

        var rows = changes
            .Select(change => new RowChange(
                view.Table,
                change.Key.Key,
                change.Value is { } row ? view.Store(row, jurisdiction, keys) : null
            ))
            .ToList();
        if (!await store.Views.Write(jurisdiction, view.Table, rows, Folded, upTo, cancel))
        {
            throw new RebuiltElsewhereException(view.Table.Name);
        }

        foreach (var (key, row) in changes)
        {
            _rows.Put(key, row);
        }

        _rows.Trim();
        Folded = upTo;
    }

    private async ValueTask<Dictionary<RowKey, object?[]?>> Read(
        IReadOnlyList<RowKey> touched,
        CancellationToken cancel
    )
    {
        var rows = new Dictionary<RowKey, object?[]?>(touched.Count);
        var missing = new List<RowKey>();
        foreach (var key in touched)
        {
            if (_rows.TryGet(key, out var row))
            {
                rows.Add(key, row);
            }
            else
            {
                missing.Add(key);
            }
        }

        var read = await store.Views.ReadBeside(
            jurisdiction,
            view.Table,
            [.. missing.Select(key => key.Key)],
            cancel
        );
        for (var i = 0; i < missing.Count; i++)
        {
            rows.Add(missing[i], read[i] is { } row ? view.Load(row, jurisdiction, keys) : null);
        }

        return rows;
    }
}

/// <summary>Another node works on the same table beside, or has finished it.</summary>
internal sealed class RebuiltElsewhereException(string view)
    : Exception($"The view {view} is being rebuilt by another node.");
