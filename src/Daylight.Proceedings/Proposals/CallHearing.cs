namespace Daylight.Proceedings;

/// <summary>听取意见: puts the facts to whom a proposal concerns; from then on he has a reasonable time to answer.</summary>
public static class CallHearing
{
    /// <param name="Facts">What he is asked to answer, in words.</param>
    public sealed record Act(string Matter, string Proposal, string Facts) : ProposalAct(Matter, Proposal)
    {
        public override Power Needs => ProposalPowers.Hear;

        internal override Decision Decide(Proposal proposal, MatterDuties duties, Hearing hearing) =>
            CallHearing.Decide(proposal, this, hearing);
    }

    internal static Decision Decide(Proposal proposal, Act act, Hearing hearing)
    {
        if (proposal.IsEnded)
        {
            return new ProposalIsDecidedAlready(proposal.Id);
        }

        if (proposal.Until is not null)
        {
            return new HearingIsCalledAlready(proposal.Id, proposal.Until);
        }

        if (string.IsNullOrWhiteSpace(act.Facts))
        {
            return new ProposalNeedsWords("请对方说明的事实");
        }

        return
            DutyClock.Under(hearing.Rules, ProposalNorms.Hearing, hearing.Now, hearing.Now) is not { } clock
            ? new HearingHasNoTime(proposal.Id, ProposalNorms.Ref(hearing.Rules, ProposalNorms.Hearing))
            : Decision.Grant(
                new HearingCalled(act.Matter, proposal.Id, proposal.About, act.Facts.Trim(), clock.Due),
                ProposalNorms.Open(
                    act,
                    proposal,
                    ProposalNorms.HearingDuty(proposal.Id),
                    ProposalNorms.Hear,
                    proposal.About,
                    hearing.Now,
                    clock
                )
            );
    }
}
