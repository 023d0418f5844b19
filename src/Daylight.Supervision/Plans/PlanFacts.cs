using Daylight.Norms;
using Daylight.Proceedings;

namespace Daylight.Supervision.Plans;

/// <summary>The five kinds of supervision (政府督查工作条例 14).</summary>
public enum PlanKind
{
    /// <summary>综合督查</summary>
    Comprehensive,

    /// <summary>专项督查</summary>
    Special,

    /// <summary>事件调查</summary>
    Incident,

    /// <summary>日常督办</summary>
    Daily,

    /// <summary>线索核查</summary>
    Lead,
}

/// <summary>A fact of the register of plans: one stream, so that two plans that overlap always meet.</summary>
public abstract record PlanFact(string Plan) : Fact
{
    public override IReadOnlyList<string> Streams => [PlanRegister.Stream];
}

/// <summary>拟定督查计划.</summary>
/// <param name="Matter">What is supervised, in words; the guard compares it without spaces and punctuation.</param>
/// <param name="Units">Opaque ids of the units that it goes to.</param>
/// <param name="Basis">The paper that it rests on: 要求须有号.</param>
public sealed record PlanProposed(
    string Plan,
    PlanKind Kind,
    string Matter,
    IReadOnlyList<string> Units,
    DateOnly From,
    DateOnly To,
    string Basis,
    string Office,
    string ProposedBy
) : PlanFact(Plan)
{
    public override IReadOnlyList<string> Subjects => Units;
}

/// <summary>计划批准, with its number in the year.</summary>
public sealed record PlanApproved(string Plan, int Year, int Number, NormRef Norm) : PlanFact(Plan)
{
    public override IReadOnlyList<NormRef> Norms => [Norm];

    /// <summary>As screens show it.</summary>
    public string Label => $"督计{Year}-{Number:000}";
}

/// <summary>合并到另一项计划: the units of this one are covered by that one.</summary>
public sealed record PlanMerged(string Plan, string Into, string Reason) : PlanFact(Plan);

/// <summary>取消计划.</summary>
public sealed record PlanCancelled(string Plan, string Reason) : PlanFact(Plan);
