using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Daylight.Norms;

/// <summary>The content of a pack as one text: keys in ordinal order, every scalar as written. Two spellings of one content are one text.</summary>
internal static class CanonicalText
{
    // A quoted "4" is a word and a plain 4 a number: the difference is content, so it is kept.
    private const char Plain = '=';
    private const char Quoted = '"';

    public static string Of(IEnumerable<(string Path, Node Root)> files)
    {
        using var bytes = new MemoryStream();
        using (
            var writer = new Utf8JsonWriter(
                bytes,
                new JsonWriterOptions
                {
                    Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                    Indented = false,
                }
            )
        )
        {
            writer.WriteStartObject();
            foreach (var (path, root) in files.OrderBy(file => file.Path, StringComparer.Ordinal))
            {
                writer.WritePropertyName(path);
                Write(writer, root);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    public static PackHash Hash(string content) =>
        new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))));

    /// <returns>The files with their trees; null where the text is none that <see cref="Of"/> wrote.</returns>
    public static List<(string Path, Node Root)>? Read(string content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return
            [
                .. document
                    .RootElement.EnumerateObject()
                    .Select(file => (file.Name, Read(new Place(file.Name, 0, 0), file.Value))),
            ];
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static void Write(Utf8JsonWriter writer, Node node)
    {
        switch (node)
        {
            case Node.Scalar scalar:
                writer.WriteStringValue((scalar.Quoted ? Quoted : Plain) + scalar.Text);
                break;
            case Node.List list:
                writer.WriteStartArray();
                foreach (var item in list.Items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case Node.Map map:
                writer.WriteStartObject();
                foreach (var pair in map.Pairs.OrderBy(pair => pair.Key.Text, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(pair.Key.Text);
                    Write(writer, pair.Value);
                }

                writer.WriteEndObject();
                break;
        }
    }

    private static Node Read(Place at, JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Array => new Node.List(
                at,
                [.. element.EnumerateArray().Select(item => Read(at, item))]
            ),
            JsonValueKind.Object => new Node.Map(
                at,
                [
                    .. element
                        .EnumerateObject()
                        .Select(pair => new Node.Pair(
                            new Node.Scalar(at, pair.Name, Quoted: false),
                            Read(at, pair.Value)
                        )),
                ]
            ),
            JsonValueKind.String when element.GetString() is { Length: > 0 } text => new Node.Scalar(
                at,
                text[1..],
                text[0] == Quoted
            ),
            _ => throw new JsonException("neither a map, a list nor a scalar"),
        };
}
