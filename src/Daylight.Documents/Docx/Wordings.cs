using System.Text;
using System.Xml;
using Daylight.Norms;

namespace Daylight.Documents.Docx;

/// <summary>Takes the paragraphs out of one part: what was deleted, field codes and doubled fallbacks are left out.</summary>
internal sealed class Wordings(ListNumbers numbers, FileLimits limits)
{
    private readonly List<string> _paragraphs = [];
    private readonly Stack<Paragraph> _open = [];

    public IReadOnlyList<string> Of(OfficeArchive archive, string part)
    {
        using var reader = archive.Xml(part);
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                Begin(reader);
            }
            else if (reader is { NodeType: XmlNodeType.EndElement, LocalName: "p" } && _open.Count > 0)
            {
                Close();
            }
        }

        return _paragraphs;
    }

    /// <summary>Every run of words of a part, with no structure: only to look for marks.</summary>
    public static IEnumerable<string> Everything(OfficeArchive archive, string part)
    {
        var words = new StringBuilder();
        using var reader = archive.Xml(part);
        while (reader.Read())
        {
            if (IsWords(reader.NodeType))
            {
                words.Append(reader.Value);
            }
            else if (reader is { NodeType: XmlNodeType.EndElement, LocalName: "p" or "property" })
            {
                words.Append('\n');
            }
        }

        return words.Length == 0 ? [] : words.ToString().Split('\n');
    }

    private static bool IsWords(XmlNodeType type) =>
        type is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace;

    private void Begin(XmlReader reader)
    {
        switch (reader.LocalName)
        {
            case "p" when !reader.IsEmptyElement && IsOfText(reader):
                _open.Push(new Paragraph());
                break;
            case "Fallback" or "delText" or "instrText" or "delInstrText" or "moveFrom":
                Skip(reader);
                break;
            case "numId" when _open.TryPeek(out var open):
                open.Number = reader.GetAttribute("val", reader.NamespaceURI);
                break;
            case "ilvl" when _open.TryPeek(out var open):
                open.Level = reader.GetAttribute("val", reader.NamespaceURI);
                break;
            case "pStyle" when _open.TryPeek(out var open):
                open.Style = reader.GetAttribute("val", reader.NamespaceURI);
                break;
            case "tab" when _open.TryPeek(out var open) && IsOfText(reader):
                open.Words.Append('\t');
                break;
            case "br" or "cr" when _open.TryPeek(out var open) && IsOfText(reader):
                open.Words.Append('\n');
                break;
            case "t" when IsOfText(reader) && !reader.IsEmptyElement:
                Take(reader);
                break;
        }
    }

    private static bool IsOfText(XmlReader reader) =>
        reader.NamespaceURI.EndsWith("/wordprocessingml/2006/main", StringComparison.Ordinal)
        || reader.NamespaceURI.EndsWith("/wordprocessingml/main", StringComparison.Ordinal);

    private void Take(XmlReader reader)
    {
        var depth = reader.Depth;
        while (reader.Read() && reader.Depth > depth)
        {
            if (
                _open.TryPeek(out var open)
                && (IsWords(reader.NodeType) || reader.NodeType == XmlNodeType.Whitespace)
            )
            {
                open.Words.Append(reader.Value);
                if (open.Words.Length > limits.Letters)
                {
                    throw new FileRefusedException(
                        new FileIsTooLarge(new Phrase("一段的字数", "letters of a paragraph"), limits.Letters)
                    );
                }
            }
        }
    }

    private static void Skip(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            return;
        }

        var depth = reader.Depth;
        while (reader.Read() && reader.Depth > depth) { }
    }

    private void Close()
    {
        var paragraph = _open.Pop();
        var label = numbers.Next(paragraph.Style, paragraph.Number, paragraph.Level);
        var text = (label + paragraph.Words).Trim();
        if (text.Length > 0)
        {
            _paragraphs.Add(text);
            if (_paragraphs.Count > limits.Rows)
            {
                throw new FileRefusedException(
                    new FileIsTooLarge(new Phrase("段落数", "paragraphs"), limits.Rows)
                );
            }
        }
    }

    private sealed class Paragraph
    {
        public StringBuilder Words { get; } = new();

        public string? Number { get; set; }

        public string? Level { get; set; }

        public string? Style { get; set; }
    }
}
