using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>报结: the lead unit says that it is done. From now on the office holds the matter, and its own clock runs.</summary>
public static class ReportDone
{
    public sealed record Act(
        string Item,
        string Text,
        IReadOnlyList<string> Evidence,
        IReadOnlyList<AttachmentRef>? Files = null
    ) : UnitAct(Item)
    {
        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            ReportDone.Decide(item, duties, this, hearing);
    }

    internal static Decision Decide(Item item, MatterDuties duties, Act act, Hearing hearing)
    {
        if (item.Lead != hearing.Mandate.Unit)
        {
            return new OnlyTheLeadUnitMay(item.Number);
        }

        if (item.Phase is not ItemPhase.InHand)
        {
            return new ItemIsElsewhere(item.Number, item.Phase, "办理中");
        }

        if (string.IsNullOrWhiteSpace(act.Text))
        {
            return new ItemNeedsItsWords("办理结果");
        }

        if (SecrecyMark.In(act.Text) is { } mark)
        {
            return new TextBearsASecrecyMark(mark);
        }

        if (OpenParts(item) is { Length: > 0 } open)
        {
            return new PartsAreOpen(item.Number, open);
        }

        return Decision.Grant([
            .. Reported(
                new DoneReported(item.Id, hearing.Mandate.Unit, act.Text.Trim(), act.Evidence, act.Files),
                item,
                duties,
                hearing
            ),
        ]);
    }

    /// <summary>The report with what it does to the clocks.</summary>
    internal static IEnumerable<Fact> Reported(
        DoneReported done,
        Item item,
        MatterDuties duties,
        Hearing hearing
    ) =>
        [
            done,
            .. ItemDuties.PassClosing(duties, item, item.Office),
            .. Check(item, hearing),
            .. ItemDuties.LiftRungs(duties, item, "已报结"),
        ];

    /// <summary>Nodes that were not reached and parts that were not confirmed.</summary>
    private static string OpenParts(Item item) =>
        string.Join(
            '、',
            item.Nodes.Where(known => !known.Reached)
                .Select(known => known.Node.Name)
                .Concat(
                    item.Parts.Where(known => known.Standing is not PartStanding.Accepted)
                        .Select(known => known.Part.Title)
                )
        );

    private static IEnumerable<Fact> Check(Item item, Hearing hearing) =>
        DutyClock.Of(hearing.Rules, ItemNorms.Checking, hearing.Now, hearing.Now) is { } clock
            ? [ItemDuties.Open(item, ItemDuties.Check, "item.check", item.Office, hearing.Now, clock)]
            : [];
}
