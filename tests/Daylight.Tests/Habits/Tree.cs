namespace Daylight.Tests.Habits;

/// <summary>The checked-out tree that these tests were built from.</summary>
internal static class Tree
{
    internal static string Root { get; } = Find(AppContext.BaseDirectory);

    internal static string At(string path) =>
        Path.Combine(Root, path.Replace('/', Path.DirectorySeparatorChar));

    internal static string Read(string path) => File.ReadAllText(At(path));

    internal static bool Has(string path) => File.Exists(At(path)) || Directory.Exists(At(path));

    /// <summary>Paths below a folder, relative to the root and with forward slashes, without build output.</summary>
    internal static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.Exists(At(folder))
            ? Directory
                .EnumerateFiles(At(folder), pattern, SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Root, file).Replace(Path.DirectorySeparatorChar, '/'))
                .Where(file =>
                    !file.Split('/').Any(part => part is "bin" or "obj" or "artifacts" or "node_modules")
                )
                .Order(StringComparer.Ordinal)
            : [];

    private static string Find(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Daylight.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException(
            $"No folder above {from} holds Daylight.slnx: run the tests from a checked-out tree."
        );
    }
}
