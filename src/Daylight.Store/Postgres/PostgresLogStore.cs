using System.Data.Common;
using System.Runtime.CompilerServices;
using Daylight.Store.Schema;
using Npgsql;
using NpgsqlTypes;

namespace Daylight.Store.Postgres;

/// <summary>
/// Facts and views in PostgreSQL. An append is one round trip: a batch that the server runs as one transaction, guarded
/// by the known size, so that any number of nodes may append.
/// </summary>
public sealed partial class PostgresLogStore : ILogStore
{
    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlDataSource _writing;
    private readonly string? _owner;

    private PostgresLogStore(
        NpgsqlDataSource source,
        NpgsqlDataSource writing,
        string? owner,
        string application
    )
    {
        _source = source;
        _writing = writing;
        _owner = owner;
        Application = application;
        Views = new PostgresViews(source, writing, owner, application);
        Published = new PostgresPublished(source, Name);
    }

    public string Driver => "postgres";

    public IViewStore Views { get; }

    public IPublishedStore Published { get; }

    internal string Application { get; }

    /// <summary>Opens a store with the application's connection.</summary>
    /// <param name="application">Connection string of the role that owns nothing.</param>
    /// <param name="owner">Connection string of the owning role, needed only where tables are made or views swapped.</param>
    public static async Task<PostgresLogStore> Open(string application, string? owner = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(application)
        {
            MaxAutoPrepare = 64,
            AutoPrepareMinUsages = 2,
            // No statement leaves anything on a connection but what a transaction ends.
            NoResetOnClose = true,
        };
        var source = NpgsqlDataSource.Create(settings.ConnectionString);
        var store = new PostgresLogStore(source, Writing(settings), owner, settings.Username!);
        try
        {
            await RefuseUnsafe(source);
            return store;
        }
        catch (NpgsqlException failure)
        {
            await store.DisposeAsync();
            throw PostgresFaults.Translate(failure, settings.Database ?? "", committing: false);
        }
    }

    /// <summary>
    /// The connections of the clerk: its statements find everything by whole keys. A plan that was made while a table was
    /// small or unknown would read all of it for each group until statistics come, and then again.
    /// </summary>
    private static NpgsqlDataSource Writing(NpgsqlConnectionStringBuilder settings)
    {
        const string ByIndex =
            "-c enable_seqscan=off -c enable_bitmapscan=off -c enable_sort=off -c enable_incremental_sort=off -c jit=off";
        return NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(settings.ConnectionString)
            {
                MaxAutoPrepare = 512,
                Options = string.IsNullOrEmpty(settings.Options) ? ByIndex : $"{settings.Options} {ByIndex}",
            }
        );
    }

    public async ValueTask SetUp(CancellationToken cancel = default)
    {
        if (_owner is not null)
        {
            await PostgresSchema.SetUp(_owner, Application, cancel);
        }

        var found = await Run(
            connection =>
                PostgresSchema.Scalar(
                    connection,
                    "SELECT coalesce(max(number), 0) FROM schema_version",
                    cancel
                ),
            cancel
        );
        if (found != Scripts.Newest)
        {
            throw new StoreFailedException(
                $"The database has schema {found}; this program needs {Scripts.Newest}. Start it once with the owner's connection, which brings an older schema up to date; a newer one needs the newer program.",
                outcomeKnown: true
            );
        }
    }

    public ValueTask<LogHead?> Head(string jurisdiction, CancellationToken cancel = default) =>
        Run(
            async connection =>
            {
                await using var command = Command(
                    connection,
                    "SELECT size, edge, views FROM log_head WHERE jurisdiction_id = $1",
                    jurisdiction
                );
                await using var reader = await command.ExecuteReaderAsync(cancel);
                return await reader.ReadAsync(cancel)
                    ? new LogHead(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), reader.GetInt64(2))
                    : null;
            },
            cancel
        );

    public ValueTask<bool> OpenLog(
        string jurisdiction,
        byte[] emptyEdge,
        CancellationToken cancel = default
    ) =>
        Run(
            async connection =>
            {
                await using var command = Command(
                    connection,
                    "INSERT INTO log_head (jurisdiction_id, size, edge, views) VALUES ($1, 0, $2, 0) ON CONFLICT DO NOTHING",
                    jurisdiction,
                    emptyEdge
                );
                return await command.ExecuteNonQueryAsync(cancel) == 1;
            },
            cancel
        );

    public ValueTask<IReadOnlyList<string>> Jurisdictions(CancellationToken cancel = default) =>
        List(
            "SELECT jurisdiction_id FROM log_head ORDER BY jurisdiction_id",
            reader => reader.GetString(0),
            cancel
        );

    public ValueTask<Lookup> LookUp(
        string jurisdiction,
        IReadOnlyCollection<string> acts,
        IReadOnlyCollection<StreamAfter> streams,
        CancellationToken cancel = default
    ) =>
        Run(
            _writing,
            connection => PostgresReading.LookUp(connection, jurisdiction, acts, streams, cancel),
            cancel
        );

    public ValueTask<IReadOnlyList<IReadOnlyList<object?[]?>>> ReadRows(
        string jurisdiction,
        IReadOnlyList<RowKeys> wanted,
        CancellationToken cancel = default
    ) =>
        Run(
            _writing,
            connection => PostgresRows.Read(connection, jurisdiction, wanted, table => table.Name, cancel),
            cancel
        );

    public async ValueTask<Appended> Append(Group group, CancellationToken cancel = default)
    {
        var appended = await Run(
            _writing,
            connection => PostgresAppend.Run(connection, group, cancel),
            cancel,
            committing: true
        );
        if (appended == Appended.Durable && group.ErasedKeys.Count > 0)
        {
            await ScrubLater(cancel);
        }

        return appended;
    }

    public IAsyncEnumerable<FactRow> Facts(
        string jurisdiction,
        long from,
        long to,
        CancellationToken cancel = default
    ) =>
        Each(
            "SELECT idx, salt, envelope FROM fact WHERE jurisdiction_id = $1 AND idx >= $2 AND idx < $3 ORDER BY idx",
            reader => new FactRow(
                reader.GetInt64(0),
                reader.GetFieldValue<byte[]>(1),
                reader.GetFieldValue<byte[]>(2)
            ),
            cancel,
            jurisdiction,
            from,
            to
        );

    public async ValueTask<FactRow?> Fact(string jurisdiction, long index, CancellationToken cancel = default)
    {
        await foreach (var row in Facts(jurisdiction, index, index + 1, cancel))
        {
            return row;
        }

        return null;
    }

    public async ValueTask<ActRow?> ActOf(string jurisdiction, long index, CancellationToken cancel = default)
    {
        var acts = await List(
            "SELECT act_id, first_idx, parts, digest FROM act WHERE jurisdiction_id = $1 AND first_idx <= $2 ORDER BY first_idx DESC LIMIT 1",
            PostgresReading.Act,
            cancel,
            jurisdiction,
            index
        );
        return acts is [var act] && index < act.First + act.Count ? act : null;
    }

    public ValueTask<IReadOnlyList<ActRow>> ActsBetween(
        string jurisdiction,
        long from,
        long to,
        CancellationToken cancel = default
    ) => List(PostgresReading.ActsBetweenSql, PostgresReading.Act, cancel, jurisdiction, from, to);

    public ValueTask<IReadOnlyList<StreamRow>> StreamsOf(
        string jurisdiction,
        long index,
        CancellationToken cancel = default
    ) =>
        List(
            "SELECT stream, version, idx FROM fact_stream WHERE jurisdiction_id = $1 AND idx = $2",
            PostgresReading.Stream,
            cancel,
            jurisdiction,
            index
        );

    public IAsyncEnumerable<StreamRow> StreamIndex(string jurisdiction, CancellationToken cancel = default) =>
        Each(
            "SELECT stream, version, idx FROM fact_stream WHERE jurisdiction_id = $1 ORDER BY stream, version",
            PostgresReading.Stream,
            cancel,
            jurisdiction
        );

    public IAsyncEnumerable<ActRow> ActIndex(string jurisdiction, CancellationToken cancel = default) =>
        Each(
            "SELECT act_id, first_idx, parts, digest FROM act WHERE jurisdiction_id = $1 ORDER BY first_idx",
            PostgresReading.Act,
            cancel,
            jurisdiction
        );

    public async ValueTask<byte[]?> ContentOf(
        string jurisdiction,
        string hash,
        CancellationToken cancel = default
    )
    {
        var found = await List(
            "SELECT bytes FROM content WHERE jurisdiction_id = $1 AND hash = $2",
            reader => reader.GetFieldValue<byte[]>(0),
            cancel,
            jurisdiction,
            hash
        );
        return found.Count == 0 ? null : found[0];
    }

    public async ValueTask<long> Cursor(
        string jurisdiction,
        string subscriber,
        CancellationToken cancel = default
    )
    {
        var found = await List(
            "SELECT next FROM subscriber_cursor WHERE jurisdiction_id = $1 AND subscriber = $2",
            reader => reader.GetInt64(0),
            cancel,
            jurisdiction,
            subscriber
        );
        return found.Count == 0 ? 0 : found[0];
    }

    public async ValueTask MoveCursor(
        string jurisdiction,
        string subscriber,
        long next,
        CancellationToken cancel = default
    ) =>
        await Change(
            "INSERT INTO subscriber_cursor (jurisdiction_id, subscriber, next) VALUES ($1, $2, $3) "
                + "ON CONFLICT (jurisdiction_id, subscriber) DO UPDATE SET next = excluded.next WHERE excluded.next > subscriber_cursor.next",
            cancel,
            jurisdiction,
            subscriber,
            next
        );

    public async ValueTask<ILogSnapshot> Snapshot(int readers, CancellationToken cancel = default) =>
        await Answered(() => PostgresSnapshot.Begin(_source, readers, cancel));

    /// <summary>Puts rows into a durable table as they are; for restores.</summary>
    internal async ValueTask PutRows(
        DurableTable table,
        IReadOnlyList<object?[]> rows,
        CancellationToken cancel
    )
    {
        await Run(
            async connection =>
            {
                var names = string.Join(", ", table.Columns.Select(column => column.Name));
                await using var import = await connection.BeginBinaryImportAsync(
                    $"COPY {table.Name} ({names}) FROM STDIN (FORMAT BINARY)",
                    cancel
                );
                foreach (var row in rows)
                {
                    await import.WriteRowAsync(cancel, row!);
                }

                return await import.CompleteAsync(cancel);
            },
            cancel
        );
    }

    public async ValueTask<DbConnection> Read(CancellationToken cancel = default) =>
        await Answered(async () => await _source.OpenConnectionAsync(cancel));

    public async ValueTask DisposeAsync()
    {
        await _writing.DisposeAsync();
        await _source.DisposeAsync();
    }

    internal static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter as NpgsqlParameter ?? new NpgsqlParameter { Value = parameter });
        }

        return command;
    }

    internal static NpgsqlParameter Array(NpgsqlDbType element, object values) =>
        new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | element };

    private static async Task RefuseUnsafe(NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        foreach (var setting in new[] { "fsync", "synchronous_commit", "full_page_writes" })
        {
            await using var command = new NpgsqlCommand($"SHOW {setting}", connection);
            if ((string)(await command.ExecuteScalarAsync())! == "off")
            {
                throw new StoreFailedException(
                    $"PostgreSQL runs with {setting} = off, so that what is acknowledged could be lost. Switch it on, then start again.",
                    outcomeKnown: true
                );
            }
        }
    }

    private ValueTask<T> Run<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancel) =>
        Run(_source, work, cancel);

    private async ValueTask<T> Run<T>(
        NpgsqlDataSource source,
        Func<NpgsqlConnection, Task<T>> work,
        CancellationToken cancel,
        bool committing = false
    )
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancel);
            return await work(connection);
        }
        catch (NpgsqlException failure)
        {
            throw PostgresFaults.Translate(failure, Name, committing);
        }
    }

    private string Name => new NpgsqlConnectionStringBuilder(_source.ConnectionString).Database ?? "";

    private ValueTask<IReadOnlyList<T>> List<T>(
        string sql,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancel,
        params object[] parameters
    ) =>
        Run<IReadOnlyList<T>>(
            async connection =>
            {
                await using var command = Command(connection, sql, parameters);
                await using var reader = await command.ExecuteReaderAsync(cancel);
                var found = new List<T>();
                while (await reader.ReadAsync(cancel))
                {
                    found.Add(read(reader));
                }

                return found;
            },
            cancel
        );

    private ValueTask<int> Change(string sql, CancellationToken cancel, params object[] parameters) =>
        Run(
            async connection =>
            {
                await using var command = Command(connection, sql, parameters);
                return await command.ExecuteNonQueryAsync(cancel);
            },
            cancel
        );

    /// <summary>Rows as they come. What fails on the way is translated: a sequence cannot be inside one try.</summary>
    private async IAsyncEnumerable<T> Each<T>(
        string sql,
        Func<NpgsqlDataReader, T> read,
        [EnumeratorCancellation] CancellationToken cancel,
        params object[] parameters
    )
    {
        await using var connection = await Answered(async () => await _source.OpenConnectionAsync(cancel));
        await using var command = Command(connection, sql, parameters);
        await using var reader = await Answered(() => command.ExecuteReaderAsync(cancel));
        while (await Answered(() => reader.ReadAsync(cancel)))
        {
            yield return read(reader);
        }
    }

    private async Task<T> Answered<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (NpgsqlException failure)
        {
            throw PostgresFaults.Translate(failure, Name, committing: false);
        }
    }
}
