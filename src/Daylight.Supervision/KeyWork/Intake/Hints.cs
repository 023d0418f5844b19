namespace Daylight.Supervision.KeyWork.Intake;

/// <summary>What an officer should look at before he confirms a paragraph, each in a key of the words and its gap.</summary>
internal sealed record Hint(string Key, string Words);

internal static class Hints
{
    /// <param name="text">The paragraph with its headings.</param>
    /// <param name="named">The units chosen at present, lead first.</param>
    public static IEnumerable<Hint> Of(
        string text,
        IReadOnlyList<KnownUnit> named,
        UnitBook book,
        DateOnly today
    )
    {
        var roles = UnitRoles.Of(text, book);
        var dates = DateWords.In(text, today);
        if (roles.Joint.Count > 0)
        {
            yield return new("joint", Listed(roles.Joint.Prepend(roles.Lead!)));
        }

        if (roles.Lead is null && roles.Groups.Count == 0)
        {
            yield return new("no-unit", "");
        }

        if (roles.Unknown.Count > 0)
        {
            yield return new("unknown", string.Join('、', roles.Unknown));
        }

        foreach (var group in roles.Groups)
        {
            yield return new("group", group);
        }

        if (dates.Given is null && dates.Vague.Count > 0)
        {
            yield return new("vague", string.Join('、', dates.Vague));
        }

        if (dates.Quotes.Count > 1)
        {
            yield return new("several", string.Join('、', dates.Quotes));
        }

        if (named.Where(unit => unit.IsElsewhere).ToList() is { Count: > 0 } elsewhere)
        {
            yield return new("letter", Listed(elsewhere));
        }
    }

    private static string Listed(IEnumerable<KnownUnit> units) =>
        string.Join('、', units.Select(unit => unit.ShortName));
}
