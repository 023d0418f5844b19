using Daylight.Norms;

namespace Daylight.Proceedings;

/// <summary>
/// What waits for somebody in a mechanism, for the home page. It gives back only what the mandate may see and what is
/// his to do; an item of the page that shows it is not repeated here.
/// </summary>
public interface IDutySource
{
    /// <summary>At most 20, the most pressing first.</summary>
    Task<IReadOnlyList<WaitingDuty>> Of(Mandate mandate, CancellationToken cancel);
}

/// <param name="What">What he is to do, such as 确认.</param>
/// <param name="Title">About what.</param>
/// <param name="Href">Where he does it.</param>
/// <param name="Due">The last day; null where nothing limits it.</param>
public sealed record WaitingDuty(Phrase What, string Title, string Href, DateOnly? Due = null);
