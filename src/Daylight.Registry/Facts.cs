using Daylight.Proceedings;

namespace Daylight.Registry;

/// <summary>A unit was entered into the registry.</summary>
/// <param name="Unit">Opaque id.</param>
/// <param name="Code">Unified social credit code or statistical code; no two open units share one.</param>
/// <param name="Name">Full official name.</param>
/// <param name="ShortName">规范简称.</param>
/// <param name="Kind">What kind of unit it is.</param>
public sealed record UnitRegistered(string Unit, string Code, string Name, string ShortName, UnitKind Kind)
    : Fact
{
    public override IReadOnlyList<string> Streams => [UnitStreams.Of(Unit), UnitStreams.OfCode(Code)];

    public override IReadOnlyList<string> Subjects => [Unit];
}

/// <summary>A unit bears another name from a day on; the former one stays known.</summary>
public sealed record UnitRenamed(string Unit, string Name, string ShortName, string FormerName, DateOnly From)
    : Fact
{
    public override IReadOnlyList<string> Streams => [UnitStreams.Of(Unit)];

    public override IReadOnlyList<string> Subjects => [Unit];
}

/// <summary>A unit was merged into another and is closed; its open matters are carried by the other.</summary>
public sealed record UnitMerged(string Unit, string Code, string Into, DateOnly From) : Fact
{
    public override IReadOnlyList<string> Streams =>
        [UnitStreams.Of(Unit), UnitStreams.Of(Into), UnitStreams.OfCode(Code)];

    public override IReadOnlyList<string> Subjects => [Unit, Into];
}

/// <summary>Kinds of units of a county.</summary>
public enum UnitKind
{
    /// <summary>党委部门</summary>
    PartyOrgan,

    /// <summary>政府工作部门</summary>
    GovernmentDepartment,

    /// <summary>乡镇（街道）</summary>
    Town,

    /// <summary>事业单位</summary>
    PublicInstitution,

    /// <summary>群团组织</summary>
    MassOrganisation,

    /// <summary>垂直管理单位: not subordinate to the county, asked by letter and not by notice.</summary>
    VerticallyManaged,

    /// <summary>国有企业</summary>
    StateEnterprise,

    /// <summary>村（社区）</summary>
    Village,

    /// <summary>人大、政协、法院、检察院: organs of the county that are neither party nor government.</summary>
    CountyOrgan,
}

/// <summary>Names of the registry's streams.</summary>
internal static class UnitStreams
{
    public static string Of(string unit) => $"unit/{unit}";

    /// <summary>Which unit stands below which; one per log.</summary>
    public const string Tree = "unit-tree";

    public static string OfCode(string code) => $"unit-code/{code}";
}
