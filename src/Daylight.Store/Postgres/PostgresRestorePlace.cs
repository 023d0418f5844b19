using Npgsql;
using NpgsqlTypes;

namespace Daylight.Store.Postgres;

/// <summary>
/// A ledger in a schema of its own, where no node looks; settled by moving its tables into the schema of the nodes in
/// one transaction.
/// </summary>
public sealed class PostgresRestorePlace : IRestorePlace
{
    private const string Schema = "daylight_restoring";

    /// <summary>Held as long as a restore runs, so that two do not meet.</summary>
    private const long LockNumber = 330227;

    private readonly NpgsqlConnection _owner;
    private readonly PostgresLogStore _store;
    private readonly Dictionary<string, DurableTable> _tables;
    private bool _closed;

    private PostgresRestorePlace(
        NpgsqlConnection owner,
        PostgresLogStore store,
        Dictionary<string, DurableTable> tables
    )
    {
        _owner = owner;
        _store = store;
        _tables = tables;
    }

    public ILogStore Store => _store;

    /// <summary>Opens an empty ledger in a database that keeps no log.</summary>
    /// <param name="application">Connection string of the role that owns nothing.</param>
    /// <param name="owner">Connection string of the owning role.</param>
    /// <exception cref="StoreFailedException">when the database keeps a log, or another restore runs.</exception>
    public static async Task<PostgresRestorePlace> Begin(
        string application,
        string owner,
        CancellationToken cancel = default
    )
    {
        var database = new NpgsqlConnectionStringBuilder(owner).Database ?? "";
        try
        {
            var connection = new NpgsqlConnection(owner);
            try
            {
                await connection.OpenAsync(cancel);
                await Alone(connection, database, cancel);
                await RefuseLogs(connection, database, cancel);
                return await Make(connection, application, owner, cancel);
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
        }
        catch (NpgsqlException failure)
        {
            throw PostgresFaults.Translate(failure, database, committing: false);
        }
    }

    public async ValueTask Put(
        DurableTable table,
        IReadOnlyList<object?[]> rows,
        CancellationToken cancel = default
    )
    {
        Unfit.Refuse(table, _tables.GetValueOrDefault(table.Name));
        await _store.PutRows(table, rows, cancel);
    }

    public async ValueTask Settle(CancellationToken cancel = default)
    {
        await Close();
        try
        {
            await using var transaction = await _owner.BeginTransactionAsync(cancel);
            await RefuseLogs(_owner, _owner.Database, cancel);
            await PostgresSchema.Execute(_owner, MoveAll, cancel);
            await transaction.CommitAsync(cancel);
        }
        catch (NpgsqlException failure)
        {
            throw PostgresFaults.Translate(failure, _owner.Database, committing: true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Close();
        if (_owner.State != System.Data.ConnectionState.Open)
        {
            return;
        }

        try
        {
            await PostgresSchema.Execute(_owner, $"DROP SCHEMA IF EXISTS {Schema} CASCADE", default);
        }
        catch (NpgsqlException)
        {
            // The connection broke; the next restore removes what is left.
        }

        await _owner.DisposeAsync();
    }

    /// <summary>
    /// What nodes made at a start before is empty (see <see cref="RefuseLogs"/>) and gives way. Triggers and privileges
    /// go with their tables.
    /// </summary>
    private static string MoveAll =>
        $"""
            DO $$
            DECLARE target text := current_schema(); entry record;
            BEGIN
                FOR entry IN SELECT tablename AS name FROM pg_tables WHERE schemaname = '{Schema}' LOOP
                    EXECUTE format('DROP TABLE IF EXISTS %I.%I', target, entry.name);
                    EXECUTE format('ALTER TABLE {Schema}.%I SET SCHEMA %I', entry.name, target);
                END LOOP;
                EXECUTE format('DROP FUNCTION IF EXISTS %I.refuse_change()', target);
                EXECUTE format('ALTER FUNCTION {Schema}.refuse_change() SET SCHEMA %I', target);
                DROP SCHEMA {Schema};
            END $$
            """;

    private static async Task<PostgresRestorePlace> Make(
        NpgsqlConnection connection,
        string application,
        string owner,
        CancellationToken cancel
    )
    {
        var role = new NpgsqlConnectionStringBuilder(application).Username ?? "";
        await PostgresSchema.Execute(
            connection,
            $"DROP SCHEMA IF EXISTS {Schema} CASCADE; CREATE SCHEMA {Schema}; "
                + $"GRANT USAGE ON SCHEMA {Schema} TO \"{role.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
            cancel
        );
        var store = await PostgresLogStore.Open(Within(application), Within(owner));
        try
        {
            await store.SetUp(cancel);
            await using var snapshot = await store.Snapshot(1, cancel);
            var reader = snapshot.Readers[0];
            return new PostgresRestorePlace(
                connection,
                store,
                reader
                    .Durable()
                    .Concat(reader.Wraps())
                    .ToDictionary(table => table.Name, StringComparer.Ordinal)
            );
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>A connection string whose tables are those of the place while it is empty.</summary>
    public static string Within(string connection) =>
        new NpgsqlConnectionStringBuilder(connection) { SearchPath = Schema }.ConnectionString;

    private static async Task Alone(NpgsqlConnection connection, string database, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"SELECT pg_try_advisory_lock({LockNumber})", connection);
        if (!(bool)(await command.ExecuteScalarAsync(cancel))!)
        {
            throw new StoreFailedException(
                $"Another restore into {database} runs. Wait until it is done, or stop it.",
                outcomeKnown: true
            );
        }
    }

    private static async Task RefuseLogs(
        NpgsqlConnection connection,
        string database,
        CancellationToken cancel
    )
    {
        await using var found = new NpgsqlCommand(
            "SELECT to_regclass(current_schema() || '.log_head') IS NOT NULL",
            connection
        );
        if (
            (bool)(await found.ExecuteScalarAsync(cancel))!
            && await PostgresSchema.Scalar(connection, "SELECT count(*) FROM log_head", cancel) > 0
        )
        {
            throw new StoreFailedException(
                $"The database {database} keeps a log already; nothing is restored over it. Name an empty database.",
                outcomeKnown: true
            );
        }
    }

    private async ValueTask Close()
    {
        if (!_closed)
        {
            _closed = true;
            await _store.DisposeAsync();
        }
    }
}
