using Daylight.Ledger;
using Daylight.Store;

namespace Daylight.Proceedings.Sealing;

/// <summary>
/// Reads facts of a log in stretches, and opens the sealed ones whose key is held. Thread safe.
/// </summary>
internal sealed class FactReader(string jurisdiction, ILogStore store, FactWriter writer, CaseKeys keys)
{
    /// <summary>The facts from an index up to but excluding another; a sealed one whose key is gone is left out.</summary>
    public async ValueTask<IReadOnlyList<Recorded>> Read(long from, long to, CancellationToken cancel)
    {
        var rows = new List<FactRow>();
        await foreach (var row in store.Facts(jurisdiction, from, to, cancel))
        {
            rows.Add(row);
        }

        var closed = rows.Where(row => Envelope.IsSealed(row.Envelope)).ToList();
        var parts = new ActParts(
            closed.Count == 0 ? [] : await store.ActsBetween(jurisdiction, from, to, cancel)
        );
        await keys.Need(store, closed.Select(row => SealedEnvelope.Parse(row.Envelope).Sealed.Key), cancel);
        var recorded = new List<Recorded>(rows.Count);
        foreach (var row in rows)
        {
            if (writer.Read(row, parts.Of(row.Index)) is { } fact)
            {
                recorded.Add(fact);
            }
        }

        return recorded;
    }
}

/// <summary>Which act and part of it an index is, from act rows in order of their first index.</summary>
internal sealed class ActParts(IReadOnlyList<ActRow> acts)
{
    /// <summary>Null where none of the acts has that index.</summary>
    public ActPart? Of(long index)
    {
        var (low, high) = (0, acts.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var act = acts[middle];
            if (index < act.First)
            {
                high = middle - 1;
            }
            else if (index >= act.First + act.Count)
            {
                low = middle + 1;
            }
            else
            {
                return new ActPart(act.ActId, (int)(index - act.First) + 1, act.Count);
            }
        }

        return null;
    }
}
