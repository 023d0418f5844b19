using System.Xml;
using Daylight.Documents.Sheets;
using Daylight.Norms;
using Daylight.Proceedings;

namespace Daylight.Documents.Docx;

/// <summary>The words of a document.</summary>
/// <param name="Paragraphs">In order, with the numbers that the program sets before them; tables cell by cell.</param>
/// <param name="Beside">All other words: headers, footers, notes, comments, text boxes, properties. A mark may stand in any.</param>
public sealed record DocumentText(IReadOnlyList<string> Paragraphs, IReadOnlyList<string> Beside);

/// <summary>What became of a document that somebody handed in.</summary>
public abstract record DocumentReading
{
    private DocumentReading() { }

    public sealed record Read(DocumentText Text) : DocumentReading;

    /// <summary>Nothing of it was kept.</summary>
    public sealed record Refused(Refusal Refusal) : DocumentReading;
}

/// <summary>Reads the words of a DOCX file, within the same limits as a table.</summary>
public static class DocumentReader
{
    public static DocumentReading Read(byte[] file, FileLimits? limits = null)
    {
        var most = limits ?? FileLimits.Default;
        try
        {
            return file.Length > most.Packed
                    ? new DocumentReading.Refused(
                        new FileIsTooLarge(new Phrase("文件的字节数", "bytes of the file"), most.Packed)
                    )
                : file.AsSpan().StartsWith("PK\u0003\u0004"u8)
                || file.AsSpan().StartsWith(OfficeArchive.OldForm)
                    ? new DocumentReading.Read(Text(OfficeArchive.Open(file, most), most))
                : new DocumentReading.Refused(new FileIsNoDocument());
        }
        catch (FileRefusedException refused)
        {
            return new DocumentReading.Refused(refused.Refusal);
        }
        catch (Exception fault) when (fault is XmlException or InvalidDataException)
        {
            return new DocumentReading.Refused(new FileIsNotReadable(SheetReader.Short(fault)));
        }
    }

    private static DocumentText Text(OfficeArchive archive, FileLimits limits)
    {
        const string Body = "word/document.xml";
        if (archive.Find(Body) is null)
        {
            throw new FileRefusedException(new FileIsNoDocument());
        }

        var words = new Wordings(ListNumbers.Read(archive), limits);
        var beside = archive
            .Names.Where(name => name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))
            .Where(name => !name.Equals(Body, StringComparison.OrdinalIgnoreCase))
            .Where(name =>
                name.StartsWith("word/", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("docProps/", StringComparison.OrdinalIgnoreCase)
            )
            .Order(StringComparer.Ordinal)
            .SelectMany(name => Wordings.Everything(archive, name))
            .ToList();
        return new DocumentText(words.Of(archive, Body), beside);
    }
}
