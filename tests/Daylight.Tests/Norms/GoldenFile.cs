namespace Daylight.Tests.Norms;

/// <summary>
/// Text that people read, kept under tests/Daylight.Tests/Golden/norms. Run the tests with DAYLIGHT_GOLDEN=write to
/// write the files anew, then review the difference.
/// </summary>
internal static class GoldenFile
{
    public static void Check(string name, string text)
    {
        var file = Path.Combine(ExamplePack.Root, "tests/Daylight.Tests/Golden/norms", name + ".txt");
        if (Environment.GetEnvironmentVariable("DAYLIGHT_GOLDEN") == "write")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        Assert.True(
            File.Exists(file),
            $"{file} is missing: run the tests with DAYLIGHT_GOLDEN=write and review it."
        );
        Assert.Equal(File.ReadAllText(file), text);
    }
}
