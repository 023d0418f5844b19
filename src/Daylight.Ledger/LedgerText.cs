using System.Globalization;
using System.Text;

namespace Daylight.Ledger;

/// <summary>What the text formats of the ledger have in common: strict UTF-8, lines, decimals, key names.</summary>
internal static class LedgerText
{
    private static readonly UTF8Encoding s_strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    /// <summary>The text, or null where the bytes are no UTF-8 or hold a control character other than newline.</summary>
    internal static string? OrNull(ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes)
        {
            if (one < 0x20 && one != '\n')
            {
                return null;
            }
        }

        return System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : null;
    }

    /// <exception cref="ArgumentException">when the text holds a lone surrogate.</exception>
    internal static byte[] ToBytes(string text) => s_strict.GetBytes(text);

    /// <summary>Reads a decimal without sign, space or leading zero, from 0 to <see cref="Limits.LargestInteger"/>.</summary>
    internal static bool TryDecimal(ReadOnlySpan<char> text, out long value) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value)
        && value <= Limits.LargestInteger
        && (text.Length == 1 || text[0] != '0')
        && !text.ContainsAnyExceptInRange('0', '9');

    /// <summary>Whether a note's key may bear the name: not empty, no Unicode space, no plus, nothing a line cannot hold.</summary>
    internal static bool IsKeyName(string name) =>
        name.Length > 0
        && !name.Contains('+')
        && !name.Any(c => char.IsWhiteSpace(c) || c < 0x20)
        && IsWellFormed(name);

    private static bool IsWellFormed(string name)
    {
        var rest = name.AsSpan();
        while (rest.Length > 0)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var length) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            rest = rest[length..];
        }

        return true;
    }
}
