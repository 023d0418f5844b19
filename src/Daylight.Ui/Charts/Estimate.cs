namespace Daylight.Ui.Charts;

/// <summary>A value that rests on a sample: what was found, and between what the truth lies with the stated confidence.</summary>
/// <param name="Sample">How many were asked or looked at.</param>
/// <param name="TooSmall">The sample is too small for any statement: no value and no interval is shown.</param>
public sealed record Estimate(
    string Name,
    decimal Value,
    decimal Low,
    decimal High,
    int Sample,
    bool TooSmall = false,
    string? Href = null
);
