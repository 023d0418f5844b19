using System.Text.RegularExpressions;

namespace Daylight.Supervision.KeyWork;

/// <summary>
/// Finds the mark of a state secret in a text: 绝密, 机密 or 秘密 as GB/T 9704 prints it (with ★ and a period), in brackets,
/// or after 密级. The words alone, as in 保守秘密, are no mark.
/// </summary>
internal static partial class SecrecyMark
{
    [GeneratedRegex(
        @"(?<mark>绝密|机密|秘密)\s*[★☆*]|[【\[（(〔]\s*(?<mark>绝密|机密|秘密)\s*[】\])）〕]|密\s*级\s*[:：]?\s*(?<mark>绝密|机密|秘密)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Mark { get; }

    /// <summary>The mark that the text bears, or null.</summary>
    public static string? In(params IEnumerable<string> texts) =>
        texts.Select(text => Mark.Match(text)).FirstOrDefault(match => match.Success)?.Groups["mark"].Value;
}
