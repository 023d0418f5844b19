using System.Globalization;
using Daylight.Norms;
using Daylight.Proceedings.Publishing;

namespace Daylight.Web;

/// <summary>
/// One process at a time works in a data folder. The file <c>lock</c> is held while it lives; the system lets go of it
/// when the process ends, however it ends. The file <c>running</c> beside it says who holds it, since a held file cannot be read.
/// </summary>
internal sealed class DataLock : IDisposable
{
    private const string LockFile = "lock";
    private const string HolderFile = "running";

    private readonly FileStream _file;

    private DataLock(FileStream file) => _file = file;

    /// <param name="folder">The data folder, which exists.</param>
    /// <param name="verb">What this process does, for whoever comes second.</param>
    /// <exception cref="DataFolderBusyException">when another process holds it.</exception>
    public static DataLock Take(string folder, string verb)
    {
        var path = Path.Combine(folder, LockFile);
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(
                Path.Combine(folder, HolderFile),
                string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId} {verb}\n")
            );
            return new DataLock(file);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new DataFolderBusyException(folder, Holder(folder));
        }
    }

    public void Dispose() => _file.Dispose();

    private static string Holder(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, HolderFile)).Trim();
        }
        catch (IOException)
        {
            return "?";
        }
    }
}

/// <summary>Another process works in the data folder.</summary>
/// <param name="holder">Its process id and what it does.</param>
public sealed class DataFolderBusyException(string folder, string holder)
    : InDoubtException(
        new Phrase(
            $"数据目录 {folder} 正由另一进程使用（进程号与命令：{holder}）。请通过该服务办理，或者停止它以后再试。",
            $"The data folder {folder} is in use by another process (id and verb: {holder}). Act through it, or stop it first."
        )
    )
{
    public string Folder { get; } = folder;

    public string Holder { get; } = holder;
}
