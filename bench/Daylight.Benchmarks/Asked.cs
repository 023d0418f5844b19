using System.Globalization;

namespace Daylight.Benchmarks;

/// <summary>What was asked of a bench: words, one number, and options with a value (<c>--keep DIR</c>).</summary>
internal sealed record Asked(IReadOnlyList<string> Words, IReadOnlyDictionary<string, string> Options)
{
    private static readonly string[] s_alone = ["--short"];

    public string? this[string option] => Options.GetValueOrDefault(option);

    /// <summary>The first word that is a number.</summary>
    public int? Number =>
        Words.FirstOrDefault(word => char.IsAsciiDigit(word[0])) is { } word
            ? int.Parse(word, CultureInfo.InvariantCulture)
            : null;

    public static Asked Read(IReadOnlyList<string> said)
    {
        var (words, options) = (new List<string>(), new Dictionary<string, string>());
        for (var at = 0; at < said.Count; at++)
        {
            if (
                said[at].StartsWith("--", StringComparison.Ordinal)
                && !s_alone.Contains(said[at])
                && at + 1 < said.Count
            )
            {
                options[said[at][2..]] = said[++at];
            }
            else
            {
                words.Add(said[at]);
            }
        }

        return new(words, options);
    }
}
