using Daylight.Proceedings;

namespace Daylight.Registry;

/// <summary>Names the liaison of a unit in a field, or the deputy: somebody who holds an office today.</summary>
public static class NameLiaison
{
    public sealed record Act(string Unit, LiaisonField Field, bool Deputy, string Person) : Proceedings.Act
    {
        public override Power Needs => RegistryPowers.Maintain;

        public override IReadOnlyList<StreamRef> Streams =>
            [Registry.Unit.At(Unit), Registry.Person.At(Person)];

        public override Decision Decide(Hearing hearing) =>
            NameLiaison.Decide(
                hearing.State(Registry.Unit.At(Unit)),
                hearing.State(Registry.Person.At(Person)),
                this,
                hearing.Today
            );
    }

    internal static Decision Decide(Unit unit, Person person, Act act, DateOnly today) =>
        !unit.IsRegistered ? new NoSuchUnit(act.Unit)
        : unit.MergedInto is { } into ? new UnitIsMerged(unit.Id, unit.Name, into)
        : !person.IsEntered ? new NoSuchPerson(act.Person)
        : !person.Offices.Any(office => office.Covers(today)) ? new LiaisonHoldsNoOffice(person.Name, today)
        : unit.Liaisons.GetValueOrDefault((act.Field, act.Deputy)) == act.Person
            ? new PersonIsLiaisonAlready(person.Name, unit.Name)
        : new LiaisonNamed(act.Unit, act.Field, act.Deputy, act.Person);
}
