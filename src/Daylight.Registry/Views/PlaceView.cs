using Daylight.Proceedings;

namespace Daylight.Registry.Views;

/// <summary>Below which unit a unit stands; a root has no row.</summary>
public sealed record PlaceRow(string Unit, string Parent);

/// <summary>The tree of units.</summary>
public sealed class PlaceView() : View<PlaceRow>("registry_place", version: 1, keyLength: 1, "parent")
{
    public override IReadOnlySet<Type> Folds { get; } = new HashSet<Type> { typeof(UnitPlaced) };

    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact is UnitPlaced f
            ?
            [
                [f.Unit],
            ]
            : [];

    protected override PlaceRow? Apply(object[] key, PlaceRow? row, Recorded recorded) =>
        recorded.Fact is UnitPlaced f
            ? f.Parent.Length == 0
                ? null
                : new(f.Unit, f.Parent)
            : row;
}

/// <summary>Who is the liaison of a unit.</summary>
public sealed record LiaisonRow(string Unit, LiaisonField Field, bool Deputy, string Person, DateOnly Since);

/// <summary>The liaisons of units, by field.</summary>
public sealed class LiaisonView() : View<LiaisonRow>("registry_liaison", version: 1, keyLength: 3, "person")
{
    public override IReadOnlySet<Type> Folds { get; } = new HashSet<Type> { typeof(LiaisonNamed) };

    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        recorded.Fact is LiaisonNamed f
            ?
            [
                [f.Unit, f.Field.ToString(), f.Deputy ? 1L : 0L],
            ]
            : [];

    protected override LiaisonRow? Apply(object[] key, LiaisonRow? row, Recorded recorded) =>
        recorded.Fact is LiaisonNamed f ? new(f.Unit, f.Field, f.Deputy, f.Person, recorded.Day) : row;
}
