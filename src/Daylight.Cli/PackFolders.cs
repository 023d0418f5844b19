using System.Collections.Immutable;
using Daylight.Norms;

namespace Daylight.Cli;

/// <summary>A pack folder as found on disk, with what loading it gave.</summary>
internal sealed record PackFolder(string Path, string Name, Loaded Loaded);

/// <summary>Finds and reads rule packs on disk; the norms themselves read no files.</summary>
internal static class PackFolders
{
    private const string Head = "pack.yaml";

    /// <summary>The folder <c>rulepacks</c> beside the program, or in a folder above it.</summary>
    public static string? Default()
    {
        for (
            var folder = AppContext.BaseDirectory;
            folder is not null;
            folder = Path.GetDirectoryName(folder)
        )
        {
            var packs = Path.Combine(folder, "rulepacks");
            if (Directory.Exists(packs))
            {
                return packs;
            }
        }

        return null;
    }

    /// <summary>The folder itself where it is a pack, else every pack in it; national comes first, the rest by name.</summary>
    public static ImmutableArray<PackFolder> Read(string folder)
    {
        var packs = File.Exists(Path.Combine(folder, Head))
            ? [folder]
            : Directory.EnumerateDirectories(folder).Where(each => File.Exists(Path.Combine(each, Head)));
        return
        [
            .. packs
                .Select(each => new PackFolder(each, Name(each), RulePack.Load(Files(each))))
                .OrderBy(each => each.Name != "national")
                .ThenBy(each => each.Name, StringComparer.Ordinal),
        ];
    }

    private static string Name(string folder) =>
        Path.GetFileName(Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar));

    private static IEnumerable<PackFile> Files(string folder) =>
        Directory
            .EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories)
            .Select(file => new PackFile(
                Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'),
                File.ReadAllText(file)
            ));
}
