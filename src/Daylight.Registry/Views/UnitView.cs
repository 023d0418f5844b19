using Daylight.Proceedings;

namespace Daylight.Registry.Views;

/// <summary>One row per unit, open or merged.</summary>
public sealed record UnitRow(
    string Unit,
    string Code,
    string Name,
    string ShortName,
    UnitKind Kind,
    string FormerNames,
    string? MergedInto,
    DateOnly? Since
);

/// <summary>The list of units.</summary>
public sealed class UnitView() : View<UnitRow>("registry_unit", version: 1, keyLength: 1, "code", "name")
{
    /// <summary>Between two former names; no name contains it.</summary>
    public const char Separator = '|';

    public override IReadOnlySet<Type> Folds { get; } =
        new HashSet<Type> { typeof(UnitRegistered), typeof(UnitRenamed), typeof(UnitMerged) };

    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact switch
        {
            UnitRegistered f =>
            [
                [f.Unit],
            ],
            UnitRenamed f =>
            [
                [f.Unit],
            ],
            UnitMerged f =>
            [
                [f.Unit],
            ],
            _ => [],
        };

    protected override UnitRow? Apply(object[] key, UnitRow? row, Recorded recorded) =>
        recorded.Fact switch
        {
            UnitRegistered f => new(f.Unit, f.Code, f.Name, f.ShortName, f.Kind, "", null, null),
            UnitRenamed f when row is not null => row with
            {
                Name = f.Name,
                ShortName = f.ShortName,
                FormerNames =
                    row.FormerNames.Length == 0 ? f.FormerName : row.FormerNames + Separator + f.FormerName,
                Since = f.From,
            },
            UnitMerged f when row is not null => row with { MergedInto = f.Into, Since = f.From },
            _ => row,
        };
}
