using System.Text.RegularExpressions;
using Daylight.Proceedings.Publishing;
using Daylight.Store;

namespace Daylight.Proceedings.Backup;

/// <summary>
/// The files of cases, as rows of a table that is in no database: path below the folder, time, part, bytes. They are
/// ciphertext under the hash of their bytes, so that to put one back where it is already changes nothing.
/// </summary>
/// <param name="folder">Holds <c>jurisdiction/case/hash</c>.</param>
public sealed partial class BackedUpFiles(string folder)
{
    private const int PartLength = 1 << 20;

    private readonly List<string> _put = [];

    internal static DurableTable Table { get; } =
        new(
            "attachment_file",
            [
                new("path", ColumnKind.Text),
                new("time_ms", ColumnKind.Number),
                new("part", ColumnKind.Number),
                new("bytes", ColumnKind.Bytes),
            ]
        );

    [GeneratedRegex("^[0-9]{6,12}/[0-9a-f]{32}/[0-9a-f]{64}$", RegexOptions.None, 1_000)]
    private static partial Regex PathForm { get; }

    /// <summary>The parts of every file; one that is swept meanwhile, since its case was erased, is left out.</summary>
    internal IEnumerable<object?[]> Rows()
    {
        if (!Directory.Exists(folder))
        {
            yield break;
        }

        foreach (
            var file in Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
        )
        {
            var path = Path.GetRelativePath(folder, file).Replace('\\', '/');
            if (!PathForm.IsMatch(path) || Opened(file) is not { } from)
            {
                continue;
            }

            using var content = from;
            var time = new DateTimeOffset(File.GetLastWriteTimeUtc(file)).ToUnixTimeMilliseconds();
            var part = 0L;
            do
            {
                var bytes = new byte[Math.Min(PartLength, content.Length - content.Position)];
                content.ReadExactly(bytes);
                yield return [path, time, part++, bytes];
            } while (content.Position < content.Length);
        }
    }

    /// <summary>Puts parts back; a file gets its name when the next one begins, or by <see cref="Finish"/>.</summary>
    internal void Put(IReadOnlyList<object?[]> rows)
    {
        foreach (var row in rows)
        {
            if (row is not [string path, long time, long part, byte[] bytes] || !PathForm.IsMatch(path))
            {
                throw BackupBrokenException.Malformed("a part of a file has another form");
            }

            var file = Path.Combine(folder, path);
            if (part == 0)
            {
                Finish();
                DurableFile.CreateFolder(Path.GetDirectoryName(file)!);
                _put.Add(file);
            }

            using (var to = new FileStream(Beside(file), part == 0 ? FileMode.Create : FileMode.Append))
            {
                to.Write(bytes);
                to.Flush(flushToDisk: true);
            }

            File.SetLastWriteTimeUtc(Beside(file), DateTimeOffset.FromUnixTimeMilliseconds(time).UtcDateTime);
        }
    }

    /// <summary>The last file has all its parts.</summary>
    internal void Finish()
    {
        if (_put.Count > 0 && File.Exists(Beside(_put[^1])))
        {
            DurableFile.Move(Beside(_put[^1]), _put[^1]);
        }
    }

    /// <summary>Removes what was put: the restore did not come to its end.</summary>
    internal void TakeBack()
    {
        foreach (var file in _put)
        {
            File.Delete(file);
            File.Delete(Beside(file));
        }
    }

    private static string Beside(string file) => file + ".restoring";

    private static FileStream? Opened(string file)
    {
        try
        {
            return File.OpenRead(file);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
