using Daylight.Norms;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;

namespace Daylight.Supervision.Plans;

/// <summary>
/// 拟定督查计划. A plan that overlaps another for the same unit, matter and period is refused, and the other is named: join that one.
/// </summary>
public static class ProposePlan
{
    internal static readonly NormId Norm = NormId.Parse("inspection.plan");

    public sealed record Act(
        string Plan,
        PlanKind Kind,
        string Matter,
        IReadOnlyList<string> Units,
        DateOnly From,
        DateOnly To,
        string Basis
    ) : Proceedings.Act
    {
        public override Power Needs => SupervisionPowers.Run;

        public override IReadOnlyList<StreamRef> Streams => [PlanRegister.Ref];

        public override Decision Decide(Hearing hearing) =>
            ProposePlan.Decide(hearing.State(PlanRegister.Ref), this, hearing);
    }

    internal static Decision Decide(PlanRegister register, Act act, Hearing hearing) =>
        register.All.ContainsKey(act.Plan) || act.Plan.Length == 0 ? new PlanIsElsewhere(act.Plan)
        : string.IsNullOrWhiteSpace(act.Matter)
        || string.IsNullOrWhiteSpace(act.Basis)
        || act.Units.Count == 0
            ? new PlanNeedsItsWords("督查内容、依据和单位")
        : act.To < act.From || act.To < hearing.Today ? new PlanPeriodIsWrong(act.From, act.To)
        : register.Overlapping(act.Matter, act.Units, act.From, act.To, act.Plan) is { } other
            ? new PlanOverlaps(other.Id, other.Matter, other.From, other.To, hearing.Rules.Find(Norm)?.Ref)
        : new PlanProposed(
            act.Plan,
            act.Kind,
            act.Matter.Trim(),
            [.. act.Units.Distinct()],
            act.From,
            act.To,
            act.Basis.Trim(),
            hearing.Mandate.Unit,
            hearing.Mandate.Person
        );
}

[NoNorm("one entry per plan, and each step once")]
public sealed record PlanIsElsewhere(string Plan) : Refusal;

[NoNorm("要求须有号: every demand carries its basis")]
public sealed record PlanNeedsItsWords(string What) : Refusal;

[NoNorm("a plan looks forward")]
public sealed record PlanPeriodIsWrong(DateOnly From, DateOnly To) : Refusal;

[NoNorm("政府督查工作条例 11: proposed and approved; not by the same person")]
public sealed record PlanApproverMustBeAnother(string Plan) : Refusal;

/// <summary>Another plan goes to the same unit on the same matter in that time (政府督查工作条例 15).</summary>
/// <param name="Other">The plan to join.</param>
public sealed record PlanOverlaps(string Other, string Matter, DateOnly From, DateOnly To, NormRef? Under)
    : Refusal(Under);
