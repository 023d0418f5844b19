using System.Globalization;
using System.Text;

namespace Daylight.Ledger;

/// <summary>Reads fields in a fixed order out of bytes that are known to be canonical JSON.</summary>
internal ref struct CanonicalCursor(ReadOnlySpan<byte> canonical)
{
    internal const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    internal const string DayFormat = "yyyy-MM-dd";

    private readonly ReadOnlySpan<byte> bytes = canonical;
    private int at;

    internal readonly int Position => at;

    /// <summary>Steps over punctuation and a key that must stand here.</summary>
    internal void Expect(ReadOnlySpan<byte> text, string field)
    {
        if (!bytes[at..].StartsWith(text))
        {
            throw Wrong(
                field,
                $"expected {Encoding.UTF8.GetString(text)} here; a field is missing, unknown or of another type"
            );
        }

        at += text.Length;
    }

    internal bool TryTake(ReadOnlySpan<byte> text)
    {
        var there = bytes[at..].StartsWith(text);
        at += there ? text.Length : 0;
        return there;
    }

    internal readonly void ExpectEnd(string field)
    {
        if (at != bytes.Length)
        {
            throw Wrong(field, "something follows the object");
        }
    }

    internal long Integer(string field, long least, long most)
    {
        var rest = bytes[at..];
        var end = rest.IndexOfAny((byte)',', (byte)'}', (byte)']');
        if (
            end <= 0
            || !long.TryParse(
                rest[..end],
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var value
            )
            || value < least
            || value > most
        )
        {
            throw Wrong(field, $"an integer from {least} to {most} is needed");
        }

        at += end;
        return value;
    }

    internal string Text(string field)
    {
        var inner = Inner(field);
        return inner.Contains((byte)'\\') ? JsonRewriter.Unescape(inner) : Encoding.UTF8.GetString(inner);
    }

    internal byte[] Base64(string field)
    {
        var start = at;
        var inner = Inner(field);
        if (!StrictBase64.TryDecode(inner, out var decoded))
        {
            at = start;
            throw Wrong(field, "padded standard base64 is needed");
        }

        return decoded;
    }

    internal DateTimeOffset Instant(string field)
    {
        var start = at;
        var inner = Inner(field);
        if (InstantText.TryParse(inner, out var value))
        {
            return value;
        }

        at = start;
        throw Wrong(field, "a UTC time such as 2026-01-31T23:59:59.999Z is needed");
    }

    internal DateOnly Day(string field)
    {
        var start = at;
        var text = Encoding.UTF8.GetString(Inner(field));
        if (
            DateOnly.TryParseExact(
                text,
                DayFormat,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var value
            )
        )
        {
            return value;
        }

        at = start;
        throw Wrong(field, "a day such as 2026-01-31 is needed");
    }

    /// <summary>The bytes of one value of any type.</summary>
    internal ReadOnlySpan<byte> Value(string field)
    {
        var start = at;
        var nesting = 0;
        do
        {
            switch (at < bytes.Length ? bytes[at] : (byte)0)
            {
                case 0:
                    throw Wrong(field, "a value is missing");
                case (byte)'"':
                    Inner(field);
                    continue;
                case (byte)'{' or (byte)'[':
                    nesting++;
                    break;
                case (byte)'}' or (byte)']':
                    nesting--;
                    break;
                default:
                    break;
            }

            at++;
        } while (nesting > 0);
        return bytes[start..at];
    }

    internal readonly MalformedEnvelopeException Wrong(string field, string problem)
    {
        var found = bytes[at..Math.Min(bytes.Length, at + 40)];
        return new($"{problem} (byte {at})", field, Encoding.UTF8.GetString(found));
    }

    /// <summary>Steps over a string and gives what stands between its quotes, escapes and all.</summary>
    private ReadOnlySpan<byte> Inner(string field)
    {
        Expect("\""u8, field);
        var start = at;
        while (true)
        {
            // The closing quote is there: the bytes are canonical JSON.
            at += bytes[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (bytes[at] == '"')
            {
                return bytes[start..at++];
            }

            at += 2;
        }
    }
}
