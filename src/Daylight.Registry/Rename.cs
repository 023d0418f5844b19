using Daylight.Proceedings;

namespace Daylight.Registry;

/// <summary>Gives a unit another name from a day on. The former name stays searchable for good.</summary>
public static class Rename
{
    public sealed record UnitAct(string Unit, string Name, string ShortName, DateOnly From) : Act
    {
        public override Power Needs => RegistryPowers.Maintain;

        public override IReadOnlyList<StreamRef> Streams => [Registry.Unit.At(Unit)];

        public override Decision Decide(Hearing hearing) =>
            Rename.Decide(hearing.State(Registry.Unit.At(Unit)), this);
    }

    internal static Decision Decide(Unit unit, UnitAct act)
    {
        if (!unit.IsRegistered)
        {
            return new NoSuchUnit(act.Unit);
        }

        if (unit.MergedInto is { } into)
        {
            return new UnitIsMerged(unit.Id, unit.Name, into);
        }

        if (string.IsNullOrWhiteSpace(act.Name) || string.IsNullOrWhiteSpace(act.ShortName))
        {
            return new UnitNeedsItsNames();
        }

        return act.Name.Trim() == unit.Name && act.ShortName.Trim() == unit.ShortName
                ? new UnitBearsThatName(unit.Name)
            : act.From < unit.LastChange ? new LaterChangeIsRecorded(unit.Name, unit.LastChange)
            : new UnitRenamed(unit.Id, act.Name.Trim(), act.ShortName.Trim(), unit.Name, act.From);
    }
}
