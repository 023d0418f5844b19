namespace Daylight.Tests.Ledger;

/// <summary>Where this repository lies.</summary>
internal static class Repository
{
    internal static string Root { get; } = Find();

    private static string Find()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "Daylight.slnx")))
        {
            at =
                at.Parent
                ?? throw new InvalidOperationException($"No Daylight.slnx above {AppContext.BaseDirectory}.");
        }

        return at.FullName;
    }
}
