using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>审核: the office sends a report of completion back with its reason, or lays it before whoever gave the item.</summary>
public static class Check
{
    public sealed record SendBackAct(string Item, string Reason) : ItemAct(Item)
    {
        public override Power Needs => SupervisionPowers.Run;

        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            item.Phase is not ItemPhase.DoneReported
                ? new ItemIsElsewhere(item.Number, item.Phase, "报结待审核")
            : string.IsNullOrWhiteSpace(Reason) ? new ReasonIsMissing("审核退回")
            : Decision.Grant([
                new DoneSentBack(item.Id, Reason.Trim()),
                .. ItemDuties.PassClosing(duties, item, item.Lead),
                .. ItemDuties.Discharge(duties, item, ItemDuties.Check, hearing.Now),
            ]);
    }

    public sealed record LayBeforeAct(string Item, string Note) : ItemAct(Item)
    {
        public override Power Needs => SupervisionPowers.Run;

        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            item.Phase is not ItemPhase.DoneReported
                ? new ItemIsElsewhere(item.Number, item.Phase, "报结待审核")
                : Decision.Grant([
                    new LaidBeforeGiver(item.Id, Note.Trim()),
                    .. ItemDuties.PassClosing(duties, item, item.Giver),
                    .. ItemDuties.Discharge(duties, item, ItemDuties.Check, hearing.Now),
                ]);
    }
}
