using Daylight.Ledger;
using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>
/// 并案: an item goes on in another one of the same lead unit. The earlier of both dates binds from then on, so that merging
/// wins no time.
/// </summary>
public static class Merge
{
    public sealed record Act(string Item, string Into, string Reason) : ItemAct(Item)
    {
        public override Power Needs => SupervisionPowers.Run;

        public override IReadOnlyList<StreamRef> Streams =>
            [
                .. base.Streams,
                ItemProposals.Of(Item),
                KeyWork.Item.At(Into),
                MatterDuties.Of(ItemStreams.Of(Into)),
            ];

        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            Merge.Decide(
                item,
                duties,
                hearing.State(KeyWork.Item.At(Into)),
                hearing.State(MatterDuties.Of(ItemStreams.Of(Into))),
                this,
                hearing
            );
    }

    internal static Decision Decide(
        Item item,
        MatterDuties duties,
        Item into,
        MatterDuties intoDuties,
        Act act,
        Hearing hearing
    )
    {
        if (act.Into == act.Item || into.Phase is ItemPhase.None)
        {
            return new NoSuchItem(act.Into);
        }

        if (item.Phase is not (ItemPhase.Assigned or ItemPhase.InHand))
        {
            return new ItemIsElsewhere(item.Number, item.Phase, "办理中");
        }

        if (into.Phase is not (ItemPhase.Assigned or ItemPhase.InHand))
        {
            return new ItemIsElsewhere(into.Number, into.Phase, "办理中");
        }

        return item.Lead != into.Lead ? new OnlyTheSameLeadMerges(item.Number, into.Number)
            : string.IsNullOrWhiteSpace(act.Reason) ? new ReasonIsMissing("并案")
            : Decision.Grant([
                new ItemMerged(item.Id, into.Id, act.Reason.Trim()),
                .. ItemDuties.LiftAll(duties, item, "并案"),
                .. ItemProposals.Settle(hearing, item.Id, "并案"),
                .. Earlier(item, duties, into, intoDuties, hearing),
            ]);
    }

    private static IEnumerable<Fact> Earlier(
        Item item,
        MatterDuties duties,
        Item into,
        MatterDuties intoDuties,
        Hearing hearing
    ) =>
        duties.Open.GetValueOrDefault(ItemDuties.Close)?.Due is { } due
        && intoDuties.Open.GetValueOrDefault(ItemDuties.Close) is { } close
        && (close.Due is not { } other || due < other)
            ?
            [
                new DutyRedated(
                    ItemStreams.Of(into.Id),
                    close.Id,
                    Envelope.WholeMillisecond(due),
                    // The date of another item: it binds as it stands, and no year's notice moves it here.
                    Provisional: false,
                    hearing.Rules.Calendar.Hash,
                    RedateReason.GivenDate,
                    hearing.Mandate.Office,
                    close.Norm
                ),
            ]
            : [];
}
