using System.Collections.Immutable;

namespace Daylight.Ui.Charts;

/// <summary>A span of days, both included.</summary>
/// <param name="Says">Who held the matter, or what was done; said in the table.</param>
public sealed record GanttSpan(DateOnly From, DateOnly To, Tone Tone, string? Says = null);

/// <summary>One row: the spans of a matter, and the day on which it is due.</summary>
public sealed record GanttRow(
    string Name,
    ImmutableArray<GanttSpan> Spans,
    DateOnly? Due = null,
    string? Href = null
);
