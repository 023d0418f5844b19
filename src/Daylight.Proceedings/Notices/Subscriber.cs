namespace Daylight.Proceedings.Notices;

/// <summary>
/// What a mechanism does when a fact of another one is recorded: an act of its own, later. The log is the outbox; the
/// subscriber has a cursor on it. One sealed class per pair of mechanisms, in the mechanism that acts.
/// </summary>
public abstract class Subscriber
{
    /// <summary>
    /// Letters, digits, points and hyphens. Part of the id of each act that it makes, so it never changes: under another
    /// name everything would be done again.
    /// </summary>
    public abstract string Name { get; }

    /// <summary>The kinds of facts that it looks at.</summary>
    public abstract IReadOnlySet<Type> Follows { get; }

    /// <summary>The powers that its acts need; it acts as a worker that holds these and no others.</summary>
    public abstract IReadOnlyList<Power> Powers { get; }

    /// <summary>
    /// The act that follows from a fact, or null where none does. It may be asked again for the same fact; what counts is the
    /// first act that was recorded. A sealed fact comes only where its key is held.
    /// </summary>
    public abstract Act? React(Recorded cause);

    /// <summary>Opaque id of the unit that must see to it when the act is refused.</summary>
    public abstract string OwnerOf(Recorded cause);

    /// <summary>The id of the act that follows from a fact, the same on every node.</summary>
    public static string ActId(string subscriber, long cause) =>
        FactIds.Derived(
            "notice",
            $"{subscriber}\n{cause.ToString(System.Globalization.CultureInfo.InvariantCulture)}"
        );
}
