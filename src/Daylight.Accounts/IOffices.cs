namespace Daylight.Accounts;

/// <summary>Who holds which office on a day: asked of the registry, or of the samples in a demonstration.</summary>
public interface IOffices
{
    /// <summary>The offices that a person holds on a day, the main one first; empty where he holds none.</summary>
    ValueTask<IReadOnlyList<HeldOffice>> Of(string person, DateOnly day, CancellationToken cancel);

    /// <summary>Who holds an office on a day: more than one where it is held jointly.</summary>
    ValueTask<IReadOnlyList<HeldOffice>> HoldersOf(string office, DateOnly day, CancellationToken cancel);

    /// <summary>The offices that exist on a day, for lists.</summary>
    ValueTask<IReadOnlyList<NamedOffice>> All(DateOnly day, CancellationToken cancel);

    /// <summary>The persons who hold an office on a day, for lists.</summary>
    ValueTask<IReadOnlyList<NamedPerson>> Persons(DateOnly day, CancellationToken cancel);
}

/// <summary>An office as somebody holds it.</summary>
/// <param name="Title">Unit and post as the header shows them, e.g. 县教育局 联络员.</param>
/// <param name="Until">The last day, where it is known.</param>
public sealed record HeldOffice(
    string Person,
    string Office,
    string Unit,
    string Title,
    DateOnly Since,
    DateOnly? Until
);

/// <summary>An office, whoever holds it.</summary>
public sealed record NamedOffice(string Office, string Unit, string Title);

/// <summary>A person of the registry.</summary>
public sealed record NamedPerson(string Person, string Name);
