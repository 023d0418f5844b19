using System.Data.Common;
using Daylight.Proceedings;
using Daylight.Store;

namespace Daylight.Registry.Views;

/// <summary>Which unit carries on for one that was merged.</summary>
public static class Successors
{
    /// <summary>A chain of mergers longer than this is a fault of the data.</summary>
    private const int Most = 50;

    private static readonly UnitView s_units = new();

    /// <summary>Every merged unit, with the open unit that carries its matters today. At most 5,000 mergers are read.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> Of(
        ILogStore store,
        string jurisdiction,
        DateOnly day,
        CancellationToken cancel = default
    )
    {
        await using var connection = await store.Read(cancel);
        var rows = await s_units.Read(
            connection,
            jurisdiction,
            "AND merged_into IS NOT NULL ORDER BY unit LIMIT 5000"
        );
        var into = rows.Where(row => row.Since <= day)
            .ToDictionary(row => row.Unit, row => row.MergedInto!, StringComparer.Ordinal);
        return into.Keys.ToDictionary(unit => unit, unit => Last(into, unit), StringComparer.Ordinal);
    }

    /// <summary>The unit that carries on for this one on a day: itself, where it was not merged by then.</summary>
    internal static async Task<string> Of(
        DbConnection connection,
        string jurisdiction,
        string unit,
        DateOnly day
    )
    {
        for (var step = 0; step < Most; step++)
        {
            var rows = await s_units.Read(connection, jurisdiction, "AND unit = @unit LIMIT 1", new { unit });
            if (rows is not [{ MergedInto: { } into } row] || row.Since > day)
            {
                break;
            }

            unit = into;
        }

        return unit;
    }

    private static string Last(Dictionary<string, string> into, string unit)
    {
        for (var step = 0; step < Most && into.TryGetValue(unit, out var next); step++)
        {
            unit = next;
        }

        return unit;
    }
}
