using System.Data.Common;
using Dapper;

namespace Daylight.Proceedings.Sealing;

/// <summary>Reads rows of a sealed view as its records. Always bounded, always with the jurisdiction first.</summary>
public static class SealedViewReading
{
    /// <summary>The rows whose key is held; the others are left out.</summary>
    /// <param name="keys">Those of the clerk, which forget what was erased.</param>
    /// <param name="rest">What follows the condition on the jurisdiction, on key columns only. Never text from a user.</param>
    /// <param name="with">Parameters; the jurisdiction is added.</param>
    public static async Task<IReadOnlyList<TRow>> Read<TRow>(
        this SealedView<TRow> view,
        DbConnection connection,
        CaseKeys keys,
        string jurisdiction,
        string rest,
        object? with = null
    )
        where TRow : class
    {
        var parameters = ViewReading.Given(with, jurisdiction, ref rest);
        var columns = string.Join(", ", view.Table.Columns.Select(column => column.Name));
        await using var reader = await connection.ExecuteReaderAsync(
            $"SELECT {columns} FROM {view.Table.Name} WHERE jurisdiction_id = @jurisdiction {rest}",
            parameters
        );
        var rows = new List<TRow>();
        while (await reader.ReadAsync())
        {
            var values = new object?[view.Table.Columns.Count];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = await reader.IsDBNullAsync(i) ? null : reader.GetValue(i);
            }

            if (view.Row(values, jurisdiction, keys) is { } row)
            {
                rows.Add(row);
            }
        }

        return rows;
    }
}
