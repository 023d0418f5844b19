using System.Buffers;
using System.Globalization;
using System.Text;

namespace Daylight.Ledger;

internal ref partial struct JsonRewriter
{
    /// <summary>Writes a string, quotes included. Returns whether its canonical form holds an escape.</summary>
    private bool String()
    {
        var start = at;
        at++;
        Put((byte)'"');
        var escaped = false;
        while (true)
        {
            var run = input[at..].IndexOfAny(s_special);
            if (run < 0)
            {
                throw Malformed("A string without its closing quote", input, start);
            }

            Put(input.Slice(at, run));
            at += run;
            switch (input[at])
            {
                case (byte)'"':
                    at++;
                    Put((byte)'"');
                    return escaped;
                case (byte)'\\':
                    escaped |= Escape();
                    break;
                default:
                    throw Malformed("A control character in a string; escape it", input, at);
            }
        }
    }

    /// <summary>Rewrites one escape in the input. Returns whether it stays one in the canonical form.</summary>
    private bool Escape()
    {
        var start = at;
        var letter = at + 1 < input.Length ? input[at + 1] : (byte)0;
        at += 2;
        var unit = letter switch
        {
            (byte)'"' or (byte)'\\' or (byte)'/' => (char)letter,
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            (byte)'u' => Hex(start),
            _ => throw Malformed("An escape that JSON does not know", input, start),
        };
        if (!char.IsSurrogate(unit))
        {
            return PutScalar(new Rune(unit));
        }

        if (char.IsHighSurrogate(unit) && input[at..].StartsWith("\\u"u8))
        {
            at += 2;
            var low = Hex(start);
            if (Rune.TryCreate(unit, low, out var rune))
            {
                return PutScalar(rune);
            }
        }

        throw Malformed("A lone surrogate", input, start);
    }

    private char Hex(int escapeStart)
    {
        var digits = input[Math.Min(at, input.Length)..];
        if (digits.Length < 4 || digits[..4].ContainsAnyExcept(s_hexDigits))
        {
            throw Malformed("\\u without four hexadecimal digits", input, escapeStart);
        }

        at += 4;
        return (char)ushort.Parse(digits[..4], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    private bool PutScalar(Rune rune)
    {
        Span<byte> bytes = stackalloc byte[6];
        var escape = EscapeOf(rune.Value, bytes);
        Put(escape > 0 ? bytes[..escape] : bytes[..rune.EncodeToUtf8(bytes)]);
        return escape > 0;
    }

    /// <summary>Writes the escape that RFC 8785 prescribes for a character; returns its length, 0 where none is.</summary>
    internal static int EscapeOf(int character, Span<byte> destination)
    {
        var letter = character switch
        {
            '"' => (byte)'"',
            '\\' => (byte)'\\',
            '\b' => (byte)'b',
            '\f' => (byte)'f',
            '\n' => (byte)'n',
            '\r' => (byte)'r',
            '\t' => (byte)'t',
            < 0x20 => (byte)'u',
            _ => (byte)0,
        };
        if (letter == 0)
        {
            return 0;
        }

        destination[0] = (byte)'\\';
        destination[1] = letter;
        if (letter != 'u')
        {
            return 2;
        }

        "00"u8.CopyTo(destination[2..]);
        destination[4] = "0123456789abcdef"u8[character >> 4];
        destination[5] = "0123456789abcdef"u8[character & 15];
        return 6;
    }

    /// <summary>The text of a string's canonical form without its quotes.</summary>
    internal static string Unescape(ReadOnlySpan<byte> canonical)
    {
        var text = Encoding.UTF8.GetString(canonical);
        if (!text.Contains('\\'))
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                plain.Append(text[i]);
                continue;
            }

            i++;
            if (text[i] == 'u')
            {
                plain.Append(
                    (char)
                        ushort.Parse(
                            text.AsSpan(i + 1, 4),
                            NumberStyles.AllowHexSpecifier,
                            CultureInfo.InvariantCulture
                        )
                );
                i += 4;
            }
            else
            {
                plain.Append("\"\\\b\f\n\r\t"["\"\\bfnrt".IndexOf(text[i])]);
            }
        }

        return plain.ToString();
    }

    private static readonly SearchValues<byte> s_hexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private static readonly SearchValues<byte> s_special = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(c => (byte)c),
        (byte)'"',
        (byte)'\\',
    ]);
}
