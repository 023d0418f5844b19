using System.Text.Json.Serialization;

namespace Daylight.Proceedings;

/// <summary>
/// What somebody asks to do. One record per act, in the file named after it, beside the pure <c>Decide</c> that it calls.
/// </summary>
public abstract record Act
{
    /// <summary>The power that the mandate must carry.</summary>
    [JsonIgnore]
    public abstract Power Needs { get; }

    /// <summary>
    /// The streams whose states the decision rests on. The facts it grants may belong to these streams only, so that
    /// two acts that could contradict each other always meet on a stream.
    /// </summary>
    [JsonIgnore]
    public abstract IReadOnlyList<StreamRef> Streams { get; }

    /// <summary>
    /// Whether its facts are of day precision: all of them, or none. They count in decisions at once, wait without times, and
    /// enter the log on a later day in shuffled order; so they must come to the same state in whatever order they are folded.
    /// </summary>
    [JsonIgnore]
    public virtual bool OfDayPrecision => false;

    /// <summary>Why this mandate may not do this to these states, or null where it may.</summary>
    public virtual Refusal? Bar(Hearing hearing) => hearing.Mandate.Lacks(Needs);

    /// <summary>Decides. Pure: everything it may look at is in the hearing.</summary>
    public abstract Decision Decide(Hearing hearing);
}

/// <summary>A named power that an office may carry, such as <c>registry.maintain</c>.</summary>
public readonly record struct Power(string Name)
{
    public override string ToString() => Name;
}

/// <summary>An act as it was handed in.</summary>
/// <param name="ActId">Chosen by whoever hands in: the same id with the same content from the same person is the same act.</param>
/// <param name="OccurredAt">When it is claimed to have happened; starts no clock by itself.</param>
/// <param name="Seen">The stream and version that the user's page showed; another version now is a refusal.</param>
/// <param name="Cause">Id of the fact that this answers, where a subscriber acts.</param>
public sealed record Submission(
    string ActId,
    Act Act,
    Mandate Mandate,
    DateTimeOffset? OccurredAt = null,
    Seen? Seen = null,
    string? Cause = null
);

/// <summary>What the user had before his eyes.</summary>
public readonly record struct Seen(string Stream, long Version);
