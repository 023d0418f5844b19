using Daylight.Proceedings;

namespace Daylight.Accounts.Views;

/// <summary>One row per deputyship.</summary>
/// <param name="Powers">Separated by commas; empty for all of the office.</param>
/// <param name="ToDay">The last day.</param>
public sealed record DeputyRow(
    string Deputyship,
    string Office,
    string Principal,
    string Deputy,
    string Powers,
    DateOnly FromDay,
    DateOnly ToDay,
    bool Accepted,
    bool Ended
)
{
    internal bool Covers(string power) => Powers.Length == 0 || Powers.Split(',').Contains(power);
}

/// <summary>Who may act for whom, from when to when.</summary>
public sealed class DeputyView()
    : View<DeputyRow>("accounts_deputy", version: 2, keyLength: 1, "deputy", "principal")
{
    public override IReadOnlySet<Type> Folds { get; } =
        new HashSet<Type> { typeof(DeputyAppointed), typeof(DeputyAccepted), typeof(DeputyEnded) };

    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact switch
        {
            DeputyAppointed f =>
            [
                [f.Deputyship],
            ],
            DeputyAccepted f =>
            [
                [f.Deputyship],
            ],
            DeputyEnded f =>
            [
                [f.Deputyship],
            ],
            _ => [],
        };

    protected override DeputyRow? Apply(object[] key, DeputyRow? row, Recorded recorded) =>
        recorded.Fact switch
        {
            DeputyAppointed f => new(
                f.Deputyship,
                f.Office,
                f.Principal,
                f.Deputy,
                string.Join(',', f.Powers),
                f.From,
                f.To,
                false,
                false
            ),
            DeputyAccepted when row is not null => row with { Accepted = true },
            DeputyEnded when row is not null => row with { Ended = true },
            _ => row,
        };
}
