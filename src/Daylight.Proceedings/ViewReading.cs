using System.Data.Common;
using Dapper;

namespace Daylight.Proceedings;

/// <summary>Reads rows of a view as its records. Always bounded, always with the jurisdiction first.</summary>
public static class ViewReading
{
    /// <param name="rest">What follows the condition on the jurisdiction, such as <c>AND item = @item LIMIT 1</c>. Never text from a user.</param>
    /// <param name="with">Parameters; the jurisdiction is added.</param>
    public static async Task<IReadOnlyList<TRow>> Read<TRow>(
        this View<TRow> view,
        DbConnection connection,
        string jurisdiction,
        string rest,
        object? with = null
    )
        where TRow : class
    {
        var parameters = Given(with, jurisdiction, ref rest);
        var columns = string.Join(", ", view.Table.Columns.Select(column => column.Name));
        await using var wrapped = await connection.ExecuteReaderAsync(
            $"SELECT {columns} FROM {view.Table.Name} WHERE jurisdiction_id = @jurisdiction {rest}",
            parameters
        );
        // The wrapper of Dapper hands every call on; a page of wide rows makes thousands of them.
        var reader = (wrapped as IWrappedDataReader)?.Reader as DbDataReader ?? wrapped;
        var rows = new List<TRow>();
        // The codec copies what it keeps.
        var values = new object?[view.Table.Columns.Count];
        while (await reader.ReadAsync())
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = reader.GetValue(i) is var value and not DBNull ? value : null;
            }

            rows.Add(RowCodec<TRow>.Instance.Read(values));
        }

        return rows;
    }

    /// <summary>How many rows fulfil a condition, counted up to <paramref name="most"/>: a list needs no more to be paged.</summary>
    public static Task<long> CountUpTo(
        this View view,
        DbConnection connection,
        string jurisdiction,
        string rest,
        int most,
        object? with = null
    )
    {
        var parameters = Given(with, jurisdiction, ref rest);
        parameters.Add("counted_to", most);
        return connection.ExecuteScalarAsync<long>(
            $"SELECT count(*) FROM (SELECT 1 FROM {view.Table.Name} WHERE jurisdiction_id = @jurisdiction {rest} LIMIT @counted_to) AS counted",
            parameters
        );
    }

    /// <summary>How many rows fulfil a condition.</summary>
    public static Task<long> Count(
        this View view,
        DbConnection connection,
        string jurisdiction,
        string rest,
        object? with = null
    )
    {
        var parameters = Given(with, jurisdiction, ref rest);
        return connection.ExecuteScalarAsync<long>(
            $"SELECT count(*) FROM {view.Table.Name} WHERE jurisdiction_id = @jurisdiction {rest}",
            parameters
        );
    }

    /// <summary>
    /// The parameters of a condition. Flags are columns of 0 and 1 in both databases, and PostgreSQL compares no number
    /// with a truth value. The values of a list become parameters of their own, since only one of both takes it whole.
    /// </summary>
    internal static DynamicParameters Given(object? with, string jurisdiction, ref string rest)
    {
        var parameters = with as DynamicParameters ?? new DynamicParameters();
        parameters.Add("jurisdiction", jurisdiction);
        if (with is null or DynamicParameters)
        {
            return parameters;
        }

        foreach (var property in with.GetType().GetProperties())
        {
            var value = property.GetValue(with);
            if (value is IEnumerable<string> list)
            {
                rest = rest.Replace(
                    $"IN @{property.Name}",
                    $"IN ({Listed(parameters, property.Name, list)})",
                    StringComparison.Ordinal
                );
                continue;
            }

            parameters.Add(property.Name, value is bool flag ? (flag ? 1L : 0L) : value);
        }

        return parameters;
    }

    private static string Listed(DynamicParameters parameters, string name, IEnumerable<string> values)
    {
        var names = new List<string>();
        foreach (var value in values)
        {
            names.Add($"@{name}_{names.Count}");
            parameters.Add($"{name}_{names.Count - 1}", value);
        }

        return names.Count == 0 ? "NULL" : string.Join(", ", names);
    }
}
