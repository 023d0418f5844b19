using System.Collections.Immutable;

namespace Daylight.Ui.Charts;

/// <summary>One row of a heat table; null where nothing is shown, e.g. because the group is too small.</summary>
public sealed record HeatRow(string Name, ImmutableArray<decimal?> Values, string? Href = null);
