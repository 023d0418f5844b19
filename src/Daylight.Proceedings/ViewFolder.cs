using Daylight.Store;

namespace Daylight.Proceedings;

/// <summary>Folds the facts of a group into the rows that they touch: read once, folded in memory, written once.</summary>
internal sealed class ViewFolder(string jurisdiction, ClerkMemory memory, ILogStore store, CaseKeys keys)
{
    /// <summary>Those whose table is of the program's version.</summary>
    public IReadOnlyList<View> Views { get; set; } = [];

    /// <summary>The tables among them whose rows are sealed.</summary>
    public IReadOnlyList<ViewTable> SealedTables =>
        [.. Views.Where(view => view.FoldsSealed).Select(view => view.Table)];

    /// <param name="erased">Keys that the group erases; what they seal is not written any more.</param>
    public async ValueTask<IReadOnlyList<RowChange>> Fold(
        IReadOnlyList<Recorded> recorded,
        IReadOnlySet<string> erased,
        CancellationToken cancel
    )
    {
        var touches = Touches(recorded);
        await ReadMissing(touches, cancel);
        foreach (var (key, fact) in touches)
        {
            memory.TryRow(key, out var row);
            memory.ChangeRow(key, key.View.Fold(key.Key, row, fact));
        }

        var changes = new List<RowChange>(memory.RowChanges.Count);
        foreach (var (key, row) in memory.RowChanges)
        {
            var before = memory.StoredRow(key);
            // A fact that leaves its row as it was writes nothing.
            if (!ReferenceEquals(row, before))
            {
                changes.Add(
                    new RowChange(key.View.Table, key.Key, Stored(key.View, row, erased))
                    {
                        Before = key.View.FoldsSealed ? null : before,
                    }
                );
            }
        }

        return changes;
    }

    private object?[]? Stored(View view, object?[]? row, IReadOnlySet<string> erased) =>
        row is null || (view.FoldsSealed && erased.Contains((string)row[^1]!))
            ? null
            : view.Store(row, jurisdiction, keys);

    private List<(RowKey Key, Recorded Fact)> Touches(IReadOnlyList<Recorded> recorded)
    {
        var touches = new List<(RowKey, Recorded)>(recorded.Count * 2);
        foreach (var fact in recorded)
        {
            foreach (var view in Views)
            {
                if (!view.Wants(fact))
                {
                    continue;
                }

                foreach (var key in view.Keys(fact))
                {
                    touches.Add((new RowKey(view, key), fact));
                }
            }
        }

        return touches;
    }

    private async ValueTask ReadMissing(List<(RowKey Key, Recorded Fact)> touches, CancellationToken cancel)
    {
        var missing = Missing(touches);
        if (missing.Count == 0)
        {
            return;
        }

        var found = await store.ReadRows(
            jurisdiction,
            [.. missing.Select(of => new RowKeys(of.View.Table, of.Wanted))],
            cancel
        );
        foreach (var ((view, wanted), rows) in missing.Zip(found))
        {
            if (view.FoldsSealed)
            {
                var owners = rows.OfType<object?[]>().Select(row => (string)row[view.Table.KeyLength]!);
                await keys.Need(store, owners, cancel);
            }

            for (var i = 0; i < wanted.Count; i++)
            {
                memory.LearnRow(
                    new RowKey(view, wanted[i]),
                    rows[i] is { } row ? view.Load(row, jurisdiction, keys) : null
                );
            }
        }
    }

    /// <summary>The touched rows that are not in memory, by view, each once.</summary>
    private List<(View View, List<object[]> Wanted)> Missing(List<(RowKey Key, Recorded Fact)> touches)
    {
        var missing = new List<(View View, List<object[]> Wanted)>();
        var seen = new HashSet<RowKey>();
        foreach (var (key, _) in touches)
        {
            if (memory.TryRow(key, out _) || !seen.Add(key))
            {
                continue;
            }

            Of(key.View).Add(key.Key);
        }

        return missing;

        List<object[]> Of(View view)
        {
            foreach (var (known, wanted) in missing)
            {
                if (known == view)
                {
                    return wanted;
                }
            }

            missing.Add((view, []));
            return missing[^1].Wanted;
        }
    }
}
