using System.Buffers;
using System.Text;

namespace Daylight.Proceedings.Attachments;

/// <summary>Names of files as users give them. They are never part of a path here.</summary>
internal static class FileName
{
    private static readonly SearchValues<char> s_special = SearchValues.Create("<>:\"|?*");

    private static readonly string[] s_reserved =
    [
        "CON",
        "PRN",
        "AUX",
        "NUL",
        "COM1",
        "COM2",
        "COM3",
        "COM4",
        "COM5",
        "COM6",
        "COM7",
        "COM8",
        "COM9",
        "LPT1",
        "LPT2",
        "LPT3",
        "LPT4",
        "LPT5",
        "LPT6",
        "LPT7",
        "LPT8",
        "LPT9",
    ];

    /// <summary>
    /// The name without the path that some browsers put in front; null where it is empty, too long, or holds characters that a
    /// download must not have or that make it look like another.
    /// </summary>
    public static string? Clean(string name, int most)
    {
        var last = name[(name.AsSpan().LastIndexOfAny('/', '\\') + 1)..].Trim();
        return
            last.Length == 0
            || last.Length > most
            || last.StartsWith('.')
            || last.EndsWith('.')
            || last.AsSpan().ContainsAny(s_special)
            || s_reserved.Contains(last.Split('.')[0].TrimEnd(), StringComparer.OrdinalIgnoreCase)
            || !last.EnumerateRunes().All(IsPlain)
            ? null
            : last;
    }

    /// <summary>What stands behind the last point, in lower case; empty where there is none.</summary>
    public static string Extension(string name) =>
        name.LastIndexOf('.') is var at and >= 0 ? name[(at + 1)..].ToLowerInvariant() : "";

    private static bool IsPlain(Rune rune) =>
        rune != Rune.ReplacementChar
        && Rune.GetUnicodeCategory(rune)
            is not (
                System.Globalization.UnicodeCategory.Control
                or System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.Surrogate
                or System.Globalization.UnicodeCategory.PrivateUse
                or System.Globalization.UnicodeCategory.LineSeparator
                or System.Globalization.UnicodeCategory.ParagraphSeparator
            );
}
