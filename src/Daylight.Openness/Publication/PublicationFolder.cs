using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Daylight.Ledger;
using Daylight.Norms;
using Daylight.Proceedings.Publishing;

namespace Daylight.Openness.Publication;

/// <summary>
/// A publication as files, to be carried across where no line leads. The log lies in it as anybody's tools read it; a
/// signed list of all files shows when one is missing or was changed. See docs/formats/publication.md.
/// </summary>
public sealed class PublicationFolder : IPublication
{
    internal const string ListFile = "list";
    internal const string FirstLine = "daylight publication v1";
    internal const int FactsAFile = 4096;

    private readonly string _folder;
    private readonly PublicationList _list;

    private PublicationFolder(string folder, PublicationList list)
    {
        (_folder, _list) = (folder, list);
        Logs = [.. list.Logs.Select(Log)];
    }

    public DateTimeOffset TakenAt => _list.TakenAt;

    public IReadOnlyList<PublicationLog> Logs { get; }

    /// <summary>Opens a folder after its list's signature and the hash of every file were verified.</summary>
    /// <param name="known">Keys of the logs; one of them must have signed the list.</param>
    /// <exception cref="PublicationRefusedException">when anything is missing, changed or not signed.</exception>
    public static PublicationFolder Open(string folder, IReadOnlyCollection<VerifierKey> known)
    {
        try
        {
            var list = PublicationList.Open(File.ReadAllBytes(Path.Combine(folder, ListFile)), known);
            foreach (var file in list.Files)
            {
                Check(folder, file);
            }

            return new PublicationFolder(folder, list);
        }
        catch (Exception fault)
            when (fault
                    is MalformedException
                        or UnprovenException
                        or IOException
                        or UnauthorizedAccessException
                        or FormatException
                        or OverflowException
                        or ArgumentException
                        or InvalidDataException
            )
        {
            throw Refused(folder, fault);
        }
    }

    public async IAsyncEnumerable<PublicOpening> Openings(
        string jurisdiction,
        long from,
        long to,
        [EnumeratorCancellation] CancellationToken cancel = default
    )
    {
        foreach (var file in Listed($"{jurisdiction}/facts/"))
        {
            await foreach (var line in File.ReadLinesAsync(Path.Combine(_folder, file), cancel))
            {
                var opening = Parse(line);
                if (opening.Index >= from && opening.Index < to)
                {
                    yield return opening;
                }
            }
        }
    }

    private PublicOpening Parse(string line)
    {
        try
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            return space < 0
                ? throw new FormatException($"The line \"{line}\" is no fact.")
                : new(
                    long.Parse(line.AsSpan(0, space), NumberStyles.None, CultureInfo.InvariantCulture),
                    Opening.Parse(Encoding.UTF8.GetBytes(line[(space + 1)..]))
                );
        }
        catch (Exception fault) when (fault is MalformedException or FormatException or OverflowException)
        {
            throw Refused(_folder, fault);
        }
    }

    /// <summary>Nothing but what the signed list names is ever read: anybody may have put a file beside it on the way.</summary>
    private IEnumerable<string> Listed(string below) =>
        _list
            .Files.Select(file => file.Path)
            .Where(path => path.StartsWith(below, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static PublicationRefusedException Refused(string folder, Exception fault) =>
        new(
            new(
                $"目录 {folder} 未通过核验，没有采用：{fault.Message}",
                $"The folder {folder} does not hold, nothing was taken: {fault.Message}"
            ),
            fault
        );

    private static void Check(string folder, ListedFile file)
    {
        var path = Path.Combine(folder, file.Path);
        if (!File.Exists(path))
        {
            throw new InvalidDataException($"{file.Path} is missing.");
        }

        using var stream = File.OpenRead(path);
        if (stream.Length != file.Length || Convert.ToHexStringLower(SHA256.HashData(stream)) != file.Hash)
        {
            throw new InvalidDataException($"{file.Path} is not what the list says.");
        }
    }

    private PublicationLog Log(ListedLog log) =>
        new(
            log.Jurisdiction,
            log.Number,
            [],
            log.Witnesses,
            new FolderLog(Path.Combine(_folder, log.Jurisdiction))
        )
        {
            Contents =
            [
                .. Listed($"{log.Jurisdiction}/pack/")
                    .Select(path => new PublicContent(
                        $"pack/{Path.GetFileNameWithoutExtension(path)}",
                        File.ReadAllBytes(Path.Combine(_folder, path))
                    )),
            ],
        };
}

/// <summary>One file of a list.</summary>
internal sealed record ListedFile(string Hash, long Length, string Path);

/// <summary>One log of a list.</summary>
internal sealed record ListedLog(string Jurisdiction, int Number, IReadOnlyList<VerifierKey> Witnesses);

/// <summary>The signed list of a publication's files: a note whose text no checkpoint can have.</summary>
internal sealed record PublicationList(
    DateTimeOffset TakenAt,
    IReadOnlyList<ListedLog> Logs,
    IReadOnlyList<ListedFile> Files
)
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public string ToText()
    {
        var text = new StringBuilder(PublicationFolder.FirstLine)
            .Append('\n')
            .Append("taken ")
            .Append(TakenAt.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture))
            .Append('\n');
        foreach (var log in Logs)
        {
            text.Append(CultureInfo.InvariantCulture, $"log {log.Jurisdiction} {log.Number}\n");
            foreach (var witness in log.Witnesses)
            {
                text.Append(CultureInfo.InvariantCulture, $"witness {witness}\n");
            }
        }

        foreach (var file in Files)
        {
            text.Append(CultureInfo.InvariantCulture, $"file {file.Hash} {file.Length} {file.Path}\n");
        }

        return text.ToString();
    }

    /// <summary>
    /// A list may be longer than a note that comes over a network may be; so its text is signed by its hash, in a note of
    /// its own at the end.
    /// </summary>
    public byte[] Sign(IEnumerable<SignerKey> keys)
    {
        var text = ToText();
        var note = Note.Of(Digest(text));
        foreach (var key in keys)
        {
            note = note.With(key.Sign(note.Text));
        }

        return [.. Encoding.UTF8.GetBytes(text + "\n"), .. note.ToBytes()];
    }

    public static PublicationList Open(byte[] bytes, IReadOnlyCollection<VerifierKey> known)
    {
        var all = new UTF8Encoding(false, true).GetString(bytes);
        var cut = all.IndexOf("\n\n", StringComparison.Ordinal);
        if (cut < 0)
        {
            throw new FormatException("The list bears no signature.");
        }

        var text = all[..(cut + 1)];
        var note = Note.Parse(Encoding.UTF8.GetBytes(all[(cut + 2)..]));
        if (note.Verify(known).Count == 0)
        {
            throw new FormatException(
                $"The list is signed by no key that is known ({string.Join(", ", note.Signatures.Select(one => one.Name))})."
            );
        }

        return note.Text == Digest(text)
            ? Parse(text)
            : throw new FormatException("The list was changed after it was signed.");
    }

    private static string Digest(string text) =>
        $"{PublicationFolder.FirstLine}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}\n";

    private static PublicationList Parse(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var logs = new List<ListedLog>();
        var files = new List<ListedFile>();
        if (lines.Length < 2 || lines[0] != PublicationFolder.FirstLine)
        {
            throw new FormatException($"The list does not begin with {PublicationFolder.FirstLine}.");
        }

        foreach (var line in lines.Skip(2))
        {
            switch (line.Split(' ', 4))
            {
                case ["log", var jurisdiction, var number] when IsCode(jurisdiction):
                    logs.Add(new(jurisdiction, int.Parse(number, CultureInfo.InvariantCulture), []));
                    break;
                case ["witness", var key] when logs.Count > 0:
                    logs[^1] = logs[^1] with { Witnesses = [.. logs[^1].Witnesses, VerifierKey.Parse(key)] };
                    break;
                case ["file", var hash, var length, var path] when IsInside(path):
                    files.Add(new(hash, long.Parse(length, CultureInfo.InvariantCulture), path));
                    break;
                default:
                    throw new FormatException($"The list's line \"{line}\" is not understood.");
            }
        }

        return new(
            DateTimeOffset.ParseExact(
                lines[1].StartsWith("taken ", StringComparison.Ordinal)
                    ? lines[1]["taken ".Length..]
                    : throw new FormatException("The list's second line does not say when it was taken."),
                Form,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal
            ),
            logs,
            files
        );
    }

    /// <summary>A code names a folder, so that it must be nothing but a name.</summary>
    private static bool IsCode(string text) => text.Length > 0 && text.All(char.IsAsciiLetterOrDigit);

    private static bool IsInside(string path) =>
        path.Length > 0
        && path[0] != '/'
        && !path.Contains('\\', StringComparison.Ordinal)
        && !path.Split('/').Contains("..", StringComparer.Ordinal);
}
