using System.Buffers;
using System.Text;

namespace Daylight.Norms;

/// <summary>Writes nodes as YAML: one key a line, short lists and maps of scalars in one line.</summary>
internal static class YamlText
{
    private const int Longest = 100;

    private static readonly SearchValues<char> s_marks = SearchValues.Create("{}[],#&*!|>'\"%@`");

    public static string Of(Node node)
    {
        var text = new StringBuilder();
        Write(text, node, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, Node node, int depth)
    {
        if (Short(node) is { } line && line.Length <= Longest && node is not Node.Map)
        {
            text.Append(' ', depth * 2).Append(line).Append('\n');
            return;
        }

        switch (node)
        {
            case Node.List list:
                foreach (var item in list.Items)
                {
                    var inner = new StringBuilder();
                    if (Short(item) is { } one && one.Length <= Longest)
                    {
                        inner.Append(' ', (depth + 1) * 2).Append(one).Append('\n');
                    }
                    else
                    {
                        Write(inner, item, depth + 1);
                    }

                    text.Append(' ', depth * 2).Append("- ").Append(inner.ToString().AsSpan((depth + 1) * 2));
                }

                break;
            case Node.Map map:
                foreach (var pair in map.Pairs)
                {
                    Write(text, pair, depth);
                }

                break;
        }
    }

    private static void Write(StringBuilder text, Node.Pair pair, int depth)
    {
        text.Append(' ', depth * 2).Append(Scalar(pair.Key)).Append(':');
        if (Short(pair.Value) is { } line && line.Length <= Longest)
        {
            text.Append(' ').Append(line).Append('\n');
            return;
        }

        text.Append('\n');
        Write(text, pair.Value, depth + 1);
    }

    /// <summary>The node in one line, or null where that would be hard to read.</summary>
    private static string? Short(Node node) =>
        node switch
        {
            Node.Scalar scalar => Scalar(scalar),
            Node.List list when list.Items.All(item => item is Node.Scalar) => "["
                + string.Join(", ", list.Items.Select(Short))
                + "]",
            Node.Map map when map.Pairs.All(pair => Short(pair.Value) is not null) => "{ "
                + string.Join(", ", map.Pairs.Select(pair => $"{Scalar(pair.Key)}: {Short(pair.Value)}"))
                + " }",
            _ => null,
        };

    private static string Scalar(Node.Scalar scalar) =>
        scalar.Quoted
        || scalar.Text.AsSpan().ContainsAny(s_marks)
        || scalar.Text.Contains(": ", StringComparison.Ordinal)
            ? "\""
                + scalar
                    .Text.Replace("\\", "\\\\", StringComparison.Ordinal)
                    .Replace("\"", "\\\"", StringComparison.Ordinal)
                + "\""
            : scalar.Text;
}
