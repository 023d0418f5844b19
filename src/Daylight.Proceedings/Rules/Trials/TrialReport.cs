using System.Collections.Immutable;
using Daylight.Norms;

namespace Daylight.Proceedings;

/// <summary>How a duty ended, or stands at the end of the log.</summary>
public enum TrialStanding
{
    Open,
    Overdue,
    Done,
    DoneLate,
    Lifted,
}

/// <summary>One side of a comparison: a duty as it was recorded, or as it would have been.</summary>
/// <param name="Norm">The norm whose clock bound.</param>
/// <param name="Due">The last instant in time; null for 长期坚持.</param>
/// <param name="Lapses">The due instants at which it lapsed, in order.</param>
/// <param name="Proposals">What its lapses proposed, as terms of the packs.</param>
public sealed record TrialSide(
    NormId Norm,
    string Span,
    DateTimeOffset? OriginalDue,
    DateTimeOffset? Due,
    bool Provisional,
    int Extensions,
    string Owner,
    TrialStanding Standing,
    ImmutableArray<DateTimeOffset> Lapses,
    ImmutableArray<Consequence> Proposals
)
{
    public bool Equals(TrialSide? other) =>
        other is not null
        && Norm == other.Norm
        && Span == other.Span
        && OriginalDue == other.OriginalDue
        && Due == other.Due
        && Provisional == other.Provisional
        && Extensions == other.Extensions
        && Owner == other.Owner
        && Standing == other.Standing
        && Lapses.SequenceEqual(other.Lapses)
        && Proposals.SequenceEqual(other.Proposals);

    public override int GetHashCode() => HashCode.Combine(Norm, Due, Standing);
}

/// <summary>A duty that would differ.</summary>
/// <param name="Before">As recorded; null where there was none.</param>
/// <param name="After">As the changed rules would have it; null where they know no clock for it.</param>
/// <param name="Why">How the changed rules come to their date; null where they know none.</param>
/// <param name="Notes">What the dates alone do not tell: an extension that would have been refused.</param>
public sealed record TrialDuty(
    string Matter,
    string Duty,
    string What,
    string Title,
    DateTimeOffset Start,
    TrialSide? Before,
    TrialSide? After,
    Explanation? Why,
    ImmutableArray<Phrase> Notes
);

/// <summary>A question that would be answered otherwise: a total, a rank, a score.</summary>
/// <param name="On">The moment of asking.</param>
public sealed record TrialAnswer(
    string About,
    NormId Norm,
    NormKind? Kind,
    DateTimeOffset On,
    Answer Before,
    Answer After
);

/// <summary>Under one norm: how many duties and answers would differ, how many stay.</summary>
/// <param name="Norm">The norm as recorded; where there was none, the one that would come.</param>
public sealed record TrialCount(NormId Norm, int Differ, int Stay);

/// <summary>What a changed pack would have done to a log.</summary>
/// <param name="Size">Facts that were replayed.</param>
/// <param name="Until">When the last of them was recorded: the "now" of what is open.</param>
/// <param name="Before">The rules as adopted when the log ends.</param>
/// <param name="After">The same with the tried packs.</param>
/// <param name="Changes">Norms of the tried packs that differ from those in force.</param>
/// <param name="Conflicts">Where the tried packs and the other ones do not fit together.</param>
/// <param name="Duties">Duties that would differ, in order of their start, matter and id.</param>
/// <param name="Answers">Answers that would differ, in order of asking.</param>
/// <param name="Counts">By norm, in order of its id; the sums are all that was compared.</param>
/// <param name="Untold">Duties whose mechanism does not tell its clocks; they were taken as recorded.</param>
public sealed record TrialReport(
    string Jurisdiction,
    string Log,
    long Size,
    DateTimeOffset Until,
    ImmutableArray<RulePack> Packs,
    Rulebook Before,
    Rulebook After,
    ImmutableArray<ChangedNorm> Changes,
    ImmutableArray<Fault> Conflicts,
    ImmutableArray<TrialDuty> Duties,
    ImmutableArray<TrialAnswer> Answers,
    ImmutableArray<TrialCount> Counts,
    int Untold
)
{
    public bool NothingDiffers => Duties.IsEmpty && Answers.IsEmpty;

    /// <summary>Duties and answers that stay as they are, those taken as recorded included.</summary>
    public int Stays => Counts.Sum(count => count.Stay) + Untold;

    /// <summary>The words for the terms of either side.</summary>
    public Words Words => After.Words.Over(Before.Words);

    /// <summary>The short name of a norm, as the side that has it calls it; the id where neither does.</summary>
    public string TitleOf(NormId norm) => (After.Find(norm) ?? Before.Find(norm))?.Title ?? norm.Text;
}

/// <summary>How far a trial is.</summary>
public readonly record struct TrialProgress(string Jurisdiction, long Replayed, long Size);
