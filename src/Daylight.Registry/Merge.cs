using Daylight.Proceedings;

namespace Daylight.Registry;

/// <summary>Merges one unit into another, which carries on its matters. The merged unit stays readable.</summary>
public static class Merge
{
    public sealed record UnitAct(string Unit, string Code, string Into, DateOnly From) : Act
    {
        public override Power Needs => RegistryPowers.Maintain;

        public override IReadOnlyList<StreamRef> Streams =>
            [Registry.Unit.At(Unit), Registry.Unit.At(Into), CodeHolder.At(Code)];

        public override Decision Decide(Hearing hearing) =>
            Merge.Decide(hearing.State(Registry.Unit.At(Unit)), hearing.State(Registry.Unit.At(Into)), this);
    }

    internal static Decision Decide(Unit unit, Unit into, UnitAct act)
    {
        if (!unit.IsRegistered)
        {
            return new NoSuchUnit(act.Unit);
        }

        if (!into.IsRegistered)
        {
            return new NoSuchUnit(act.Into);
        }

        if (unit.Id == into.Id)
        {
            return new UnitCannotMergeIntoItself(unit.Name);
        }

        return unit.MergedInto is { } already ? new UnitIsMerged(unit.Id, unit.Name, already)
            : into.MergedInto is { } gone ? new UnitIsMerged(into.Id, into.Name, gone)
            : act.Code != unit.Code ? new UnitBearsAnotherCode(unit.Name, unit.Code, act.Code)
            : act.From < unit.LastChange ? new LaterChangeIsRecorded(unit.Name, unit.LastChange)
            : new UnitMerged(unit.Id, unit.Code, into.Id, act.From);
    }
}
