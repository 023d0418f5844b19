using Daylight.Norms;

namespace Daylight.Proceedings.Audit;

/// <summary>What an audit found.</summary>
/// <param name="Size">Facts of the log when the audit began.</param>
/// <param name="Root">Root of the tree over them, recomputed, in hexadecimal; null where it could not be.</param>
/// <param name="Faults">The differences, at most so many of each kind as was asked for.</param>
/// <param name="Counts">How many there are of each kind.</param>
/// <param name="Notes">What could not be checked, and why.</param>
/// <param name="Took">Time on the clock.</param>
public sealed record AuditReport(
    string Jurisdiction,
    string Log,
    long Size,
    string? Root,
    IReadOnlyList<AuditFault> Faults,
    IReadOnlyDictionary<AuditFaultKind, long> Counts,
    IReadOnlyList<Phrase> Notes,
    TimeSpan Took
)
{
    public bool IsClean => Counts.Count == 0;
}

/// <summary>How far an audit is.</summary>
public sealed record AuditProgress(AuditStage Stage, long Done, long Total);

/// <summary>Parts of an audit, in order.</summary>
public enum AuditStage
{
    Checkpoints,
    Facts,
    Indexes,
    Views,
}
