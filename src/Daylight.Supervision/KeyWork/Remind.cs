using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>催办: by telephone, by message or in person; who was told, how, and what was said.</summary>
public static class Remind
{
    public sealed record Act(string Item, string Unit, string Way, string Said) : ItemAct(Item)
    {
        public override Power Needs => SupervisionPowers.Run;

        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            !item.IsOpen ? new ItemIsElsewhere(item.Number, item.Phase, "办理中")
            : !item.IsHandledBy(Unit) ? new NoSuchItem(Item)
            : string.IsNullOrWhiteSpace(Way) || string.IsNullOrWhiteSpace(Said)
                ? new ReasonIsMissing("催办（方式和内容）")
            : new ItemReminded(item.Id, Unit, Way.Trim(), Said.Trim());
    }
}
