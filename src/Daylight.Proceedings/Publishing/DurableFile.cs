using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace Daylight.Proceedings.Publishing;

/// <summary>
/// Small files that must survive a power cut whole: written beside, flushed, renamed into place, and the folder flushed
/// too. After <see cref="Write(string, ReadOnlySpan{byte})"/> returned there is the new content; before, the old one; never half of one.
/// </summary>
public static class DurableFile
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode PrivateFolder = Private | UnixFileMode.UserExecute;

    /// <summary>Puts a file in the place of whatever stood there. Readable by its owner only.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes) => Put(path, bytes, overwrite: true);

    /// <inheritdoc cref="Write(string, ReadOnlySpan{byte})"/>
    public static void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>As <see cref="Write(string, ReadOnlySpan{byte})"/>, but never over an existing file.</summary>
    /// <exception cref="IOException">when there is one.</exception>
    public static void Create(string path, string text) =>
        Put(path, Encoding.UTF8.GetBytes(text), overwrite: false);

    /// <summary>Creates a folder, and those above it, that only its owner may enter. An existing one stays as it is.</summary>
    public static void CreateFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, PrivateFolder);
        FlushFolder(Path.GetDirectoryName(Path.GetFullPath(folder)) ?? "/");
    }

    /// <summary>Moves a file within a file system, durably.</summary>
    public static void Move(string from, string to)
    {
        File.Move(from, to, overwrite: true);
        FlushFolder(FolderOf(to));
        FlushFolder(FolderOf(from));
    }

    private static void Put(string path, ReadOnlySpan<byte> bytes, bool overwrite)
    {
        var beside = path + ".new";
        File.Delete(beside);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Private;
        }

        using (var file = new FileStream(beside, options))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite);
        FlushFolder(FolderOf(path));
    }

    private static string FolderOf(string path) =>
        Path.GetDirectoryName(Path.GetFullPath(path))
        ?? throw new ArgumentException($"{path} names no file.", nameof(path));

    /// <summary>A rename is durable once its folder is; the framework cannot open a folder to flush it.</summary>
    private static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = open([.. Encoding.UTF8.GetBytes(folder), 0], flags: 0);
        if (descriptor < 0)
        {
            throw Failed("opened", folder);
        }

        try
        {
            if (fsync(descriptor) != 0)
            {
                throw Failed("flushed", folder);
            }
        }
        finally
        {
            _ = close(descriptor);
        }
    }

    private static IOException Failed(string what, string folder)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException(
            $"The folder {folder} could not be {what}: {new Win32Exception(error).Message} (errno {error})."
        );
    }

#pragma warning disable SYSLIB1054, IDE1006 // three calls without strings need no generated, unsafe marshalling; libc's own names
    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int open(byte[] path, int flags);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fsync(int descriptor);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int close(int descriptor);
#pragma warning restore SYSLIB1054, IDE1006
}
