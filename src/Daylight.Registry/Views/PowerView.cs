using Daylight.Proceedings;

namespace Daylight.Registry.Views;

/// <summary>One row per power that is or was on the lists.</summary>
/// <param name="Struck">Why it is no longer on the list; null while it is.</param>
public sealed record PowerRow(
    string Power,
    string Post,
    string Title,
    PowerClass Class,
    string LegalBasis,
    string Duty,
    DateOnly Since,
    string? Struck
);

/// <summary>The lists of powers and duties.</summary>
public sealed class PowerView() : View<PowerRow>("registry_power", version: 1, keyLength: 1, "post", "title")
{
    public override IReadOnlySet<Type> Folds { get; } =
        new HashSet<Type> { typeof(PowerListed), typeof(PowerPassed), typeof(PowerStruck) };

    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact switch
        {
            PowerListed f =>
            [
                [f.Power],
            ],
            PowerPassed f =>
            [
                [f.Power],
            ],
            PowerStruck f =>
            [
                [f.Power],
            ],
            _ => [],
        };

    protected override PowerRow? Apply(object[] key, PowerRow? row, Recorded recorded) =>
        recorded.Fact switch
        {
            PowerListed f => new(f.Power, f.Post, f.Title, f.Class, f.LegalBasis, f.Duty, recorded.Day, null),
            PowerPassed f when row is not null => row with { Post = f.To },
            PowerStruck f when row is not null => row with { Struck = f.Reason },
            _ => row,
        };
}

/// <summary>One node of a year's responsibility tree.</summary>
public sealed record NodeRow(int Year, string Node, string Parent, string Title, string Post);

/// <summary>The responsibility trees.</summary>
public sealed class NodeView() : View<NodeRow>("registry_node", version: 1, keyLength: 2, "post")
{
    public override IReadOnlySet<Type> Folds { get; } =
        new HashSet<Type> { typeof(ResponsibilityPlaced), typeof(ResponsibilityPassed) };

    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact switch
        {
            ResponsibilityPlaced f =>
            [
                [(long)f.Year, f.Node],
            ],
            ResponsibilityPassed f =>
            [
                [(long)f.Year, f.Node],
            ],
            _ => [],
        };

    protected override NodeRow? Apply(object[] key, NodeRow? row, Recorded recorded) =>
        recorded.Fact switch
        {
            ResponsibilityPlaced f => new(f.Year, f.Node, f.Parent, f.Title, f.Post),
            ResponsibilityPassed f when row is not null => row with { Post = f.To },
            _ => row,
        };
}
