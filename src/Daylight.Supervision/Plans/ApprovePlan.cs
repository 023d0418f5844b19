using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;

namespace Daylight.Supervision.Plans;

/// <summary>批准督查计划: by another person than the one who proposed it; the plan gets its number.</summary>
public static class ApprovePlan
{
    public sealed record Act(string Plan) : Proceedings.Act
    {
        public override Power Needs => SupervisionPowers.Approve;

        public override IReadOnlyList<StreamRef> Streams => [PlanRegister.Ref];

        public override Decision Decide(Hearing hearing)
        {
            var register = hearing.State(PlanRegister.Ref);
            return register.All.GetValueOrDefault(Plan) is not { Standing: PlanStanding.Proposed } plan
                || hearing.Rules.Find(ProposePlan.Norm) is not { } norm
                    ? new PlanIsElsewhere(Plan)
                : plan.ProposedBy == hearing.Mandate.Person ? new PlanApproverMustBeAnother(Plan)
                : new PlanApproved(Plan, hearing.Today.Year, register.Next(hearing.Today.Year), norm.Ref);
        }
    }

    /// <summary>取消.</summary>
    public sealed record CancelAct(string Plan, string Reason) : Proceedings.Act
    {
        public override Power Needs => SupervisionPowers.Run;

        public override IReadOnlyList<StreamRef> Streams => [PlanRegister.Ref];

        public override Decision Decide(Hearing hearing) =>
            hearing.State(PlanRegister.Ref).All.GetValueOrDefault(Plan)
                is not { Standing: PlanStanding.Proposed or PlanStanding.Approved }
                ? new PlanIsElsewhere(Plan)
            : string.IsNullOrWhiteSpace(Reason) ? new PlanNeedsItsWords("取消的理由")
            : new PlanCancelled(Plan, Reason.Trim());
    }

    /// <summary>合并: the units and the period of a plan that was not approved yet join another one.</summary>
    public sealed record MergeAct(string Plan, string Into, string Reason) : Proceedings.Act
    {
        public override Power Needs => SupervisionPowers.Run;

        public override IReadOnlyList<StreamRef> Streams => [PlanRegister.Ref];

        public override Decision Decide(Hearing hearing)
        {
            var all = hearing.State(PlanRegister.Ref).All;
            return Plan == Into
                || all.GetValueOrDefault(Plan) is not { Standing: PlanStanding.Proposed }
                || all.GetValueOrDefault(Into)
                    is not { Standing: PlanStanding.Proposed or PlanStanding.Approved }
                    ? new PlanIsElsewhere(Plan)
                : string.IsNullOrWhiteSpace(Reason) ? new PlanNeedsItsWords("合并的理由")
                : new PlanMerged(Plan, Into, Reason.Trim());
        }
    }
}
