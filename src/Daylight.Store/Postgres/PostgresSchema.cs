using Daylight.Store.Schema;
using Npgsql;

namespace Daylight.Store.Postgres;

/// <summary>
/// Creates schema, triggers and privileges with the owner's connection. The application's role owns nothing: it may
/// insert facts and read them, and neither update, delete nor truncate them.
/// </summary>
public static class PostgresSchema
{
    /// <summary>What the function behind every guard does; an audit holds it against this, word for word.</summary>
    internal const string Refusing = "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END";

    /// <summary>Sets up, or finds, the durable tables. Idempotent.</summary>
    /// <param name="owner">Connection string of the owning role.</param>
    /// <param name="application">Name of the role that the nodes use; it must exist.</param>
    public static async Task SetUp(string owner, string application, CancellationToken cancel = default)
    {
        await using var source = NpgsqlDataSource.Create(owner);
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await Execute(connection, "SELECT pg_advisory_xact_lock(330225)", cancel);
        await Execute(
            connection,
            "CREATE TABLE IF NOT EXISTS schema_version (number BIGINT NOT NULL)",
            cancel
        );
        var found = await Scalar(connection, "SELECT coalesce(max(number), 0) FROM schema_version", cancel);
        if (found > Scripts.Newest)
        {
            throw new StoreFailedException(
                $"The database has schema {found}; this program knows up to {Scripts.Newest}. Use the newer program that wrote it.",
                outcomeKnown: true
            );
        }

        if (found == 0)
        {
            await Execute(
                connection,
                $"CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ {Refusing} $$",
                cancel
            );
        }

        foreach (var script in Scripts.All.Skip((int)found))
        {
            await Execute(
                connection,
                script.Read(text: "TEXT COLLATE \"C\"", bytes: "BYTEA", tail: ""),
                cancel
            );
            await AppendOnly(connection, script.AppendOnly, cancel);
        }

        if (found < Scripts.Newest)
        {
            await Execute(connection, $"INSERT INTO schema_version VALUES ({Scripts.Newest})", cancel);
        }

        await Unsampled(connection, cancel);
        await Grant(connection, application, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>
    /// ANALYZE, which the server runs by itself, copies values of a column into the catalogue, where no erasure reaches
    /// them: wraps are never sampled. Naming a column's type anew drops what was sampled before.
    /// </summary>
    private static async Task Unsampled(NpgsqlConnection connection, CancellationToken cancel)
    {
        foreach (var (table, column) in Scripts.Secrets)
        {
            var sampled = await Scalar(
                connection,
                $"SELECT count(*) FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attname = '{column}' AND attstattarget IS DISTINCT FROM 0",
                cancel
            );
            if (sampled > 0)
            {
                await Execute(
                    connection,
                    $"ALTER TABLE {table} ALTER COLUMN {column} TYPE BYTEA, ALTER COLUMN {column} SET STATISTICS 0",
                    cancel
                );
            }
        }
    }

    private static async Task AppendOnly(
        NpgsqlConnection connection,
        IReadOnlyList<string> tables,
        CancellationToken cancel
    )
    {
        foreach (var table in tables)
        {
            await Execute(
                connection,
                $"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
                cancel
            );
        }
    }

    private static async Task Grant(NpgsqlConnection connection, string application, CancellationToken cancel)
    {
        var role = $"\"{application.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        foreach (var table in Scripts.Tables)
        {
            var rights = Scripts.AppendOnly.Contains(table)
                ? "SELECT, INSERT"
                : "SELECT, INSERT, UPDATE, DELETE";
            await Execute(connection, $"GRANT {rights} ON {table} TO {role}", cancel);
        }

        await Execute(connection, $"GRANT SELECT ON schema_version TO {role}", cancel);
    }

    internal static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }

    internal static async Task<long> Scalar(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }
}
