using System.Text.RegularExpressions;

namespace Daylight.Supervision.KeyWork.Intake;

/// <summary>A numbered paragraph of a paper that has no numbered paragraphs below it.</summary>
/// <param name="Labels">Its numbers from the outside in, as written: 三、 then （二）.</param>
/// <param name="Headings">The words of the paragraphs above it, from the outside in.</param>
/// <param name="Text">Its own words, without its number.</param>
internal sealed record Passage(IReadOnlyList<string> Labels, IReadOnlyList<string> Headings, string Text)
{
    /// <summary>As a reference names it: 第三项第（二）点, 第五条.</summary>
    public string Place =>
        string.Concat(
            Labels.Select(
                (label, depth) =>
                    label.StartsWith('第') ? label
                    : depth == 0 ? $"第{label.Trim('、', '.', '．', '，', ' ', '（', '）', '(', ')')}项"
                    : $"第{label.Trim('、', '.', '．', '，', ' ')}点"
            )
        );
}

/// <summary>A paper taken apart: what stands before the numbered paragraphs, and these.</summary>
internal sealed partial record PaperText(IReadOnlyList<string> Opening, IReadOnlyList<Passage> Passages)
{
    private enum Style
    {
        Article,
        Han,
        HanBracket,
        Arabic,
        ArabicBracket,
        Circle,
    }

    [GeneratedRegex(
        """
            ^(?:
              (?<article>第[一二三四五六七八九十百零〇0-9]{1,6}条)[\s　、：:]*
            | (?<han>[一二三四五六七八九十百零〇]{1,5})\s?[、．.](?!\d)\s*
            | [（(]\s*(?<hanbracket>[一二三四五六七八九十百]{1,5})\s*[)）][、．.]?\s*
            | (?<arabic>[0-9０-９]{1,3})\s?[、．.](?![0-9０-９])\s*
            | [（(]\s*(?<arabicbracket>[0-9０-９]{1,3})\s*[)）][、．.]?\s*
            | (?<circle>[①-⑳㉑-㉟㊱-㊿❶-❿])[、．.]?\s*
            )
            """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        1000
    )]
    private static partial Regex Number { get; }

    /// <summary>Lines after which a paper only says who was there and whom it goes to.</summary>
    [GeneratedRegex(
        @"^(出\s*席|参\s*会|参加人员|列\s*席|请\s*假|缺\s*席|记\s*录|整\s*理|分\s*送|主\s*送|抄\s*送|抄\s*报|附\s*件|签\s*发)(人员|人)?\s*[：:]",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Closing { get; }

    public static PaperText Read(IEnumerable<string> lines)
    {
        var opening = new List<string>();
        var found = new List<Node>();
        var path = new Stack<Node>();
        foreach (var line in lines.SelectMany(text => text.Split('\n')).Select(Clean))
        {
            if (line.Length == 0)
            {
                continue;
            }

            if (found.Count > 0 && Closing.IsMatch(line))
            {
                break;
            }

            if (Number.Match(line) is { Success: true } number)
            {
                found.Add(Place(path, number, line));
            }
            else if (found.Count == 0)
            {
                opening.Add(line);
            }
            else
            {
                found[^1].Text += "\n" + line;
            }
        }

        return new PaperText(
            opening,
            [.. found.Where(node => node.IsLeaf && node.Text.Length > 0).Select(Of)]
        );
    }

    private static string Clean(string line) =>
        line.Replace('\t', ' ').Trim(' ', '　', '\u00a0', '\r', '\ufeff');

    /// <summary>A number of a style already open ends what that style had; one of a new style lies below what is open.</summary>
    private static Node Place(Stack<Node> path, Match number, string line)
    {
        var style = StyleOf(number);
        if (path.Any(open => open.Style == style))
        {
            while (path.Pop().Style != style) { }
        }

        var above = path.Count > 0 ? path.Peek() : null;
        if (above is not null)
        {
            above.IsLeaf = false;
        }

        var node = new Node(style, number.Value.Trim(), line[number.Length..].Trim(), above);
        path.Push(node);
        return node;
    }

    private static Style StyleOf(Match number) =>
        number.Groups["article"].Success ? Style.Article
        : number.Groups["han"].Success ? Style.Han
        : number.Groups["hanbracket"].Success ? Style.HanBracket
        : number.Groups["arabic"].Success ? Style.Arabic
        : number.Groups["arabicbracket"].Success ? Style.ArabicBracket
        : Style.Circle;

    private static Passage Of(Node node)
    {
        var above = new List<Node>();
        for (var up = node.Above; up is not null; up = up.Above)
        {
            above.Insert(0, up);
        }

        return new Passage(
            [.. above.Select(up => up.Label), node.Label],
            [.. above.Select(up => up.Text)],
            node.Text
        );
    }

    private sealed class Node(Style style, string label, string text, Node? above)
    {
        public Style Style { get; } = style;

        public string Label { get; } = label;

        public string Text { get; set; } = text;

        public Node? Above { get; } = above;

        public bool IsLeaf { get; set; } = true;
    }
}
