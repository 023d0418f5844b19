using System.Collections.Immutable;

namespace Daylight.Ui.Charts;

/// <summary>One bar: a name and what it counts.</summary>
/// <param name="Whole">The denominator, shown beside the value.</param>
/// <param name="Tone">Where the bar means something by itself; otherwise it takes the colour of its place.</param>
public sealed record Bar(
    string Name,
    decimal Value,
    decimal? Whole = null,
    string? Href = null,
    Tone? Tone = null
);

/// <summary>One bar of several parts; the parts follow the names of the chart.</summary>
public sealed record StackedBar(string Name, ImmutableArray<decimal> Parts, string? Href = null);
