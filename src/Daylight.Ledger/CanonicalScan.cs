using System.Buffers;
using System.Text.Unicode;

namespace Daylight.Ledger;

/// <summary>
/// Recognises the plainest canonical JSON in one pass, without writing it again: no escapes, ASCII keys, whole numbers up
/// to 15 digits. What it does not recognise may still be canonical; <see cref="JsonRewriter"/> decides then.
/// </summary>
internal ref struct CanonicalScan(ReadOnlySpan<byte> utf8Json)
{
    private const int MostDigits = 15;

    private static readonly SearchValues<byte> s_notPlain = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(c => (byte)c),
        (byte)'\\',
    ]);

    private readonly ReadOnlySpan<byte> _json = utf8Json;
    private int _at;

    internal static bool IsPlain(ReadOnlySpan<byte> utf8Json)
    {
        if (utf8Json.ContainsAny(s_notPlain) || !Utf8.IsValid(utf8Json))
        {
            return false;
        }

        var scan = new CanonicalScan(utf8Json);
        return scan.Value(1) && scan._at == utf8Json.Length;
    }

    private readonly byte Next => _at < _json.Length ? _json[_at] : (byte)0;

    private bool Value(int depth) =>
        depth <= Limits.JsonDepth
        && Next switch
        {
            (byte)'"' => Text(out _),
            (byte)'{' => Members(depth),
            (byte)'[' => Elements(depth),
            (byte)'t' => Take("true"u8),
            (byte)'f' => Take("false"u8),
            (byte)'n' => Take("null"u8),
            _ => Number(),
        };

    private bool Members(int depth)
    {
        _at++;
        if (Take("}"u8))
        {
            return true;
        }

        ReadOnlySpan<byte> before = default;
        var isFirst = true;
        do
        {
            if (
                !Text(out var key)
                || !System.Text.Ascii.IsValid(key)
                || (!isFirst && before.SequenceCompareTo(key) >= 0)
                || !Take(":"u8)
                || !Value(depth + 1)
            )
            {
                return false;
            }

            before = key;
            isFirst = false;
        } while (Take(","u8));
        return Take("}"u8);
    }

    private bool Elements(int depth)
    {
        _at++;
        if (Take("]"u8))
        {
            return true;
        }

        do
        {
            if (!Value(depth + 1))
            {
                return false;
            }
        } while (Take(","u8));
        return Take("]"u8);
    }

    private bool Text(out ReadOnlySpan<byte> text)
    {
        text = default;
        if (Next != '"')
        {
            return false;
        }

        var length = _json[(_at + 1)..].IndexOf((byte)'"');
        if (length < 0)
        {
            return false;
        }

        text = _json.Slice(_at + 1, length);
        _at += length + 2;
        return true;
    }

    private bool Number()
    {
        var start = _at;
        while (Next is >= (byte)'0' and <= (byte)'9')
        {
            _at++;
        }

        var digits = _at - start;
        return digits is > 0 and <= MostDigits && (digits == 1 || _json[start] != '0');
    }

    private bool Take(ReadOnlySpan<byte> token)
    {
        var there = _json[_at..].StartsWith(token);
        _at += there ? token.Length : 0;
        return there;
    }
}
