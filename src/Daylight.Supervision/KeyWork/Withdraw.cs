using Daylight.Proceedings;
using Daylight.Supervision.Levels;

namespace Daylight.Supervision.KeyWork;

/// <summary>撤项: whoever gave the item takes it back. What was owed is owed no more; nothing is deleted.</summary>
public static class Withdraw
{
    public sealed record Act(string Item, string Reason) : GiverAct(Item)
    {
        public override IReadOnlyList<StreamRef> Streams =>
            [.. base.Streams, ItemProposals.Of(Item), Level.At(Item)];

        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            !item.IsOpen && item.Phase is not (ItemPhase.Approved or ItemPhase.Paused)
                ? new ItemIsElsewhere(item.Number, item.Phase, "办理中")
            : string.IsNullOrWhiteSpace(Reason) ? new ReasonIsMissing("撤项")
            : Decision.Grant([
                new ItemWithdrawn(item.Id, Reason.Trim()),
                .. hearing.State(Level.At(Item)) is { To: { Length: > 0 } level }
                    ? (Fact[])[new SentDownWithdrawn(item.Id, level, Reason.Trim())]
                    : [],
                .. ItemDuties.LiftAll(duties, item, "撤项"),
                .. ItemProposals.Settle(hearing, item.Id, "撤项"),
            ]);
    }
}
