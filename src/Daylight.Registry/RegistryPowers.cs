using Daylight.Proceedings;

namespace Daylight.Registry;

/// <summary>Powers of the registry.</summary>
public static class RegistryPowers
{
    /// <summary>To enter, rename and merge units.</summary>
    public static readonly Power Maintain = new("registry.maintain");
}
