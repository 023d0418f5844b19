using Daylight.Norms;

namespace Daylight.Proceedings.Sealing;

/// <summary>
/// Erases what a case sealed, by erasing its key. One person proposes it and names the norm that asks for it, another one
/// decides; then in one transaction the fact is recorded, the wrap is removed and every row of a sealed view goes; then the
/// bytes are overwritten. It cannot be undone.
/// </summary>
public static class EraseCase
{
    /// <summary>What packs call the step: a gate on it is a ground of erasing.</summary>
    public const string Step = "case.erased";

    public static readonly Power Power = new("cases.erase");

    /// <summary>An act on one case, whose key must be at hand.</summary>
    /// <param name="Case">Id of the case's key.</param>
    public abstract record On(string Case) : Act
    {
        public sealed override Power Needs => Power;

        public sealed override IReadOnlyList<StreamRef> Streams => [Erasures.Ref];
    }

    /// <param name="Norm">Id of the adopted norm that asks for it: a gate on <see cref="Step"/>.</param>
    /// <param name="KeptByLaw">Whether a law or a rule still demands that it be kept, as the proposer found.</param>
    public sealed record ProposeAct(string Case, ErasureReason Reason, string Norm, bool KeptByLaw = false)
        : On(Case)
    {
        public override Decision Decide(Hearing hearing) =>
            Propose(hearing.State(Erasures.Ref), this, hearing);
    }

    /// <param name="Reason">As the second person saw it.</param>
    /// <param name="Norm">As the second person saw it.</param>
    public sealed record ConfirmAct(string Case, ErasureReason Reason, string Norm) : On(Case)
    {
        public override Decision Decide(Hearing hearing) =>
            Confirm(hearing.State(Erasures.Ref), this, hearing);
    }

    /// <summary>Lays a proposal aside; whoever may erase may do so, the proposer too. Why is kept out of the log.</summary>
    public sealed record DropAct(string Case) : On(Case)
    {
        public override Decision Decide(Hearing hearing) =>
            hearing.State(Erasures.Ref).Waiting.ContainsKey(Case)
                ? new ErasureDropped(Case)
                : new NoErasureWaits(Case);
    }

    /// <summary>The norms in force that may be cited, in order of their ids.</summary>
    public static IReadOnlyList<Norm> Grounds(AdoptedRules rules, DateOnly today) =>
        [.. rules.Book.Norms.Where(norm => IsGround(norm, today))];

    /// <summary>What packs call a reason.</summary>
    public static string TermOf(ErasureReason reason) =>
        reason switch
        {
            ErasureReason.RetentionEnded => "retention-ended",
            ErasureReason.AskedByThePerson => "asked-by-the-person",
            ErasureReason.WronglyCollected => "wrongly-collected",
            ErasureReason.Ordered => "ordered-by-authority",
        };

    internal static Decision Propose(Erasures erasures, ProposeAct act, Hearing hearing) =>
        erasures.Keys.Contains(act.Case) ? new CaseIsErasedAlready(act.Case)
        : erasures.Waiting.ContainsKey(act.Case) ? new AnErasureWaitsAlready(act.Case)
        : Ask(act.Norm, act.Reason, act.KeptByLaw, hearing, out var norm) is { } refusal ? refusal
        : new ErasureProposed(act.Case, act.Reason, norm!.Value, hearing.Mandate.Person);

    internal static Decision Confirm(Erasures erasures, ConfirmAct act, Hearing hearing) =>
        !erasures.Waiting.TryGetValue(act.Case, out var proposed)
            ? erasures.Keys.Contains(act.Case)
                ? new CaseIsErasedAlready(act.Case)
                : new NoErasureWaits(act.Case)
            : proposed.Reason != act.Reason || proposed.Norm.Id.Text != act.Norm
                ? new ErasureIsAnother(act.Case)
                : proposed.By == hearing.Mandate.Person
                    ? new AnotherPersonDecidesTheErasure(act.Case)
                    // Rules may have changed since it was proposed; that nothing must be kept, the proposer has stated.
                    : Ask(act.Norm, act.Reason, keptByLaw: false, hearing, out var norm) is { } refusal
                        ? refusal
                        : new KeyErased(act.Case, act.Reason, norm!.Value, proposed.By);

    private static Refusal? Ask(
        string cited,
        ErasureReason reason,
        bool keptByLaw,
        Hearing hearing,
        out NormRef? norm
    )
    {
        norm = null;
        if (!NormId.TryParse(cited, out var id) || hearing.Rules.Find(id) is not { } found)
        {
            return new NormIsNotAdopted(cited);
        }

        if (!IsGround(found, hearing.Today))
        {
            return new NormIsNoGroundToErase(found.Ref);
        }

        norm = found.Ref;
        var answer = hearing.Rules.Ask(
            id,
            new Situation(hearing.Now)
            {
                Attributes = Attributes.Of(("ground", TermOf(reason)), ("kept-by-law", keptByLaw)),
            }
        );
        return answer.Applies && answer.Results["open"] is Value.Flag { Yes: true }
            ? null
            : new TheNormForbidsErasing(found.Ref, answer.Why.Text.Zh, answer.Why.Text.En);
    }

    private static bool IsGround(Norm norm, DateOnly today) =>
        norm.Legacy is null && norm.On(today)?.Parameters is Gate { Step: Step };
}

[NoNorm("an act that changes nothing is not recorded")]
public sealed record CaseIsErasedAlready(string Case) : Refusal;

[NoNorm("an act that changes nothing is not recorded")]
public sealed record AnErasureWaitsAlready(string Case) : Refusal;

[NoNorm("a decision needs something to decide")]
public sealed record NoErasureWaits(string Case) : Refusal;

[NoNorm("the second person decides what he saw")]
public sealed record ErasureIsAnother(string Case) : Refusal;

[NoNorm("it cannot be undone: two pairs of eyes")]
public sealed record AnotherPersonDecidesTheErasure(string Case) : Refusal;

[NoNorm("an erasure cites a norm that is in force here")]
public sealed record NormIsNotAdopted(string Norm) : Refusal;

/// <summary>The norm is no gate on erasing.</summary>
public sealed record NormIsNoGroundToErase(NormRef? Under) : Refusal(Under);

/// <summary>The norm says no to this reason, or that the case must still be kept.</summary>
public sealed record TheNormForbidsErasing(NormRef? Under, string Why, string WhyEn) : Refusal(Under);

/// <summary>Nothing was ever sealed under this id.</summary>
[NoNorm("an act that changes nothing is not recorded")]
public sealed record NoSuchCaseIsSealed(string Case) : Refusal;

/// <summary>Facts of day precision of this case are still in the pool.</summary>
[NoNorm("what waits for the end of the day enters the log first, so that its erasure is in the log too")]
public sealed record FactsOfTheCaseWait(string Case) : Refusal;

/// <summary>Nothing can be added to a case whose key is gone.</summary>
[NoNorm("an erased key is never made again")]
public sealed record TheCaseIsErased(string Case) : Refusal;
