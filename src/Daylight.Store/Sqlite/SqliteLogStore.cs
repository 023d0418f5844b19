using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace Daylight.Store.Sqlite;

/// <summary>
/// One ledger file in WAL mode with <c>synchronous=FULL</c>: a commit returns after the log's bytes were flushed.
/// Checkpoints of the WAL run beside the writer, so that an append never waits for one.
/// </summary>
public sealed class SqliteLogStore : ILogStore
{
    private readonly SqliteWriter _writer;

    /// <summary>The clerk's reading, apart from the writer, so that one group is read for while another is written.</summary>
    private readonly SqliteWriter _reader;
    private readonly string _readString;
    private readonly WalKeeper _keeper;

    private SqliteLogStore(SqliteConnection writing, SqliteConnection reading, string file)
    {
        _writer = new SqliteWriter(writing);
        _reader = new SqliteWriter(reading);
        _keeper = new WalKeeper(file, _writer);
        _readString = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = true,
        }.ToString();
        Views = new SqliteViews(_writer, _reader, OpenReading, () => _keeper.Wrote(rows: 512));
        Published = new SqlitePublished(_writer, _keeper.Wrote);
    }

    public string Driver => "sqlite";

    public IViewStore Views { get; }

    public IPublishedStore Published { get; }

    /// <summary>Opens the ledger file, creating an empty one where there is none.</summary>
    /// <param name="file">Path of the ledger file.</param>
    /// <param name="synchronous">FULL in every use; OFF only where a test shows that it notices.</param>
    public static SqliteLogStore Open(string file, string synchronous = "FULL")
    {
        SQLitePCL.Batteries_V2.Init();
        var (writing, reading) = (Connection(file), Connection(file));
        try
        {
            Open(
                writing,
                $"PRAGMA journal_mode = WAL; PRAGMA synchronous = {synchronous}; PRAGMA wal_autocheckpoint = 0; "
                    + "PRAGMA cache_size = -65536; PRAGMA busy_timeout = 5000; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY"
            );
            Open(
                reading,
                "PRAGMA query_only = ON; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -65536; PRAGMA busy_timeout = 5000"
            );
            return new SqliteLogStore(writing, reading, file);
        }
        catch (SqliteException failure)
        {
            reading.Dispose();
            writing.Dispose();
            throw SqliteFaults.Translate(failure, file);
        }
    }

    private static SqliteConnection Connection(string file) =>
        new(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());

    private static void Open(SqliteConnection connection, string settings)
    {
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = settings;
        command.ExecuteNonQuery();
    }

    public async ValueTask SetUp(CancellationToken cancel = default)
    {
        await _writer.Outside(
            writer =>
            {
                try
                {
                    SqliteSchema.SetUp(writer.Connection);
                    return true;
                }
                catch (SqliteException failure)
                {
                    throw SqliteFaults.Translate(failure, writer.Connection.DataSource);
                }
            },
            cancel
        );

        // A machine that stopped between an erasure and its scrub.
        await Scrub(cancel);
    }

    public ValueTask<LogHead?> Head(string jurisdiction, CancellationToken cancel = default) =>
        _writer.Outside(
            writer =>
            {
                var read = writer
                    .Statement("SELECT size, edge, views FROM log_head WHERE jurisdiction_id = ?1")
                    .Bind(1, jurisdiction);
                var head = read.Next() ? new LogHead(read.Integer(0), read.Bytes(1), read.Integer(2)) : null;
                read.Reset();
                return head;
            },
            cancel
        );

    public ValueTask<bool> OpenLog(
        string jurisdiction,
        byte[] emptyEdge,
        CancellationToken cancel = default
    ) =>
        _writer.Transaction(
            writer =>
            {
                var changed = writer
                    .Statement(
                        "INSERT OR IGNORE INTO log_head (jurisdiction_id, size, edge, views) VALUES (?1, 0, ?2, 0)"
                    )
                    .Bind(1, jurisdiction)
                    .Bind(2, emptyEdge.AsSpan())
                    .Run();
                return (changed == 1, true);
            },
            cancel
        );

    public ValueTask<IReadOnlyList<string>> Jurisdictions(CancellationToken cancel = default) =>
        _writer.Outside<IReadOnlyList<string>>(
            writer =>
            {
                var read = writer.Statement("SELECT jurisdiction_id FROM log_head ORDER BY jurisdiction_id");
                var found = new List<string>();
                while (read.Next())
                {
                    found.Add(read.Text(0));
                }

                return found;
            },
            cancel
        );

    public ValueTask<Lookup> LookUp(
        string jurisdiction,
        IReadOnlyCollection<string> acts,
        IReadOnlyCollection<StreamAfter> streams,
        CancellationToken cancel = default
    ) =>
        _reader.Reading(
            reader => new Lookup(
                SqliteReading.Acts(reader, jurisdiction, acts),
                SqliteReading.Streams(reader, jurisdiction, streams)
            ),
            cancel
        );

    public ValueTask<IReadOnlyList<IReadOnlyList<object?[]?>>> ReadRows(
        string jurisdiction,
        IReadOnlyList<RowKeys> wanted,
        CancellationToken cancel = default
    ) =>
        _reader.Reading<IReadOnlyList<IReadOnlyList<object?[]?>>>(
            reader =>
                [
                    .. wanted.Select(of =>
                        SqliteViews.ReadRows(reader, jurisdiction, of.Table, of.Table.Name, of.Keys)
                    ),
                ],
            cancel
        );

    public async ValueTask<Appended> Append(Group group, CancellationToken cancel = default)
    {
        var appended = await _writer.Transaction(
            writer =>
            {
                var held = SqliteAppend.Run(writer, group);
                return (held ? Appended.Durable : Appended.Moved, held);
            },
            cancel
        );
        _keeper.Wrote(group.Facts.Count + group.Rows.Count);
        // What is durable is answered, whoever has gone meanwhile.
        await _keeper.Room();
        if (appended == Appended.Durable && group.ErasedKeys.Count > 0)
        {
            await Scrub(cancel);
        }
        else if (appended == Appended.Durable && group.Pool is not null)
        {
            // The log would show when, and in what steps, the pool grew.
            _keeper.Truncate();
        }

        return appended;
    }

    public async IAsyncEnumerable<FactRow> Facts(
        string jurisdiction,
        long from,
        long to,
        [EnumeratorCancellation] CancellationToken cancel = default
    )
    {
        await using var connection = OpenReading();
        await using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT idx, salt, envelope FROM fact WHERE jurisdiction_id = $j AND idx >= $from AND idx < $to ORDER BY idx";
        command.Parameters.AddWithValue("$j", jurisdiction);
        command.Parameters.AddWithValue("$from", from);
        command.Parameters.AddWithValue("$to", to);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            cancel.ThrowIfCancellationRequested();
            yield return new FactRow(reader.GetInt64(0), (byte[])reader[1], (byte[])reader[2]);
        }
    }

    public async ValueTask<FactRow?> Fact(string jurisdiction, long index, CancellationToken cancel = default)
    {
        await foreach (var row in Facts(jurisdiction, index, index + 1, cancel))
        {
            return row;
        }

        return null;
    }

    public ValueTask<ActRow?> ActOf(string jurisdiction, long index, CancellationToken cancel = default) =>
        _writer.Outside(writer => SqliteReading.ActOf(writer, jurisdiction, index), cancel);

    public ValueTask<IReadOnlyList<ActRow>> ActsBetween(
        string jurisdiction,
        long from,
        long to,
        CancellationToken cancel = default
    ) => _writer.Outside(writer => SqliteReading.ActsBetween(writer, jurisdiction, from, to), cancel);

    public ValueTask<IReadOnlyList<StreamRow>> StreamsOf(
        string jurisdiction,
        long index,
        CancellationToken cancel = default
    ) =>
        _writer.Outside<IReadOnlyList<StreamRow>>(
            writer =>
            {
                var read = writer
                    .Statement(
                        "SELECT stream, version, idx FROM fact_stream WHERE jurisdiction_id = ?1 AND idx = ?2"
                    )
                    .Bind(1, jurisdiction)
                    .Bind(2, index);
                var found = new List<StreamRow>();
                while (read.Next())
                {
                    found.Add(new StreamRow(read.Text(0), read.Integer(1), read.Integer(2)));
                }

                return found;
            },
            cancel
        );

    public async IAsyncEnumerable<StreamRow> StreamIndex(
        string jurisdiction,
        [EnumeratorCancellation] CancellationToken cancel = default
    )
    {
        await using var connection = OpenReading();
        await using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT stream, version, idx FROM fact_stream WHERE jurisdiction_id = $j ORDER BY stream, version";
        command.Parameters.AddWithValue("$j", jurisdiction);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            cancel.ThrowIfCancellationRequested();
            yield return new StreamRow(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2));
        }
    }

    public async IAsyncEnumerable<ActRow> ActIndex(
        string jurisdiction,
        [EnumeratorCancellation] CancellationToken cancel = default
    )
    {
        await using var connection = OpenReading();
        await using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT act_id, first_idx, parts, digest FROM act WHERE jurisdiction_id = $j ORDER BY first_idx";
        command.Parameters.AddWithValue("$j", jurisdiction);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            cancel.ThrowIfCancellationRequested();
            yield return new ActRow(
                reader.GetString(0),
                reader.GetInt64(1),
                reader.GetInt32(2),
                (byte[])reader[3]
            );
        }
    }

    public ValueTask<byte[]?> ContentOf(
        string jurisdiction,
        string hash,
        CancellationToken cancel = default
    ) =>
        _writer.Outside(
            writer =>
            {
                var read = writer
                    .Statement("SELECT bytes FROM content WHERE jurisdiction_id = ?1 AND hash = ?2")
                    .Bind(1, jurisdiction)
                    .Bind(2, hash);
                var bytes = read.Next() ? read.Bytes(0) : null;
                read.Reset();
                return bytes;
            },
            cancel
        );

    public ValueTask<IReadOnlyList<WrappedKey>> WrappedKeys(
        string jurisdiction,
        CancellationToken cancel = default
    ) =>
        _writer.Outside<IReadOnlyList<WrappedKey>>(
            writer =>
            {
                var read = writer
                    .Statement(
                        "SELECT key_id, wrapped FROM case_key WHERE jurisdiction_id = ?1 ORDER BY key_id"
                    )
                    .Bind(1, jurisdiction);
                var found = new List<WrappedKey>();
                while (read.Next())
                {
                    found.Add(new WrappedKey(read.Text(0), read.Bytes(1)));
                }

                return found;
            },
            cancel
        );

    public ValueTask<IReadOnlyList<WrappedKey>> WrappedKeys(
        string jurisdiction,
        IReadOnlyCollection<string> keyIds,
        CancellationToken cancel = default
    ) =>
        _writer.Outside<IReadOnlyList<WrappedKey>>(
            writer =>
            {
                var found = new List<WrappedKey>();
                foreach (var key in keyIds)
                {
                    var read = writer
                        .Statement("SELECT wrapped FROM case_key WHERE jurisdiction_id = ?1 AND key_id = ?2")
                        .Bind(1, jurisdiction)
                        .Bind(2, key);
                    if (read.Next())
                    {
                        found.Add(new WrappedKey(key, read.Bytes(0)));
                    }

                    read.Reset();
                }

                return found;
            },
            cancel
        );

    public ValueTask<bool> AddKey(string jurisdiction, WrappedKey key, CancellationToken cancel = default) =>
        _writer.Transaction(writer => (SqliteKeys.Add(writer, jurisdiction, key), true), cancel);

    public async ValueTask EraseKeys(
        string jurisdiction,
        IReadOnlyCollection<string> keyIds,
        IReadOnlyList<ViewTable> sealedTables,
        CancellationToken cancel = default
    )
    {
        await _writer.Transaction(
            writer =>
            {
                SqliteKeys.Erase(writer, jurisdiction, keyIds, sealedTables);
                return (true, true);
            },
            cancel
        );
        await Scrub(cancel);
    }

    public async ValueTask<bool> Scrub(CancellationToken cancel = default)
    {
        var due = await _writer.Transaction(
            writer =>
            {
                var found = SqliteKeys.IsScrubDue(writer);
                if (found)
                {
                    SqliteKeys.Rewrite(writer);
                }

                return (found, found);
            },
            cancel
        );
        if (!due)
        {
            return true;
        }

        if (!await _writer.Outside(_ => _keeper.TruncateNow(), cancel))
        {
            return false;
        }

        await _writer.Transaction(
            writer =>
            {
                SqliteKeys.Scrubbed(writer);
                return (true, true);
            },
            cancel
        );
        return true;
    }

    public ValueTask<PoolRow?> Pool(string jurisdiction, CancellationToken cancel = default) =>
        _writer.Outside(
            writer =>
            {
                var read = writer
                    .Statement("SELECT wrapped, box FROM pool WHERE jurisdiction_id = ?1")
                    .Bind(1, jurisdiction);
                var row = read.Next() ? new PoolRow(read.Bytes(0), read.Bytes(1)) : null;
                read.Reset();
                return row;
            },
            cancel
        );

    public async IAsyncEnumerable<AttachmentRow> Attachments(
        string jurisdiction,
        [EnumeratorCancellation] CancellationToken cancel = default
    )
    {
        await using var connection = OpenReading();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT hash, key_id FROM attachment WHERE jurisdiction_id = $j ORDER BY hash";
        command.Parameters.AddWithValue("$j", jurisdiction);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            cancel.ThrowIfCancellationRequested();
            yield return new AttachmentRow(reader.GetString(0), reader.GetString(1));
        }
    }

    public ValueTask<long> Cursor(
        string jurisdiction,
        string subscriber,
        CancellationToken cancel = default
    ) =>
        _writer.Outside(
            writer =>
            {
                var read = writer
                    .Statement(
                        "SELECT next FROM subscriber_cursor WHERE jurisdiction_id = ?1 AND subscriber = ?2"
                    )
                    .Bind(1, jurisdiction)
                    .Bind(2, subscriber);
                var next = read.Next() ? read.Integer(0) : 0;
                read.Reset();
                return next;
            },
            cancel
        );

    public async ValueTask MoveCursor(
        string jurisdiction,
        string subscriber,
        long next,
        CancellationToken cancel = default
    ) =>
        await _writer.Transaction(
            writer =>
            {
                writer
                    .Statement(
                        "INSERT INTO subscriber_cursor (jurisdiction_id, subscriber, next) VALUES (?1, ?2, ?3) "
                            + "ON CONFLICT (jurisdiction_id, subscriber) DO UPDATE SET next = excluded.next WHERE excluded.next > next"
                    )
                    .Bind(1, jurisdiction)
                    .Bind(2, subscriber)
                    .Bind(3, next)
                    .Run();
                return (true, true);
            },
            cancel
        );

    public ValueTask<ILogSnapshot> Snapshot(int readers, CancellationToken cancel = default) =>
        _writer.Outside<ILogSnapshot>(_ => SqliteSnapshot.Begin(OpenReading, readers), cancel);

    /// <summary>Puts rows into a durable table as they are; for restores.</summary>
    internal async ValueTask PutRows(
        DurableTable table,
        IReadOnlyList<object?[]> rows,
        CancellationToken cancel
    )
    {
        await _writer.Transaction(
            writer =>
            {
                var put = writer.Statement(
                    "put",
                    table.Name,
                    () =>
                        $"INSERT INTO {table.Name} ({string.Join(", ", table.Columns.Select(column => column.Name))}) "
                        + $"VALUES ({string.Join(", ", table.Columns.Select((_, at) => $"?{at + 1}"))})"
                );
                foreach (var row in rows)
                {
                    for (var i = 0; i < row.Length; i++)
                    {
                        put.Bind(i + 1, row[i]);
                    }

                    put.Run();
                }

                return (true, true);
            },
            cancel
        );
        _keeper.Wrote(rows.Count);
    }

    public ValueTask<DbConnection> Read(CancellationToken cancel = default) =>
        ValueTask.FromResult<DbConnection>(OpenReading());

    public async ValueTask DisposeAsync()
    {
        await _keeper.DisposeAsync();

        // The writer closes last: only a connection that may write can empty the write-ahead log on closing.
        SqliteConnection.ClearPool(new SqliteConnection(_readString));
        _reader.Dispose();
        _writer.Dispose();
    }

    private SqliteConnection OpenReading()
    {
        var connection = new SqliteConnection(_readString);
        connection.Open();
        return connection;
    }
}
