using Daylight.Proceedings;

namespace Daylight.Supervision.Plans;

/// <summary>Reads plans and burdens for pages.</summary>
public sealed class PlanReading(ICounter counter)
{
    /// <summary>Plans that touch a year, in order of their first day; at most 500. A unit sees those that go to it.</summary>
    public async Task<IReadOnlyList<PlanRow>> Plans(int year, string? unit)
    {
        await using var connection = await counter.Store.Read();
        return await new PlanView().Read(
            connection,
            counter.Clerk.Jurisdiction,
            "AND from_day <= @to AND to_day >= @from "
                + (unit is null ? "" : "AND ',' || units || ',' LIKE '%,' || @unit || ',%' ")
                + "ORDER BY from_day, plan LIMIT 500",
            new
            {
                from = $"{year}-01-01",
                to = $"{year}-12-31",
                unit,
            }
        );
    }

    /// <summary>What units were asked in a month; one unit's twelve months where it is named. At most 1000.</summary>
    public async Task<IReadOnlyList<BurdenCount>> Burden(string month, string? unit)
    {
        await using var connection = await counter.Store.Read();
        return await new BurdenView().Read(
            connection,
            counter.Clerk.Jurisdiction,
            unit is null
                ? "AND month = @month ORDER BY items + reminders + plans + hearings DESC, unit LIMIT 1000"
                : "AND unit = @unit ORDER BY month DESC LIMIT 12",
            new { month, unit }
        );
    }
}
