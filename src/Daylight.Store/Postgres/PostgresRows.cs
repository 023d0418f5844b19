using Npgsql;
using NpgsqlTypes;

namespace Daylight.Store.Postgres;

/// <summary>Rows of view tables, read and written by arrays of columns.</summary>
internal static class PostgresRows
{
    /// <summary>Rows of several tables in one round trip, each found by its whole key; see <see cref="PostgresReading"/>.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<object?[]?>>> Read(
        NpgsqlConnection connection,
        string jurisdiction,
        IReadOnlyList<RowKeys> wanted,
        Func<ViewTable, string> name,
        CancellationToken cancel
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (table, keys) in wanted)
        {
            var command = new NpgsqlBatchCommand(Select(table, name(table)));
            command.Parameters.Add(new NpgsqlParameter { Value = jurisdiction });
            AddKeys(command, table, keys);
            batch.BatchCommands.Add(command);
        }

        var found = new List<IReadOnlyList<object?[]?>>(wanted.Count);
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        foreach (var (table, keys) in wanted)
        {
            var rows = new object?[]?[keys.Count];
            while (await reader.ReadAsync(cancel))
            {
                var row = new object?[table.Columns.Count];
                for (var i = 0; i < row.Length; i++)
                {
                    row[i] = reader.IsDBNull(i + 1) ? null : reader.GetValue(i + 1);
                }

                rows[(int)reader.GetInt64(0) - 1] = row;
            }

            found.Add(rows);
            await reader.NextResultAsync(cancel);
        }

        return found;
    }

    private static string Select(ViewTable table, string name)
    {
        var key = table.Columns.Take(table.KeyLength).ToList();
        var names = string.Join(", ", table.Columns.Select(column => $"t.{column.Name}"));
        var arrays = string.Join(", ", key.Select((_, at) => $"${at + 2}"));
        var keyNames = string.Join(", ", key.Select(column => column.Name));
        var wanted = string.Join(", ", key.Select(column => $"k.{column.Name}"));
        var found = string.Join(", ", key.Select(column => $"t.{column.Name}"));
        return $"SELECT k.ord, {names} FROM unnest({arrays}) WITH ORDINALITY AS k({keyNames}, ord) "
            + $"CROSS JOIN LATERAL (SELECT * FROM {name} WHERE jurisdiction_id = $1 AND ({keyNames}) >= ({wanted}) "
            + $"ORDER BY {keyNames} LIMIT 1) t WHERE ({found}) = ({wanted})";
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
        var key = string.Join(", ", table.Columns.Take(table.KeyLength).Select(column => column.Name));
        var values = string.Join(", ", Enumerable.Range(2, table.KeyLength).Select(at => $"${at}"));
        var sql =
            $"DELETE FROM {name} WHERE jurisdiction_id = $1 AND ({key}) = ({values}) AND ctid = "
            + $"(SELECT ctid FROM {name} WHERE jurisdiction_id = $1 AND ({key}) >= ({values}) ORDER BY {key} LIMIT 1)";
        foreach (var change in changes)
        {
            PostgresAppend.Add(batch, sql, [jurisdiction, .. change.Key]);
        }
    }

    private static void AddKeys(NpgsqlBatchCommand command, ViewTable table, IReadOnlyList<object[]> keys)
    {
        for (var i = 0; i < table.KeyLength; i++)
        {
            command.Parameters.Add(
                Values(table.Columns[i].Kind, [.. keys.Select(values => (object?)values[i])])
            );
        }
    }

    private static NpgsqlParameter Values(ColumnKind kind, object?[] values) =>
        kind switch
        {
            ColumnKind.Text => PostgresLogStore.Array(NpgsqlDbType.Text, values.Cast<string?>().ToArray()),
            ColumnKind.Number => PostgresLogStore.Array(NpgsqlDbType.Bigint, values.Cast<long?>().ToArray()),
            ColumnKind.Bytes => PostgresLogStore.Array(NpgsqlDbType.Bytea, values.Cast<byte[]?>().ToArray()),
        };
}
