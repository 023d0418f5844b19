using Daylight.Store;
using Daylight.Store.Postgres;
using Npgsql;

namespace Daylight.Tests.Store;

/// <summary>
/// A database of its own on the server that DAYLIGHT_TEST_POSTGRES names (`./daylight test` starts one). The store gets
/// a role that owns nothing, as in production.
/// </summary>
public sealed class PostgresDatabase : TestDatabase
{
    public const string Variable = "DAYLIGHT_TEST_POSTGRES";

    private const string Role = "daylight_app";
    private const string Password = "only-for-tests";

    private readonly string _server;
    private readonly string _name = $"daylight_{Guid.CreateVersion7():N}";
    private bool _made;

    private PostgresDatabase(string server) => _server = server;

    public static TestDatabase Fresh()
    {
        var server = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(
            server is null,
            $"{Variable} names no PostgreSQL server; `./daylight test` starts one."
        );
        return new PostgresDatabase(server);
    }

    public string Owner => new NpgsqlConnectionStringBuilder(_server) { Database = _name }.ConnectionString;

    public string Application =>
        new NpgsqlConnectionStringBuilder(_server)
        {
            Database = _name,
            Username = Role,
            Password = Password,
        }.ConnectionString;

    public override async Task<ILogStore> Open()
    {
        await Make();
        var store = await PostgresLogStore.Open(Application, Owner);
        await store.SetUp();
        return store;
    }

    /// <summary>Makes role and database, once; what is in it is the store's.</summary>
    public async Task Make()
    {
        if (!_made)
        {
            await Execute(
                _server,
                $"DO $$ BEGIN CREATE ROLE {Role} LOGIN PASSWORD '{Password}'; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
            );
            await Execute(
                _server,
                $"CREATE DATABASE {_name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
            );
            _made = true;
        }
    }

    /// <summary>
    /// The files of this database and the write-ahead log, read through the server, which may stand on another account:
    /// after a checkpoint, so that what is in its buffers is in the files.
    /// </summary>
    public override async Task<IReadOnlyDictionary<string, byte[]>> Files()
    {
        await using var source = NpgsqlDataSource.Create(Owner);
        await using var connection = await source.OpenConnectionAsync();
        await using (var checkpoint = new NpgsqlCommand("CHECKPOINT", connection))
        {
            await checkpoint.ExecuteNonQueryAsync();
        }

        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand(
            """
            SELECT p, pg_read_binary_file(p, 0, 536870912, true) FROM (
                SELECT 'base/' || oid || '/' || f AS p FROM pg_database, LATERAL pg_ls_dir('base/' || oid) AS f WHERE datname = current_database()
                UNION ALL SELECT 'pg_wal/' || name FROM pg_ls_waldir()) AS files
            """,
            connection
        );
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            if (!await reader.IsDBNullAsync(1))
            {
                files[reader.GetString(0)] = reader.GetFieldValue<byte[]>(1);
            }
        }

        return files;
    }

    public override async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await Execute(_server, $"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
    }

    private static async Task Execute(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
