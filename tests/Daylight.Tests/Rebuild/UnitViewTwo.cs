using Daylight.Proceedings;
using Daylight.Registry;

namespace Daylight.Tests.Rebuild;

/// <summary>What a later program might make of the list of units: another shape under the same name.</summary>
public sealed record UnitRowTwo(string Unit, string Name, int Names, DateTimeOffset Registered);

/// <inheritdoc cref="UnitRowTwo"/>
public sealed class UnitViewTwo() : View<UnitRowTwo>("registry_unit", version: 2, keyLength: 1, "name")
{
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

    /// <summary>Merged units are gone from this list, so that a rebuild removes rows too.</summary>
    protected override UnitRowTwo? Apply(object[] key, UnitRowTwo? row, Recorded recorded) =>
        recorded.Fact switch
        {
            UnitRegistered f => new(f.Unit, f.Name, 1, recorded.At),
            UnitRenamed f when row is not null => row with { Name = f.Name, Names = row.Names + 1 },
            UnitMerged => null,
            _ => row,
        };
}
