using System.Globalization;

namespace Daylight.Ledger;

internal ref partial struct JsonRewriter
{
    // Integers of at most 15 digits are their own canonical form.
    private const int PlainDigits = 15;

    private void Number()
    {
        var start = at;
        if (Peek() == '-')
        {
            at++;
        }

        var digits = at;
        SkipDigits("Expected a JSON value");
        if (input[digits] == '0' && at > digits + 1)
        {
            throw Malformed("A number with a leading zero", input, start);
        }

        var integer = Peek() is not ((byte)'.' or (byte)'e' or (byte)'E');
        if (integer && at - digits <= PlainDigits && input[digits] != '0')
        {
            Put(input[start..at]);
            return;
        }

        SkipFractionAndExponent();
        Double(start, integer);
    }

    private void SkipFractionAndExponent()
    {
        if (Peek() == '.')
        {
            at++;
            SkipDigits("A number without a digit after its point");
        }

        if (Peek() is (byte)'e' or (byte)'E')
        {
            at++;
            if (Peek() is (byte)'+' or (byte)'-')
            {
                at++;
            }

            SkipDigits("A number without a digit in its exponent");
        }
    }

    private void SkipDigits(string otherwise)
    {
        var start = at;
        while (at < input.Length && char.IsAsciiDigit((char)input[at]))
        {
            at++;
        }

        if (at == start)
        {
            throw Malformed(otherwise, input, start);
        }
    }

    private void Double(int start, bool integer)
    {
        var literal = input[start..at];
        if (
            !double.TryParse(literal, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            || !double.IsFinite(value)
        )
        {
            throw Malformed("A number too large for a double", input, start);
        }

        if (value == 0 && literal[..Mantissa(literal)].ContainsAnyInRange((byte)'1', (byte)'9'))
        {
            throw Malformed("A number so small that a double makes it zero", input, start);
        }

        Span<byte> text = stackalloc byte[EcmaNumber.LongestText];
        var number = EcmaNumber.Of(value);
        if (integer && value != 0 && !number.IsInteger(literal.TrimStart((byte)'-')))
        {
            throw Malformed(
                "An integer whose digits a double would change; write it as a string",
                input,
                start
            );
        }

        Put(text[..number.WriteTo(text)]);
    }

    private static int Mantissa(ReadOnlySpan<byte> literal)
    {
        var exponent = literal.IndexOfAny((byte)'e', (byte)'E');
        return exponent < 0 ? literal.Length : exponent;
    }
}
