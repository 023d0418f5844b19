using System.Collections.Immutable;

namespace Daylight.Ui.Charts;

/// <summary>One row of values over the categories of a chart; null where there is none.</summary>
public sealed record Series(string Name, ImmutableArray<decimal?> Values);
