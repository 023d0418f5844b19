using System.IO.Compression;
using System.Xml;
using Daylight.Norms;

namespace Daylight.Documents;

/// <summary>
/// The parts of an xlsx or DOCX file, unpacked within limits. Nothing is believed of what the archive says about itself:
/// sizes are counted while unpacking, and every part is looked at before any is read for its content.
/// </summary>
internal sealed class OfficeArchive
{
    private const int WithoutRatio = 1024 * 1024;

    private static readonly string[] s_programs =
    [
        "vbaproject",
        "vbadata",
        "activex",
        "embeddings/",
        "oleobject",
        "macrosheets/",
        "dialogsheets/",
        "customui/",
        "webextensions/",
        "attachedtoolbars",
    ];

    private static readonly string[] s_outside =
    [
        "externallinks/",
        "querytables/",
        "connections.xml",
        "afchunk",
    ];

    private readonly Dictionary<string, byte[]> _parts;

    /// <summary>How a compound file begins: the old binary forms and everything encrypted.</summary>
    public static ReadOnlySpan<byte> OldForm => [0xD0, 0xCF, 0x11, 0xE0];

    private OfficeArchive(Dictionary<string, byte[]> parts) => _parts = parts;

    public IReadOnlyCollection<string> Names => _parts.Keys;

    /// <summary>The bytes of a part, or null where there is none.</summary>
    public byte[]? Find(string name) => _parts.GetValueOrDefault(name.TrimStart('/'));

    /// <summary>A reader of an XML part that knows no document type, no entity and no address.</summary>
    /// <exception cref="FileRefusedException">when the part is missing.</exception>
    public XmlReader Xml(string name) =>
        XmlReader.Create(
            new MemoryStream(
                Find(name)
                    ?? throw new FileRefusedException(
                        new FileIsNotReadable(new Phrase($"缺少 {name}", $"{name} is missing"))
                    ),
                writable: false
            ),
            Settings
        );

    internal static XmlReaderSettings Settings =>
        new()
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };

    /// <exception cref="FileRefusedException">when the file is no archive, too large, or holds what may not come in.</exception>
    public static OfficeArchive Open(byte[] file, FileLimits limits)
    {
        if (file.AsSpan().StartsWith(OfficeArchive.OldForm))
        {
            throw new FileRefusedException(new FileIsOldOrEncrypted());
        }

        var parts = Unpack(file, limits);
        CheckNames(parts);
        foreach (var (name, part) in parts)
        {
            if (name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase))
            {
                CheckRelations(name, part);
            }
        }

        return new OfficeArchive(parts);
    }

    private static Dictionary<string, byte[]> Unpack(byte[] file, FileLimits limits)
    {
        var parts = new Dictionary<string, byte[]>(StringComparer.OrdinalIgnoreCase);
        using var archive = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
        if (archive.Entries.Count > limits.Parts)
        {
            throw TooLarge(
                new Phrase($"{archive.Entries.Count}个部件", $"{archive.Entries.Count} parts"),
                limits.Parts
            );
        }

        long total = 0;
        foreach (var entry in archive.Entries.Where(entry => !entry.FullName.EndsWith('/')))
        {
            var bytes = Unpack(entry, limits, ref total);
            if (!parts.TryAdd(entry.FullName, bytes))
            {
                throw new FileRefusedException(
                    new FileIsNotReadable(
                        new Phrase($"{entry.FullName} 出现两次", $"{entry.FullName} stands in it twice")
                    )
                );
            }
        }

        return parts;
    }

    private static byte[] Unpack(ZipArchiveEntry entry, FileLimits limits, ref long total)
    {
        using var packed = entry.Open();
        using var unpacked = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = packed.Read(buffer)) > 0)
        {
            total += read;
            if (total > limits.Unpacked)
            {
                throw TooLarge(new Phrase("解开后的字节数", "bytes once unpacked"), limits.Unpacked);
            }

            unpacked.Write(buffer, 0, read);
            if (
                unpacked.Length > WithoutRatio
                && unpacked.Length / Math.Max(1, entry.CompressedLength) > limits.Ratio
            )
            {
                throw TooLarge(
                    new Phrase($"{entry.FullName} 的压缩比", $"packing of {entry.FullName}"),
                    limits.Ratio
                );
            }
        }

        return unpacked.ToArray();
    }

    private static void CheckNames(Dictionary<string, byte[]> parts)
    {
        foreach (var name in parts.Keys)
        {
            if (
                name.Contains('\\', StringComparison.Ordinal)
                || name.StartsWith('/')
                || name.Split('/').Contains("..")
            )
            {
                throw new FileRefusedException(
                    new FileIsNotReadable(new Phrase($"部件名 {name}", $"the part name {name}"))
                );
            }

            if (Array.Exists(s_programs, part => name.Contains(part, StringComparison.OrdinalIgnoreCase)))
            {
                throw new FileRefusedException(new FileHoldsAProgram(name));
            }

            if (Array.Exists(s_outside, part => name.Contains(part, StringComparison.OrdinalIgnoreCase)))
            {
                throw new FileRefusedException(new FileReachesOutside(name));
            }
        }

        if (parts.TryGetValue("[Content_Types].xml", out var types))
        {
            CheckTypes(types);
        }
    }

    /// <summary>A program may stand under any name; its type gives it away.</summary>
    private static void CheckTypes(byte[] types)
    {
        using var reader = XmlReader.Create(new MemoryStream(types, writable: false), Settings);
        while (reader.Read())
        {
            if (
                reader.NodeType == XmlNodeType.Element
                && reader.GetAttribute("ContentType") is { } type
                && (
                    type.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase)
                    || type.Contains("vbaProject", StringComparison.OrdinalIgnoreCase)
                    || type.Contains("oleObject", StringComparison.OrdinalIgnoreCase)
                    || type.Contains("activeX", StringComparison.OrdinalIgnoreCase)
                )
            )
            {
                throw new FileRefusedException(new FileHoldsAProgram(type));
            }
        }
    }

    /// <summary>A link that somebody could click stays unread and harms nobody; anything else outside is refused.</summary>
    private static void CheckRelations(string name, byte[] part)
    {
        using var reader = XmlReader.Create(new MemoryStream(part, writable: false), Settings);
        while (reader.Read())
        {
            if (
                reader.NodeType == XmlNodeType.Element
                && reader.LocalName == "Relationship"
                && string.Equals(
                    reader.GetAttribute("TargetMode"),
                    "External",
                    StringComparison.OrdinalIgnoreCase
                )
                && reader.GetAttribute("Type")?.EndsWith("/hyperlink", StringComparison.Ordinal) != true
            )
            {
                throw new FileRefusedException(new FileReachesOutside(name));
            }
        }
    }

    private static FileRefusedException TooLarge(Phrase what, long most) =>
        new(new FileIsTooLarge(what, most));
}
