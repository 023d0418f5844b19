using Daylight.Proceedings;

namespace Daylight.Registry;

/// <summary>Powers of the registry.</summary>
public static class RegistryPowers
{
    /// <summary>To keep units, posts, powers and the responsibility tree.</summary>
    public static readonly Power Maintain = new("registry.maintain");

    /// <summary>To enter persons, to put them into posts and to hand desks over: the personnel office.</summary>
    public static readonly Power Appoint = new("registry.appoint");

    /// <summary>To work at the desk at all: every office of an official carries it.</summary>
    public static readonly Power Desk = new("desk");
}
