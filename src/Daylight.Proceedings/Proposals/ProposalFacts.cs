using Daylight.Norms;

namespace Daylight.Proceedings;

/// <summary>How the other side was heard.</summary>
public enum HearingWay
{
    /// <summary>书面陈述: its own words.</summary>
    Statement,

    /// <summary>不作陈述: it was asked and chose not to speak.</summary>
    Silent,

    /// <summary>当面或者电话听取，由办理机构记录</summary>
    Recorded,
}

/// <summary>What a named person made of a proposal.</summary>
public enum ProposalOutcome
{
    /// <summary>采纳</summary>
    Adopted,

    /// <summary>变更后采纳: another consequence than the one proposed.</summary>
    AdoptedWithChange,

    /// <summary>不采纳</summary>
    Rejected,
}

/// <summary>What became of an objection. It never ends worse than the decision objected to.</summary>
public enum ObjectionOutcome
{
    /// <summary>维持</summary>
    Upheld,

    /// <summary>减轻</summary>
    Lightened,

    /// <summary>撤销</summary>
    Withdrawn,
}

/// <summary>A norm says what should follow. It binds nobody until a named person has decided it.</summary>
/// <param name="Proposal">Id within the matter.</param>
/// <param name="About">Opaque id of whom it would concern.</param>
/// <param name="Proposes">The consequence, as a term of the rule packs.</param>
/// <param name="AfterHearing">Whether the other side must be heard first.</param>
/// <param name="Title">What the matter is called, for lists.</param>
/// <param name="Grounds">What a person who proposed it gave as its grounds; empty where the rule proposed it by itself.</param>
/// <param name="ProposedBy">Opaque id of that person, who cannot decide it; empty where the rule proposed it.</param>
public sealed record ProposalMade(
    string Matter,
    string Proposal,
    string About,
    string Proposes,
    bool AfterHearing,
    NormRef Norm,
    string Title,
    string Grounds,
    string ProposedBy
) : Fact
{
    /// <summary>Opaque id of the only office that may decide it, where its norm names one; empty where the power is enough.</summary>
    public string DecidedBy { get; init; } = "";

    public override IReadOnlyList<string> Streams => [Matter];

    public override IReadOnlyList<string> Subjects => [About];

    public override IReadOnlyList<NormRef> Norms => [Norm];
}

/// <summary>听取意见: the facts were put to the other side, which has until then to answer.</summary>
/// <param name="Facts">What it is asked to answer, in words.</param>
/// <param name="Until">The last instant of its time; null where the norm gives no date.</param>
public sealed record HearingCalled(
    string Matter,
    string Proposal,
    string About,
    string Facts,
    DateTimeOffset? Until
) : Fact
{
    public override IReadOnlyList<string> Streams => [Matter];

    public override IReadOnlyList<string> Subjects => [About];
}

/// <summary>The other side was heard on a proposal.</summary>
/// <param name="Statement">What it said, in its own words; what was noted, where the office recorded it.</param>
public sealed record HeardOnProposal(
    string Matter,
    string Proposal,
    string About,
    HearingWay Way,
    string Statement
) : Fact
{
    public override IReadOnlyList<string> Streams => [Matter];

    public override IReadOnlyList<string> Subjects => [About];
}

/// <summary>A named person decided a proposal.</summary>
/// <param name="Decided">The consequence that follows, as a term of the rule packs; empty where it was rejected.</param>
/// <param name="Decider">Opaque id of the person.</param>
/// <param name="Office">Opaque id of the unit in whose name he decided.</param>
/// <param name="ObjectUntil">The last instant at which the other side may object; null where nothing follows.</param>
public sealed record ProposalDecided(
    string Matter,
    string Proposal,
    string About,
    ProposalOutcome Outcome,
    string Decided,
    string Decider,
    string Office,
    string Reason,
    DateTimeOffset? ObjectUntil,
    NormRef? Remedy
) : Fact
{
    public override IReadOnlyList<string> Streams => [Matter];

    public override IReadOnlyList<string> Subjects => [About];

    public override IReadOnlyList<NormRef> Norms => Remedy is { } norm ? [norm] : [];
}

/// <summary>不再需要决定: what it rested on is over, or what it proposed happened by rule. It binds and charges nobody.</summary>
public sealed record ProposalSettled(string Matter, string Proposal, string About, string Why) : Fact
{
    public override IReadOnlyList<string> Streams => [Matter];

    public override IReadOnlyList<string> Subjects => [About];
}

/// <summary>申请复核: the other side objects. What was decided stands meanwhile, and is shown as under review.</summary>
public sealed record ObjectionLodged(string Matter, string Proposal, string About, string Text) : Fact
{
    public override IReadOnlyList<string> Streams => [Matter];

    public override IReadOnlyList<string> Subjects => [About];
}

/// <summary>复核决定, by somebody who had no hand in the decision.</summary>
/// <param name="Decided">The consequence that stands now; empty where it was withdrawn.</param>
public sealed record ObjectionDecided(
    string Matter,
    string Proposal,
    string About,
    ObjectionOutcome Outcome,
    string Decided,
    string Decider,
    string Reason
) : Fact
{
    public override IReadOnlyList<string> Streams => [Matter];

    public override IReadOnlyList<string> Subjects => [About];
}
