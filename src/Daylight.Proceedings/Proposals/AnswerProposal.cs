namespace Daylight.Proceedings;

/// <summary>
/// 陈述申辩: whom a proposal concerns says his side, or says that he does not wish to speak; also before he was asked, and
/// again until it is decided. The office records what was said in person or by telephone.
/// </summary>
public static class AnswerProposal
{
    /// <param name="Silent">He does not wish to speak. That is no admission.</param>
    public sealed record Act(string Matter, string Proposal, string Statement, bool Silent)
        : ProposalAct(Matter, Proposal)
    {
        public override Power Needs => ProposalPowers.Answer;

        public override Refusal? Bar(Hearing hearing) => BarOthers(hearing);

        internal override Decision Decide(Proposal proposal, MatterDuties duties, Hearing hearing) =>
            AnswerProposal.Decide(
                proposal,
                duties,
                this,
                Silent ? HearingWay.Silent : HearingWay.Statement,
                Silent ? "" : Statement,
                hearing.Now
            );
    }

    /// <param name="Statement">What was said, when, to whom and how.</param>
    public sealed record RecordAct(string Matter, string Proposal, string Statement)
        : ProposalAct(Matter, Proposal)
    {
        public override Power Needs => ProposalPowers.Hear;

        internal override Decision Decide(Proposal proposal, MatterDuties duties, Hearing hearing) =>
            AnswerProposal.Decide(proposal, duties, this, HearingWay.Recorded, Statement, hearing.Now);
    }

    internal static Decision Decide(
        Proposal proposal,
        MatterDuties duties,
        ProposalAct act,
        HearingWay way,
        string statement,
        DateTimeOffset now
    ) =>
        proposal.IsEnded ? new ProposalIsDecidedAlready(proposal.Id)
        : way is not HearingWay.Silent && string.IsNullOrWhiteSpace(statement)
            ? new ProposalNeedsWords("陈述的内容")
        : Decision.Grant([
            new HeardOnProposal(act.Matter, proposal.Id, proposal.About, way, statement.Trim()),
            .. ProposalNorms.Discharge(duties, act, ProposalNorms.HearingDuty(proposal.Id), now),
        ]);
}
