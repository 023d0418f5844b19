using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;

namespace Daylight.Supervision.Plans;

/// <summary>批准督查计划: by another person than the one who proposed it; the plan gets its number.</summary>
public static class ApprovePlan
{
    public sealed record Act(string Plan) : Proceedings.Act
    {
        public override Power Needs => SupervisionPowers.Approve;

        public override IReadOnlyList<StreamRef> Streams =>
            [PlanRegister.Ref, MatterProposals.Of(PlanRegister.Stream)];

        public override Decision Decide(Hearing hearing)
        {
            var register = hearing.State(PlanRegister.Ref);
            return register.All.GetValueOrDefault(Plan) is not { Standing: PlanStanding.Proposed } plan
                || hearing.Rules.Find(ProposePlan.Norm) is not { } norm
                    ? new PlanIsElsewhere(Plan)
                : plan.ProposedBy == hearing.Mandate.Person ? new PlanApproverMustBeAnother(Plan)
                : Granted(
                    register,
                    plan,
                    new PlanApproved(Plan, hearing.Today.Year, register.Next(hearing.Today.Year), norm.Ref),
                    hearing
                );
        }
    }

    /// <summary>More comprehensive inspections in a year than the norm allows: it is proposed to merge them, once a year and office.</summary>
    private static Decision Granted(PlanRegister register, Plan plan, PlanApproved approved, Hearing hearing)
    {
        var count = PlanBurden.Ask((PlanRegister)register.Apply(approved), plan, hearing);
        var id = PlanBurden.ProposalOf(plan);
        return Decision.Grant([
            approved,
            .. hearing.State(MatterProposals.Of(PlanRegister.Stream)).Find(id) is null
            && count is { Proposes: [{ } consequence, ..] }
                ? (Fact[])
                    [
                        new ProposalMade(
                            PlanRegister.Stream,
                            id,
                            plan.Office,
                            consequence.Proposes,
                            consequence.AfterHearing,
                            count.Norm,
                            plan.Matter,
                            Grounds: "",
                            ProposedBy: ""
                        ),
                    ]
                : [],
        ]);
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
