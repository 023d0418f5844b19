namespace Daylight.Proceedings;

/// <summary>申请复核: whom a decision concerns objects within the time of the remedy; the review has a clock of its own.</summary>
public static class ObjectTo
{
    public sealed record Act(string Matter, string Proposal, string Text) : ProposalAct(Matter, Proposal)
    {
        public override Power Needs => ProposalPowers.Answer;

        public override Refusal? Bar(Hearing hearing) => BarOthers(hearing);

        internal override Decision Decide(Proposal proposal, MatterDuties duties, Hearing hearing) =>
            ObjectTo.Decide(proposal, this, hearing);
    }

    internal static Decision Decide(Proposal proposal, Act act, Hearing hearing)
    {
        if (proposal.Decided.Length == 0 || proposal.Objected)
        {
            return new NothingToObjectTo(proposal.Id);
        }

        if (proposal.ObjectUntil is { } until && hearing.Now > until)
        {
            return new ObjectionIsTooLate(
                proposal.Id,
                until,
                ProposalNorms.Ref(hearing.Rules, ProposalNorms.Objection)
            );
        }

        if (string.IsNullOrWhiteSpace(act.Text))
        {
            return new ProposalNeedsWords("申请复核的理由");
        }

        var lodged = new ObjectionLodged(act.Matter, proposal.Id, proposal.About, act.Text.Trim());
        return DutyClock.Under(hearing.Rules, ProposalNorms.Review, hearing.Now, hearing.Now) is { } clock
            ? Decision.Grant(
                lodged,
                ProposalNorms.Open(
                    act,
                    proposal,
                    ProposalNorms.ReviewDuty(proposal.Id),
                    ProposalNorms.ReviewMatter,
                    proposal.Office,
                    hearing.Now,
                    clock
                )
            )
            : lodged;
    }
}
