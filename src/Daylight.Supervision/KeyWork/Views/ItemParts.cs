using Daylight.Proceedings;
using Daylight.Supervision.KeyWork.Figures;

namespace Daylight.Supervision.KeyWork.Views;

/// <summary>What an item is made of beside its road.</summary>
public enum PartKind
{
    /// <summary>节点</summary>
    Node,

    /// <summary>分项</summary>
    Part,

    /// <summary>堵点</summary>
    Obstacle,

    /// <summary>要数</summary>
    Figure,
}

/// <summary>One node, part, obstacle or figure of an item.</summary>
/// <param name="Unit">Opaque id of whoever owes it.</param>
/// <param name="Weight">Whole parts of a hundred; 0 where it has none.</param>
/// <param name="Standing">Open, Reported, Done or Refused.</param>
/// <param name="Text">What was said last; its evidence after a line break.</param>
/// <param name="AskedBy">Opaque id of the unit that handed an obstacle up; empty of others.</param>
public sealed record PartRow(
    string Item,
    PartKind Kind,
    string Id,
    int Place,
    string Title,
    string Unit,
    DateOnly? Due,
    int Weight,
    bool Evidence,
    string Standing,
    string Text,
    string AskedBy,
    ObstacleCause Cause
);

/// <summary>Nodes, parts, obstacles and figures of items.</summary>
public sealed class ItemParts()
    : View<PartRow>("supervision_part", version: 4, keyLength: 3, "unit, standing")
{
    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact switch
        {
            NodesSet f => f.Nodes.Select(node => Key(f, PartKind.Node, node.Id)),
            NodeReached f => [Key(f, PartKind.Node, f.Node)],
            PartsAllotted f => f.Parts.Select(part => Key(f, PartKind.Part, part.Id)),
            PartReported f => [Key(f, PartKind.Part, f.Part)],
            PartChecked f => [Key(f, PartKind.Part, f.Part)],
            ObstacleRaised f => [Key(f, PartKind.Obstacle, f.Obstacle)],
            ObstacleAnswered f => [Key(f, PartKind.Obstacle, f.Obstacle)],
            FigureAsked f => [Key(f, PartKind.Figure, FigureBook.IdOf(f.Unit, f.Figure))],
            FigureGiven f => [Key(f, PartKind.Figure, FigureBook.IdOf(f.Unit, f.Figure))],
            ItemCarriedOver f => f
                .Parts.Select(part => Key(f, PartKind.Part, part))
                .Concat(f.Obstacles.Select(obstacle => Key(f, PartKind.Obstacle, obstacle))),
            _ => [],
        };

    protected override PartRow? Apply(object[] key, PartRow? row, Recorded recorded) =>
        (recorded.Fact, row) switch
        {
            (NodesSet f, _) => Node(f, (string)key[2]),
            (PartsAllotted f, _) => Part(f, (string)key[2]),
            (ObstacleRaised f, _) => new(
                f.Item,
                PartKind.Obstacle,
                f.Obstacle,
                0,
                f.Needs,
                f.Body,
                null,
                0,
                false,
                "Open",
                "",
                f.Unit,
                f.Cause
            ),
            (FigureAsked f, _) => new(
                f.Item,
                PartKind.Figure,
                (string)key[2],
                0,
                f.Figure,
                f.Unit,
                f.Until,
                0,
                false,
                "Open",
                f.Basis,
                "",
                ObstacleCause.Other
            ),
            (FigureGiven f, { } known) => known with
            {
                Standing = "Done",
                Text = f.Reason.Length > 0 ? $"{f.Value}{f.Measure}\n{f.Reason}" : $"{f.Value}{f.Measure}",
            },
            (NodeReached f, { } known) => known with
            {
                Standing = "Done",
                Text = f.Proof.Length > 0 ? $"{f.Text}\n{f.Proof}" : f.Text,
            },
            (ItemCarriedOver f, { } known) => known with { Unit = f.To },
            (PartReported f, { } known) => known with { Standing = "Reported", Text = f.Text },
            (PartChecked f, { } known) => known with { Standing = f.Accepted ? "Done" : "Open" },
            (ObstacleAnswered f, { } known) => known with
            {
                Standing = f.Solved ? "Done" : "Refused",
                Text = f.Text,
            },
            _ => row,
        };

    private static object[] Key(ItemFact fact, PartKind kind, string id) => [fact.Item, kind.ToString(), id];

    private static PartRow Node(NodesSet f, string id)
    {
        var at = f.Nodes.ToList().FindIndex(node => node.Id == id);
        var node = f.Nodes[at];
        return new(
            f.Item,
            PartKind.Node,
            id,
            at,
            node.Name,
            "",
            node.Due,
            0,
            node.Evidence,
            "Open",
            "",
            "",
            default
        );
    }

    private static PartRow Part(PartsAllotted f, string id)
    {
        var at = f.Parts.ToList().FindIndex(part => part.Id == id);
        var part = f.Parts[at];
        return new(
            f.Item,
            PartKind.Part,
            id,
            at,
            part.Title,
            part.Unit,
            part.Due,
            part.Weight,
            false,
            "Open",
            "",
            "",
            default
        );
    }
}
