namespace Daylight.Proceedings;

/// <summary>
/// 复核决定: by a person who had no hand in the decision. It stands, becomes lighter or falls; asking for a review never
/// makes it worse.
/// </summary>
public static class DecideObjection
{
    /// <param name="Instead">The lighter consequence, as a term of the rule packs, where it becomes lighter.</param>
    public sealed record Act(
        string Matter,
        string Proposal,
        ObjectionOutcome Outcome,
        string Instead,
        string Reason
    ) : ProposalAct(Matter, Proposal)
    {
        public override Power Needs => ProposalPowers.Decide;

        internal override Decision Decide(Proposal proposal, MatterDuties duties, Hearing hearing) =>
            DecideObjection.Decide(proposal, duties, this, hearing);
    }

    internal static Decision Decide(Proposal proposal, MatterDuties duties, Act act, Hearing hearing) =>
        !proposal.Objected || proposal.Reviewed is not null ? new NoObjectionWaits(proposal.Id)
        : IsOfTheOriginalStaff(proposal, hearing.Mandate)
            ? new ReviewerMustBeAnother(proposal.Id, ProposalNorms.Ref(hearing.Rules, ProposalNorms.Recusal))
        : string.IsNullOrWhiteSpace(act.Reason) ? new ProposalNeedsWords("复核决定的理由")
        : act.Outcome is ObjectionOutcome.Lightened
        && (string.IsNullOrWhiteSpace(act.Instead) || act.Instead.Trim() == proposal.Decided)
            ? new ChangeNeedsAnother(proposal.Decided)
        : Decision.Grant([
            new ObjectionDecided(
                act.Matter,
                proposal.Id,
                proposal.About,
                act.Outcome,
                act.Outcome switch
                {
                    ObjectionOutcome.Upheld => proposal.Decided,
                    ObjectionOutcome.Lightened => act.Instead.Trim(),
                    ObjectionOutcome.Withdrawn => "",
                },
                hearing.Mandate.Person,
                act.Reason.Trim()
            ),
            .. ProposalNorms.Discharge(duties, act, ProposalNorms.ReviewDuty(proposal.Id), hearing.Now),
        ]);

    private static bool IsOfTheOriginalStaff(Proposal proposal, Mandate mandate) =>
        mandate.Person == proposal.Decider
        || mandate.Person == proposal.ProposedBy
        || ProposalAct.Concerns(proposal, mandate);
}
