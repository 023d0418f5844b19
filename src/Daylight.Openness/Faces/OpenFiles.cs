namespace Daylight.Openness.Faces;

/// <summary>One file of the column for programs.</summary>
/// <param name="AsOf">When the portal took what it shows; null before the first time.</param>
/// <param name="Next">Address of the next file; null where this is the last.</param>
internal sealed record ColumnFile(
    string Licence,
    string Source,
    DateTimeOffset? AsOf,
    int Total,
    int Page,
    string? Next,
    IReadOnlyList<ColumnLine> Entries
);

/// <summary>One matter of the column as it was published last.</summary>
/// <param name="Index">Place of the newest public fact in the log.</param>
internal sealed record ColumnLine(
    string Number,
    string Section,
    string Title,
    string Unit,
    string Standing,
    bool Done,
    DateOnly? Due,
    DateOnly FirstOn,
    DateOnly LastOn,
    long Index,
    string Page,
    string Receipt
);

/// <summary>How the published log stands.</summary>
internal sealed record StandingFile(
    string Jurisdiction,
    string Origin,
    long Size,
    string Root,
    long PublicFacts,
    DateTimeOffset AsOf,
    IReadOnlyList<string> Keys,
    IReadOnlyList<StandingWitness> Witnesses,
    string Log
);

internal sealed record StandingWitness(string Name, DateTimeOffset Time);
