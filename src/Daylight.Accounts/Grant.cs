using Daylight.Proceedings;

namespace Daylight.Accounts;

/// <summary>A proposal to grant something, as its stream tells it.</summary>
internal sealed record Grant(GrantStanding Standing, GrantProposed? Proposed) : IState<Grant>
{
    public static Grant Start { get; } = new(GrantStanding.None, null);

    public static StreamRef<Grant> At(string id) => new(AccountStreams.OfGrant(id));

    public Grant Apply(Fact fact) =>
        fact switch
        {
            GrantProposed f => new(GrantStanding.Proposed, f),
            GrantConfirmed => this with { Standing = GrantStanding.Confirmed },
            GrantDenied => this with { Standing = GrantStanding.Denied },
            _ => this,
        };
}

/// <summary>How far a proposal is.</summary>
public enum GrantStanding
{
    None,
    Proposed,
    Confirmed,
    Denied,
}

/// <summary>What an office may do.</summary>
internal sealed record OfficePowers(IReadOnlyList<string> Powers) : IState<OfficePowers>
{
    public static OfficePowers Start { get; } = new([]);

    public static StreamRef<OfficePowers> At(string office) => new(AccountStreams.OfOffice(office));

    public OfficePowers Apply(Fact fact) =>
        fact switch
        {
            OfficePowerGiven f => new([.. Powers, f.Power]),
            OfficePowerTaken f => new([.. Powers.Where(power => power != f.Power)]),
            _ => this,
        };
}
