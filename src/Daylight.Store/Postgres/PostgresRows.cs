using Npgsql;
using NpgsqlTypes;

namespace Daylight.Store.Postgres;

/// <summary>Rows of view tables, read and written by arrays of columns.</summary>
internal static class PostgresRows
{
    public static async Task<IReadOnlyList<object?[]?>> Read(
        NpgsqlConnection connection,
        string jurisdiction,
        ViewTable table,
        string name,
        IReadOnlyList<object[]> keys,
        CancellationToken cancel
    )
    {
        var key = table.Columns.Take(table.KeyLength).ToList();
        var names = string.Join(", ", table.Columns.Select(column => $"t.{column.Name}"));
        var arrays = string.Join(", ", key.Select((_, at) => $"${at + 2}"));
        var keyNames = string.Join(", ", key.Select(column => column.Name));
        var on = string.Concat(key.Select(column => $" AND t.{column.Name} = k.{column.Name}"));
        await using var command = PostgresLogStore.Command(
            connection,
            $"SELECT k.ord, {names} FROM unnest({arrays}) WITH ORDINALITY AS k({keyNames}, ord) JOIN {name} t ON t.jurisdiction_id = $1{on}",
            jurisdiction
        );
        for (var i = 0; i < key.Count; i++)
        {
            command.Parameters.Add(Values(key[i].Kind, [.. keys.Select(values => values[i])]));
        }

        var rows = new object?[]?[keys.Count];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var row = new object?[table.Columns.Count];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = reader.IsDBNull(i + 1) ? null : reader.GetValue(i + 1);
            }

            rows[(int)reader.GetInt64(0) - 1] = row;
        }

        return rows;
    }

    /// <summary>Adds the writes of changed rows to a batch: one upsert and one delete per table.</summary>
    public static void Write(
        NpgsqlBatch batch,
        string jurisdiction,
        IReadOnlyList<RowChange> changes,
        Func<ViewTable, string> name
    )
    {
        foreach (var group in changes.GroupBy(change => change.Table))
        {
            var table = group.Key;
            var written = group.Where(change => change.Row is not null).ToList();
            if (written.Count > 0)
            {
                Upsert(batch, jurisdiction, table, name(table), written);
            }

            var removed = group.Where(change => change.Row is null).ToList();
            if (removed.Count > 0)
            {
                Delete(batch, jurisdiction, table, name(table), removed);
            }
        }
    }

    private static void Upsert(
        NpgsqlBatch batch,
        string jurisdiction,
        ViewTable table,
        string name,
        List<RowChange> changes
    )
    {
        var names = string.Join(", ", table.Columns.Select(column => column.Name));
        var arrays = string.Join(", ", table.Columns.Select((_, at) => $"${at + 2}"));
        var key = string.Join(", ", table.Columns.Take(table.KeyLength).Select(column => column.Name));
        var rest = table
            .Columns.Skip(table.KeyLength)
            .Select(column => $"{column.Name} = excluded.{column.Name}")
            .ToList();
        var update = rest.Count == 0 ? "NOTHING" : $"UPDATE SET {string.Join(", ", rest)}";
        var command = new NpgsqlBatchCommand(
            $"INSERT INTO {name} (jurisdiction_id, {names}) SELECT $1, * FROM unnest({arrays}) ON CONFLICT (jurisdiction_id, {key}) DO {update}"
        );
        command.Parameters.Add(new NpgsqlParameter { Value = jurisdiction });
        for (var i = 0; i < table.Columns.Count; i++)
        {
            command.Parameters.Add(
                Values(table.Columns[i].Kind, [.. changes.Select(change => change.Row![i])])
            );
        }

        batch.BatchCommands.Add(command);
    }

    private static void Delete(
        NpgsqlBatch batch,
        string jurisdiction,
        ViewTable table,
        string name,
        List<RowChange> changes
    )
    {
        var key = table.Columns.Take(table.KeyLength).ToList();
        var arrays = string.Join(", ", key.Select((_, at) => $"${at + 2}"));
        var keyNames = string.Join(", ", key.Select(column => column.Name));
        var on = string.Concat(key.Select(column => $" AND t.{column.Name} = k.{column.Name}"));
        var command = new NpgsqlBatchCommand(
            $"DELETE FROM {name} t USING unnest({arrays}) AS k({keyNames}) WHERE t.jurisdiction_id = $1{on}"
        );
        command.Parameters.Add(new NpgsqlParameter { Value = jurisdiction });
        for (var i = 0; i < key.Count; i++)
        {
            command.Parameters.Add(
                Values(key[i].Kind, [.. changes.Select(change => (object?)change.Key[i])])
            );
        }

        batch.BatchCommands.Add(command);
    }

    private static NpgsqlParameter Values(ColumnKind kind, object?[] values) =>
        kind switch
        {
            ColumnKind.Text => PostgresLogStore.Array(NpgsqlDbType.Text, values.Cast<string?>().ToArray()),
            ColumnKind.Number => PostgresLogStore.Array(NpgsqlDbType.Bigint, values.Cast<long?>().ToArray()),
            ColumnKind.Bytes => PostgresLogStore.Array(NpgsqlDbType.Bytea, values.Cast<byte[]?>().ToArray()),
        };
}
