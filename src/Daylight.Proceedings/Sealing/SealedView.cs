using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Daylight.Store;

namespace Daylight.Proceedings.Sealing;

/// <summary>
/// A view of sealed facts. Its table holds the key columns, the id of the case's key, and a box with the rest under that key:
/// it shows nothing where the key is gone, and the rows are removed when the key is erased.
/// </summary>
/// <remarks>
/// Key columns are in the clear: pseudonyms and other words that tell nothing. All facts that touch one row are of one
/// case. Facts of day precision reach it only once they are in the log.
/// </remarks>
/// <typeparam name="TRow">As for an open view.</typeparam>
public abstract class SealedView<TRow> : View
    where TRow : class
{
    /// <summary>Rows are padded to multiples of this.</summary>
    private const int Step = 256;

    private readonly RowCodec<TRow> _codec = RowCodec<TRow>.Instance;
    private readonly IReadOnlyList<Column> _logical;

    protected SealedView(string table, int version, int keyLength)
    {
        var box = new Column("box", ColumnKind.Bytes);
        var key = new Column(ViewTable.CaseColumn, ColumnKind.Text);
        Table = new ViewTable(
            table,
            version,
            [.. _codec.Columns.Take(keyLength), key, box],
            keyLength,
            [ViewTable.CaseColumn],
            Sealed: true
        );
        _logical = [.. _codec.Columns, key];
    }

    public sealed override ViewTable Table { get; }

    internal sealed override IReadOnlyList<Column> Columns => _logical;

    /// <summary>The row after the fact. Pure; a fact that changes nothing returns the row it was given.</summary>
    protected abstract TRow? Apply(object[] key, TRow? row, Recorded recorded);

    internal sealed override object?[]? Fold(object[] key, object?[]? row, Recorded recorded)
    {
        var owner = ((SealedFact)recorded.Fact).Case;
        if (row is not null && (string?)row[^1] != owner)
        {
            throw new InvalidOperationException(
                $"Bug in Daylight: the row {string.Join(" ", key)} of {Table.Name} belongs to case {row[^1]}, and a fact of case {owner} touches it."
            );
        }

        var before = row is null ? null : _codec.Read(row[..^1]);
        var after = Apply(key, before, recorded);
        return ReferenceEquals(before, after) ? row
            : after is null ? null
            : [.. _codec.Write(after), owner];
    }

    internal sealed override object?[]? Store(object?[] row, string jurisdiction, CaseKeys keys)
    {
        var owner = (string)row[^1]!;
        if (keys.Find(owner) is not { } key)
        {
            return null;
        }

        using var own = key.Derive(Purpose);
        var clear = row[..Table.KeyLength];
        var box = key.Module.Seal(
            own,
            Padding.ToMultiple(Write(row.AsSpan(Table.KeyLength..^1)), Step),
            Context(jurisdiction, clear)
        );
        return [.. clear, owner, box];
    }

    internal sealed override object?[]? Load(object?[] stored, string jurisdiction, CaseKeys keys)
    {
        var owner = stored[Table.KeyLength] as string ?? "";
        if (keys.Find(owner) is not { } key)
        {
            return null;
        }

        using var own = key.Derive(Purpose);
        var clear = stored[..Table.KeyLength];
        var box = stored[^1] as byte[] ?? [];
        var plain = key.Module.Open(own, box, Context(jurisdiction, clear));
        return [.. clear, .. Read(Padding.Strip(plain)), owner];
    }

    /// <summary>The record of a row as it is stored, or null where its key is not held.</summary>
    internal TRow? Row(object?[] stored, string jurisdiction, CaseKeys keys) =>
        Load(stored, jurisdiction, keys) is { } row ? _codec.Read(row[..^1]) : null;

    private const string Purpose = "daylight/view/v1";

    private byte[] Context(string jurisdiction, object?[] key)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartArray();
            writer.WriteStringValue("daylight/view/v1");
            writer.WriteStringValue(jurisdiction);
            writer.WriteStringValue(Table.Name);
            foreach (var part in key)
            {
                writer.WriteStringValue(Convert.ToString(part, CultureInfo.InvariantCulture));
            }

            writer.WriteEndArray();
        }

        return text.ToArray();
    }

    private static byte[] Write(ReadOnlySpan<object?> values)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartArray();
            foreach (var value in values)
            {
                switch (value)
                {
                    case null:
                        writer.WriteNullValue();
                        break;
                    case long number:
                        writer.WriteNumberValue(number);
                        break;
                    case byte[] bytes:
                        writer.WriteBase64StringValue(bytes);
                        break;
                    default:
                        writer.WriteStringValue((string)value);
                        break;
                }
            }

            writer.WriteEndArray();
        }

        return text.ToArray();
    }

    private object?[] Read(ReadOnlySpan<byte> text)
    {
        var values = new object?[_codec.Columns.Count - Table.KeyLength];
        var reader = new Utf8JsonReader(text);
        reader.Read();
        for (var i = 0; i < values.Length; i++)
        {
            if (!reader.Read() || reader.TokenType == JsonTokenType.EndArray)
            {
                throw new CryptographicException(
                    $"A sealed row of {Table.Name} holds {i} values; version {Table.Version} has {values.Length}."
                );
            }

            values[i] =
                reader.TokenType == JsonTokenType.Null
                    ? null
                    : _codec.Columns[Table.KeyLength + i].Kind switch
                    {
                        ColumnKind.Number => reader.GetInt64(),
                        ColumnKind.Bytes => reader.GetBytesFromBase64(),
                        ColumnKind.Text => reader.GetString(),
                    };
        }

        return values;
    }
}
