using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork.Views;

namespace Daylight.Supervision.LookBack;

/// <summary>Reads draws and looks for pages.</summary>
public sealed class DrawReading(ICounter counter)
{
    private string Jurisdiction => counter.Clerk.Jurisdiction;

    /// <summary>The draws, the latest period first; at most 40.</summary>
    public async Task<IReadOnlyList<DrawRow>> All()
    {
        await using var connection = await counter.Store.Read();
        return await new DrawView().Read(connection, Jurisdiction, "ORDER BY to_day DESC, draw LIMIT 40");
    }

    public async Task<DrawRow?> Find(string draw)
    {
        await using var connection = await counter.Store.Read();
        var rows = await new DrawView().Read(
            connection,
            Jurisdiction,
            "AND draw = @draw LIMIT 1",
            new { draw }
        );
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>The last draw whose looks are all in and whose period ended by a day; null for none.</summary>
    public async Task<DrawRow?> Latest(DateOnly until)
    {
        await using var connection = await counter.Store.Read();
        var rows = await new DrawView().Read(
            connection,
            Jurisdiction,
            "AND standing = 'Concluded' AND to_day <= @until ORDER BY to_day DESC LIMIT 1",
            new { until = until.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) }
        );
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>The looks of a draw; at most 1,200.</summary>
    public async Task<IReadOnlyList<LookRow>> Looks(string draw)
    {
        await using var connection = await counter.Store.Read();
        return await new LookView().Read(
            connection,
            Jurisdiction,
            "AND draw = @draw ORDER BY number LIMIT 1200",
            new { draw }
        );
    }

    /// <summary>Looks at items of a unit, or of all; the newest first, at most 2,000.</summary>
    public async Task<IReadOnlyList<LookRow>> Looks(string? unit, DateTimeOffset since)
    {
        await using var connection = await counter.Store.Read();
        return await new LookView().Read(
            connection,
            Jurisdiction,
            (unit is null ? "" : "AND unit = @unit ") + "AND at >= @since ORDER BY at DESC LIMIT 2000",
            new { unit, since = since.ToUnixTimeMilliseconds() }
        );
    }

    /// <summary>Items closed in a period, in the order of their numbers; one more than a pool holds, at most.</summary>
    public async Task<IReadOnlyList<ItemRow>> Closed(DateOnly from, DateOnly to)
    {
        await using var connection = await counter.Store.Read();
        return await new ItemView().Read(
            connection,
            Jurisdiction,
            "AND closed_at BETWEEN @from AND @to AND number <> '' AND phase IN ('Closed', 'StruckOff') ORDER BY number LIMIT @most",
            new
            {
                from = Shanghai.StartOf(from).ToUnixTimeMilliseconds(),
                to = Shanghai.EndOf(to).ToUnixTimeMilliseconds(),
                most = AnnounceDraw.MostInPool + 1,
            }
        );
    }

    /// <summary>The items of these numbers; at most 1,200.</summary>
    public async Task<IReadOnlyList<ItemRow>> Items(IReadOnlyList<string> numbers)
    {
        if (numbers.Count == 0)
        {
            return [];
        }

        await using var connection = await counter.Store.Read();
        return await new ItemView().Read(
            connection,
            Jurisdiction,
            "AND number IN @numbers ORDER BY number LIMIT 1200",
            new { numbers }
        );
    }
}
