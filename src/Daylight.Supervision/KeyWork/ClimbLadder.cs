using Daylight.Proceedings;
using Daylight.Registry;

namespace Daylight.Supervision.KeyWork;

/// <summary>
/// 催办、督查通知书、提级督办: takes the rung whose turn it is. What goes beyond the unit and its superior is first proposed, the
/// unit is heard, and a named person decides.
/// </summary>
public static class ClimbLadder
{
    /// <summary>提出下一级督办: lays the next rung before whoever decides.</summary>
    public sealed record ProposeAct(string Item, string Rung, string Grounds) : LadderAct(Item, Rung)
    {
        internal override Decision Decide(
            Item item,
            LadderStanding standing,
            MatterProposals proposals,
            MatterDuties duties,
            Hearing hearing
        ) =>
            !standing.NeedsDecision || standing.Norm is not { } norm
                ? new ItemIsElsewhere(item.Number, item.Phase, "督查通知书")
            : string.IsNullOrWhiteSpace(Grounds) ? new ReasonIsMissing("提出督办")
            : proposals.Find(standing.Proposal) is not null ? new ThatIsProposedAlready(item.Number)
            : new ProposalMade(
                ItemStreams.Of(item.Id),
                standing.Proposal,
                duties.Open[ItemDuties.Close].Owner,
                Rung,
                AfterHearing: true,
                norm,
                item.Title,
                Grounds.Trim(),
                hearing.Mandate.Person
            )
            {
                DecidedBy = standing.DecidedBy == "giver" ? item.Giver : "",
            };
    }

    /// <param name="Text">What is demanded, in words; by when follows from the norm.</param>
    public sealed record Act(string Item, string Rung, string Text) : LadderAct(Item, Rung)
    {
        internal override Decision Decide(
            Item item,
            LadderStanding standing,
            MatterProposals proposals,
            MatterDuties duties,
            Hearing hearing
        )
        {
            var decided = proposals.Find(standing.Proposal);
            return string.IsNullOrWhiteSpace(Text) ? new ReasonIsMissing("督办要求")
                : standing.NeedsDecision && decided?.Adopts(Rung) != true
                    ? new RungNeedsItsDecision(item.Number, Rung, standing.Norm)
                : Decision.Grant([
                    new RungTaken(
                        item.Id,
                        duties.Open[ItemDuties.Close].Owner,
                        Rung,
                        Text.Trim(),
                        standing.NeedsDecision ? decided!.Decider : "",
                        standing.Norm!.Value
                    )
                    {
                        To = Addressees(standing, duties.Open[ItemDuties.Close].Owner, hearing),
                    },
                    .. Clock(item, duties, hearing),
                    .. Reminded(item, proposals, hearing),
                ]);
        }

        /// <summary>The unit, or for a step that goes up its own superior; the unit itself where it has none.</summary>
        private static string[] Addressees(LadderStanding standing, string unit, Hearing hearing) =>
            [
                .. standing
                    .To.Select(to =>
                        to == "upper-unit" ? hearing.State(UnitTree.Ref).Above(unit) ?? unit : unit
                    )
                    .Distinct(),
            ];

        private IEnumerable<Fact> Clock(Item item, MatterDuties duties, Hearing hearing) =>
            Ladder.Clock(hearing.Rules, Rung, hearing.Now) is { } clock
                ?
                [
                    ItemDuties.Open(
                        item,
                        Ladder.DutyOf(Rung),
                        "item.rung",
                        duties.Open[ItemDuties.Close].Owner,
                        hearing.Now,
                        clock
                    ),
                ]
                : [];

        /// <summary>What the norm of the deadline proposed and needs no hearing, a reminder, is hereby done.</summary>
        private IEnumerable<Fact> Reminded(Item item, MatterProposals proposals, Hearing hearing) =>
            Rung != Ladder.Dun
                ? []
                : proposals
                    .All.Values.Where(known =>
                        known is { IsEnded: false, AfterHearing: false, Proposes: SendReminder.Consequence }
                    )
                    .OrderBy(known => known.Id, StringComparer.Ordinal)
                    .Select(known => new ProposalDecided(
                        ItemStreams.Of(item.Id),
                        known.Id,
                        known.About,
                        ProposalOutcome.Adopted,
                        known.Proposes,
                        hearing.Mandate.Person,
                        hearing.Mandate.Unit,
                        "已催办",
                        null,
                        null
                    ));
    }
}

/// <summary>An act on the ladder of an item that a unit has in hand.</summary>
public abstract record LadderAct(string Item, string Rung) : ItemAct(Item)
{
    public override Power Needs => SupervisionPowers.Run;

    public override IReadOnlyList<StreamRef> Streams =>
        [.. base.Streams, MatterProposals.Of(ItemStreams.Of(Item)), UnitTree.Ref];

    internal sealed override Decision Decide(Item item, MatterDuties duties, Hearing hearing)
    {
        if (
            item.Phase is not (ItemPhase.Assigned or ItemPhase.InHand)
            || duties.Open.GetValueOrDefault(ItemDuties.Close) is not { Due: not null }
        )
        {
            return new ItemIsElsewhere(item.Number, item.Phase, "办理中");
        }

        var standing = Ladder.Of(item, duties, hearing);
        return standing.Rung != Rung || !standing.IsAnAct
                ? new FormerRungHasNotLapsed(item.Number, Rung, standing.Rung, standing.Norm)
            : standing.IsTaken ? new RungIsTaken(item.Number, Rung, standing.Norm)
            : Decide(
                item,
                standing,
                hearing.State(MatterProposals.Of(ItemStreams.Of(Item))),
                duties,
                hearing
            );
    }

    internal abstract Decision Decide(
        Item item,
        LadderStanding standing,
        MatterProposals proposals,
        MatterDuties duties,
        Hearing hearing
    );
}
