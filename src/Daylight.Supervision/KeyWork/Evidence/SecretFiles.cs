using System.Text;
using Daylight.Documents.Docx;
using Daylight.Documents.Sheets;
using Daylight.Proceedings;

namespace Daylight.Supervision.KeyWork;

/// <summary>
/// Looks for a mark of secrecy in a file before a byte of it is kept: in its name, in every word of a document or a table, and
/// in plain text. In pictures, scans and PDF nothing can be read; there the form asks whoever hands them in.
/// </summary>
internal static class SecretFiles
{
    private const int MostText = 4 * 1024 * 1024;

    /// <summary>The mark, or null.</summary>
    /// <param name="open">Opens the file from its start; what it gives is closed here.</param>
    public static async Task<string?> MarkIn(string name, Func<Stream> open)
    {
        if (SecrecyMark.In(Path.GetFileNameWithoutExtension(name)) is { } named)
        {
            return named;
        }

        await using var content = open();
        var head = new byte[4];
        var length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false);
        var isArchive = head.AsSpan(0, length).StartsWith("PK\u0003\u0004"u8);
        if (!isArchive && !IsText(name))
        {
            return null;
        }

        content.Position = 0;
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes);
        return isArchive ? InArchive(bytes.ToArray())
            : bytes.Length <= MostText ? SecrecyMark.In(Encoding.UTF8.GetString(bytes.ToArray()))
            : null;
    }

    private static string? InArchive(byte[] file) =>
        DocumentReader.Read(file) is DocumentReading.Read document
            ? SecrecyMark.In([
                .. document.Text.Paragraphs,
                .. document.Text.Beside,
                string.Join('\n', document.Text.Paragraphs),
            ])
        : SheetReader.Read(file) is SheetReading.Read book
            ? SecrecyMark.In(
                book.Book.Sheets.SelectMany(sheet => sheet.Rows)
                    .SelectMany(row => row.Cells)
                    .Select(cell => cell.Text)
            )
        : null;

    private static bool IsText(string name) =>
        Path.GetExtension(name).ToUpperInvariant()
            is ".TXT"
                or ".CSV"
                or ".MD"
                or ".HTML"
                or ".HTM"
                or ".XML"
                or ".JSON";
}

[NoNorm("保守国家秘密法: state secrets are handled on their own carriers only")]
public sealed record FileBearsASecrecyMark(string Name, string Mark) : Refusal;

[NoNorm("one form carries what one person can name")]
public sealed record TooManyFiles(int Count, int Most) : Refusal;

[NoNorm("this host was set up without a place for files")]
public sealed record FilesAreNotKept : Refusal;
