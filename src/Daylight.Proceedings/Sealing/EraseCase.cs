using Daylight.Norms;

namespace Daylight.Proceedings.Sealing;

/// <summary>
/// Erases what a case sealed, by erasing its key: in one transaction the fact is recorded, the wrap is removed and every
/// row of a sealed view goes; then the bytes are overwritten. It cannot be undone.
/// </summary>
public static class EraseCase
{
    public static readonly Power Power = new("cases.erase");

    /// <param name="Case">Id of the case's key.</param>
    /// <param name="Norm">Id of the adopted norm that asks for it, or null.</param>
    public sealed record Act(string Case, ErasureReason Reason, string? Norm = null) : Proceedings.Act
    {
        public override Power Needs => Power;

        public override IReadOnlyList<StreamRef> Streams => [Erasures.Ref];

        public override Decision Decide(Hearing hearing) =>
            EraseCase.Decide(
                hearing.State(Erasures.Ref),
                this,
                NormId.TryParse(Norm, out var id) ? hearing.Rules.Find(id)?.Ref : null
            );
    }

    internal static Decision Decide(Erasures erasures, Act act, NormRef? norm) =>
        erasures.Keys.Contains(act.Case) ? new CaseIsErasedAlready(act.Case)
        : act.Norm is not null && norm is null ? new NormIsNotAdopted(act.Norm)
        : new KeyErased(act.Case, act.Reason, norm);
}

[NoNorm("an act that changes nothing is not recorded")]
public sealed record CaseIsErasedAlready(string Case) : Refusal;

[NoNorm("an erasure that cites a norm cites one that is in force here")]
public sealed record NormIsNotAdopted(string Norm) : Refusal;

/// <summary>Nothing was ever sealed under this id.</summary>
[NoNorm("an act that changes nothing is not recorded")]
public sealed record NoSuchCaseIsSealed(string Case) : Refusal;

/// <summary>Facts of day precision of this case are still in the pool.</summary>
[NoNorm("what waits for the end of the day enters the log first, so that its erasure is in the log too")]
public sealed record FactsOfTheCaseWait(string Case) : Refusal;

/// <summary>Nothing can be added to a case whose key is gone.</summary>
[NoNorm("an erased key is never made again")]
public sealed record TheCaseIsErased(string Case) : Refusal;
