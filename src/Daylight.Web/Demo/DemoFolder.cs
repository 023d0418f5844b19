using Daylight.Norms;
using Daylight.Proceedings.Publishing;

namespace Daylight.Web.Demo;

/// <summary>
/// The data folder of a demo county. While the county is made, a file says so: what was left half made (Ctrl+C, a full
/// disk) is thrown away at the next start. Nothing else is ever removed.
/// </summary>
internal sealed class DemoFolder(string folder)
{
    private string Making => Path.Combine(folder, "demo-making");

    private string Ready => Path.Combine(folder, "demo-ready");

    /// <summary>Whether the county is there, made to its end.</summary>
    public bool IsReady => File.Exists(Ready);

    /// <summary>Prepares the folder for a county where there is none; true where one is to be made.</summary>
    /// <exception cref="InDoubtException">when it cannot be written, or holds what is not a demo county.</exception>
    /// <exception cref="DataFolderBusyException">when another process makes one.</exception>
    public bool Prepare(string verb)
    {
        if (IsReady)
        {
            return false;
        }

        try
        {
            DurableFile.CreateFolder(folder);
            using (DataLock.Take(folder, verb))
            {
                if (File.Exists(Making))
                {
                    Empty();
                }
                else if (Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).Any(IsForeign))
                {
                    throw new InDoubtException(
                        new Phrase(
                            $"数据目录 {folder} 里已有别的内容，不是做好的演示县。请用 --data 换一个目录，或者确认无用后删除它。",
                            $"The data folder {folder} already holds something that is no finished demo county. Choose another one with --data, or remove it if you do not need it."
                        )
                    );
                }

                File.WriteAllText(Making, "");
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InDoubtException(
                new Phrase(
                    $"数据目录 {folder} 不能写入（{fault.Message}）。请用 --data 换一个可以写入的目录。",
                    $"The data folder {folder} cannot be written ({fault.Message}). Choose one that can with --data."
                ),
                fault
            );
        }

        return true;
    }

    /// <summary>The county is made, in this edition of its data.</summary>
    public void Finish(string edition)
    {
        File.WriteAllText(Ready, edition);
        File.Delete(Making);
    }

    private static bool IsForeign(string? name) => name is not ("lock" or "running");

    /// <summary>All but the lock, which this process holds, and the mark, which goes on saying that it is half made.</summary>
    private void Empty()
    {
        foreach (
            var file in Directory
                .GetFiles(folder)
                .Where(file => file != Making && IsForeign(Path.GetFileName(file)))
        )
        {
            File.Delete(file);
        }

        foreach (var below in Directory.GetDirectories(folder))
        {
            Directory.Delete(below, recursive: true);
        }
    }
}
