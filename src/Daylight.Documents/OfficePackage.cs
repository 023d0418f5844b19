using System.IO.Compression;
using System.Text;

namespace Daylight.Documents;

/// <summary>
/// Writes the parts of an office file. The same parts give the same bytes: no time, no name, no path and no program
/// stands in the file but what the parts say.
/// </summary>
internal sealed class OfficePackage
{
    private static readonly DateTimeOffset s_stamp = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<(string Name, string? Type, byte[] Bytes)> _parts = [];

    public OfficePackage Add(string name, string? type, string xml) =>
        Add(name, type, Encoding.UTF8.GetBytes(xml));

    public OfficePackage Add(string name, string? type, byte[] bytes)
    {
        _parts.Add((name, type, bytes));
        return this;
    }

    public byte[] Write()
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Put(archive, "[Content_Types].xml", Encoding.UTF8.GetBytes(Types()));
            foreach (var (name, _, bytes) in _parts)
            {
                Put(archive, name, bytes);
            }
        }

        return file.ToArray();
    }

    /// <summary>Packs parts that are there already, their types among them.</summary>
    public static byte[] Pack(IEnumerable<(string Name, byte[] Bytes)> parts)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in parts.OrderBy(part => part.Name != "[Content_Types].xml"))
            {
                Put(archive, name, bytes);
            }
        }

        return file.ToArray();
    }

    private static void Put(ZipArchive archive, string name, byte[] bytes)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = s_stamp;
        using var stream = entry.Open();
        stream.Write(bytes);
    }

    private string Types() =>
        """<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>"""
        + string.Concat(
            _parts
                .Where(part => part.Type is not null)
                .Select(part => $"""<Override PartName="/{part.Name}" ContentType="{part.Type}"/>""")
        )
        + "</Types>";
}
