using Daylight.Proceedings;

namespace Daylight.Registry;

/// <summary>Enters a unit into the registry. Its code must be free: a merged unit gives its code back.</summary>
public static class Register
{
    public sealed record UnitAct(string Unit, string Code, string Name, string ShortName, UnitKind Kind) : Act
    {
        public override Power Needs => RegistryPowers.Maintain;

        public override IReadOnlyList<StreamRef> Streams => [Registry.Unit.At(Unit), CodeHolder.At(Code)];

        public override Decision Decide(Hearing hearing) =>
            Register.Decide(hearing.State(Registry.Unit.At(Unit)), hearing.State(CodeHolder.At(Code)), this);
    }

    internal static Decision Decide(Unit unit, CodeHolder holder, UnitAct act)
    {
        if (unit.IsRegistered)
        {
            return new UnitIsRegisteredAlready(unit.Id, unit.Name);
        }

        if (UnitCode.Fault(act.Code) is { } fault)
        {
            return new UnitCodeIsWrong(act.Code, fault);
        }

        if (string.IsNullOrWhiteSpace(act.Name) || string.IsNullOrWhiteSpace(act.ShortName))
        {
            return new UnitNeedsItsNames();
        }

        return holder.Unit is { } bearer
            ? new UnitCodeIsTaken(act.Code, bearer)
            : new UnitRegistered(act.Unit, act.Code, act.Name.Trim(), act.ShortName.Trim(), act.Kind);
    }
}
