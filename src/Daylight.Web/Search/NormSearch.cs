using Daylight.Norms;
using Daylight.Proceedings;

namespace Daylight.Web.Search;

/// <summary>Finds norms by their words, their id and their source; they are open to everybody.</summary>
internal sealed class NormSearch(ICounter counter) : ISearchSource
{
    public string Kind => "norms";

    public Phrase Name { get; } = new("依据", "Norms");

    public int Order => 50;

    public Task<SearchFound> Find(SearchAsked asked, CancellationToken cancel)
    {
        var terms = asked.Words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var found = counter
            .Clerk.Rules.Book.Norms.Where(norm =>
                Array.TrueForAll(
                    terms,
                    term =>
                        norm.Says.Contains(term, StringComparison.OrdinalIgnoreCase)
                        || norm.Id.Text.Contains(term, StringComparison.OrdinalIgnoreCase)
                        || norm.Source.Document.Contains(term, StringComparison.OrdinalIgnoreCase)
                )
            )
            .ToList();
        return Task.FromResult(
            new SearchFound(
                [
                    .. found
                        .Skip((asked.Page - 1) * asked.Size)
                        .Take(asked.Size)
                        .Select(norm => new SearchHit(
                            norm.Id.Text,
                            norm.Says,
                            norm.Source.Words.Zh,
                            $"/rules/{norm.Id.Text}"
                        )),
                ],
                found.Count,
                AtLeast: false
            )
        );
    }
}
