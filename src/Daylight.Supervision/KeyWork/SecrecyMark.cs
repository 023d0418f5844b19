using System.Text.RegularExpressions;

namespace Daylight.Supervision.KeyWork;

/// <summary>
/// Finds the mark of a state secret in a text: 绝密, 机密 or 秘密 as GB/T 9704 prints it (with ★ or with a period, also
/// spaced out), in brackets, after 密级, or alone on a line. The words alone, as in 保守秘密, are no mark.
/// </summary>
internal static partial class SecrecyMark
{
    private const string Level = @"(?<mark>绝\s{0,4}密|机\s{0,4}密|秘\s{0,4}密)";
    private const string Star = @"[★☆✩✭⭐＊*●·]";

    [GeneratedRegex(
        Level
            + @"\s*级?\s*"
            + Star
            + "|"
            + Star
            + @"\s*"
            + Level
            + @"|[【\[［（(〔「]\s*"
            + Level
            + @"\s*级?\s*[】\]］)）〕」]|密\s*级\s*(?:和保密期限)?\s*[:：为]?\s*"
            + Level
            + "|"
            + Level
            + @"\s*级?\s*[:：]?\s*(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})\s*(?:年|个月)|"
            + Level
            + @"\s*级?\s*长\s*期|^\s*"
            + Level
            + @"\s*级?\s*$",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        1000
    )]
    private static partial Regex Mark { get; }

    /// <summary>The mark that the text bears, or null.</summary>
    public static string? In(params IEnumerable<string> texts) =>
        texts.Select(text => Mark.Match(text)).FirstOrDefault(match => match.Success) is { } found
            ? string.Concat(found.Groups["mark"].Value.Where(letter => !char.IsWhiteSpace(letter)))
            : null;
}
