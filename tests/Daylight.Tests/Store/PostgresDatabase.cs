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

    public override Task<IReadOnlyDictionary<string, byte[]>> Files() => PostgresFiles.Of(Owner);

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
