using Daylight.Store.Schema;
using Npgsql;
using NpgsqlTypes;

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
    public LogHead? Head(string jurisdiction) =>
        Each(
                "SELECT size, edge, views FROM log_head WHERE jurisdiction_id = $1",
                read => new LogHead(read.GetInt64(0), read.GetFieldValue<byte[]>(1), read.GetInt64(2)),
                jurisdiction
            )
            .FirstOrDefault();

    public void Facts(string jurisdiction, long from, long to, FactVisitor visit)
    {
        using var command = PostgresLogStore.Command(
            connection,
            "SELECT idx, salt, envelope FROM fact WHERE jurisdiction_id = $1 AND idx >= $2 AND idx < $3 ORDER BY idx",
            jurisdiction,
            from,
            to
        );
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            visit(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), reader.GetFieldValue<byte[]>(2));
        }
    }

    public long LastFact(string jurisdiction) =>
        Each(
                "SELECT coalesce(max(idx), -1) FROM fact WHERE jurisdiction_id = $1",
                read => read.GetInt64(0),
                jurisdiction
            )
            .Single();

    public IReadOnlyList<string> FactsOutside(string jurisdiction, long size) =>
        [
            .. Each(
                "SELECT idx::text FROM fact WHERE jurisdiction_id = $1 AND (idx < 0 OR idx >= $2) ORDER BY idx LIMIT 100",
                read => read.GetString(0),
                jurisdiction,
                size
            ),
        ];

    public IReadOnlyList<ActRow> ActsBetween(string jurisdiction, long from, long to) =>
        [.. Each(PostgresReading.ActsBetweenSql, PostgresReading.Act, jurisdiction, from, to)];

    public void Acts(string jurisdiction, ActVisitor visit)
    {
        using var command = PostgresLogStore.Command(
            connection,
            "SELECT act_id, first_idx, parts, digest FROM act WHERE jurisdiction_id = $1 ORDER BY first_idx",
            jurisdiction
        );
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            visit(
                System.Text.Encoding.UTF8.GetBytes(reader.GetString(0)),
                reader.GetInt64(1),
                reader.GetInt64(2),
                reader.GetFieldValue<byte[]>(3)
            );
        }
    }

    public void Streams(string jurisdiction, StreamVisitor visit)
    {
        using var command = PostgresLogStore.Command(
            connection,
            "SELECT stream, version, idx FROM fact_stream WHERE jurisdiction_id = $1 ORDER BY stream, version",
            jurisdiction
        );
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            visit(
                System.Text.Encoding.UTF8.GetBytes(reader.GetString(0)),
                reader.GetInt64(1),
                reader.GetInt64(2)
            );
        }
    }

    public IEnumerable<Content> Contents(string jurisdiction) =>
        Each(
            "SELECT hash, bytes FROM content WHERE jurisdiction_id = $1 ORDER BY hash",
            read => new Content(read.GetString(0), read.GetFieldValue<byte[]>(1)),
            jurisdiction
        );

    public IEnumerable<WrappedKey> WrappedKeys(string jurisdiction) =>
        Each(
            "SELECT key_id, wrapped FROM case_key WHERE jurisdiction_id = $1 ORDER BY key_id",
            read => new WrappedKey(read.GetString(0), read.GetFieldValue<byte[]>(1)),
            jurisdiction
        );

    public PoolRow? Pool(string jurisdiction) =>
        Each(
                "SELECT wrapped, box FROM pool WHERE jurisdiction_id = $1",
                read => new PoolRow(read.GetFieldValue<byte[]>(0), read.GetFieldValue<byte[]>(1)),
                jurisdiction
            )
            .FirstOrDefault();

    public IEnumerable<AttachmentRow> Attachments(string jurisdiction) =>
        Each(
            "SELECT hash, key_id FROM attachment WHERE jurisdiction_id = $1 ORDER BY hash",
            read => new AttachmentRow(read.GetString(0), read.GetString(1)),
            jurisdiction
        );

    public IEnumerable<PublishedCheckpoint> Checkpoints(string jurisdiction) =>
        Each(
            "SELECT size, note FROM checkpoint WHERE jurisdiction_id = $1 ORDER BY size",
            read => new PublishedCheckpoint(read.GetInt64(0), read.GetString(1)),
            jurisdiction
        );

    public PublishedCheckpoint? Shown(string jurisdiction) =>
        Each(
                "SELECT size, note FROM served WHERE jurisdiction_id = $1",
                read => new PublishedCheckpoint(read.GetInt64(0), read.GetString(1)),
                jurisdiction
            )
            .FirstOrDefault();

    public IEnumerable<TileRow> Tiles(string jurisdiction) =>
        Each(
            "SELECT level, number, hashes FROM tile WHERE jurisdiction_id = $1 ORDER BY level, number",
            read => new TileRow((int)read.GetInt64(0), read.GetInt64(1), read.GetFieldValue<byte[]>(2)),
            jurisdiction
        );

    public IEnumerable<object?[]> Rows(string jurisdiction, ViewTable table)
    {
        var names = string.Join(", ", table.Columns.Select(column => column.Name));
        var key = string.Join(", ", table.Columns.Take(table.KeyLength).Select(column => column.Name));
        return Each(
            $"SELECT {names} FROM {table.Name} WHERE jurisdiction_id = $1 ORDER BY {key}",
            read =>
            {
                var row = new object?[table.Columns.Count];
                for (var i = 0; i < row.Length; i++)
                {
                    row[i] = read.IsDBNull(i) ? null : read.GetValue(i);
                }

                return row;
            },
            jurisdiction
        );
    }

    public IEnumerable<(string Subscriber, long Next)> Cursors(string jurisdiction) =>
        Each(
            "SELECT subscriber, next FROM subscriber_cursor WHERE jurisdiction_id = $1 ORDER BY subscriber",
            read => (read.GetString(0), read.GetInt64(1)),
            jurisdiction
        );

    public IReadOnlyDictionary<string, int> Served() =>
        Each(
                "SELECT view, version FROM view_served",
                read => (Name: read.GetString(0), Version: (int)read.GetInt64(1))
            )
            .ToDictionary(view => view.Name, view => view.Version, StringComparer.Ordinal);

    public IReadOnlyList<string> MissingGuards()
    {
        // tgtype 58 = before (2), delete (8), update (16), truncate (32), for each statement.
        var found = Each(
                "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid "
                    + "WHERE t.tgname = c.relname || '_append_only' AND t.tgenabled = 'O' AND t.tgtype = 58 AND t.tgqual IS NULL "
                    + $"AND p.proname = 'refuse_change' AND btrim(p.prosrc, E' \\n\\r') = '{PostgresSchema.Refusing.Replace("'", "''", StringComparison.Ordinal)}' "
                    + "AND c.relnamespace = current_schema()::regnamespace",
                read => read.GetString(0)
            )
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Scripts
                .AppendOnly.Where(table => !found.Contains(table))
                .Select(table => $"{table}_append_only"),
            .. Loosened().Select(table => $"{table}_privileges"),
        ];
    }

    /// <summary>Append-only tables that somebody other than their owner may change.</summary>
    private IEnumerable<string> Loosened() =>
        Each(
                "SELECT DISTINCT c.relname FROM pg_class c LEFT JOIN pg_attribute t ON t.attrelid = c.oid AND t.attacl IS NOT NULL, "
                    + "LATERAL (SELECT * FROM aclexplode(c.relacl) UNION ALL SELECT * FROM aclexplode(t.attacl)) a "
                    + "WHERE c.relnamespace = current_schema()::regnamespace AND a.grantee <> c.relowner "
                    + "AND a.privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE') ORDER BY 1",
                read => read.GetString(0)
            )
            .Where(Scripts.AppendOnly.Contains);

    public IReadOnlyList<DurableTable> Durable() =>
        [.. Scripts.Tables.Except(Scripts.Wraps).Except(Scripts.Passing).Select(Declared)];

    public IReadOnlyList<DurableTable> Wraps() => [.. Scripts.Wraps.Select(Declared)];

    public IEnumerable<object?[]> Everything(DurableTable table)
    {
        var names = string.Join(", ", table.Columns.Select(column => column.Name));
        using var export = connection.BeginBinaryExport(
            $"COPY {table.Name} ({names}) TO STDOUT (FORMAT BINARY)"
        );
        while (export.StartRow() >= 0)
        {
            var row = new object?[table.Columns.Count];
            for (var i = 0; i < row.Length; i++)
            {
                if (export.IsNull)
                {
                    export.Skip();
                    continue;
                }

                row[i] = table.Columns[i].Kind switch
                {
                    ColumnKind.Text => export.Read<string>(NpgsqlDbType.Text),
                    ColumnKind.Number => export.Read<long>(NpgsqlDbType.Bigint),
                    ColumnKind.Bytes => export.Read<byte[]>(NpgsqlDbType.Bytea),
                };
            }

            yield return row;
        }
    }

    public IReadOnlyList<(string Table, string Jurisdiction)> Owners()
    {
        var owners = new List<(string, string)>();
        foreach (var table in Scripts.Tables.Where(table => table != "view_served"))
        {
            // One step of the index per jurisdiction, instead of a look at every row.
            for (string? last = ""; last is not null; )
            {
                last = Each(
                        $"SELECT min(jurisdiction_id) FROM {table} WHERE jurisdiction_id > $1",
                        read => read.IsDBNull(0) ? null : read.GetString(0),
                        last
                    )
                    .Single();
                if (last is not null)
                {
                    owners.Add((table, last));
                }
            }
        }

        return owners;
    }

    private DurableTable Declared(string table) =>
        new(
            table,
            [
                .. Each(
                    "SELECT attname, atttypid::regtype::text FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
                    read => new Column(
                        read.GetString(0),
                        read.GetString(1) switch
                        {
                            "text" => ColumnKind.Text,
                            "bytea" => ColumnKind.Bytes,
                            _ => ColumnKind.Number,
                        }
                    ),
                    table
                ),
            ]
        );

    /// <summary>The connection goes back to its pool, which ends the transaction.</summary>
    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private IEnumerable<T> Each<T>(string sql, Func<NpgsqlDataReader, T> take, params object[] parameters)
    {
        using var command = PostgresLogStore.Command(connection, sql, parameters);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return take(reader);
        }
    }
}
