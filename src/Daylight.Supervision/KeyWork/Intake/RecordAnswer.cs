using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork.Intake;

/// <summary>代录: the office records the feedback of a unit without accounts from the table that the unit sent back.</summary>
public static class RecordAnswer
{
    public sealed record Act(string Item, string Unit, string Text) : ItemAct(Item)
    {
        public override Power Needs => SupervisionPowers.Run;

        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            !item.IsHandledBy(Unit) ? new NoSuchItem(Item)
            : !item.IsOpen ? new ItemIsElsewhere(item.Number, item.Phase, "办理中")
            : string.IsNullOrWhiteSpace(Text) ? new ItemNeedsItsWords("进展情况")
            : SecrecyMark.In(Text) is { } mark ? new TextBearsASecrecyMark(mark)
            : new ProgressReported(
                item.Id,
                Unit,
                $"{Text.Trim()}（督查机构据回收表代录）",
                NothingNew: false,
                []
            );
    }
}
