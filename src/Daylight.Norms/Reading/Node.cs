using System.Collections.Immutable;

namespace Daylight.Norms;

/// <summary>One node of a rule file as written, with its place. Anchors, aliases and tags do not exist here.</summary>
internal abstract record Node
{
    private Node(Place at) => At = at;

    public Place At { get; }

    internal sealed record Scalar(Place At, string Text, bool Quoted) : Node(At);

    internal sealed record List(Place At, ImmutableArray<Node> Items) : Node(At);

    internal sealed record Map(Place At, ImmutableArray<Pair> Pairs) : Node(At)
    {
        public Node? Find(string key) => Pairs.FirstOrDefault(pair => pair.Key.Text == key)?.Value;
    }

    internal sealed record Pair(Scalar Key, Node Value);

    /// <summary>The same tree with one scalar's text replaced; every other node is shared.</summary>
    public Node With(Scalar old, string text) =>
        this switch
        {
            Scalar scalar => ReferenceEquals(scalar, old)
                ? new Scalar(scalar.At, text, scalar.Quoted)
                : scalar,
            List list => new List(list.At, [.. list.Items.Select(item => item.With(old, text))]),
            Map map => new Map(
                map.At,
                [.. map.Pairs.Select(pair => pair with { Value = pair.Value.With(old, text) })]
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
