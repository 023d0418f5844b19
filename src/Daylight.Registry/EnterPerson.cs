using Daylight.Proceedings;

namespace Daylight.Registry;

/// <summary>Enters a person, or gives him the name that he bears now.</summary>
public static class EnterPerson
{
    public sealed record Act(string Person, string Name) : Proceedings.Act
    {
        public override Power Needs => RegistryPowers.Appoint;

        public override IReadOnlyList<StreamRef> Streams => [Registry.Person.At(Person)];

        public override Decision Decide(Hearing hearing) =>
            EnterPerson.Decide(hearing.State(Registry.Person.At(Person)), this);
    }

    /// <summary>Gives a person another name.</summary>
    public sealed record RenameAct(string Person, string Name) : Proceedings.Act
    {
        public override Power Needs => RegistryPowers.Appoint;

        public override IReadOnlyList<StreamRef> Streams => [Registry.Person.At(Person)];

        public override Decision Decide(Hearing hearing) =>
            Rename(hearing.State(Registry.Person.At(Person)), this);
    }

    internal static Decision Decide(Person person, Act act) =>
        person.IsEntered ? new PersonIsEnteredAlready(person.Id, person.Name)
        : RegistryIds.IsId(act.Person) && !string.IsNullOrWhiteSpace(act.Name)
            ? new PersonEntered(act.Person, act.Name.Trim())
        : new PersonNeedsIdAndName();

    internal static Decision Rename(Person person, RenameAct act) =>
        !person.IsEntered ? new NoSuchPerson(act.Person)
        : string.IsNullOrWhiteSpace(act.Name) ? new PersonNeedsIdAndName()
        : act.Name.Trim() == person.Name ? new PersonBearsThatName(person.Name)
        : new PersonRenamed(person.Id, act.Name.Trim(), person.Name);
}

/// <summary>Ids of persons and posts: 1 to 64 letters, digits, dots, hyphens and underscores.</summary>
internal static class RegistryIds
{
    public static bool IsId(string id) =>
        id.Length is > 0 and <= 64 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
