using System.Collections.Immutable;

namespace Daylight.Norms.Calendar;

/// <summary>From this moment on the matter lies with that holder (a unit or an office).</summary>
public sealed record Holding(string Holder, DateTimeOffset From);

/// <summary>What one holder is charged with: days and, among them, working days.</summary>
public sealed record Charge(string Holder, int Days, int WorkingDays);

public sealed partial class WorkCalendar
{
    /// <summary>
    /// Charges every day of a matter to whoever held it when the day began (球在谁手里). The day of the first holding is charged to
    /// nobody, as the day of an event never counts; so a matter passed on at 17:29 still costs the day to the one who passed it on.
    /// </summary>
    /// <returns>One row per holder in the order of the first holding. The working days add up to
    /// <see cref="WorkingDaysBetween"/> from the first holding to the end.</returns>
    public ImmutableArray<Charge> ChargeHolders(IEnumerable<Holding> holdings, DateTimeOffset end)
    {
        var sorted = holdings.OrderBy(holding => holding.From).ToArray();
        var order = new List<string>();
        var days = new Dictionary<string, (int Days, int WorkingDays)>();
        for (var i = 0; i < sorted.Length; i++)
        {
            var from = Shanghai.DayOf(sorted[i].From);
            var until = i + 1 < sorted.Length && sorted[i + 1].From < end ? sorted[i + 1].From : end;
            var to = Shanghai.DayOf(until);
            if (!days.TryGetValue(sorted[i].Holder, out var known))
            {
                order.Add(sorted[i].Holder);
            }
            days[sorted[i].Holder] =
                to > from
                    ? (
                        known.Days + to.DayNumber - from.DayNumber,
                        known.WorkingDays + WorkingDaysBetween(from, to)
                    )
                    : known;
        }
        return [.. order.Select(holder => new Charge(holder, days[holder].Days, days[holder].WorkingDays))];
    }
}
