using Daylight.Norms.Calendar;
using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>
/// 公开: a cleared text about an item goes to the public column. Units only, no names; and nothing overdue before the unit
/// was heard and a named person decided on it.
/// </summary>
public static class Publish
{
    /// <param name="Title">The title as the public reads it.</param>
    /// <param name="LeadName">Name of the unit as the public knows it.</param>
    public sealed record Act(string Item, string Title, string LeadName) : ItemAct(Item)
    {
        public override Power Needs => SupervisionPowers.Publish;

        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            Publish.Decide(item, duties, this, hearing);
    }

    internal static Decision Decide(Item item, MatterDuties duties, Act act, Hearing hearing)
    {
        if (item.Published)
        {
            return new ItemIsPublished(item.Number);
        }

        if (item.Phase is ItemPhase.Proposed or ItemPhase.Declined or ItemPhase.Withdrawn)
        {
            return new ItemIsElsewhere(item.Number, item.Phase, "已立项");
        }

        if (SecrecyMark.In(act.Title) is { } mark)
        {
            return new TextBearsASecrecyMark(mark);
        }

        if (string.IsNullOrWhiteSpace(act.Title) || string.IsNullOrWhiteSpace(act.LeadName))
        {
            return new ItemNeedsItsWords("公开文本");
        }

        var close = duties.Open.GetValueOrDefault(ItemDuties.Close);
        if (
            close is { Lapsed: true }
            && duties.Proposals.Values.Any(proposal => proposal.About == close.Owner)
        )
        {
            return new OverdueNeedsAHearing(item.Number);
        }

        return new ItemPublished(
            item.Id,
            item.Number,
            act.Title.Trim(),
            act.LeadName.Trim(),
            close?.Due is { } due ? Shanghai.DayOf(due) : null,
            item.Phase is ItemPhase.Closed or ItemPhase.StruckOff ? "已办结" : "办理中",
            hearing.Today
        );
    }
}
