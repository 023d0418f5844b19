using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Daylight.Norms;

namespace Daylight.Cli;

/// <summary>Norms, answers and faults as JSON, for machines.</summary>
internal static class NormsJson
{
    private static readonly JsonSerializerOptions s_readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Text(JsonNode node) => node.ToJsonString(s_readable);

    public static JsonArray Array(IEnumerable<JsonNode?> items) => new([.. items]);

    public static JsonObject Of(Norms.Answer answer) =>
        new()
        {
            ["norm"] = answer.Norm.Id.Text,
            ["pack"] = answer.Norm.Pack.ToString(),
            ["applies"] = answer.Applies,
            ["results"] = Of(answer.Results),
            ["proposes"] = Array(
                answer.Proposes.Select(each => new JsonObject
                {
                    ["proposes"] = each.Proposes,
                    ["afterHearing"] = each.AfterHearing,
                })
            ),
            ["why"] = Of(answer.Why),
        };

    public static JsonObject Of(Explanation why)
    {
        var node = new JsonObject { ["zh"] = why.Text.Zh, ["en"] = why.Text.En };
        if (!why.Uses.IsEmpty)
        {
            node["uses"] = Array(why.Uses.Select(label => (JsonNode)label));
        }

        if (!why.Children.IsEmpty)
        {
            node["because"] = Array(why.Children.Select(Of));
        }

        return node;
    }

    public static JsonObject Of(Fault fault) =>
        new()
        {
            ["file"] = fault.At.File,
            ["line"] = fault.At.Line,
            ["column"] = fault.At.Column,
            ["text"] = fault.Line,
            ["what"] = new JsonObject { ["zh"] = fault.What.Zh, ["en"] = fault.What.En },
            ["suggestion"] = fault.Suggestion is { } suggestion
                ? new JsonObject { ["zh"] = suggestion.Zh, ["en"] = suggestion.En }
                : null,
            ["bars"] = fault.Bars,
        };

    public static JsonObject Of(Norm norm, string pack) =>
        new()
        {
            ["pack"] = pack,
            ["norm"] = norm.Id.Text,
            ["kind"] = norm.Kind.ToString().ToLowerInvariant(),
            ["title"] = norm.Title,
            ["says"] = norm.Says,
            ["since"] = norm.Versions[^1].Since.ToString("yyyy-MM-dd"),
            ["verified"] = norm.Source.Verified,
            ["legacy"] = norm.Legacy is { } legacy
                ? new JsonObject { ["reason"] = legacy.Reason, ["replacement"] = legacy.Replacement }
                : null,
            ["rows"] = Array(norm.Source.Rows.Select(row => (JsonNode)row)),
        };

    private static JsonObject Of(Attributes attributes)
    {
        var node = new JsonObject();
        foreach (var name in attributes.Names)
        {
            node[name] = Of(attributes[name]!);
        }

        return node;
    }

    private static JsonNode Of(Value value) =>
        value switch
        {
            Value.Number number => number.Amount,
            Value.Flag flag => flag.Yes,
            Value.Several several => Array(several.Items.Select(Of)),
            Value.Parts parts => new JsonObject(
                parts.Items.Select(item => KeyValuePair.Create(item.Name, (JsonNode?)Of(item.Value)))
            ),
            _ => value.ToString(),
        };
}
