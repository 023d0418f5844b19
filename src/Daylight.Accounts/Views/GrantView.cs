using Daylight.Proceedings;

namespace Daylight.Accounts.Views;

/// <summary>One row per proposal.</summary>
/// <param name="Proposer">Person who proposed it.</param>
/// <param name="Decider">Person who confirmed it or turned it down.</param>
public sealed record GrantRow(
    string Proposal,
    GrantKind Kind,
    string Recipient,
    string What,
    string Because,
    string Proposer,
    DateTimeOffset ProposedAt,
    GrantStanding Standing,
    string? Decider,
    DateTimeOffset? DecidedAt,
    string? Answer
)
{
    internal GrantProposed Proposed => new(Proposal, Kind, Recipient, What, Because);
}

/// <summary>What was proposed, and what became of it.</summary>
public sealed class GrantView()
    : View<GrantRow>("accounts_grant", version: 1, keyLength: 1, "standing", "recipient")
{
    public override IReadOnlySet<Type> Folds { get; } =
        new HashSet<Type> { typeof(GrantProposed), typeof(GrantConfirmed), typeof(GrantDenied) };

    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact switch
        {
            GrantProposed f =>
            [
                [f.Grant],
            ],
            GrantConfirmed f =>
            [
                [f.Grant],
            ],
            GrantDenied f =>
            [
                [f.Grant],
            ],
            _ => [],
        };

    protected override GrantRow? Apply(object[] key, GrantRow? row, Recorded recorded) =>
        recorded.Fact switch
        {
            GrantProposed f => new(
                f.Grant,
                f.Kind,
                f.To,
                f.What,
                f.Because,
                recorded.Person,
                recorded.At,
                GrantStanding.Proposed,
                null,
                null,
                null
            ),
            GrantConfirmed when row is not null => row with
            {
                Standing = GrantStanding.Confirmed,
                Decider = recorded.Person,
                DecidedAt = recorded.At,
            },
            GrantDenied f when row is not null => row with
            {
                Standing = GrantStanding.Denied,
                Decider = recorded.Person,
                DecidedAt = recorded.At,
                Answer = f.Because,
            },
            _ => row,
        };
}
