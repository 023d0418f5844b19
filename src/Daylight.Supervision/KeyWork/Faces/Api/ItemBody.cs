using System.Text.Json;
using Daylight.Accounts.Faces.Api;
using Daylight.Ui;

namespace Daylight.Supervision.KeyWork.Faces.Api;

/// <summary>
/// The body of an act as a program sends it, held against the description that its page is made of. What it yields is what the
/// page's form would have sent.
/// </summary>
internal sealed class ItemBody
{
    private const int MostRows = 100;

    private static readonly string[] s_signings = ["telephone", "paper"];

    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string[]>> _rows = new(StringComparer.Ordinal);
    private readonly List<ApiFieldError> _errors = [];
    private readonly List<(string Name, byte[] Content)> _files = [];

    public IReadOnlyDictionary<string, string> Fields => _fields;

    public IReadOnlyDictionary<string, IReadOnlyList<string[]>> Rows => _rows;

    public IReadOnlyList<ApiFieldError> Errors => _errors;

    /// <summary>Files that came with it, each with its name.</summary>
    public IReadOnlyList<(string Name, byte[] Content)> Files => _files;

    /// <param name="files">Whether files may come with it.</param>
    public static ItemBody Read(
        IReadOnlyList<VerbField> fields,
        JsonElement body,
        string key,
        bool files = false
    )
    {
        var read = new ItemBody();
        foreach (var property in body.EnumerateObject())
        {
            if (files && property.Name == ItemSchema.Files)
            {
                read.TakeFiles(property.Value);
            }
            else if (fields.All(field => field.Name != property.Name))
            {
                read._errors.Add(ApiFieldError.Unknown(property.Name, fields.Select(field => field.Name)));
            }
        }

        foreach (var field in fields)
        {
            read.Take(field, body);
        }

        read._fields["act-id"] = key;
        return read;
    }

    private void Take(VerbField field, JsonElement body)
    {
        if (!body.TryGetProperty(field.Name, out var value) || value.ValueKind is JsonValueKind.Null)
        {
            if (field.Required)
            {
                _errors.Add(ApiFieldError.Missing(field.Name));
            }
        }
        else if (field.Columns.Count > 0)
        {
            TakeRows(field, value);
        }
        else if (Text(field, value) is { } text)
        {
            _fields[field.Name] = text;
        }
        else
        {
            _errors.Add(
                field.Kind is FieldKind.Choice
                    ? ApiFieldError.NoneOf(field.Name, field.Choices)
                    : Unlike(field.Name, field.Kind)
            );
        }
    }

    private void TakeFiles(JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.Array || value.GetArrayLength() > EvidenceFiles.Most)
        {
            _errors.Add(ApiFieldError.Unlike(ItemSchema.Files, ApiForm.Rows, EvidenceFiles.Most));
            return;
        }

        foreach (var (at, file) in value.EnumerateArray().Index())
        {
            if (
                file.ValueKind is JsonValueKind.Object
                && file.TryGetProperty("name", out var name)
                && name.ValueKind is JsonValueKind.String
                && name.GetString() is { Length: > 0 and <= ItemSchema.Short } called
                && file.TryGetProperty("content", out var content)
                && content.ValueKind is JsonValueKind.String
                && content.TryGetBytesFromBase64(out var bytes)
            )
            {
                _files.Add((called, bytes));
            }
            else
            {
                _errors.Add(
                    ApiFieldError.Unlike($"{ItemSchema.Files}[{at}]", ApiForm.Text, ItemSchema.Short)
                );
            }
        }
    }

    private void TakeRows(VerbField field, JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.Array || value.GetArrayLength() is 0 or > MostRows)
        {
            _errors.Add(ApiFieldError.Unlike(field.Name, ApiForm.Rows, MostRows));
            return;
        }

        _rows[field.Name] = [.. value.EnumerateArray().Select((row, at) => Row(field, row, at))];
    }

    private string[] Row(VerbField field, JsonElement row, int at)
    {
        var cells = new string[field.Columns.Count];
        for (var i = 0; i < cells.Length; i++)
        {
            var column = field.Columns[i];
            var given =
                row.ValueKind is JsonValueKind.Object && row.TryGetProperty(column.Name, out var cell)
                    ? cell
                    : default;
            cells[i] = given.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null
                ? ""
                : Cell(column, given) ?? "\0";
            var place = $"{field.Name}[{at}].{column.Name}";
            if (cells[i] == "\0")
            {
                _errors.Add(Unlike(place, column.Kind));
            }
            else if (cells[i].Length == 0 && column.Required)
            {
                _errors.Add(ApiFieldError.Missing(place));
            }
        }

        return cells;
    }

    /// <summary>What a line of the page's form would say: evidence is asked for by a word, or not.</summary>
    private static string? Cell(VerbField column, JsonElement value) =>
        Text(column, value) is not { } text ? null
        : column.Kind is FieldKind.Yes ? (text == "yes" ? "佐证" : "")
        : text;

    private static string? Text(VerbField field, JsonElement value) =>
        (field.Kind, value.ValueKind) switch
        {
            (FieldKind.Lines, JsonValueKind.Array) => value
                .EnumerateArray()
                .All(line => line.ValueKind is JsonValueKind.String)
                ? string.Join('\n', value.EnumerateArray().Select(line => line.GetString()))
                : null,
            (FieldKind.Lines, _) => null,
            (FieldKind.Choice, JsonValueKind.String) => field.Choices.Contains(value.GetString()!)
                ? value.GetString()
                : null,
            (FieldKind.Yes, JsonValueKind.True) => "yes",
            (FieldKind.Yes, JsonValueKind.False) => "no",
            (FieldKind.Whole, JsonValueKind.Number) => value.TryGetInt32(out var number)
                ? number.ToString(System.Globalization.CultureInfo.InvariantCulture)
                : null,
            (FieldKind.Units, JsonValueKind.Array) => value
                .EnumerateArray()
                .All(unit =>
                    unit.ValueKind is JsonValueKind.String
                    && !unit.GetString()!.Contains(',', StringComparison.Ordinal)
                )
                ? string.Join(',', value.EnumerateArray().Select(unit => unit.GetString()))
                : null,
            (FieldKind.Yes or FieldKind.Whole or FieldKind.Units, _) => null,
            (_, JsonValueKind.String) => Known(field.Kind, value.GetString()!),
            _ => null,
        };

    private static string? Known(FieldKind kind, string text) =>
        kind switch
        {
            FieldKind.Day => Dates.TryRead(text, out _) ? text : null,
            FieldKind.Signing => s_signings.Contains(text) ? text : null,
            FieldKind.Source => Enum.GetNames<ItemSource>().Contains(text) ? text : null,
            FieldKind.Cause => Enum.GetNames<ObstacleCause>().Contains(text) ? text : null,
            FieldKind.Long => text.Length <= ItemSchema.Long ? text : null,
            _ => text.Length <= ItemSchema.Short ? text : null,
        };

    private static ApiFieldError Unlike(string field, FieldKind kind) =>
        kind switch
        {
            FieldKind.Signing => ApiFieldError.NoneOf(field, s_signings),
            FieldKind.Source => ApiFieldError.NoneOf(field, Enum.GetNames<ItemSource>()),
            FieldKind.Cause => ApiFieldError.NoneOf(field, Enum.GetNames<ObstacleCause>()),
            _ => ApiFieldError.Unlike(
                field,
                FormOf(kind),
                kind is FieldKind.Long ? ItemSchema.Long : ItemSchema.Short
            ),
        };

    private static ApiForm FormOf(FieldKind kind) =>
        kind switch
        {
            FieldKind.Day => ApiForm.Day,
            FieldKind.Yes => ApiForm.Flag,
            FieldKind.Whole => ApiForm.Whole,
            FieldKind.Units or FieldKind.Lines => ApiForm.Texts,
            _ => ApiForm.Text,
        };
}
