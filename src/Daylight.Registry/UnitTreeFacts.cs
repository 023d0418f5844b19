using Daylight.Proceedings;

namespace Daylight.Registry;

/// <summary>A unit stands below another one: a town below the county, an institution below its department.</summary>
/// <param name="Parent">Empty for a root.</param>
public sealed record UnitPlaced(string Unit, string Parent) : Fact
{
    public override IReadOnlyList<string> Streams => [UnitStreams.Of(Unit), UnitStreams.Tree];

    public override IReadOnlyList<string> Subjects => [Unit];
}

/// <summary>Part of a unit became a unit of its own. Posts named in facts beside this one go with it.</summary>
public sealed record UnitSplit(string Unit, string NewUnit, DateOnly From) : Fact
{
    public override IReadOnlyList<string> Streams => [UnitStreams.Of(Unit), UnitStreams.Of(NewUnit)];

    public override IReadOnlyList<string> Subjects => [Unit, NewUnit];
}

/// <summary>For which field a unit names a liaison.</summary>
public enum LiaisonField
{
    /// <summary>干部监督联络员</summary>
    CadreSupervision,

    /// <summary>督查联络员</summary>
    Supervision,

    /// <summary>信访举报联络员</summary>
    Complaints,

    /// <summary>政务公开联络员</summary>
    Openness,
}

/// <summary>Who is the liaison of a unit in a field from now on, or the deputy.</summary>
public sealed record LiaisonNamed(string Unit, LiaisonField Field, bool Deputy, string Person) : Fact
{
    public override IReadOnlyList<string> Streams => [UnitStreams.Of(Unit), PostStreams.OfPerson(Person)];

    public override IReadOnlyList<string> Subjects => [Unit, Person];
}
