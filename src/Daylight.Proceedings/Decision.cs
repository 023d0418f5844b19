namespace Daylight.Proceedings;

/// <summary>What was decided on an act: facts, or a named no.</summary>
public abstract record Decision
{
    private Decision() { }

    /// <summary>It is so recorded. An act that changes nothing is a refusal, never an empty grant.</summary>
    public sealed record Granted(IReadOnlyList<Fact> Facts) : Decision;

    /// <summary>Nothing is recorded.</summary>
    public sealed record Refused(Refusal Refusal) : Decision;

    public static Decision Grant(params IReadOnlyList<Fact> facts) => new Granted(facts);

    public static implicit operator Decision(Refusal refusal) => new Refused(refusal);

    public static implicit operator Decision(Fact fact) => new Granted([fact]);
}

/// <summary>What the person who acted is told.</summary>
public abstract record Outcome
{
    private Outcome() { }

    /// <summary>Durable: facts <paramref name="First"/> to <paramref name="First"/> + <paramref name="Count"/> - 1 of the log.</summary>
    public sealed record Recorded(string Log, long First, int Count) : Outcome;

    /// <summary>
    /// Durable, and it counts from now on; it enters the log after <paramref name="Day"/>, in shuffled order. Until then it has
    /// no index and no receipt.
    /// </summary>
    public sealed record Pooled(string Log, DateOnly Day) : Outcome;

    /// <summary>Nothing was recorded, and why.</summary>
    public sealed record Refused(Refusal Refusal) : Outcome;
}
