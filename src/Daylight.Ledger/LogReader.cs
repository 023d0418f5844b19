namespace Daylight.Ledger;

/// <summary>Reads a published log, file by file. Implementations may be used by several callers at once.</summary>
public interface ILogReader
{
    /// <summary>
    /// The bytes at a path such as <c>checkpoint</c> or <c>tile/0/000</c>, or null where there is nothing. Throws what
    /// its medium throws when it cannot tell whether there is something.
    /// </summary>
    ValueTask<byte[]?> ReadAsync(string path, CancellationToken cancel);
}

/// <summary>A log in a folder, as it lies on disk or on a medium carried across.</summary>
/// <param name="folder">The folder that holds <c>checkpoint</c> and <c>tile/</c>.</param>
public sealed class FolderLog(string folder) : ILogReader
{
    public async ValueTask<byte[]?> ReadAsync(string path, CancellationToken cancel)
    {
        // A log has no other files; so no path leads out of the folder, wherever it came from.
        if (path != "checkpoint" && !TileAt.TryParse(path, out _))
        {
            return null;
        }

        var file = Path.Combine(folder, path);
        return File.Exists(file) ? await File.ReadAllBytesAsync(file, cancel) : null;
    }
}

/// <summary>A log behind a function, for instance an HTTP client: path in, bytes out, null where there is nothing.</summary>
public sealed class LogBehind(Func<string, CancellationToken, ValueTask<byte[]?>> read) : ILogReader
{
    public ValueTask<byte[]?> ReadAsync(string path, CancellationToken cancel) => read(path, cancel);
}
