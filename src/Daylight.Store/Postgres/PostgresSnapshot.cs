using Daylight.Store.Schema;
using Npgsql;

namespace Daylight.Store.Postgres;

/// <summary>Several connections in repeatable-read transactions that share one exported snapshot.</summary>
internal sealed class PostgresSnapshot : ILogSnapshot
{
    private readonly List<PostgresSnapshotReader> _readers = [];

    public IReadOnlyList<ISnapshotReader> Readers => _readers;

    public static async Task<PostgresSnapshot> Begin(
        NpgsqlDataSource source,
        int readers,
        CancellationToken cancel
    )
    {
        var snapshot = new PostgresSnapshot();
        try
        {
            string? name = null;
            for (var i = 0; i < readers; i++)
            {
                var connection = await source.OpenConnectionAsync(cancel);
                snapshot._readers.Add(new PostgresSnapshotReader(connection));
                await PostgresSchema.Execute(
                    connection,
                    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
                        + (name is null ? "" : $"; SET TRANSACTION SNAPSHOT '{name}'"),
                    cancel
                );
                if (name is null)
                {
                    await using var export = new NpgsqlCommand("SELECT pg_export_snapshot()", connection);
                    name = (string)(await export.ExecuteScalarAsync(cancel))!;
                }
            }

            return snapshot;
        }
        catch
        {
            await snapshot.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var reader in _readers)
        {
            await reader.DisposeAsync();
        }
    }
}

/// <summary>One connection of a snapshot.</summary>
internal sealed class PostgresSnapshotReader(NpgsqlConnection connection) : ISnapshotReader, IAsyncDisposable
{
    public LogHead? Head(string jurisdiction)
    {
        LogHead? head = null;
        Each(
            "SELECT size, edge, views FROM log_head WHERE jurisdiction_id = $1",
            read => head = new LogHead(read.GetInt64(0), read.GetFieldValue<byte[]>(1), read.GetInt64(2)),
            jurisdiction
        );
        return head;
    }

    public void Facts(string jurisdiction, long from, long to, FactVisitor visit) =>
        Each(
            "SELECT idx, salt, envelope FROM fact WHERE jurisdiction_id = $1 AND idx >= $2 AND idx < $3 ORDER BY idx",
            read => visit(read.GetInt64(0), read.GetFieldValue<byte[]>(1), read.GetFieldValue<byte[]>(2)),
            jurisdiction,
            from,
            to
        );

    public IReadOnlyList<ActRow> ActsBetween(string jurisdiction, long from, long to)
    {
        var found = new List<ActRow>();
        Each(
            PostgresReading.ActsBetweenSql,
            read => found.Add(PostgresReading.Act(read)),
            jurisdiction,
            from,
            to
        );
        return found;
    }

    public void Acts(string jurisdiction, Action<ActRow> visit) =>
        Each(
            "SELECT act_id, first_idx, parts, digest FROM act WHERE jurisdiction_id = $1 ORDER BY first_idx",
            read => visit(PostgresReading.Act(read)),
            jurisdiction
        );

    public void Streams(string jurisdiction, Action<StreamRow> visit) =>
        Each(
            "SELECT stream, version, idx FROM fact_stream WHERE jurisdiction_id = $1 ORDER BY stream, version",
            read => visit(PostgresReading.Stream(read)),
            jurisdiction
        );

    public void Contents(string jurisdiction, Action<Content> visit) =>
        Each(
            "SELECT hash, bytes FROM content WHERE jurisdiction_id = $1 ORDER BY hash",
            read => visit(new Content(read.GetString(0), read.GetFieldValue<byte[]>(1))),
            jurisdiction
        );

    public void WrappedKeys(string jurisdiction, Action<WrappedKey> visit) =>
        Each(
            "SELECT key_id, wrapped FROM case_key WHERE jurisdiction_id = $1 ORDER BY key_id",
            read => visit(new WrappedKey(read.GetString(0), read.GetFieldValue<byte[]>(1))),
            jurisdiction
        );

    public void Checkpoints(string jurisdiction, Action<PublishedCheckpoint> visit) =>
        Each(
            "SELECT size, note FROM checkpoint WHERE jurisdiction_id = $1 ORDER BY size",
            read => visit(new PublishedCheckpoint(read.GetInt64(0), read.GetString(1))),
            jurisdiction
        );

    public void Tiles(string jurisdiction, Action<TileRow> visit) =>
        Each(
            "SELECT level, number, hashes FROM tile WHERE jurisdiction_id = $1 ORDER BY level, number",
            read =>
                visit(new TileRow((int)read.GetInt64(0), read.GetInt64(1), read.GetFieldValue<byte[]>(2))),
            jurisdiction
        );

    public void Rows(string jurisdiction, ViewTable table, Action<object?[]> visit)
    {
        var names = string.Join(", ", table.Columns.Select(column => column.Name));
        var key = string.Join(", ", table.Columns.Take(table.KeyLength).Select(column => column.Name));
        Each(
            $"SELECT {names} FROM {table.Name} WHERE jurisdiction_id = $1 ORDER BY {key}",
            read =>
            {
                var row = new object?[table.Columns.Count];
                for (var i = 0; i < row.Length; i++)
                {
                    row[i] = read.IsDBNull(i) ? null : read.GetValue(i);
                }

                visit(row);
            },
            jurisdiction
        );
    }

    public void Cursors(string jurisdiction, Action<string, long> visit) =>
        Each(
            "SELECT subscriber, next FROM subscriber_cursor WHERE jurisdiction_id = $1 ORDER BY subscriber",
            read => visit(read.GetString(0), read.GetInt64(1)),
            jurisdiction
        );

    public IReadOnlyDictionary<string, int> Served()
    {
        var served = new Dictionary<string, int>(StringComparer.Ordinal);
        Each(
            "SELECT view, version FROM view_served",
            read => served.Add(read.GetString(0), (int)read.GetInt64(1))
        );
        return served;
    }

    public IReadOnlyList<string> MissingGuards()
    {
        // tgtype 58 = before (2), delete (8), update (16), truncate (32), for each statement.
        var found = new HashSet<string>(StringComparer.Ordinal);
        Each(
            "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid "
                + "WHERE t.tgname = c.relname || '_append_only' AND t.tgenabled = 'O' AND t.tgtype = 58 "
                + "AND p.proname = 'refuse_change' AND p.prosrc LIKE '%RAISE EXCEPTION%' AND c.relnamespace = current_schema()::regnamespace",
            read => found.Add(read.GetString(0))
        );
        return
        [
            .. Scripts
                .AppendOnly.Where(table => !found.Contains(table))
                .Select(table => $"{table}_append_only"),
        ];
    }

    public IReadOnlyList<(string Table, string Jurisdiction)> Owners()
    {
        var owners = new List<(string, string)>();
        foreach (var table in Scripts.Tables.Where(table => table != "view_served"))
        {
            // One step of the index per jurisdiction, instead of a look at every row.
            for (string? last = ""; last is not null; )
            {
                string? found = null;
                Each(
                    $"SELECT min(jurisdiction_id) FROM {table} WHERE jurisdiction_id > $1",
                    read => found = read.IsDBNull(0) ? null : read.GetString(0),
                    last
                );
                last = found;
                if (found is not null)
                {
                    owners.Add((table, found));
                }
            }
        }

        return owners;
    }

    /// <summary>The connection goes back to its pool, which ends the transaction.</summary>
    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private void Each(string sql, Action<NpgsqlDataReader> visit, params object[] parameters)
    {
        using var command = PostgresLogStore.Command(connection, sql, parameters);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            visit(reader);
        }
    }
}
