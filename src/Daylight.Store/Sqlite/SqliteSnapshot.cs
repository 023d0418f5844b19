using Daylight.Store.Schema;
using Microsoft.Data.Sqlite;

namespace Daylight.Store.Sqlite;

/// <summary>Several connections in read transactions that began at the same commit.</summary>
internal sealed class SqliteSnapshot : ILogSnapshot
{
    private const int MostAttempts = 200;

    private readonly List<SqliteSnapshotReader> _readers = [];

    public IReadOnlyList<ISnapshotReader> Readers => _readers;

    /// <summary>
    /// Begins the transactions. The caller holds the writer of this process; another process may commit in between, so
    /// that they are begun again until all see the same heads.
    /// </summary>
    public static SqliteSnapshot Begin(Func<SqliteConnection> open, int readers)
    {
        var snapshot = new SqliteSnapshot();
        try
        {
            for (var i = 0; i < readers; i++)
            {
                snapshot._readers.Add(new SqliteSnapshotReader(open()));
            }

            for (var attempt = 0; attempt < MostAttempts; attempt++)
            {
                if (
                    snapshot
                        ._readers.Select(reader => reader.Begin())
                        .Distinct(StringComparer.Ordinal)
                        .Count() == 1
                )
                {
                    return snapshot;
                }
            }

            throw new StoreFailedException(
                $"The ledger changed {MostAttempts} times while {readers} connections were to see one state of it. Try again when less is written.",
                outcomeKnown: true
            );
        }
        catch
        {
            snapshot.Close();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    private void Close()
    {
        foreach (var reader in _readers)
        {
            reader.Dispose();
        }
    }
}

/// <summary>One connection of a snapshot.</summary>
internal sealed class SqliteSnapshotReader(SqliteConnection connection) : ISnapshotReader, IDisposable
{
    /// <summary>Begins, or begins again, and says what state it sees.</summary>
    public string Begin()
    {
        using (var end = connection.CreateCommand())
        {
            end.CommandText =
                SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0 ? "ROLLBACK; BEGIN" : "BEGIN";
            end.ExecuteNonQuery();
        }

        var seen = new System.Text.StringBuilder();
        using var heads = Statement(
            "SELECT jurisdiction_id, size, views FROM log_head ORDER BY jurisdiction_id"
        );
        while (heads.Next())
        {
            seen.Append(heads.Text(0))
                .Append(' ')
                .Append(heads.Integer(1))
                .Append(' ')
                .Append(heads.Integer(2))
                .Append('\n');
        }

        return seen.ToString();
    }

    public LogHead? Head(string jurisdiction)
    {
        using var read = Statement("SELECT size, edge, views FROM log_head WHERE jurisdiction_id = ?1")
            .Bind(1, jurisdiction);
        return read.Next() ? new LogHead(read.Integer(0), read.Bytes(1), read.Integer(2)) : null;
    }

    public void Facts(string jurisdiction, long from, long to, FactVisitor visit)
    {
        using var read = Statement(
                "SELECT idx, salt, envelope FROM fact WHERE jurisdiction_id = ?1 AND idx >= ?2 AND idx < ?3 ORDER BY idx"
            )
            .Bind(1, jurisdiction)
            .Bind(2, from)
            .Bind(3, to);
        while (read.Next())
        {
            visit(read.Integer(0), read.Blob(1), read.Blob(2));
        }
    }

    public IReadOnlyList<ActRow> ActsBetween(string jurisdiction, long from, long to)
    {
        using var read = Statement(SqliteReading.ActsBetweenSql)
            .Bind(1, jurisdiction)
            .Bind(2, from)
            .Bind(3, to);
        var found = new List<ActRow>();
        while (read.Next())
        {
            found.Add(Act(read));
        }

        return found;
    }

    public long LastFact(string jurisdiction)
    {
        using var read = Statement(
                "SELECT max(idx) FROM fact WHERE jurisdiction_id = ?1 AND idx <= 9223372036854775807"
            )
            .Bind(1, jurisdiction);
        return read.Next() && read.Value(0) is long last ? last : -1;
    }

    public IReadOnlyList<string> FactsOutside(string jurisdiction, long size)
    {
        // A text or a blob in the place of the index counts as greater than any number.
        using var read = Statement(
                "SELECT quote(idx) FROM fact WHERE jurisdiction_id = ?1 AND idx < 0 "
                    + "UNION ALL SELECT quote(idx) FROM fact WHERE jurisdiction_id = ?1 AND idx >= ?2 LIMIT 100"
            )
            .Bind(1, jurisdiction)
            .Bind(2, size);
        var found = new List<string>();
        while (read.Next())
        {
            found.Add(read.Text(0));
        }

        return found;
    }

    public void Acts(string jurisdiction, ActVisitor visit)
    {
        using var read = Statement(
                "SELECT act_id, first_idx, parts, digest FROM act WHERE jurisdiction_id = ?1 ORDER BY first_idx"
            )
            .Bind(1, jurisdiction);
        while (read.Next())
        {
            visit(read.Blob(0), read.Integer(1), read.Integer(2), read.Blob(3));
        }
    }

    public void Streams(string jurisdiction, StreamVisitor visit)
    {
        using var read = Statement(
                "SELECT stream, version, idx FROM fact_stream WHERE jurisdiction_id = ?1 ORDER BY stream, version"
            )
            .Bind(1, jurisdiction);
        while (read.Next())
        {
            visit(read.Blob(0), read.Integer(1), read.Integer(2));
        }
    }

    public IEnumerable<Content> Contents(string jurisdiction) =>
        Each(
            "SELECT hash, bytes FROM content WHERE jurisdiction_id = ?1 ORDER BY hash",
            jurisdiction,
            read => new Content(read.Text(0), read.Bytes(1))
        );

    public IEnumerable<WrappedKey> WrappedKeys(string jurisdiction) =>
        Each(
            "SELECT key_id, wrapped FROM case_key WHERE jurisdiction_id = ?1 ORDER BY key_id",
            jurisdiction,
            read => new WrappedKey(read.Text(0), read.Bytes(1))
        );

    public PoolRow? Pool(string jurisdiction) =>
        Each(
                "SELECT wrapped, box FROM pool WHERE jurisdiction_id = ?1",
                jurisdiction,
                read => new PoolRow(read.Bytes(0), read.Bytes(1))
            )
            .FirstOrDefault();

    public IEnumerable<AttachmentRow> Attachments(string jurisdiction) =>
        Each(
            "SELECT hash, key_id FROM attachment WHERE jurisdiction_id = ?1 ORDER BY hash",
            jurisdiction,
            read => new AttachmentRow(read.Text(0), read.Text(1))
        );

    public IEnumerable<PublishedCheckpoint> Checkpoints(string jurisdiction) =>
        Each(
            "SELECT size, note FROM checkpoint WHERE jurisdiction_id = ?1 ORDER BY size",
            jurisdiction,
            read => new PublishedCheckpoint(read.Integer(0), read.Text(1))
        );

    public PublishedCheckpoint? Shown(string jurisdiction) =>
        Each(
                "SELECT size, note FROM served WHERE jurisdiction_id = ?1",
                jurisdiction,
                read => new PublishedCheckpoint(read.Integer(0), read.Text(1))
            )
            .FirstOrDefault();

    public IEnumerable<TileRow> Tiles(string jurisdiction) =>
        Each(
            "SELECT level, number, hashes FROM tile WHERE jurisdiction_id = ?1 ORDER BY level, number",
            jurisdiction,
            read => new TileRow((int)read.Integer(0), read.Integer(1), read.Bytes(2))
        );

    public IEnumerable<object?[]> Rows(string jurisdiction, ViewTable table)
    {
        var names = string.Join(", ", table.Columns.Select(column => column.Name));
        var key = string.Join(", ", table.Columns.Take(table.KeyLength).Select(column => column.Name));
        return Each(
            $"SELECT {names} FROM {table.Name} WHERE jurisdiction_id = ?1 ORDER BY {key}",
            jurisdiction,
            read =>
            {
                // As it is stored, not as it is declared: a number overwritten by its text must not look the same.
                var row = new object?[table.Columns.Count];
                for (var i = 0; i < row.Length; i++)
                {
                    row[i] = read.Value(i);
                }

                return row;
            }
        );
    }

    public IEnumerable<(string Subscriber, long Next)> Cursors(string jurisdiction) =>
        Each(
            "SELECT subscriber, next FROM subscriber_cursor WHERE jurisdiction_id = ?1 ORDER BY subscriber",
            jurisdiction,
            read => (read.Text(0), read.Integer(1))
        );

    public IReadOnlyDictionary<string, int> Served()
    {
        using var read = Statement("SELECT view, version FROM view_served");
        var served = new Dictionary<string, int>(StringComparer.Ordinal);
        while (read.Next())
        {
            served.Add(read.Text(0), (int)read.Integer(1));
        }

        return served;
    }

    public IReadOnlyList<string> MissingGuards()
    {
        using var read = Statement("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'");
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        while (read.Next())
        {
            found[read.Text(0)] = read.Text(1);
        }

        return
        [
            .. SqliteSchema
                .Triggers.Where(trigger => found.GetValueOrDefault(trigger.Name) != trigger.Sql)
                .Select(trigger => trigger.Name),
        ];
    }

    public IReadOnlyList<DurableTable> Durable() =>
        [.. Scripts.Tables.Except(Scripts.Wraps).Except(Scripts.Passing).Select(Declared)];

    public IReadOnlyList<DurableTable> Wraps() => [.. Scripts.Wraps.Select(Declared)];

    public IEnumerable<object?[]> Everything(DurableTable table)
    {
        using var read = Statement(
            $"SELECT {string.Join(", ", table.Columns.Select(column => column.Name))} FROM {table.Name}"
        );
        while (read.Next())
        {
            var row = new object?[table.Columns.Count];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = read.Value(i);
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
            using var next = Statement(
                $"SELECT min(jurisdiction_id) FROM {table} WHERE jurisdiction_id > ?1"
            );
            var last = "";
            while (next.Bind(1, last).Next() && next.Value(0) is string found)
            {
                owners.Add((table, found));
                last = found;
                next.Reset();
            }
        }

        return owners;
    }

    /// <summary>The connection goes back to its pool, which knows nothing of a transaction begun by a statement.</summary>
    public void Dispose()
    {
        if (connection.Handle is { } open && SQLitePCL.raw.sqlite3_get_autocommit(open) == 0)
        {
            using var end = connection.CreateCommand();
            end.CommandText = "ROLLBACK";
            end.ExecuteNonQuery();
        }

        connection.Dispose();
    }

    private DurableTable Declared(string table)
    {
        var columns = new List<Column>();
        using var read = Statement($"PRAGMA table_info({table})");
        while (read.Next())
        {
            columns.Add(
                new Column(
                    read.Text(1),
                    read.Text(2) switch
                    {
                        "TEXT" => ColumnKind.Text,
                        "BLOB" => ColumnKind.Bytes,
                        _ => ColumnKind.Number,
                    }
                )
            );
        }

        return new DurableTable(table, columns);
    }

    private static ActRow Act(Statement read) =>
        new(read.Text(0), read.Integer(1), (int)read.Integer(2), read.Bytes(3));

    private IEnumerable<T> Each<T>(string sql, string jurisdiction, Func<Statement, T> take)
    {
        using var read = Statement(sql).Bind(1, jurisdiction);
        while (read.Next())
        {
            yield return take(read);
        }
    }

    private Statement Statement(string sql) => new(connection.Handle!, sql);
}
