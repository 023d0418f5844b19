using System.Collections.Immutable;
using Daylight.Proceedings;

namespace Daylight.Registry;

/// <summary>Which unit stands below which. A tree: no unit is its own ancestor.</summary>
public sealed record UnitTree(ImmutableDictionary<string, string> Parents) : IState<UnitTree>
{
    public static UnitTree Start { get; } = new(ImmutableDictionary<string, string>.Empty);

    public static StreamRef<UnitTree> Ref { get; } = new(UnitStreams.Tree);

    public UnitTree Apply(Fact fact) =>
        fact is UnitPlaced f
            ? new(f.Parent.Length == 0 ? Parents.Remove(f.Unit) : Parents.SetItem(f.Unit, f.Parent))
            : this;

    /// <summary>上级: the unit right above; null for a root.</summary>
    public string? Above(string unit) => Parents.GetValueOrDefault(unit);

    /// <summary>Whether a unit is the other one, or stands somewhere above it.</summary>
    public bool IsAbove(string unit, string other)
    {
        for (string? at = other; at is not null; at = Parents.GetValueOrDefault(at))
        {
            if (at == unit)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>Places a unit below another one.</summary>
public static class PlaceUnit
{
    /// <param name="Parent">Empty makes the unit a root.</param>
    public sealed record Act(string Unit, string Parent) : Proceedings.Act
    {
        public override Power Needs => RegistryPowers.Maintain;

        public override IReadOnlyList<StreamRef> Streams =>
            [Registry.Unit.At(Unit), Registry.Unit.At(Parent), UnitTree.Ref];

        public override Decision Decide(Hearing hearing) =>
            PlaceUnit.Decide(
                hearing.State(Registry.Unit.At(Unit)),
                hearing.State(Registry.Unit.At(Parent)),
                hearing.State(UnitTree.Ref),
                this
            );
    }

    internal static Decision Decide(Unit unit, Unit parent, UnitTree tree, Act act) =>
        !unit.IsRegistered ? new NoSuchUnit(act.Unit)
        : act.Parent.Length > 0 && !parent.IsRegistered ? new NoSuchUnit(act.Parent)
        : act.Parent.Length > 0 && tree.IsAbove(act.Unit, act.Parent)
            ? new UnitCannotStandBelowItself(unit.Name, parent.Name)
        : (tree.Parents.GetValueOrDefault(act.Unit) ?? "") == act.Parent ? new UnitStandsThere(unit.Name)
        : new UnitPlaced(act.Unit, act.Parent);
}
