using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Daylight.Ledger;
using Daylight.Norms;
using Daylight.Proceedings.Publishing;

namespace Daylight.Openness.Publication;

/// <summary>Writes a publication as files. Into the folder of an earlier one it writes only what is new.</summary>
/// <param name="folder">New, empty, or that of an earlier publication.</param>
public sealed class FolderWriting(string folder)
{
    private readonly List<ListedFile> _files = [];

    /// <summary>What the folder holds afterwards.</summary>
    /// <param name="Files">How many files.</param>
    /// <param name="Facts">How many public facts.</param>
    public sealed record Written(int Files, long Facts);

    /// <param name="signers">Keys of the logs; without one nothing can be written.</param>
    /// <exception cref="PublicationRefusedException">when the folder holds something else, or there is no key.</exception>
    public async Task<Written> Write(
        IPublication from,
        IReadOnlyList<SignerKey> signers,
        CancellationToken cancel = default
    )
    {
        if (signers.Count == 0)
        {
            throw new PublicationRefusedException(
                new(
                    "本机没有账本私钥，不能为清单签名。",
                    "This host holds no key of the log to sign the list with."
                )
            );
        }

        var list = Path.Combine(folder, PublicationFolder.ListFile);
        var begun = Path.Combine(folder, "unfinished");
        if (
            Directory.Exists(folder)
            && !File.Exists(list)
            && !File.Exists(begun)
            && Directory.EnumerateFileSystemEntries(folder).Any()
        )
        {
            throw new PublicationRefusedException(
                new(
                    $"目录 {folder} 不是空的，也不是以前导出的目录。请另选目录。",
                    $"The folder {folder} is neither empty nor an earlier export. Choose another one."
                )
            );
        }

        Directory.CreateDirectory(folder);
        DurableFile.Write(begun, "");
        // Until the new list stands there is none: a folder that was broken off is refused, not half taken.
        File.Delete(list);
        var facts = 0L;
        var logs = new List<ListedLog>();
        foreach (var log in from.Logs)
        {
            facts += await Write(from, log, cancel);
            logs.Add(new(log.Jurisdiction, log.Number, log.Witnesses));
        }

        DurableFile.Write(
            list,
            new PublicationList(
                from.TakenAt,
                logs,
                [.. _files.OrderBy(file => file.Path, StringComparer.Ordinal)]
            ).Sign(signers)
        );
        Clean();
        return new(_files.Count, facts);
    }

    private async Task<long> Write(IPublication from, PublicationLog log, CancellationToken cancel)
    {
        var note = await log.Files.ReadAsync(PublishedLog.CheckpointPath, cancel);
        if (note is null)
        {
            return 0;
        }

        var size = Checkpoint.Parse(Note.Parse(note).Text).Size;
        Put(
            $"{log.Jurisdiction}/vkey",
            Encoding.UTF8.GetBytes(string.Concat(log.Keys.Select(key => key + "\n")))
        );
        foreach (var tile in Tiles.Of(size))
        {
            await PutTile(log, tile, cancel);
        }

        var facts = await PutFacts(from, log.Jurisdiction, size, cancel);
        foreach (var content in log.Contents)
        {
            Put($"{log.Jurisdiction}/{content.Name}.json", content.Bytes);
        }

        Put($"{log.Jurisdiction}/{PublishedLog.CheckpointPath}", note);
        return facts;
    }

    private async Task PutTile(PublicationLog log, TileAt tile, CancellationToken cancel)
    {
        var path = $"{log.Jurisdiction}/{tile.Path}";
        var file = Path.Combine(folder, path);
        var bytes =
            !tile.IsPartial && File.Exists(file)
                ? await File.ReadAllBytesAsync(file, cancel)
                : await log.Files.ReadAsync(tile.Path, cancel) ?? throw new MissingTileException(tile.Path);
        Put(path, bytes);
    }

    private async Task<long> PutFacts(
        IPublication from,
        string jurisdiction,
        long size,
        CancellationToken cancel
    )
    {
        var (count, lines) = (0L, new StringBuilder());
        await foreach (var one in from.Openings(jurisdiction, 0, size, cancel))
        {
            lines
                .Append(one.Index.ToString(CultureInfo.InvariantCulture))
                .Append(' ')
                .Append(Encoding.UTF8.GetString(one.Opening.ToJson()))
                .Append('\n');
            if (++count % PublicationFolder.FactsAFile == 0)
            {
                Flush();
            }
        }

        Flush();
        return count;

        void Flush()
        {
            if (lines.Length > 0)
            {
                var number = (count - 1) / PublicationFolder.FactsAFile;
                Put(
                    string.Create(CultureInfo.InvariantCulture, $"{jurisdiction}/facts/{number:D9}"),
                    Encoding.UTF8.GetBytes(lines.ToString())
                );
                lines.Clear();
            }
        }
    }

    private void Put(string path, byte[] bytes)
    {
        var file = Path.Combine(folder, path);
        if (!File.Exists(file) || !File.ReadAllBytes(file).AsSpan().SequenceEqual(bytes))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            DurableFile.Write(file, bytes);
        }

        _files.Add(new(Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.Length, path));
    }

    /// <summary>Removes what an earlier publication left and this one does not list, such as narrower tiles.</summary>
    private void Clean()
    {
        var listed = _files
            .Select(file => file.Path)
            .Append(PublicationFolder.ListFile)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToList())
        {
            if (!listed.Contains(Path.GetRelativePath(folder, file).Replace('\\', '/')))
            {
                File.Delete(file);
            }
        }
    }
}
