using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Daylight.Tests.Web;

/// <summary>Holds a value against a JSON schema: as much of 2020-12 as the document of the interface uses.</summary>
internal static class SchemaCheck
{
    public static IEnumerable<string> Faults(JsonElement value, JsonElement schema, string at = "$")
    {
        if (schema.ValueKind is JsonValueKind.True)
        {
            return [];
        }

        var faults = new List<string>();
        if (schema.TryGetProperty("type", out var type) && !Types(type).Any(name => Is(value, name)))
        {
            return [$"{at} is {value.ValueKind}, not {type}"];
        }

        if (
            schema.TryGetProperty("enum", out var names)
            && !names.EnumerateArray().Any(name => JsonElement.DeepEquals(name, value))
        )
        {
            faults.Add($"{at} is none of {names}");
        }

        if (value.ValueKind is JsonValueKind.Object)
        {
            faults.AddRange(OfObject(value, schema, at));
        }

        if (value.ValueKind is JsonValueKind.Array && schema.TryGetProperty("items", out var items))
        {
            faults.AddRange(value.EnumerateArray().SelectMany((one, i) => Faults(one, items, $"{at}[{i}]")));
        }

        if (value.ValueKind is JsonValueKind.String)
        {
            faults.AddRange(OfText(value.GetString()!, schema, at));
        }

        return faults;
    }

    private static IEnumerable<string> OfObject(JsonElement value, JsonElement schema, string at)
    {
        if (!schema.TryGetProperty("properties", out var properties))
        {
            yield break;
        }

        if (schema.TryGetProperty("required", out var required))
        {
            foreach (
                var name in required
                    .EnumerateArray()
                    .Where(name => !value.TryGetProperty(name.GetString()!, out _))
            )
            {
                yield return $"{at} lacks {name}";
            }
        }

        foreach (var entry in value.EnumerateObject())
        {
            if (!properties.TryGetProperty(entry.Name, out var of))
            {
                yield return $"{at}.{entry.Name} is not in the schema";
                continue;
            }

            foreach (var fault in Faults(entry.Value, of, $"{at}.{entry.Name}"))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<string> OfText(string text, JsonElement schema, string at)
    {
        if (schema.TryGetProperty("maxLength", out var most) && text.Length > most.GetInt32())
        {
            yield return $"{at} is too long";
        }

        if (
            schema.TryGetProperty("pattern", out var pattern)
            && !Regex.IsMatch(text, pattern.GetString()!, RegexOptions.None, TimeSpan.FromSeconds(1))
        )
        {
            yield return $"{at} is not like {pattern}";
        }

        var format = schema.TryGetProperty("format", out var named) ? named.GetString() : null;
        if (
            (
                format == "date"
                && !DateOnly.TryParseExact(
                    text,
                    "yyyy-MM-dd",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out _
                )
            )
            || (format == "date-time" && !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _))
        )
        {
            yield return $"{at} is no {format}";
        }
    }

    private static IEnumerable<string> Types(JsonElement type) =>
        type.ValueKind is JsonValueKind.Array
            ? type.EnumerateArray().Select(name => name.GetString()!)
            : [type.GetString()!];

    private static bool Is(JsonElement value, string name) =>
        (name, value.ValueKind) switch
        {

            ("object", JsonValueKind.Object)
            or
            ("array", JsonValueKind.Array)
            or ("string", JsonValueKind.String) => true,
            ("boolean", JsonValueKind.True or JsonValueKind.False) or ("null", JsonValueKind.Null) => true,
            ("integer", JsonValueKind.Number) => value.TryGetInt64(out _),
            ("number", JsonValueKind.Number) => true,
            _ => false,
        };
}
