namespace Daylight.Proceedings;

/// <summary>How far a proposal is.</summary>
public enum ProposalStage
{
    /// <summary>待听取意见</summary>
    Made,

    /// <summary>听取意见中</summary>
    HearingCalled,

    /// <summary>已听取，待决定</summary>
    Heard,

    /// <summary>已决定</summary>
    Decided,

    /// <summary>复核中</summary>
    Objected,

    /// <summary>已复核</summary>
    Reviewed,

    /// <summary>不再需要决定</summary>
    Settled,
}

/// <summary>One row per proposal of the log, of whatever open mechanism.</summary>
/// <param name="Outcome">Name of the <see cref="ProposalOutcome"/>; empty before.</param>
/// <param name="Review">Name of the <see cref="ObjectionOutcome"/>; empty before.</param>
/// <param name="Steps">How many facts there are about it: a page that showed fewer is older than the proposal.</param>
public sealed record ProposalRow(
    string Matter,
    string Proposal,
    string About,
    string Proposes,
    bool AfterHearing,
    string Norm,
    string Title,
    string Grounds,
    string ProposedBy,
    DateTimeOffset MadeAt,
    ProposalStage Stage,
    string PutFacts,
    DateTimeOffset? Until,
    string Heard,
    DateTimeOffset? HeardAt,
    string Statement,
    string Outcome,
    string Decided,
    string Decider,
    DateTimeOffset? DecidedAt,
    string Reason,
    DateTimeOffset? ObjectUntil,
    string Objection,
    DateTimeOffset? ObjectedAt,
    string Review,
    string Reviewer,
    string ReviewReason,
    int Steps
);

/// <summary>处理建议: every proposal with what became of it.</summary>
public sealed class ProposalView()
    : View<ProposalRow>(
        "proposal",
        version: 2,
        keyLength: 2,
        "stage, made_at",
        "about, stage, made_at",
        "proposes, stage"
    )
{
    public override IReadOnlySet<Type> Folds { get; } =
        new HashSet<Type>
        {
            typeof(ProposalMade),
            typeof(HearingCalled),
            typeof(HeardOnProposal),
            typeof(ProposalDecided),
            typeof(ObjectionLodged),
            typeof(ObjectionDecided),
        };

    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact switch
        {
            ProposalMade f => [Key(f.Matter, f.Proposal)],
            HearingCalled f => [Key(f.Matter, f.Proposal)],
            HeardOnProposal f => [Key(f.Matter, f.Proposal)],
            ProposalDecided f => [Key(f.Matter, f.Proposal)],
            ProposalSettled f => [Key(f.Matter, f.Proposal)],
            ObjectionLodged f => [Key(f.Matter, f.Proposal)],
            ObjectionDecided f => [Key(f.Matter, f.Proposal)],
            _ => [],
        };

    protected override ProposalRow? Apply(object[] key, ProposalRow? row, Recorded recorded)
    {
        var next = (recorded.Fact, row) switch
        {
            (ProposalMade f, _) => Made(f, recorded),
            (HearingCalled f, { } known) => known with
            {
                Stage = known.Stage is ProposalStage.Made ? ProposalStage.HearingCalled : known.Stage,
                PutFacts = f.Facts,
                Until = f.Until,
            },
            (HeardOnProposal f, { } known) => known with
            {
                Stage = ProposalStage.Heard,
                Heard = f.Way.ToString(),
                HeardAt = recorded.At,
                Statement = known.Statement.Length == 0 ? f.Statement : $"{known.Statement}\n{f.Statement}",
            },
            (ProposalDecided f, { } known) => known with
            {
                Stage = ProposalStage.Decided,
                Outcome = f.Outcome.ToString(),
                Decided = f.Decided,
                Decider = f.Decider,
                DecidedAt = recorded.At,
                Reason = f.Reason,
                ObjectUntil = f.ObjectUntil,
            },
            (ProposalSettled f, { } known) => known with { Stage = ProposalStage.Settled, Reason = f.Why },
            (ObjectionLodged f, { } known) => known with
            {
                Stage = ProposalStage.Objected,
                Objection = f.Text,
                ObjectedAt = recorded.At,
            },
            (ObjectionDecided f, { } known) => known with
            {
                Stage = ProposalStage.Reviewed,
                Review = f.Outcome.ToString(),
                Decided = f.Decided,
                Reviewer = f.Decider,
                ReviewReason = f.Reason,
            },
            _ => row,
        };
        return next is null || ReferenceEquals(next, row) ? row : next with { Steps = next.Steps + 1 };
    }

    private static object[] Key(string matter, string proposal) => [matter, proposal];

    private static ProposalRow Made(ProposalMade f, Recorded recorded) =>
        new(
            f.Matter,
            f.Proposal,
            f.About,
            f.Proposes,
            f.AfterHearing,
            f.Norm.Id.Text,
            f.Title,
            f.Grounds,
            f.ProposedBy,
            recorded.At,
            ProposalStage.Made,
            "",
            null,
            "",
            null,
            "",
            "",
            "",
            "",
            null,
            "",
            null,
            "",
            null,
            "",
            "",
            "",
            0
        );
}
