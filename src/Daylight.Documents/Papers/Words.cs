using System.Globalization;
using System.Text;

namespace Daylight.Documents.Papers;

/// <summary>Writes WordprocessingML, paragraph by paragraph.</summary>
internal sealed class Words
{
    private readonly StringBuilder _xml = new();

    /// <summary>How a paragraph is set. Lengths in twentieths of a point.</summary>
    public sealed record Set
    {
        public string Font { get; init; } = Layout.Song;

        /// <summary>Half points.</summary>
        public int Size { get; init; } = Layout.Size3;

        public string Align { get; init; } = "both";

        /// <summary>Characters by which the first line is moved in.</summary>
        public int In { get; init; }

        public int Right { get; init; }

        public int Left { get; init; }

        public int Line { get; init; } = Layout.Line;

        public string? Color { get; init; }

        /// <summary>A rule below it: size in eighths of a point, space in points, color, kind.</summary>
        public (int Size, int Space, string Color, string Kind)? Rule { get; init; }

        /// <summary>A rule above it, as <see cref="Rule"/>.</summary>
        public (int Size, int Space, string Color, string Kind)? Over { get; init; }

        /// <summary>What follows a tab is set flush to this place from the left.</summary>
        public int? Tab { get; init; }

        /// <summary>By how much the lines after the first are moved in further than it.</summary>
        public int Hanging { get; init; }

        public bool PageBefore { get; init; }

        public int Before { get; init; }

        public int Tightening { get; init; } = Layout.Tightening;

        public bool Bold { get; init; }

        public bool KeepNext { get; init; }
    }

    public static Set Body { get; } = new() { In = 2 };

    public override string ToString() => _xml.ToString();

    public Words Paragraph(string text, Set? set = null, string extra = "")
    {
        var how = set ?? Body;
        _xml.Append("<w:p>").Append(Properties(how));
        _xml.Append(extra);
        foreach (var (index, part) in text.Split('\n').Index())
        {
            foreach (var (at, stretch) in (how.Tab is null ? [part] : part.Split('\t')).Index())
            {
                _xml.Append("<w:r>").Append(Run(how));
                if (index > 0 && at == 0)
                {
                    _xml.Append("<w:br/>");
                }

                if (at > 0)
                {
                    _xml.Append("<w:tab/>");
                }

                _xml.Append(
                    CultureInfo.InvariantCulture,
                    $"<w:t xml:space=\"preserve\">{Escape(stretch)}</w:t></w:r>"
                );
            }
        }

        _xml.Append("</w:p>");
        return this;
    }

    public Words Blank(int lines, Set? set = null)
    {
        for (var line = 0; line < lines; line++)
        {
            _xml.Append("<w:p>").Append(Properties(set ?? new Set())).Append("</w:p>");
        }

        return this;
    }

    public Words Raw(string xml)
    {
        _xml.Append(xml);
        return this;
    }

    public static string Properties(Set how) =>
        "<w:pPr>"
        + (how.KeepNext ? "<w:keepNext/>" : "")
        + (how.PageBefore ? "<w:pageBreakBefore/>" : "")
        + "<w:widowControl w:val=\"0\"/>"
        + (
            how is { Over: null, Rule: null }
                ? ""
                : $"<w:pBdr>{Border("top", how.Over)}{Border("bottom", how.Rule)}</w:pBdr>"
        )
        + (how.Tab is { } tab ? $"<w:tabs><w:tab w:val=\"right\" w:pos=\"{tab}\"/></w:tabs>" : "")
        + "<w:overflowPunct w:val=\"0\"/><w:autoSpaceDE w:val=\"0\"/><w:autoSpaceDN w:val=\"0\"/>"
        + $"<w:spacing w:before=\"{how.Before}\" w:after=\"0\" w:line=\"{how.Line}\" w:lineRule=\"exact\"/>"
        + $"<w:ind w:left=\"{how.Left}\" w:right=\"{how.Right}\" {(how.Hanging > 0 ? $"w:hanging=\"{how.Hanging}\"" : $"w:firstLine=\"{how.In * ((how.Size * 10) + how.Tightening)}\"")}/>"
        + $"<w:jc w:val=\"{how.Align}\"/>"
        + $"<w:rPr>{Marks(how)}</w:rPr></w:pPr>";

    private static string Border(string side, (int Size, int Space, string Color, string Kind)? rule) =>
        rule is { } line
            ? $"<w:{side} w:val=\"{line.Kind}\" w:sz=\"{line.Size}\" w:space=\"{line.Space}\" w:color=\"{line.Color}\"/>"
            : "";

    public static string Run(Set how) => $"<w:rPr>{Marks(how)}</w:rPr>";

    private static string Marks(Set how) =>
        $"<w:rFonts w:ascii=\"{how.Font}\" w:hAnsi=\"{how.Font}\" w:eastAsia=\"{how.Font}\" w:cs=\"{how.Font}\"/>"
        + (how.Bold ? "<w:b/>" : "")
        + (how.Color is { } color ? $"<w:color w:val=\"{color}\"/>" : "")
        + (how.Tightening == 0 ? "" : $"<w:spacing w:val=\"{how.Tightening}\"/>")
        + $"<w:kern w:val=\"0\"/><w:sz w:val=\"{how.Size}\"/><w:szCs w:val=\"{how.Size}\"/>";

    /// <summary>Text as XML holds it: letters that it cannot hold are dropped.</summary>
    public static string Escape(string text)
    {
        var written = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (char.IsHighSurrogate(letter) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            {
                written.Append(letter).Append(text[++at]);
                continue;
            }

            written.Append(
                letter switch
                {
                    '&' => "&amp;",
                    '<' => "&lt;",
                    '>' => "&gt;",
                    '"' => "&quot;",
                    '\t' => " ",
                    < ' ' or '\uFFFE' or '\uFFFF' => "",
                    _ when char.IsSurrogate(letter) => "",
                    _ => letter.ToString(),
                }
            );
        }

        return written.ToString();
    }
}
