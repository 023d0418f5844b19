using Daylight.Proceedings;

namespace Daylight.Registry;

/// <summary>A person was entered: a name and an opaque id, nothing else. Numbers of identity papers are never kept.</summary>
/// <param name="Person">Opaque id, or the staff number that the personnel office uses.</param>
public sealed record PersonEntered(string Person, string Name) : Fact
{
    public override IReadOnlyList<string> Streams => [PostStreams.OfPerson(Person)];

    public override IReadOnlyList<string> Subjects => [Person];
}

/// <summary>A person bears another name; the former one stays known.</summary>
public sealed record PersonRenamed(string Person, string Name, string FormerName) : Fact
{
    public override IReadOnlyList<string> Streams => [PostStreams.OfPerson(Person)];

    public override IReadOnlyList<string> Subjects => [Person];
}
