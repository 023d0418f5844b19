using System.Globalization;
using Daylight.Norms.Calendar;
using Daylight.Supervision.KeyWork;

namespace Daylight.Web.Demo;

/// <summary>A kind of matter as counties have it, and the places where it came up.</summary>
/// <param name="Title">May hold {u} for the place, {1} and {2} for its numbers.</param>
/// <param name="Reference">Also {y}, {m}, {d} of the paper, {n} and {k} for running numbers, {c} for the session.</param>
/// <param name="Lead">Id of the leading unit; @ is the place.</param>
/// <param name="Given">A span, year-end, or by:+n for so many days after the proposal; null where the norm's own date holds.</param>
/// <param name="Progress">What the unit reports on the way.</param>
/// <param name="Done">What it reports at the end.</param>
public sealed record DemoMatter(
    string Title,
    ItemSource Source,
    string Reference,
    string Demand,
    string Lead,
    IReadOnlyList<string> Assistants,
    string? Given,
    string Progress,
    string Done,
    IReadOnlyList<DemoPlace> Places
);

/// <param name="Unit">Id of the town or unit where it came up; null where there is only one.</param>
public sealed record DemoPlace(string? Unit, IReadOnlyList<string> Numbers);

/// <summary>One matter at one place, begun on a day, with all its texts filled in.</summary>
/// <param name="Span">Days from the proposal to the date by which it is to be done, about.</param>
internal sealed record DemoRun(
    int At,
    string Id,
    DateOnly Day,
    string Title,
    ItemSource Source,
    string Reference,
    string Demand,
    string Lead,
    IReadOnlyList<string> Assistants,
    string? Given,
    int Span,
    string Progress,
    string Done
)
{
    /// <summary>Days of the year over which the matters are spread, and how old the youngest is.</summary>
    private const int Year = 356;
    private const int Youngest = 3;

    /// <summary>Every matter at every place, spread over the year that ends today.</summary>
    public static IReadOnlyList<DemoRun> Of(DemoCounty county, DateOnly today)
    {
        var all = county
            .Matters.SelectMany(matter => matter.Places.Select(place => (matter, place)))
            .Select((pair, number) => (pair.matter, pair.place, draw: DemoDraw.Number(number, 1)))
            .OrderBy(entry => entry.draw)
            .ToList();
        return
        [
            .. all.Select(
                (entry, at) =>
                    Filled(
                        county,
                        entry.matter,
                        entry.place,
                        at,
                        WorkCalendar.Shipped.WorkingDayFrom(
                            today.AddDays(-Year + (at * (Year - Youngest) / all.Count))
                        )
                    )
            ),
        ];
    }

    private static DemoRun Filled(DemoCounty county, DemoMatter matter, DemoPlace place, int at, DateOnly day)
    {
        var known = county.Units.ToDictionary(unit => unit.Id, unit => unit.ShortName);
        var paper = day.AddDays(-3);
        string Fill(string text) =>
            text.Replace("{u}", place.Unit is { } unit ? known[unit] : "", StringComparison.Ordinal)
                .Replace("{1}", place.Numbers.ElementAtOrDefault(0) ?? "", StringComparison.Ordinal)
                .Replace("{2}", place.Numbers.ElementAtOrDefault(1) ?? "", StringComparison.Ordinal)
                .Replace("{y}", Number(paper.Year), StringComparison.Ordinal)
                .Replace("{m}", Number(paper.Month), StringComparison.Ordinal)
                .Replace("{d}", Number(paper.Day), StringComparison.Ordinal)
                .Replace("{n}", Number(21 + (at * 7 % 160)), StringComparison.Ordinal)
                .Replace("{k}", Number(1 + (at % 9)), StringComparison.Ordinal)
                .Replace("{c}", "五次", StringComparison.Ordinal);
        var (given, span) = Date(matter, day);
        return new DemoRun(
            at,
            string.Create(CultureInfo.InvariantCulture, $"x-{at + 1:000}"),
            day,
            Fill(matter.Title),
            matter.Source,
            Fill(matter.Reference),
            Fill(matter.Demand),
            matter.Lead == "@" ? place.Unit! : matter.Lead,
            [.. matter.Assistants.Select(unit => unit == "@" ? place.Unit! : unit)],
            given,
            span,
            Fill(matter.Progress),
            Fill(matter.Done)
        );
    }

    private static (string? Given, int Span) Date(DemoMatter matter, DateOnly day)
    {
        if (matter.Given is not { } given)
        {
            return (null, 88);
        }

        if (given == "year-end")
        {
            return (given, new DateOnly(day.Year, 12, 31).DayNumber - day.DayNumber);
        }

        if (given.StartsWith("by:+", StringComparison.Ordinal))
        {
            var days = int.Parse(given.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture);
            return (string.Create(CultureInfo.InvariantCulture, $"by:{day.AddDays(days):yyyy-MM-dd}"), days);
        }

        return (
            given,
            int.Parse(given.AsSpan(0, given.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture)
        );
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
