using System.Collections.Immutable;
using Daylight.Norms.Calendar;

namespace Daylight.Norms;

/// <summary>An extension of a deadline, asked for or granted.</summary>
/// <param name="Asked">When it was asked for.</param>
/// <param name="To">The new date; or null where <paramref name="By"/> lengthens the old one.</param>
/// <param name="ApprovedBy">The office that granted it; null while it is only asked for.</param>
public sealed record Extension(
    DateTimeOffset Asked,
    DateOnly? To,
    Span? By,
    string? ApprovedBy,
    string Reason
);

/// <summary>The clock of one matter, for norms of the kinds deadline and disclosure.</summary>
public sealed record Clock
{
    /// <summary>When the matter reached whoever owes it.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>A date that a leader or a document gave, or a span that they named.</summary>
    public Span? Given { get; init; }

    public ImmutableArray<Suspension> Suspended { get; init; } = [];

    public ImmutableArray<Extension> Extended { get; init; } = [];

    /// <summary>When the matter was done.</summary>
    public DateTimeOffset? Done { get; init; }
}

/// <summary>One of those who are ranked.</summary>
public sealed record Entry(string Subject, decimal Score)
{
    public Attributes Attributes { get; init; } = Attributes.None;
}

/// <summary>A stretch of time in a post, a state or an office. To is null while it lasts; both days belong to it.</summary>
public sealed record Stay(DateOnly From, DateOnly? To)
{
    public Attributes Attributes { get; init; } = Attributes.None;
}

/// <summary>A relation between two persons that may bar one of them: kinship, an earlier assessment.</summary>
public sealed record Relation(string One, string Other, string Kind);

/// <summary>Where something was posted, and for how long. To is null while it is up; both days belong to it.</summary>
public sealed record Posting(string Channel, DateOnly From, DateOnly? To)
{
    /// <summary>The items that the posting showed.</summary>
    public ImmutableArray<string> Content { get; init; } = [];
}

/// <summary>What is known about a case when a norm is asked. Each kind of norm takes the parts that it needs.</summary>
/// <param name="On">The moment of asking, by Shanghai time.</param>
public sealed record Situation(DateTimeOffset On)
{
    public Situation(DateOnly on)
        : this(Shanghai.EndOf(on)) { }

    public DateOnly Today => Shanghai.DayOf(On);

    /// <summary>Whom or what the question is about; occurrences of others do not count.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The day of the conduct, for norms that count by it.</summary>
    public DateOnly? Conduct { get; init; }

    /// <summary>Everything known by name: level, amount, present, entitled, the fields of a record, the inputs of a formula.</summary>
    public Attributes Attributes { get; init; } = Attributes.None;

    public ImmutableArray<Occurrence> Occurrences { get; init; } = [];

    public Clock Clock { get; init; } = new();

    public ImmutableArray<Entry> Entries { get; init; } = [];

    /// <summary>Who holds which role in the matter.</summary>
    public ImmutableArray<(string Role, string Person)> Roles { get; init; } = [];

    public ImmutableArray<Relation> Relations { get; init; } = [];

    public ImmutableArray<Stay> Stays { get; init; } = [];

    public ImmutableArray<Posting> Posted { get; init; } = [];
}
