using Daylight.Ledger;
using Daylight.Proceedings.Sealing;
using Daylight.Store;

namespace Daylight.Proceedings;

/// <summary>What the acts of one group come to, before it is written.</summary>
internal sealed class DecidedGroup(Edge.Builder edge, WaitingPool pool)
{
    public Edge.Builder Edge { get; } = edge;

    public List<FactRow> Facts { get; } = [];

    public List<Recorded> Recorded { get; } = [];

    public List<StreamRow> Streams { get; } = [];

    public List<ActRow> Acts { get; } = [];

    /// <summary>The same by id.</summary>
    public Dictionary<string, ActRow> ActsById { get; } = new(StringComparer.Ordinal);

    /// <summary>The cases that key the digests of <see cref="Acts"/>, by act.</summary>
    public Dictionary<string, string> ActCases { get; } = new(StringComparer.Ordinal);

    public List<Content> Contents { get; } = [];

    public List<AttachmentRow> Attachments { get; } = [];

    /// <summary>Keys that the group erases.</summary>
    public HashSet<string> Erased { get; } = new(StringComparer.Ordinal);

    /// <summary>The pool as the group leaves it.</summary>
    public WaitingPool Pool { get; private set; } = pool;

    public bool PoolChanged { get; private set; }

    /// <summary>Whether there is anything to write.</summary>
    public bool Writes => Facts.Count > 0 || PoolChanged;

    /// <summary>
    /// Whether it writes open facts and rows and nothing else, so that the next group may be decided while it is written: what
    /// it makes of streams and rows is in memory, and keys, rules, files and the pool stay as they are.
    /// </summary>
    public bool IsPlain =>
        Facts.Count > 0
        && !PoolChanged
        && Contents.Count == 0
        && Attachments.Count == 0
        && Erased.Count == 0
        && ActCases.Count == 0;

    /// <summary>The answers, to be given once the group is durable.</summary>
    public List<(Pending Pending, Outcome Outcome)> Answers { get; } = [];

    public void ChangePool(WaitingPool pool) => (Pool, PoolChanged) = (pool, true);

    /// <summary>Adds the facts of one act, all of which could be written.</summary>
    public void Add(IReadOnlyList<(FactRow Row, Recorded Recorded)> facts, ActRow act)
    {
        foreach (var (row, recorded) in facts)
        {
            Facts.Add(row);
            Recorded.Add(recorded);
            Edge.Append(Tree.LeafHash(Commitment.Of(row.Salt, row.Envelope)));
            var streams = recorded.Envelope.Streams;
            for (var i = 0; i < streams.Count; i++)
            {
                Streams.Add(new StreamRow(streams[i].Stream, streams[i].Version, row.Index));
            }

            foreach (var bytes in recorded.Fact.Contents)
            {
                Contents.Add(new Content(ContentHash.Of(bytes), bytes));
            }

            foreach (var file in recorded.Fact.Attachments)
            {
                Attachments.Add(new AttachmentRow(file.Hash, file.Case));
            }

            if (recorded.Fact is KeyErased erased)
            {
                Erased.Add(erased.Key);
            }
        }

        Acts.Add(act);
        ActsById[act.ActId] = act;
        foreach (var (_, recorded) in facts)
        {
            if (recorded.Fact is SealedFact first)
            {
                ActCases[act.ActId] = first.Case;
                break;
            }
        }
    }
}
