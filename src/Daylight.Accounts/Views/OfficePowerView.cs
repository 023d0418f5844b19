using Daylight.Proceedings;

namespace Daylight.Accounts.Views;

/// <summary>A power that an office has now, and under which proposal.</summary>
public sealed record PowerRow(string Office, string Power, string Proposal, DateOnly Since);

/// <summary>What offices may do.</summary>
public sealed class OfficePowerView() : View<PowerRow>("accounts_power", version: 1, keyLength: 2)
{
    public override IReadOnlySet<Type> Folds { get; } =
        new HashSet<Type> { typeof(OfficePowerGiven), typeof(OfficePowerTaken) };

    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact switch
        {
            OfficePowerGiven f =>
            [
                [f.Office, f.Power],
            ],
            OfficePowerTaken f =>
            [
                [f.Office, f.Power],
            ],
            _ => [],
        };

    protected override PowerRow? Apply(object[] key, PowerRow? row, Recorded recorded) =>
        recorded.Fact switch
        {
            OfficePowerGiven f => new(f.Office, f.Power, f.Grant, recorded.Day),
            OfficePowerTaken => null,
            _ => row,
        };
}
