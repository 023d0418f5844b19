using Daylight.Proceedings;
using Daylight.Supervision.KeyWork.Views;

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

    /// <summary>Open matters that nobody touched since an instant, neither the unit nor the office; the oldest first, at most 50.</summary>
    public async Task<IReadOnlyList<ItemRow>> Idle(DateTimeOffset since)
    {
        await using var connection = await counter.Store.Read();
        var idle = new List<ItemRow>();
        foreach (var phase in (string[])["Approved", "Assigned", "InHand"])
        {
            idle.AddRange(
                await new ItemView().Read(
                    connection,
                    counter.Clerk.Jurisdiction,
                    "AND phase = @phase AND changed_at < @since ORDER BY due, item LIMIT 50",
                    new { phase, since = since.ToUnixTimeMilliseconds() }
                )
            );
        }

        return
        [
            .. idle.OrderBy(row => row.ChangedAt).ThenBy(row => row.Item, StringComparer.Ordinal).Take(50),
        ];
    }

    /// <summary>What units were asked in a month; one unit's twelve months where it is named. At most 1000.</summary>
    public async Task<IReadOnlyList<BurdenCount>> Burden(string month, string? unit)
    {
        await using var connection = await counter.Store.Read();
        return await new BurdenView().Read(
            connection,
            counter.Clerk.Jurisdiction,
            unit is null
                ? "AND month = @month ORDER BY items + reminders + plans + hearings + figures DESC, unit LIMIT 1000"
                : "AND unit = @unit ORDER BY month DESC LIMIT 12",
            new { month, unit }
        );
    }
}
