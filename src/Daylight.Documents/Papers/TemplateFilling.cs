using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Daylight.Documents.Sheets;
using Daylight.Norms;
using Daylight.Proceedings;

namespace Daylight.Documents.Papers;

/// <summary>What became of an office's own template.</summary>
public abstract record Filling
{
    private Filling() { }

    public sealed record Done(byte[] File, bool IsTable) : Filling;

    public sealed record Refused(Refusal Refusal) : Filling;
}

/// <summary>
/// Fills the gaps {{...}} of an office's own DOCX or xlsx. All that is not a gap stays as it was, but for the names of
/// persons in the file's properties, which are blanked.
/// </summary>
public static partial class TemplateFilling
{
    [GeneratedRegex(@"[{｛]{2}\s*(?<name>[^{}｛｝]{1,40}?)\s*[}｝]{2}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Gap { get; }

    /// <param name="values">By the names of the gaps.</param>
    public static Filling Fill(
        byte[] file,
        IReadOnlyDictionary<string, string> values,
        FileLimits? limits = null
    )
    {
        var most = limits ?? FileLimits.Default;
        try
        {
            return file.Length > most.Packed
                    ? new Filling.Refused(
                        new FileIsTooLarge(new Phrase("文件的字节数", "bytes of the file"), most.Packed)
                    )
                : file.AsSpan().StartsWith("PK\u0003\u0004"u8)
                || file.AsSpan().StartsWith(OfficeArchive.OldForm)
                    ? Fill(OfficeArchive.Open(file, most), values)
                : new Filling.Refused(new FileIsNoDocument());
        }
        catch (FileRefusedException refused)
        {
            return new Filling.Refused(refused.Refusal);
        }
        catch (Exception fault) when (fault is XmlException or InvalidDataException)
        {
            return new Filling.Refused(new FileIsNotReadable(SheetReader.Short(fault)));
        }
    }

    private static Filling Fill(OfficeArchive archive, IReadOnlyDictionary<string, string> values)
    {
        var isTable = archive.Find("xl/workbook.xml") is not null;
        if (!isTable && archive.Find("word/document.xml") is null)
        {
            return new Filling.Refused(new FileIsNoDocument());
        }

        var unknown = new SortedSet<string>(StringComparer.Ordinal);
        var found = 0;
        var parts = new List<(string Name, byte[] Bytes)>();
        foreach (var name in archive.Names)
        {
            var bytes = archive.Find(name)!;
            parts.Add(
                (
                    name,
                    IsFilled(name) ? Filled(archive, name, values, unknown, ref found)
                    : name.Equals("docProps/core.xml", StringComparison.OrdinalIgnoreCase)
                        ? Nameless(archive, name)
                    : bytes
                )
            );
        }

        var known = string.Join('、', values.Keys);
        return unknown.Count > 0 ? new Filling.Refused(new GapsAreUnknown(string.Join('、', unknown), known))
            : found == 0 ? new Filling.Refused(new NoGapIsFound(known))
            : new Filling.Done(OfficePackage.Pack(parts), isTable);
    }

    private static bool IsFilled(string name) =>
        name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)
        && (
            name is "word/document.xml" or "xl/sharedStrings.xml"
            || name.StartsWith("word/header", StringComparison.Ordinal)
            || name.StartsWith("word/footer", StringComparison.Ordinal)
            || name.StartsWith("xl/worksheets/", StringComparison.Ordinal)
        );

    private static byte[] Filled(
        OfficeArchive archive,
        string name,
        IReadOnlyDictionary<string, string> values,
        SortedSet<string> unknown,
        ref int found
    )
    {
        using var reader = archive.Xml(name);
        var document = XDocument.Load(reader, LoadOptions.PreserveWhitespace);
        foreach (var paragraph in document.Descendants().Where(IsParagraph).ToList())
        {
            var texts = paragraph
                .Descendants()
                .Where(element =>
                    element.Name.LocalName == "t" && element.Ancestors().First(IsParagraph) == paragraph
                )
                .ToList();
            var whole = string.Concat(texts.Select(text => text.Value));
            foreach (var gap in Gap.Matches(whole).Reverse())
            {
                found++;
                if (values.TryGetValue(gap.Groups["name"].Value, out var value))
                {
                    Put(texts, gap.Index, gap.Length, value);
                }
                else
                {
                    unknown.Add(gap.Groups["name"].Value);
                }
            }

            texts.ForEach(Broken);
        }

        return Bytes(document);
    }

    private static bool IsParagraph(XElement element) => element.Name.LocalName is "p" or "si" or "is";

    /// <summary>Word processors cut a gap into runs as they like: the first run takes the value, the others lose their share.</summary>
    private static void Put(List<XElement> texts, int start, int length, string value)
    {
        var at = 0;
        var left = value;
        foreach (var text in texts)
        {
            var own = text.Value;
            var from = Math.Max(start - at, 0);
            var to = Math.Min(start + length - at, own.Length);
            at += own.Length;
            if (from < to)
            {
                text.Value = own[..from] + left + own[to..];
                text.SetAttributeValue(XNamespace.Xml + "space", "preserve");
                left = "";
            }
        }
    }

    /// <summary>A line of its own needs a break in a document; a cell of a table takes the line end as it is.</summary>
    private static void Broken(XElement text)
    {
        if (
            !text.Name.NamespaceName.Contains("wordprocessingml", StringComparison.Ordinal)
            || !text.Value.Contains('\n', StringComparison.Ordinal)
        )
        {
            return;
        }

        var lines = text.Value.Split('\n');
        text.Value = lines[0];
        XElement last = text;
        foreach (var line in lines.Skip(1))
        {
            var next = new XElement(text.Name, new XAttribute(XNamespace.Xml + "space", "preserve"), line);
            last.AddAfterSelf(new XElement(text.Name.Namespace + "br"), next);
            last = next;
        }
    }

    private static byte[] Nameless(OfficeArchive archive, string name)
    {
        using var reader = archive.Xml(name);
        var document = XDocument.Load(reader);
        foreach (
            var element in document
                .Descendants()
                .Where(element => element.Name.LocalName is "creator" or "lastModifiedBy")
        )
        {
            element.Value = "";
        }

        return Bytes(document);
    }

    private static byte[] Bytes(XDocument document)
    {
        using var bytes = new MemoryStream();
        using (
            var writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false) })
        )
        {
            document.Save(writer);
        }

        return bytes.ToArray();
    }
}
