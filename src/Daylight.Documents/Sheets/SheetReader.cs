using System.Xml;
using Daylight.Norms;

namespace Daylight.Documents.Sheets;

/// <summary>
/// Reads a table that somebody handed in: xlsx, or CSV in UTF-8, UTF-16 or GB18030. Which one it is, the bytes say, not
/// the name. Cells come as written, each with its address; hidden sheets are left out, formulas give their last value.
/// </summary>
public static class SheetReader
{
    public static SheetReading Read(byte[] file, FileLimits? limits = null)
    {
        var most = limits ?? FileLimits.Default;
        try
        {
            return file.Length > most.Packed
                ? new SheetReading.Refused(
                    new FileIsTooLarge(new Phrase("文件的字节数", "bytes of the file"), most.Packed)
                )
                : new SheetReading.Read(Tables(file, most));
        }
        catch (FileRefusedException refused)
        {
            return new SheetReading.Refused(refused.Refusal);
        }
        catch (Exception fault) when (fault is XmlException or InvalidDataException)
        {
            return new SheetReading.Refused(new FileIsNotReadable(Short(fault)));
        }
    }

    private static Book Tables(byte[] file, FileLimits limits) =>
        file.AsSpan().StartsWith("PK\u0003\u0004"u8) || file.AsSpan().StartsWith(OfficeArchive.OldForm)
            ? new XlsxReading(OfficeArchive.Open(file, limits), limits).Read()
            : new Book([new CsvReading(file, limits).Read()]);

    internal static Phrase Short(Exception fault) =>
        fault switch
        {
            XmlException { LineNumber: > 0 } at => new Phrase(
                $"内容损坏（第{at.LineNumber}行第{at.LinePosition}字符）",
                $"its content is damaged (line {at.LineNumber}, letter {at.LinePosition})"
            ),
            XmlException => new Phrase(
                "内容损坏，或者带有文档类型定义",
                "its content is damaged, or holds a document type"
            ),
            _ => new Phrase("压缩包损坏", "its archive is damaged"),
        };
}
