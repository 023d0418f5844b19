using Daylight.Ledger;
using Daylight.Store;

namespace Daylight.Proceedings;

/// <summary>What the acts of one group come to, before it is written.</summary>
internal sealed class DecidedGroup(Edge.Builder edge)
{
    public Edge.Builder Edge { get; } = edge;

    public List<FactRow> Facts { get; } = [];

    public List<Recorded> Recorded { get; } = [];

    public List<StreamRow> Streams { get; } = [];

    public List<ActRow> Acts { get; } = [];

    public List<Content> Contents { get; } = [];

    /// <summary>The answers, to be given once the group is durable.</summary>
    public List<(Pending Pending, Outcome Outcome)> Answers { get; } = [];
}
