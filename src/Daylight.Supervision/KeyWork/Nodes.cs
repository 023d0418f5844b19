using Daylight.Norms.Calendar;
using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>节点: the office sets the steps of an item with their dates; the lead unit reports each one that it reached.</summary>
public static class Nodes
{
    /// <summary>Sets the nodes. Once one was reached they stand.</summary>
    public sealed record SetAct(string Item, IReadOnlyList<ItemNode> Nodes) : ItemAct(Item)
    {
        public override Power Needs => SupervisionPowers.Run;

        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            Set(item, duties, this, hearing);
    }

    /// <param name="Proof">Evidence as text or link, where the node asks for it.</param>
    public sealed record ReachAct(
        string Item,
        string Node,
        string Text,
        string Proof,
        IReadOnlyList<string> Evidence,
        IReadOnlyList<AttachmentRef>? Files = null
    ) : UnitAct(Item)
    {
        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            Reach(item, duties, this, hearing);
    }

    /// <summary>The duty of a node within its item.</summary>
    public static string DutyOf(string node) => $"node-{node}";

    private static Decision Set(Item item, MatterDuties duties, SetAct act, Hearing hearing)
    {
        if (!item.IsOpen)
        {
            return new ItemIsElsewhere(item.Number, item.Phase, "办理中");
        }

        if (item.Nodes.Any(known => known.Reached))
        {
            return new NodesStand(item.Number);
        }

        if (
            act.Nodes.Count == 0
            || act.Nodes.Any(node => string.IsNullOrWhiteSpace(node.Name) || node.Id.Length == 0)
            || act.Nodes.Select(node => node.Id).Distinct(StringComparer.Ordinal).Count() != act.Nodes.Count
        )
        {
            return new ItemNeedsItsWords("节点名称");
        }

        var due = duties.Open.GetValueOrDefault(ItemDuties.Close)?.Due;
        if (act.Nodes.FirstOrDefault(node => due is { } end && node.Due > Shanghai.DayOf(end)) is { } late)
        {
            return new PartIsDueTooLate(item.Number, late.Name, late.Due, due);
        }

        var lifted = duties
            .Open.Keys.Where(duty => duty.StartsWith("node-", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(duty => new DutyLifted(ItemStreams.Of(item.Id), duty, "节点调整"));
        return Decision.Grant([
            new NodesSet(item.Id, act.Nodes),
            .. lifted,
            .. act.Nodes.SelectMany(node =>
                ItemDuties.OpenGiven(item, DutyOf(node.Id), "item.node", item.Lead, node.Due, hearing)
            ),
        ]);
    }

    private static Decision Reach(Item item, MatterDuties duties, ReachAct act, Hearing hearing) =>
        item.Lead != hearing.Mandate.Unit ? new OnlyTheLeadUnitMay(item.Number)
        : item.Phase is not ItemPhase.InHand ? new ItemIsElsewhere(item.Number, item.Phase, "办理中")
        : item.Nodes.FirstOrDefault(known => known.Node.Id == act.Node)
            is not { Node: { } node, Reached: false }
            ? new NoSuchNodeIsOpen(item.Number)
        : SecrecyMark.In(act.Text, act.Proof) is { } mark ? new TextBearsASecrecyMark(mark)
        : node.Evidence
        && string.IsNullOrWhiteSpace(act.Proof)
        && act.Evidence.Count == 0
        && act.Files is not { Count: > 0 }
            ? new NodeNeedsEvidence(item.Number, node.Name)
        : Decision.Grant([
            new NodeReached(
                item.Id,
                hearing.Mandate.Unit,
                node.Id,
                act.Text.Trim(),
                act.Proof.Trim(),
                act.Evidence,
                act.Files
            ),
            .. ItemDuties.Discharge(duties, item, DutyOf(node.Id), hearing.Now),
        ]);
}
