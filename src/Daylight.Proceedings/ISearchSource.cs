using Daylight.Norms;

namespace Daylight.Proceedings;

/// <summary>
/// What a mechanism has to find. It gives back only what the mandate may see, and counts nothing else: a count tells as much as a hit.
/// </summary>
public interface ISearchSource
{
    /// <summary>Lower-case letters; part of addresses.</summary>
    string Kind { get; }

    /// <summary>As pages name it, such as 督办事项.</summary>
    Phrase Name { get; }

    /// <summary>Where it stands among the others.</summary>
    int Order { get; }

    Task<SearchFound> Find(SearchAsked asked, CancellationToken cancel);
}

/// <param name="Words">As typed; trimmed, never empty.</param>
/// <param name="Page">From 1.</param>
public sealed record SearchAsked(Mandate Mandate, string Words, int Page, int Size);

/// <summary>One thing that was found.</summary>
/// <param name="Note">What tells it from others of the same title; may be empty.</param>
public sealed record SearchHit(string Id, string Title, string Note, string Href);

/// <param name="Total">How many there are, as far as was counted.</param>
/// <param name="AtLeast">Whether there may be more.</param>
public sealed record SearchFound(IReadOnlyList<SearchHit> Hits, long Total, bool AtLeast)
{
    public static SearchFound Nothing { get; } = new([], 0, false);
}
