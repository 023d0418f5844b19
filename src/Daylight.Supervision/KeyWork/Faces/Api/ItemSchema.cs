using System.Text.Json.Nodes;

namespace Daylight.Supervision.KeyWork.Faces.Api;

/// <summary>JSON schemas of the bodies of acts, made of the descriptions that their pages are made of.</summary>
internal static class ItemSchema
{
    /// <summary>UTF-16 units of a line of text.</summary>
    public const int Short = 200;

    /// <summary>UTF-16 units of a longer text; what one fact can hold is refused beyond that, by its own name.</summary>
    public const int Long = 4000;

    /// <summary>The field in which files come.</summary>
    public const string Files = "files";

    /// <summary>Adds the files that may come with an act: each with its name and its content in base64.</summary>
    public static JsonObject WithFiles(JsonObject schema, string says)
    {
        schema["properties"]![Files] = new JsonObject
        {
            ["type"] = "array",
            ["description"] = says,
            ["maxItems"] = EvidenceFiles.Most,
            ["items"] = new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject
                {
                    ["name"] = new JsonObject { ["type"] = "string", ["maxLength"] = Short },
                    ["content"] = new JsonObject { ["type"] = "string", ["contentEncoding"] = "base64" },
                },
                ["required"] = new JsonArray("name", "content"),
                ["additionalProperties"] = false,
            },
        };
        return schema;
    }

    public static JsonObject Of(IReadOnlyList<VerbField> fields, Func<VerbField, string> says)
    {
        var properties = new JsonObject();
        foreach (var field in fields)
        {
            var schema = field.Columns.Count > 0 ? Rows(field, says) : One(field);
            schema["description"] = says(field);
            properties[field.Name] = schema;
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([
                .. fields.Where(field => field.Required).Select(field => (JsonNode)field.Name),
            ]),
            ["additionalProperties"] = false,
        };
    }

    public static JsonObject Example(IReadOnlyList<VerbField> fields)
    {
        var example = new JsonObject();
        foreach (var field in fields)
        {
            example[field.Name] =
                field.Columns.Count > 0 ? new JsonArray(Example(field.Columns)) : ExampleOf(field);
        }

        return example;
    }

    private static JsonObject Rows(VerbField field, Func<VerbField, string> says) =>
        new()
        {
            ["type"] = "array",
            ["minItems"] = 1,
            ["maxItems"] = 100,
            ["items"] = Of(field.Columns, says),
        };

    private static JsonObject One(VerbField field) =>
        field.Kind is FieldKind.Choice ? Choices([.. field.Choices]) : One(field.Kind);

    private static JsonObject One(FieldKind kind) =>
        kind switch
        {
            FieldKind.Day => new() { ["type"] = "string", ["format"] = "date" },
            FieldKind.Yes => new() { ["type"] = "boolean" },
            FieldKind.Whole => new()
            {
                ["type"] = "integer",
                ["minimum"] = 0,
                ["maximum"] = 100,
            },
            FieldKind.Signing => Choices("telephone", "paper"),
            FieldKind.Source => Choices(Enum.GetNames<ItemSource>()),
            FieldKind.Cause => Choices(Enum.GetNames<ObstacleCause>()),
            FieldKind.Units or FieldKind.Lines => new()
            {
                ["type"] = "array",
                ["items"] = new JsonObject { ["type"] = "string" },
            },
            FieldKind.Long => new() { ["type"] = "string", ["maxLength"] = Long },
            _ => new() { ["type"] = "string", ["maxLength"] = Short },
        };

    private static JsonObject Choices(params IReadOnlyList<string> names) =>
        new() { ["type"] = "string", ["enum"] = new JsonArray([.. names.Select(name => (JsonNode)name)]) };

    private static JsonNode ExampleOf(VerbField field) =>
        field.Kind switch
        {
            FieldKind.Day => "2026-12-31",
            FieldKind.Yes => true,
            FieldKind.Whole => 40,
            FieldKind.Signing => "telephone",
            FieldKind.Source => nameof(ItemSource.Meeting),
            FieldKind.Cause => nameof(ObstacleCause.Money),
            FieldKind.Unit => "u-zhujian",
            FieldKind.Units => new JsonArray("u-caizheng"),
            FieldKind.Giver => "o-county-head",
            FieldKind.Node or FieldKind.Part or FieldKind.Reported => "1",
            FieldKind.Obstacle => "0f3a9c52b7de",
            FieldKind.Choice => field.Choices[0],
            FieldKind.Lines => new JsonArray("示例"),
            FieldKind.Other => "0199f0c4a7b87c1e9d4f2b6a8c0e1357",
            _ => field.Name is "given" ? "10个工作日" : "示例：老旧小区加装电梯审批提速",
        };
}
