using System.Runtime.CompilerServices;
using Npgsql;

namespace Daylight.Store.Postgres;

/// <summary>View tables. They are made, swapped and dropped by the owner; the application's role reads and writes rows.</summary>
/// <param name="source">Connections of everybody.</param>
/// <param name="writing">Connections of the clerk, whose plans find rows by whole keys.</param>
/// <param name="owner">Connection string of the owning role, where it is given.</param>
/// <param name="application">Role of the nodes.</param>
internal sealed class PostgresViews(
    NpgsqlDataSource source,
    NpgsqlDataSource writing,
    string? owner,
    string application
) : IViewStore
{
    public async ValueTask<int> Ensure(ViewTable table, CancellationToken cancel = default)
    {
        if (await Served(table, cancel) is { } served)
        {
            return served;
        }

        await AsOwner(
            $"the view {table.Name} is missing",
            async connection =>
            {
                // Two nodes may start at once: the second waits here, then finds it made.
                await PostgresSchema.Execute(connection, "SELECT pg_advisory_xact_lock(330225)", cancel);
                if (await Served(table, cancel) is null)
                {
                    await Create(connection, table, table.Name, cancel);
                    await using var note = PostgresLogStore.Command(
                        connection,
                        "INSERT INTO view_served (view, version) VALUES ($1, $2)",
                        table.Name,
                        (long)table.Version
                    );
                    await note.ExecuteNonQueryAsync(cancel);
                }
            },
            cancel
        );
        return await Served(table, cancel) ?? table.Version;
    }

    public async ValueTask<IReadOnlyDictionary<string, int>> Served(CancellationToken cancel = default)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var read = PostgresLogStore.Command(connection, "SELECT view, version FROM view_served");
        await using var reader = await read.ExecuteReaderAsync(cancel);
        var served = new Dictionary<string, int>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancel))
        {
            served.Add(reader.GetString(0), (int)reader.GetInt64(1));
        }

        return served;
    }

    public async ValueTask<long> Begin(
        string jurisdiction,
        ViewTable table,
        bool resume,
        CancellationToken cancel = default
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var read = PostgresLogStore.Command(
            connection,
            "SELECT folded FROM view_beside WHERE jurisdiction_id = $1 AND view = $2 AND version = $3",
            jurisdiction,
            table.Name,
            (long)table.Version
        );
        if (await read.ExecuteScalarAsync(cancel) is long folded && resume)
        {
            return folded;
        }

        await AsOwner(
            $"the view {table.Name} is rebuilt",
            async making =>
            {
                await PostgresSchema.Execute(making, "SELECT pg_advisory_xact_lock(330225)", cancel);
                await RemoveLeftovers(making, table, cancel);
                if (!await Exists(making, table.Beside, cancel))
                {
                    await Create(making, table, table.Beside, cancel);
                }
            },
            cancel
        );
        await using var batch = new NpgsqlBatch(connection);
        PostgresAppend.Add(batch, $"DELETE FROM {table.Beside} WHERE jurisdiction_id = $1", jurisdiction);
        PostgresAppend.Add(
            batch,
            "INSERT INTO view_beside (jurisdiction_id, view, version, folded) VALUES ($1, $2, $3, 0) "
                + "ON CONFLICT (jurisdiction_id, view, version) DO UPDATE SET folded = 0",
            jurisdiction,
            table.Name,
            (long)table.Version
        );
        await batch.ExecuteNonQueryAsync(cancel);
        return 0;
    }

    public async ValueTask RemoveBeside(
        string jurisdiction,
        ViewTable table,
        IReadOnlyCollection<string> keyIds,
        CancellationToken cancel = default
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection);
        PostgresKeys.Remove(batch, jurisdiction, table.Beside, keyIds);
        await batch.ExecuteNonQueryAsync(cancel);
    }

    public async ValueTask<bool> Write(
        string jurisdiction,
        ViewTable table,
        IReadOnlyList<RowChange> rows,
        long known,
        long folded,
        CancellationToken cancel = default
    )
    {
        await using var connection = await writing.OpenConnectionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection);
        PostgresAppend.Add(
            batch,
            "WITH moved AS (UPDATE view_beside SET folded = $5 WHERE jurisdiction_id = $1 AND view = $2 AND version = $3 AND folded = $4 RETURNING 1) "
                + "SELECT 1 / (SELECT count(*) FROM moved)::int",
            jurisdiction,
            table.Name,
            (long)table.Version,
            known,
            folded
        );
        PostgresRows.Write(batch, jurisdiction, rows, t => t.Beside);
        try
        {
            await batch.ExecuteNonQueryAsync(cancel);
            return true;
        }
        catch (PostgresException failure)
            when (failure.SqlState is PostgresErrorCodes.DivisionByZero or PostgresErrorCodes.UndefinedTable)
        {
            return false;
        }
    }

    public async ValueTask<IReadOnlyList<object?[]?>> ReadBeside(
        string jurisdiction,
        ViewTable table,
        IReadOnlyList<object[]> keys,
        CancellationToken cancel = default
    )
    {
        await using var connection = await writing.OpenConnectionAsync(cancel);
        var rows = await PostgresRows.Read(
            connection,
            jurisdiction,
            [new RowKeys(table, keys)],
            of => of.Beside,
            cancel
        );
        return rows[0];
    }

    public async ValueTask Swap(
        ViewTable table,
        Func<CancellationToken, ValueTask> finish,
        CancellationToken cancel = default
    )
    {
        await AsOwner(
            $"the view {table.Name} is swapped",
            async connection =>
            {
                // Whoever appends waits at its head's row until this commits, and then finds `views` raised.
                await PostgresSchema.Execute(connection, "SELECT size FROM log_head FOR UPDATE", cancel);
                await finish(cancel);
                await RefuseBehind(connection, table, cancel);
                await PostgresSchema.Execute(
                    connection,
                    $"ALTER TABLE {table.Name} RENAME TO {table.Old}; ALTER TABLE {table.Beside} RENAME TO {table.Name}; "
                        + $"UPDATE view_served SET version = {table.Version} WHERE view = '{table.Name}'; "
                        + $"DELETE FROM view_beside WHERE view = '{table.Name}'; "
                        + $"UPDATE log_head SET views = views + 1; DROP TABLE {table.Old}",
                    cancel
                );
            },
            cancel
        );
        source.Clear();
        writing.Clear();
    }

    public async IAsyncEnumerable<object?[]> All(
        string jurisdiction,
        ViewTable table,
        [EnumeratorCancellation] CancellationToken cancel = default
    )
    {
        var names = string.Join(", ", table.Columns.Select(column => column.Name));
        var key = string.Join(", ", table.Columns.Take(table.KeyLength).Select(column => column.Name));
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var command = PostgresLogStore.Command(
            connection,
            $"SELECT {names} FROM {table.Name} WHERE jurisdiction_id = $1 ORDER BY {key}",
            jurisdiction
        );
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var row = new object?[table.Columns.Count];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = await reader.IsDBNullAsync(i, cancel) ? null : reader.GetValue(i);
            }

            yield return row;
        }
    }

    private static async Task RefuseBehind(
        NpgsqlConnection connection,
        ViewTable table,
        CancellationToken cancel
    )
    {
        var behind = await PostgresSchema.Scalar(
            connection,
            "SELECT count(*) FROM log_head h LEFT JOIN view_beside b ON b.jurisdiction_id = h.jurisdiction_id "
                + $"AND b.view = '{table.Name}' AND b.version = {table.Version} "
                + "WHERE b.folded IS NULL OR b.folded <> h.size",
            cancel
        );
        if (behind > 0)
        {
            throw new StoreFailedException(
                $"The rebuilt view {table.Name} was not swapped in: {behind} logs of this database are not folded to their end. Rebuild it for every jurisdiction.",
                outcomeKnown: true
            );
        }
    }

    private static async Task RemoveLeftovers(
        NpgsqlConnection connection,
        ViewTable table,
        CancellationToken cancel
    )
    {
        await using var read = PostgresLogStore.Command(
            connection,
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND starts_with(tablename, $1) AND tablename <> $2",
            $"{table.Name}__v",
            table.Beside
        );
        var found = new List<string>();
        await using (var reader = await read.ExecuteReaderAsync(cancel))
        {
            while (await reader.ReadAsync(cancel))
            {
                found.Add(reader.GetString(0));
            }
        }

        foreach (var name in found)
        {
            await PostgresSchema.Execute(connection, $"DROP TABLE {name}", cancel);
        }

        await PostgresSchema.Execute(
            connection,
            $"DELETE FROM view_beside WHERE view = '{table.Name}' AND version <> {table.Version}",
            cancel
        );
    }

    private static async Task<bool> Exists(
        NpgsqlConnection connection,
        string name,
        CancellationToken cancel
    ) =>
        await PostgresSchema.Scalar(
            connection,
            $"SELECT count(*) FROM pg_class WHERE relname = '{name}' AND relnamespace = current_schema()::regnamespace",
            cancel
        ) > 0;

    private async Task<int?> Served(ViewTable table, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var read = PostgresLogStore.Command(
            connection,
            "SELECT version FROM view_served WHERE view = $1",
            table.Name
        );
        return await read.ExecuteScalarAsync(cancel) is long version ? (int)version : null;
    }

    private async Task AsOwner(string why, Func<NpgsqlConnection, Task> work, CancellationToken cancel)
    {
        if (owner is null)
        {
            throw new StoreFailedException(
                $"In the database {why}, which needs the owner of the tables. Start once with the owner's connection.",
                outcomeKnown: true
            );
        }

        await using var ownerSource = NpgsqlDataSource.Create(owner);
        await using var connection = await ownerSource.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await work(connection);
        await transaction.CommitAsync(cancel);
    }

    private async Task Create(
        NpgsqlConnection connection,
        ViewTable table,
        string name,
        CancellationToken cancel
    )
    {
        var columns = table.Columns.Select(
            (column, at) => $"{column.Name} {Type(column.Kind)}{(at < table.KeyLength ? " NOT NULL" : "")}"
        );
        var key = string.Join(", ", table.Columns.Take(table.KeyLength).Select(column => column.Name));
        // As on SQLite: a table that is made again at the same version stands beside its namesake for a while.
        var generation = 1;
        while (await Exists(connection, $"{table.Name}_v{table.Version}g{generation}_key", cancel))
        {
            generation++;
        }

        await PostgresSchema.Execute(
            connection,
            $"CREATE TABLE {name} (jurisdiction_id TEXT COLLATE \"C\" NOT NULL, {string.Join(", ", columns)}, "
                + $"CONSTRAINT {table.Name}_v{table.Version}g{generation}_key PRIMARY KEY (jurisdiction_id, {key}))",
            cancel
        );
        for (var i = 0; i < table.Indexes.Count; i++)
        {
            await PostgresSchema.Execute(
                connection,
                $"CREATE INDEX {table.Name}_v{table.Version}g{generation}_{i + 1} ON {name} (jurisdiction_id, {table.Indexes[i]})",
                cancel
            );
        }

        var role = $"\"{application.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        await PostgresSchema.Execute(
            connection,
            $"GRANT SELECT, INSERT, UPDATE, DELETE ON {name} TO {role}",
            cancel
        );
    }

    private static string Type(ColumnKind kind) =>
        kind switch
        {
            ColumnKind.Text => "TEXT COLLATE \"C\"",
            ColumnKind.Number => "BIGINT",
            ColumnKind.Bytes => "BYTEA",
        };
}
