using Daylight.Norms;

namespace Daylight.Proceedings;

/// <summary>An act on one proposal of an open matter, whatever mechanism the matter belongs to.</summary>
public abstract record ProposalAct(string Matter, string Proposal) : Act
{
    /// <summary>How many facts about the proposal the page showed; null where nobody looked at a page.</summary>
    public int? Seen { get; init; }

    public override IReadOnlyList<StreamRef> Streams => [MatterProposals.Of(Matter), MatterDuties.Of(Matter)];

    public sealed override Decision Decide(Hearing hearing) =>
        hearing.State(MatterProposals.Of(Matter)).Find(Proposal) is { } proposal
            ? Seen is { } seen && seen != proposal.Steps
                ? new ProposalMovedOn(Proposal)
                : Decide(proposal, hearing.State(MatterDuties.Of(Matter)), hearing)
            : new NoSuchProposal(Matter, Proposal);

    internal abstract Decision Decide(Proposal proposal, MatterDuties duties, Hearing hearing);

    /// <summary>A proposal about somebody else answers like one that does not exist.</summary>
    private protected Refusal? BarOthers(Hearing hearing) =>
        hearing.Mandate.Lacks(Needs)
        ?? (
            hearing.State(MatterProposals.Of(Matter)).Find(Proposal) is { } proposal
            && !Concerns(proposal, hearing.Mandate)
                ? new NoSuchProposal(Matter, Proposal)
                : null
        );

    /// <summary>Whether the proposal is about this person, his office or his unit.</summary>
    internal static bool Concerns(Proposal proposal, Mandate mandate) =>
        proposal.About == mandate.Unit
        || proposal.About == mandate.Office
        || proposal.About == mandate.Person;
}

/// <summary>Powers around proposals.</summary>
public static class ProposalPowers
{
    /// <summary>Puts the facts to the other side and records what it says: the office that runs the matter.</summary>
    public static readonly Power Hear = new("proposals.hear");

    /// <summary>Answers and objects: whom a proposal concerns.</summary>
    public static readonly Power Answer = new("proposals.answer");

    /// <summary>Decides proposals and objections: the government, its head, or whom they named (政府督查工作条例 21).</summary>
    public static readonly Power Decide = new("proposals.decide");
}

/// <summary>The norms that the acts on proposals rest on, and the duties that they open.</summary>
internal static class ProposalNorms
{
    /// <summary>听取意见的合理期限.</summary>
    public static readonly NormId Hearing = NormId.Parse("proposals.hearing");

    /// <summary>Named decider after hearing: 政府督查工作条例 21.</summary>
    public static readonly NormId Deciding = NormId.Parse("inspection.praise-blame");

    /// <summary>复核申请: 30 days, 政府督查工作条例 17.</summary>
    public static readonly NormId Objection = NormId.Parse("inspection.objection");

    /// <summary>复核决定: 30 days, 政府督查工作条例 17.</summary>
    public static readonly NormId Review = NormId.Parse("inspection.objection-decide");

    /// <summary>复核人员回避: 政府督查工作条例 17.</summary>
    public static readonly NormId Recusal = NormId.Parse("inspection.objection-recusal");

    /// <summary>What a hearing is called among the matters of duties.</summary>
    public const string Hear = "proposal.hear";

    /// <summary>What a review is called there.</summary>
    public const string ReviewMatter = "proposal.review";

    public static string HearingDuty(string proposal) => $"hear-{proposal}";

    public static string ReviewDuty(string proposal) => $"review-{proposal}";

    public static NormRef? Ref(AdoptedRules rules, NormId norm) => rules.Find(norm)?.Ref;

    public static DutyOpened Open(
        ProposalAct act,
        Proposal proposal,
        string duty,
        string what,
        string owner,
        DateTimeOffset start,
        DutyClock clock
    ) =>
        new(
            act.Matter,
            duty,
            what,
            owner,
            proposal.Title,
            clock.Norm,
            start,
            clock.Span,
            clock.Due,
            clock.Provisional,
            clock.Calendar
        );

    public static IEnumerable<Fact> Discharge(
        MatterDuties duties,
        ProposalAct act,
        string duty,
        DateTimeOffset at
    ) => duties.Open.ContainsKey(duty) ? [new DutyDischarged(act.Matter, duty, at)] : [];
}

[NoNorm(
    "an act on a proposal needs that proposal; one about somebody else answers like one that does not exist"
)]
public sealed record NoSuchProposal(string Matter, string Proposal) : Refusal;

[NoNorm("two people at one proposal: the second must see what the first did")]
public sealed record ProposalMovedOn(string Proposal) : Refusal;

[NoNorm("a proposal is decided once; whoever it concerns may object")]
public sealed record ProposalIsDecidedAlready(string Proposal) : Refusal;

[NoNorm("a statement, a decision and an objection say why in words")]
public sealed record ProposalNeedsWords(string What) : Refusal;

/// <summary>The facts were put to the other side already, and its time is still running or over.</summary>
[NoNorm("the other side is asked once, with one date")]
public sealed record HearingIsCalledAlready(string Proposal, DateTimeOffset? Until) : Refusal;

/// <summary>No norm gives the other side a time to answer.</summary>
public sealed record HearingHasNoTime(string Proposal, NormRef? Under) : Refusal(Under);

/// <summary>The other side was neither heard nor did it let its time pass.</summary>
public sealed record OtherSideWasNotHeard(string Proposal, DateTimeOffset? Until, NormRef? Under)
    : Refusal(Under);

/// <summary>Whoever proposed it, or whom it concerns, cannot decide it.</summary>
public sealed record DeciderMustBeAnother(string Proposal, NormRef? Under) : Refusal(Under);

/// <summary>The norm names the office that decides it: another one with the same power does not.</summary>
public sealed record NormNamesTheDecider(string Proposal, string Office, NormRef? Under) : Refusal(Under);

[NoNorm("a change names another consequence than the one proposed")]
public sealed record ChangeNeedsAnother(string Proposes) : Refusal;

[NoNorm("only what follows can be objected to, and once")]
public sealed record NothingToObjectTo(string Proposal) : Refusal;

/// <summary>The objection came after the last day of the remedy.</summary>
public sealed record ObjectionIsTooLate(string Proposal, DateTimeOffset? Until, NormRef? Under)
    : Refusal(Under);

[NoNorm("a review answers an objection, once")]
public sealed record NoObjectionWaits(string Proposal) : Refusal;

/// <summary>Whoever decided, proposed or is concerned does not review.</summary>
public sealed record ReviewerMustBeAnother(string Proposal, NormRef? Under) : Refusal(Under);
