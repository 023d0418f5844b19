using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>审签立项: approves a proposed item and gives it the next number of the year; or declines it.</summary>
public static class Approve
{
    /// <param name="Year">The year whose register gives the number: that of today.</param>
    public sealed record Act(string Item, int Year) : Proceedings.Act
    {
        public override Power Needs => SupervisionPowers.Approve;

        public override IReadOnlyList<StreamRef> Streams => [KeyWork.Item.At(Item), ItemNumbers.Of(Year)];

        public override Decision Decide(Hearing hearing) =>
            Approve.Decide(
                hearing.State(KeyWork.Item.At(Item)),
                hearing.State(ItemNumbers.Of(Year)),
                this,
                hearing
            );
    }

    public sealed record DeclineAct(string Item, string Reason) : ItemAct(Item)
    {
        public override Power Needs => SupervisionPowers.Approve;

        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            Decline(item, this);
    }

    internal static Decision Decide(Item item, ItemNumbers numbers, Act act, Hearing hearing) =>
        item.Phase is ItemPhase.None ? new NoSuchItem(act.Item)
        : item.Phase is not ItemPhase.Proposed ? new ItemIsElsewhere(item.Number, item.Phase, "拟立项")
        : item.ProposedBy == hearing.Mandate.Person ? new ApproverMustBeAnother(item.Id)
        : act.Year != hearing.Today.Year ? new NumberIsOfAnotherYear(act.Year, hearing.Today.Year)
        : new ItemApproved(item.Id, act.Year, numbers.Last + 1);

    internal static Decision Decline(Item item, DeclineAct act) =>
        item.Phase is not ItemPhase.Proposed ? new ItemIsElsewhere(item.Number, item.Phase, "拟立项")
        : string.IsNullOrWhiteSpace(act.Reason) ? new ReasonIsMissing("不予立项")
        : new ItemDeclined(item.Id, act.Reason.Trim());
}
