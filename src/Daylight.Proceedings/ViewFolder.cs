using Daylight.Store;

namespace Daylight.Proceedings;

/// <summary>Folds the facts of a group into the rows that they touch: read once, folded in memory, written once.</summary>
internal sealed class ViewFolder(string jurisdiction, ClerkMemory memory, ILogStore store)
{
    /// <summary>Those whose table is of the program's version.</summary>
    public IReadOnlyList<View> Views { get; set; } = [];

    public async ValueTask<IReadOnlyList<RowChange>> Fold(
        IReadOnlyList<Recorded> recorded,
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

        return
        [
            .. memory.RowChanges.Select(change => new RowChange(
                change.Key.View.Table,
                change.Key.Key,
                change.Value
            )),
        ];
    }

    private List<(RowKey Key, Recorded Fact)> Touches(IReadOnlyList<Recorded> recorded)
    {
        var touches = new List<(RowKey, Recorded)>(recorded.Count * 2);
        foreach (var fact in recorded)
        {
            foreach (var view in Views.Where(view => view.Wants(fact)))
            {
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
        var missing = touches
            .Select(touch => touch.Key)
            .Where(key => !memory.TryRow(key, out _))
            .Distinct()
            .GroupBy(key => key.View);
        foreach (var group in missing)
        {
            var keys = group.ToList();
            var rows = await store.ReadRows(
                jurisdiction,
                group.Key.Table,
                [.. keys.Select(key => key.Key)],
                cancel
            );
            for (var i = 0; i < keys.Count; i++)
            {
                memory.LearnRow(keys[i], rows[i]);
            }
        }
    }
}
