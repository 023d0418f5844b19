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

    /// <summary>The schema of what is written for a type.</summary>
    public static JsonNode SchemaOf<T>() =>
        Options.GetJsonSchemaAsNode(
            typeof(T),
            new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true }
        );

    /// <summary>The content of a type, with an example that the schema was made for.</summary>
    public static ApiContent Content<T>(T example, string type = Type) =>
        new(type, SchemaOf<T>(), JsonSerializer.SerializeToNode(example, Options));
}
