using Daylight.Norms.Calendar;
using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>
/// 二级交办: the lead unit allots parts of the item to units, each with its date and a weight. The item's own clock goes on and
/// the lead unit answers for it; the units report their parts, the lead unit confirms them.
/// </summary>
public static class Allot
{
    /// <summary>A part as it is asked for.</summary>
    /// <param name="Weight">In proportion to the others; null shares evenly.</param>
    public sealed record Asked(string Id, string Title, string Unit, DateOnly Due, int? Weight);

    public sealed record Act(string Item, IReadOnlyList<Asked> Parts) : UnitAct(Item)
    {
        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            Allot.Decide(item, duties, this, hearing);
    }

    public sealed record ReportAct(string Item, string Part, string Text) : UnitAct(Item)
    {
        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            Find(item, Part, PartStanding.InHand) is not { } part || part.Unit != hearing.Mandate.Unit
                ? new NoSuchNodeIsOpen(item.Number)
            : string.IsNullOrWhiteSpace(Text) ? new ItemNeedsItsWords("办理结果")
            : SecrecyMark.In(Text) is { } mark ? new TextBearsASecrecyMark(mark)
            : Decision.Grant([
                new PartReported(item.Id, Part, hearing.Mandate.Unit, Text.Trim()),
                .. ItemDuties.Discharge(duties, item, DutyOf(Part), hearing.Now),
            ]);
    }

    public sealed record CheckAct(string Item, string Part, bool Accepted, string Reason) : UnitAct(Item)
    {
        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            item.Lead != hearing.Mandate.Unit ? new OnlyTheLeadUnitMay(item.Number)
            : Find(item, Part, PartStanding.Reported) is not { } part ? new NoSuchNodeIsOpen(item.Number)
            : !Accepted && string.IsNullOrWhiteSpace(Reason) ? new ReasonIsMissing("分项退回")
            : Accepted ? new PartChecked(item.Id, Part, true, Reason.Trim())
            : Decision.Grant([
                new PartChecked(item.Id, Part, false, Reason.Trim()),
                .. ItemDuties.OpenGiven(item, DutyOf(Part), "item.part", part.Unit, part.Due, hearing),
            ]);
    }

    /// <summary>The duty of a part within its item.</summary>
    public static string DutyOf(string part) => $"part-{part}";

    internal static Decision Decide(Item item, MatterDuties duties, Act act, Hearing hearing)
    {
        if (item.Lead != hearing.Mandate.Unit)
        {
            return new OnlyTheLeadUnitMay(item.Number);
        }

        if (item.Phase is not ItemPhase.InHand || !item.Parts.IsEmpty)
        {
            return item.Parts.IsEmpty
                ? new ItemIsElsewhere(item.Number, item.Phase, "办理中")
                : new NodesStand(item.Number);
        }

        if (
            act.Parts.Count < 2
            || act.Parts.Any(part =>
                string.IsNullOrWhiteSpace(part.Title) || part.Unit.Length == 0 || part.Id.Length == 0
            )
            || act.Parts.Select(part => part.Id).Distinct(StringComparer.Ordinal).Count() != act.Parts.Count
        )
        {
            return new ItemNeedsItsWords("至少两个分项及其单位");
        }

        var due = duties.Open.GetValueOrDefault(ItemDuties.Close)?.Due;
        if (act.Parts.FirstOrDefault(part => due is { } end && part.Due > Shanghai.DayOf(end)) is { } late)
        {
            return new PartIsDueTooLate(item.Number, late.Title, late.Due, due);
        }

        var weights = Weights.Whole([.. act.Parts.Select(part => part.Weight)]);
        var parts = act
            .Parts.Select(
                (part, at) => new ItemPart(part.Id, part.Title.Trim(), part.Unit, part.Due, weights[at])
            )
            .ToList();
        return Decision.Grant([
            new PartsAllotted(item.Id, parts),
            .. parts.SelectMany(part =>
                ItemDuties.OpenGiven(item, DutyOf(part.Id), "item.part", part.Unit, part.Due, hearing)
            ),
        ]);
    }

    private static ItemPart? Find(Item item, string part, PartStanding standing) =>
        item.Parts.FirstOrDefault(known => known.Part.Id == part && known.Standing == standing).Part;
}
