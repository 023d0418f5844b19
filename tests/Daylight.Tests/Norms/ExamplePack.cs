using Daylight.Norms;

namespace Daylight.Tests.Norms;

/// <summary>The example pack: a norm and a case of every kind, and the source of every snippet in docs/formats/rulepacks.md.</summary>
internal static class ExamplePack
{
    public static string Folder => Path.Combine(Root, "tests/Daylight.Tests/Norms/Packs/example");

    public static string Root { get; } = FindRoot();

    public static IEnumerable<PackFile> Files(string folder) =>
        Directory
            .EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories)
            .Select(file => new PackFile(
                Path.GetRelativePath(folder, file).Replace('\\', '/'),
                File.ReadAllText(file)
            ));

    public static RulePack Load() => RulePack.Load(Files(Folder)).Pack!;

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Daylight.slnx")))
        {
            folder =
                Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException("Daylight.slnx is in no folder above the tests.");
        }

        return folder;
    }
}
