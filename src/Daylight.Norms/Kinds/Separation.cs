using System.Collections.Immutable;

namespace Daylight.Norms;

/// <summary>职责分离: roles in one matter that one person must not hold together, or that related persons must not hold.</summary>
public sealed partial record Separation : Parameters
{
    /// <summary>Groups of roles of which no two are held by one person.</summary>
    public required ImmutableArray<ImmutableArray<string>> Apart { get; init; }

    /// <summary>Roles that must be filled.</summary>
    public ImmutableArray<string> Filled { get; init; } = [];

    /// <summary>Relations that bar two persons from holding roles of one group; recusal.</summary>
    public ImmutableArray<string> Unrelated { get; init; } = [];

    public ImmutableArray<Consequence> Otherwise { get; init; } = [];

    public override NormKind Kind => NormKind.Separation;

    internal override IEnumerable<string> Names => [];

    internal static Separation Read(Fields fields)
    {
        var apart = fields.Need("apart");
        var groups =
            apart is Node.List { Items: [Node.List, ..] } list ? list.Items
            : apart is null ? []
            : [apart];
        var separation = new Separation
        {
            Apart = [.. groups.Select(group => fields.AsTerms(group))],
            Filled = fields.Terms("filled"),
            Unrelated = fields.Terms("unrelated"),
            Otherwise = fields.Consequences(),
        };
        foreach (var (group, roles) in groups.Zip(separation.Apart))
        {
            if (roles.Length < 2)
            {
                fields.Wrong(group, "至少两个职责", "at least two roles");
            }
        }

        return separation;
    }
}
