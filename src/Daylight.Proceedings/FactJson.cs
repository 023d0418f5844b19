using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Daylight.Norms;

namespace Daylight.Proceedings;

/// <summary>
/// How payloads are written: camel case, days as ISO text, instants as UTC milliseconds text, decimals as text (RFC 8785
/// numbers are doubles), enums by name, integers up to 2^53 - 1. Unknown fields are refused on reading.
/// </summary>
public static class FactJson
{
    public static JsonSerializerOptions Options { get; } = Make(LeaveOutOverrides);

    /// <summary>The same, with the fields of each object in canonical order, so that payloads need no sorting.</summary>
    internal static JsonSerializerOptions InOrder { get; } = Make(LeaveOutOverrides, Order);

    private static JsonSerializerOptions Make(params ReadOnlySpan<Action<JsonTypeInfo>> modifiers)
    {
        var resolver = new DefaultJsonTypeInfoResolver();
        foreach (var modifier in modifiers)
        {
            resolver.Modifiers.Add(modifier);
        }

        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectNullableAnnotations = true,
            NumberHandling = JsonNumberHandling.Strict,
            DefaultIgnoreCondition = JsonIgnoreCondition.Never,
            TypeInfoResolver = resolver,
        };
        options.Converters.Add(new JsonStringEnumConverter());
        options.Converters.Add(new DecimalText());
        options.Converters.Add(new InstantText());
        options.Converters.Add(new NormIdText());
        options.Converters.Add(new PackHashText());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    /// <summary>
    /// What the base type leaves out of the payload (streams, subjects, contents), its overrides leave out too: the
    /// attribute is not inherited.
    /// </summary>
    private static void LeaveOutOverrides(JsonTypeInfo info)
    {
        if (!info.Type.IsAssignableTo(typeof(Fact)) && !info.Type.IsAssignableTo(typeof(Act)))
        {
            return;
        }

        for (var i = info.Properties.Count - 1; i >= 0; i--)
        {
            if (info.Properties[i].AttributeProvider is PropertyInfo property && IsLeftOut(property))
            {
                info.Properties.RemoveAt(i);
            }
        }
    }

    private static void Order(JsonTypeInfo info)
    {
        if (info.Kind is not JsonTypeInfoKind.Object)
        {
            return;
        }

        var ordered = info.Properties.OrderBy(property => property.Name, StringComparer.Ordinal).ToList();
        info.Properties.Clear();
        ordered.ForEach(info.Properties.Add);
    }

    private static bool IsLeftOut(PropertyInfo property)
    {
        for (var type = property.DeclaringType; type is not null; type = type.BaseType)
        {
            if (type.GetProperty(property.Name)?.GetCustomAttribute<JsonIgnoreAttribute>() is not null)
            {
                return true;
            }
        }

        return false;
    }

    private sealed class DecimalText : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            decimal.TryParse(
                reader.GetString(),
                System.Globalization.NumberStyles.AllowDecimalPoint
                    | System.Globalization.NumberStyles.AllowLeadingSign,
                System.Globalization.CultureInfo.InvariantCulture,
                out var value
            )
                ? value
                : throw new JsonException("A decimal must be written as text, such as \"0.5\".");

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private sealed class InstantText : JsonConverter<DateTimeOffset>
    {
        private const string Form = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

        public override DateTimeOffset Read(
            ref Utf8JsonReader reader,
            Type type,
            JsonSerializerOptions options
        ) =>
            DateTimeOffset.TryParseExact(
                reader.GetString(),
                Form,
                System.Globalization.CultureInfo.InvariantCulture,
                System.Globalization.DateTimeStyles.AssumeUniversal,
                out var value
            )
                ? value
                : throw new JsonException($"An instant must be written as {Form}.");

        public override void Write(
            Utf8JsonWriter writer,
            DateTimeOffset value,
            JsonSerializerOptions options
        ) =>
            writer.WriteStringValue(
                value.UtcDateTime.ToString(Form, System.Globalization.CultureInfo.InvariantCulture)
            );
    }

    private sealed class NormIdText : JsonConverter<NormId>
    {
        public override NormId Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            NormId.TryParse(reader.GetString(), out var id)
                ? id
                : throw new JsonException("This is no norm id.");

        public override void Write(Utf8JsonWriter writer, NormId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Text);
    }

    private sealed class PackHashText : JsonConverter<PackHash>
    {
        public override PackHash Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            new(reader.GetString() ?? throw new JsonException("A pack hash is text."));

        public override void Write(Utf8JsonWriter writer, PackHash value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Hex);
    }
}
