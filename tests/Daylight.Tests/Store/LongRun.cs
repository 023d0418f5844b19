using System.Globalization;
using Daylight.Tests.Proceedings;

namespace Daylight.Tests.Store;

/// <summary>Says what a run showed; a long one (<c>./daylight test --long</c>) keeps its last result in bench/long.</summary>
internal static class LongRun
{
    public static void Keep(string name, string result)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(result);
        if (Environment.GetEnvironmentVariable("DAYLIGHT_LONG") != "1")
        {
            return;
        }

        var day = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "bench", "long"));
        File.WriteAllText(Path.Combine(folder.FullName, $"{name}.txt"), $"{day}: {result}\n");
    }
}
