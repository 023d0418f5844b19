namespace Daylight.Tests.Documents;

/// <summary>DOCX files made by hand for reading.</summary>
internal static class Letter
{
    private const string Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    public static byte[] Of(string body, params IEnumerable<(string Name, string Text)> more) =>
        Zipped.Of([
            ("[Content_Types].xml", Zipped.Types),
            (
                "word/document.xml",
                $"""<w:document xmlns:w="{Word}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>{body}</w:body></w:document>"""
            ),
            .. more.Select(part =>
                (part.Name, part.Text.Replace("<w:x ", $"<w:x xmlns:w=\"{Word}\" ", StringComparison.Ordinal))
            ),
        ]);

    public static string Paragraph(string text, string properties = "") =>
        $"""<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>""";

    public static string Numbered(string text, int level, int list = 1) =>
        Paragraph(text, $"""<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>""");

    /// <summary>一、 then （一） then 1. then ①, as most offices number.</summary>
    public static (string, string) Numbering { get; } =
        (
            "word/numbering.xml",
            $"""<w:numbering xmlns:w="{Word}"><w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="（%2）"/></w:lvl><w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl><w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimalEnclosedCircle"/><w:lvlText w:val="%4"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="5"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride></w:num></w:numbering>"""
        );
}
