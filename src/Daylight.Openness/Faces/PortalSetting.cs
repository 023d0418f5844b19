namespace Daylight.Openness.Faces;

/// <summary>What a portal is told about its surroundings; nothing of it is secret.</summary>
public sealed record PortalSetting
{
    /// <summary>Where staff sign in; null where the desk is not reached from here.</summary>
    public string? StaffHref { get; init; }

    /// <summary>Where a visitor of a demonstration chooses who he is; null outside of one.</summary>
    public string? DemoHref { get; init; }

    /// <summary>Where the rules are shown; null where they are not.</summary>
    public string? RulesHref { get; init; }
}
