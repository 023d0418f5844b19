using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>会商: the office notes what the units of an item agreed on, or where they differ. It moves no clock.</summary>
public static class Confer
{
    public sealed record Act(string Item, string Text) : ItemAct(Item)
    {
        public override Power Needs => SupervisionPowers.Run;

        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            !item.IsOpen ? new ItemIsElsewhere(item.Number, item.Phase, "办理中")
            : string.IsNullOrWhiteSpace(Text) ? new ItemNeedsItsWords("会商意见")
            : SecrecyMark.In(Text) is { } mark ? new TextBearsASecrecyMark(mark)
            : new UnitsConferred(item.Id, [item.Lead, .. item.Assistants], Text.Trim());
    }
}
