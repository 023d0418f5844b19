using System.Globalization;
using System.Runtime.CompilerServices;

namespace Daylight.Ledger;

/// <summary>
/// A finite double as its shortest decimal digits: sign, digits d1 d2 ... dk and the place of the point, so that the value
/// is 0.d1d2...dk times ten to the power of <c>point</c>. Written by the rules of ECMAScript's Number::toString.
/// </summary>
/// <remarks>.NET gives the same shortest digits as ECMAScript demands; only the layout differs.</remarks>
internal struct EcmaNumber
{
    /// <summary>Enough for a sign, 17 digits, and the zeros up to 1e21 or 1e-7.</summary>
    internal const int LongestText = 32;

    private DigitBuffer digits;
    private int count;
    private int point;
    private bool negative;

    internal static EcmaNumber Of(double value)
    {
        Span<byte> text = stackalloc byte[LongestText];
        value.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        var number = new EcmaNumber { negative = value < 0 };
        number.Read(text[..length]);
        return number;
    }

    private void Read(ReadOnlySpan<byte> text)
    {
        var exponentAt = text.IndexOf((byte)'E');
        var exponent =
            exponentAt < 0
                ? 0
                : int.Parse(
                    text[(exponentAt + 1)..],
                    NumberStyles.AllowLeadingSign,
                    CultureInfo.InvariantCulture
                );
        var seenPoint = false;
        foreach (var c in exponentAt < 0 ? text : text[..exponentAt])
        {
            if (c == '.')
            {
                seenPoint = true;
            }
            else if (c != '-')
            {
                // A zero in front of all digits moves the point only when it stands behind it.
                var leading = count == 0 && c == '0';
                point += seenPoint ? (leading ? -1 : 0) : (leading ? 0 : 1);
                if (!leading)
                {
                    digits[count++] = c;
                }
            }
        }

        point += exponent;
        while (count > 0 && digits[count - 1] == '0')
        {
            count--;
        }
    }

    /// <summary>Whether the value is exactly the integer of these digits.</summary>
    internal readonly bool IsInteger(ReadOnlySpan<byte> literal)
    {
        ReadOnlySpan<byte> shortest = digits;
        return literal.Length == point
            && literal.StartsWith(shortest[..count])
            && !literal[count..].ContainsAnyExcept((byte)'0');
    }

    /// <summary>Writes ECMAScript's text for the value and returns its length.</summary>
    internal readonly int WriteTo(Span<byte> text)
    {
        if (count == 0)
        {
            text[0] = (byte)'0';
            return 1;
        }

        var at = 0;
        if (negative)
        {
            text[at++] = (byte)'-';
        }

        ReadOnlySpan<byte> all = digits;
        var shortest = all[..count];
        return at
            + point switch
            {
                > 21 or <= -6 => Exponential(shortest, text[at..]),
                <= 0 => Small(shortest, text[at..]),
                _ => Plain(shortest, text[at..]),
            };
    }

    private readonly int Plain(ReadOnlySpan<byte> shortest, Span<byte> text)
    {
        if (count <= point)
        {
            shortest.CopyTo(text);
            text[count..point].Fill((byte)'0');
            return point;
        }

        shortest[..point].CopyTo(text);
        text[point] = (byte)'.';
        shortest[point..].CopyTo(text[(point + 1)..]);
        return count + 1;
    }

    private readonly int Small(ReadOnlySpan<byte> shortest, Span<byte> text)
    {
        var zeros = 2 - point;
        text[..zeros].Fill((byte)'0');
        text[1] = (byte)'.';
        shortest.CopyTo(text[zeros..]);
        return zeros + count;
    }

    private readonly int Exponential(ReadOnlySpan<byte> shortest, Span<byte> text)
    {
        text[0] = shortest[0];
        var at = 1;
        if (count > 1)
        {
            text[at++] = (byte)'.';
            shortest[1..].CopyTo(text[at..]);
            at += count - 1;
        }

        text[at++] = (byte)'e';
        var exponent = point - 1;
        text[at++] = exponent < 0 ? (byte)'-' : (byte)'+';
        Math.Abs(exponent).TryFormat(text[at..], out var length, default, CultureInfo.InvariantCulture);
        return at + length;
    }

    [InlineArray(24)]
    private struct DigitBuffer
    {
        private byte first;
    }
}
