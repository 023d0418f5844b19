namespace Daylight.Web;

/// <summary>Folders that ship beside the program: rule packs and samples.</summary>
public static class Shipped
{
    /// <summary>Finds a folder beside the program, or beside one of the folders above it (a checkout).</summary>
    /// <exception cref="DirectoryNotFoundException">when it is nowhere.</exception>
    public static string Folder(params ReadOnlySpan<string> parts)
    {
        var wanted = Path.Combine(parts);
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, wanted);
            if (Directory.Exists(folder))
            {
                return folder;
            }
        }

        throw new DirectoryNotFoundException(
            $"The folder {wanted} is neither beside the program nor above it. It ships with Daylight: unpack it again."
        );
    }
}
