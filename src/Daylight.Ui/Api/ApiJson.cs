using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;

namespace Daylight.Ui.Api;

/// <summary>How answers to programs are written: camel case, names instead of numbers, Chinese readable, days as ISO text.</summary>
public static class ApiJson
{
    public const string Type = "application/json";

    public const string ProblemType = "application/problem+json";

    public static JsonSerializerOptions Options { get; } = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            NumberHandling = JsonNumberHandling.Strict,
            RespectNullableAnnotations = true,
        };
        options.Converters.Add(new JsonStringEnumConverter());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    /// <summary>The schema of what is written for a type, without references: each place says all of it.</summary>
    public static JsonNode SchemaOf<T>()
    {
        var schema = Options.GetJsonSchemaAsNode(
            typeof(T),
            new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true }
        );
        return WithoutReferences(schema, schema)!;
    }

    private static JsonNode? WithoutReferences(JsonNode? node, JsonNode root) =>
        node switch
        {
            JsonObject o when o["$ref"]?.GetValue<string>() is { } pointer => WithoutReferences(
                At(root, pointer),
                root
            ),
            JsonObject o => new JsonObject(
                o.Select(entry => KeyValuePair.Create(entry.Key, WithoutReferences(entry.Value, root)))
            ),
            JsonArray list => new JsonArray([.. list.Select(entry => WithoutReferences(entry, root))]),
            _ => node?.DeepClone(),
        };

    private static JsonNode? At(JsonNode root, string pointer) =>
        pointer
            .Split('/')
            .Skip(1)
            .Aggregate(
                (JsonNode?)root,
                (at, part) =>
                    at is JsonArray list ? list[int.Parse(part, CultureInfo.InvariantCulture)] : at?[part]
            );

    /// <summary>The content of a type, with an example that the schema was made for.</summary>
    public static ApiContent Content<T>(T example, string type = Type) =>
        new(type, SchemaOf<T>(), JsonSerializer.SerializeToNode(example, Options));
}
