using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>办结、销号、回头看: the end of the road, each step after the word that it needs.</summary>
public static class Close
{
    /// <summary>办结: only after whoever gave it had nothing more to say.</summary>
    public sealed record Act(string Item) : ItemAct(Item)
    {
        public override Power Needs => SupervisionPowers.Run;

        public override IReadOnlyList<StreamRef> Streams => [.. base.Streams, ItemProposals.Of(Item)];

        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            item.Phase is not ItemPhase.Confirmed
                ? new ItemIsElsewhere(item.Number, item.Phase, "领导无新批示")
                : Decision.Grant([
                    new ItemClosed(item.Id, hearing.Mandate.Person, hearing.Now),
                    .. ItemDuties.Discharge(duties, item, ItemDuties.Close, hearing.Now),
                    .. duties
                        .Open.Keys.Where(duty => duty != ItemDuties.Close)
                        .Order(StringComparer.Ordinal)
                        .Select(duty => new DutyLifted(ItemStreams.Of(item.Id), duty, "已办结")),
                    // Whether the public is shown a lapse can still be decided; a rung of the ladder leads nowhere any more.
                    .. ItemProposals.Settle(
                        hearing,
                        item.Id,
                        "已办结",
                        known => known.Proposes != ShowLapse.Consequence
                    ),
                ]);
    }

    /// <summary>销号.</summary>
    public sealed record StrikeOffAct(string Item, string Reason) : ItemAct(Item)
    {
        public override Power Needs => SupervisionPowers.Run;

        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            item.Phase is not ItemPhase.Closed ? new ItemIsElsewhere(item.Number, item.Phase, "已办结")
            : string.IsNullOrWhiteSpace(Reason) ? new ReasonIsMissing("销号")
            : new ItemStruckOff(item.Id, Reason.Trim());
    }

    /// <summary>回头看发现问题: the item is open again with its old history, under a new clock of the same norm.</summary>
    public sealed record ReopenAct(string Item, string Reason) : ItemAct(Item)
    {
        public override Power Needs => SupervisionPowers.Run;

        public override IReadOnlyList<StreamRef> Streams =>
            [.. base.Streams, MatterProposals.Of(ItemStreams.Of(Item))];

        internal override Decision Decide(Item item, MatterDuties duties, Hearing hearing) =>
            item.Phase is not (ItemPhase.Closed or ItemPhase.StruckOff)
                ? new ItemIsElsewhere(item.Number, item.Phase, "已办结或者已销号")
            : IsUndecided(hearing.State(MatterProposals.Of(ItemStreams.Of(Item))))
                ? new LookBack.ReopeningNeedsItsDecision(
                    item.Number,
                    ItemNorms.Ref(hearing.Rules, LookBack.LookBackNorms.Reopening)
                )
            : string.IsNullOrWhiteSpace(Reason) ? new ReasonIsMissing("重新办理")
            : ItemNorms.ClosingClock(item with { Given = null }, hearing.Now, hearing) is not { } clock
                ? new ItemHasNoDate(item.Source)
            : Decision.Grant(
                new ItemReopened(item.Id, Reason.Trim()),
                ItemDuties.Open(item, ItemDuties.Close, "item.close", item.Lead, hearing.Now, clock)
            );

        /// <summary>Whether a look proposed it, and nobody has yet said yes or no.</summary>
        private static bool IsUndecided(MatterProposals proposals) =>
            proposals.All.Values.Any(known =>
                known is { Proposes: LookBack.RecordLook.Consequence, Outcome: null }
            );
    }
}
