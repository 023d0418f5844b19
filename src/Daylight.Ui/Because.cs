using Daylight.Norms;

namespace Daylight.Ui;

/// <summary>One sentence of an explanation, the value it arrives at, and what it rests on.</summary>
public sealed record Because(string Says, string? Value = null, IReadOnlyList<Because>? From = null)
{
    /// <summary>The tree that a norm answers with, in the language of the page.</summary>
    public static Because Of(Explanation explanation, Language language) =>
        new(
            explanation.Text.In(language),
            null,
            explanation.Children.IsEmpty
                ? null
                : [.. explanation.Children.Select(child => Of(child, language))]
        );
}

/// <summary>The norm as a page quotes it.</summary>
/// <param name="Says">The words of the rule.</param>
/// <param name="Source">Instrument, article and day since when.</param>
/// <param name="Verified">Whether the words were compared with the text.</param>
public sealed record NormQuote(string Id, string Says, string Source, bool Verified, string? Href = null);

public static class Phrases
{
    public static string In(this Phrase phrase, Language language) =>
        language switch
        {
            Language.ZhHans => phrase.Zh,
            Language.En => phrase.En,
        };
}
