namespace Daylight.Proceedings;

/// <summary>
/// 作出决定: a named person adopts a proposal, adopts another consequence in its place, or rejects it, each with a reason;
/// after the other side was heard or let its time pass. Nothing follows from a proposal by itself.
/// </summary>
public static class DecideProposal
{
    /// <param name="Instead">The consequence in its place, as a term of the rule packs, where it is adopted with a change.</param>
    public sealed record Act(
        string Matter,
        string Proposal,
        ProposalOutcome Outcome,
        string Instead,
        string Reason
    ) : ProposalAct(Matter, Proposal)
    {
        public override Power Needs => ProposalPowers.Decide;

        internal override Decision Decide(Proposal proposal, MatterDuties duties, Hearing hearing) =>
            DecideProposal.Decide(proposal, duties, this, hearing);
    }

    internal static Decision Decide(Proposal proposal, MatterDuties duties, Act act, Hearing hearing)
    {
        var under = ProposalNorms.Ref(hearing.Rules, ProposalNorms.Deciding);
        if (proposal.IsEnded)
        {
            return new ProposalIsDecidedAlready(proposal.Id);
        }

        if (proposal.ProposedBy == hearing.Mandate.Person || ProposalAct.Concerns(proposal, hearing.Mandate))
        {
            return new DeciderMustBeAnother(proposal.Id, under);
        }

        if (proposal.DecidedBy.Length > 0 && proposal.DecidedBy != hearing.Mandate.Office)
        {
            return new NormNamesTheDecider(proposal.Id, proposal.DecidedBy, proposal.Norm);
        }

        // A rejection takes nothing from anybody: it need not wait.
        if (
            proposal.AfterHearing
            && act.Outcome is not ProposalOutcome.Rejected
            && !proposal.WasHeardBy(hearing.Now)
        )
        {
            return new OtherSideWasNotHeard(proposal.Id, proposal.Until, under);
        }

        if (string.IsNullOrWhiteSpace(act.Reason))
        {
            return new ProposalNeedsWords("决定的理由");
        }

        return
            act.Outcome is ProposalOutcome.AdoptedWithChange
            && (string.IsNullOrWhiteSpace(act.Instead) || act.Instead.Trim() == proposal.Proposes)
            ? new ChangeNeedsAnother(proposal.Proposes)
            : Granted(proposal, duties, act, hearing);
    }

    private static Decision Granted(Proposal proposal, MatterDuties duties, Act act, Hearing hearing)
    {
        var decided = act.Outcome switch
        {
            ProposalOutcome.Adopted => proposal.Proposes,
            ProposalOutcome.AdoptedWithChange => act.Instead.Trim(),
            ProposalOutcome.Rejected => "",
        };
        var remedy =
            decided.Length == 0
                ? null
                : DutyClock.Under(hearing.Rules, ProposalNorms.Objection, hearing.Now, hearing.Now);
        var hear = ProposalNorms.HearingDuty(proposal.Id);
        return Decision.Grant([
            new ProposalDecided(
                act.Matter,
                proposal.Id,
                proposal.About,
                act.Outcome,
                decided,
                hearing.Mandate.Person,
                hearing.Mandate.Unit,
                act.Reason.Trim(),
                remedy?.Due,
                remedy?.Norm
            ),
            .. duties.Open.ContainsKey(hear) ? (Fact[])[new DutyLifted(act.Matter, hear, "已作出决定")] : [],
        ]);
    }
}
