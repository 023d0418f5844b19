using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>阶段反馈: what was done since; or 无新进展 with one click. It moves no clock.</summary>
public static class Progress
{
    public sealed record Act(
        string Item,
        string Text,
        bool NothingNew,
        IReadOnlyList<string> Evidence,
        IReadOnlyList<AttachmentRef>? Files = null
    ) : UnitAct(Item)
    {
        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            item.Phase is not ItemPhase.InHand ? new ItemIsElsewhere(item.Number, item.Phase, "办理中")
            : !NothingNew && string.IsNullOrWhiteSpace(Text) ? new ItemNeedsItsWords("进展情况")
            : SecrecyMark.In(Text) is { } mark ? new TextBearsASecrecyMark(mark)
            : new ProgressReported(item.Id, hearing.Mandate.Unit, Text.Trim(), NothingNew, Evidence, Files);
    }
}
