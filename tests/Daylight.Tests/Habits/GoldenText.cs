namespace Daylight.Tests.Habits;

/// <summary>Text that people read, kept under tests/Daylight.Tests/Golden. Run with DAYLIGHT_GOLDEN=write to set it anew.</summary>
internal static class GoldenText
{
    public static void Check(string name, string text)
    {
        var file = Tree.At($"tests/Daylight.Tests/Golden/{name}");
        if (Environment.GetEnvironmentVariable("DAYLIGHT_GOLDEN") == "write")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        Assert.Equal(File.ReadAllText(file), text);
    }
}
