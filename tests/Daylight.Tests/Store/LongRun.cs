using System.Diagnostics;
using System.Globalization;
using Daylight.Tests.Proceedings;

namespace Daylight.Tests.Store;

/// <summary>
/// Says what a run showed; a long one (<c>./daylight test --long</c>) keeps its last result in bench/long: a line with day,
/// commit, rounds and outcome per file, whether it came out well or not.
/// </summary>
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
        File.WriteAllText(Path.Combine(folder.FullName, $"{name}.txt"), $"{day} {Commit()}: {result}\n");
    }

    private static string Commit()
    {
        var git = new ProcessStartInfo("git", ["-C", Repository.Root, "rev-parse", "--short", "HEAD"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            using var process = Process.Start(git)!;
            var said = process.StandardOutput.ReadToEnd().Trim();
            return said.Length > 0 ? said : "no commit";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "no commit";
        }
    }
}
