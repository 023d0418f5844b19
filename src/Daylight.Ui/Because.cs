namespace Daylight.Ui;

/// <summary>One sentence of an explanation, the value it arrives at, and what it rests on.</summary>
public sealed record Because(string Says, string? Value = null, IReadOnlyList<Because>? From = null);

/// <summary>The norm as a page quotes it.</summary>
/// <param name="Says">The words of the rule.</param>
/// <param name="Source">Instrument, article and day since when.</param>
/// <param name="Verified">Whether the words were compared with the text.</param>
public sealed record NormQuote(string Id, string Says, string Source, bool Verified, string? Href = null);
