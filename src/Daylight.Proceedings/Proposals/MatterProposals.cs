using System.Collections.Immutable;
using Daylight.Norms;

namespace Daylight.Proceedings;

/// <summary>A proposal as the facts of its matter tell it.</summary>
/// <param name="Until">Until when the other side has time to answer; null before it was asked.</param>
/// <param name="Heard">How it was heard; null before.</param>
/// <param name="Outcome">What was decided; null before.</param>
/// <param name="Steps">How many facts there are about it.</param>
/// <param name="Decided">What follows now: the decision, or what a review left of it; empty where nothing does.</param>
public sealed record Proposal(
    string Id,
    string About,
    string Proposes,
    bool AfterHearing,
    NormRef Norm,
    string Title,
    string ProposedBy,
    DateTimeOffset? Until,
    HearingWay? Heard,
    ProposalOutcome? Outcome,
    string Decided,
    string Decider,
    string Office,
    DateTimeOffset? ObjectUntil,
    bool Objected,
    ObjectionOutcome? Reviewed,
    int Steps
)
{
    /// <summary>Opaque id of the only office that may decide it; empty where the power is enough.</summary>
    public string DecidedBy { get; init; } = "";

    /// <summary>What it rested on is over: nobody decides it any more.</summary>
    public bool Settled { get; init; }

    public bool IsEnded => Settled || Outcome is not null;

    /// <summary>Whether this consequence follows: somebody decided so, and no review took it away.</summary>
    public bool Adopts(string consequence) => Outcome is not null && Decided == consequence;

    /// <summary>Whether the other side had its say, or let its time pass.</summary>
    public bool WasHeardBy(DateTimeOffset now) => Heard is not null || (Until is { } until && now > until);
}

/// <summary>The proposals of one matter, decided ones too, folded from its stream whatever mechanism it belongs to.</summary>
public sealed record MatterProposals(ImmutableDictionary<string, Proposal> All) : IState<MatterProposals>
{
    public static MatterProposals Start { get; } = new(ImmutableDictionary<string, Proposal>.Empty);

    public static StreamRef<MatterProposals> Of(string matter) => new(matter);

    public Proposal? Find(string id) => All.GetValueOrDefault(id);

    /// <summary>Settles those that nobody decided yet.</summary>
    public IEnumerable<Fact> Settle(string matter, string why, Func<Proposal, bool>? which = null) =>
        All
            .Values.Where(known => !known.IsEnded && which?.Invoke(known) != false)
            .OrderBy(known => known.Id, StringComparer.Ordinal)
            .Select(known => new ProposalSettled(matter, known.Id, known.About, why));

    public MatterProposals Apply(Fact fact) =>
        fact switch
        {
            ProposalMade f => new(All.SetItem(f.Proposal, Made(f))),
            HearingCalled f => With(f.Proposal, known => known with { Until = f.Until }),
            HeardOnProposal f => With(f.Proposal, known => known with { Heard = f.Way }),
            ProposalDecided f => With(
                f.Proposal,
                known =>
                    known with
                    {
                        Outcome = f.Outcome,
                        Decided = f.Decided,
                        Decider = f.Decider,
                        Office = f.Office,
                        ObjectUntil = f.ObjectUntil,
                    }
            ),
            ProposalSettled f => With(f.Proposal, known => known with { Settled = true }),
            ObjectionLodged f => With(f.Proposal, known => known with { Objected = true }),
            ObjectionDecided f => With(
                f.Proposal,
                known => known with { Reviewed = f.Outcome, Decided = f.Decided }
            ),
            _ => this,
        };

    private static Proposal Made(ProposalMade f) =>
        new(
            f.Proposal,
            f.About,
            f.Proposes,
            f.AfterHearing,
            f.Norm,
            f.Title,
            f.ProposedBy,
            null,
            null,
            null,
            "",
            "",
            "",
            null,
            false,
            null,
            1
        )
        {
            DecidedBy = f.DecidedBy,
        };

    private MatterProposals With(string id, Func<Proposal, Proposal> change) =>
        All.TryGetValue(id, out var known)
            ? new(All.SetItem(id, change(known) with { Steps = known.Steps + 1 }))
            : this;
}
