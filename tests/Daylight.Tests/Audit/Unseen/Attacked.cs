using System.Data.Common;
using Daylight.Store.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Daylight.Tests.Audit.Unseen;

/// <summary>A database in the hands of somebody with full rights on it.</summary>
internal abstract class Attacked(DbConnection connection) : IAsyncDisposable
{
    /// <summary>Runs a statement with parameters @a, @b, ... in their order; the guards are lifted for it.</summary>
    public async Task<int> Run(string sql, params object?[] values)
    {
        await Guards(lifted: true);
        await using var command = Command(sql, values);
        var changed = await command.ExecuteNonQueryAsync();
        await Guards(lifted: false);
        return changed;
    }

    /// <summary>Rows that a statement gives.</summary>
    public async Task<List<object?[]>> Read(string sql, params object?[] values)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object?[]>();
        while (await reader.ReadAsync())
        {
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            }

            rows.Add(row);
        }

        return rows;
    }

    public async Task<long> Number(string sql) => Convert.ToInt64((await Read(sql))[0][0]);

    /// <summary>Removes what keeps a table append-only.</summary>
    public abstract Task DropGuard(string table);

    protected abstract Task Guards(bool lifted);

    protected async Task Bare(string sql)
    {
        await using var command = Command(sql, []);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private DbCommand Command(string sql, object?[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@{(char)('a' + i)}";
            parameter.Value = values[i] ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}

/// <inheritdoc/>
internal sealed class AttackedSqlite : Attacked
{
    private AttackedSqlite(SqliteConnection connection)
        : base(connection) { }

    public static async Task<Attacked> Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=false");
        await connection.OpenAsync();
        var attacked = new AttackedSqlite(connection);
        var accounts = Path.Combine(Path.GetDirectoryName(file)!, "accounts.db");
        await attacked.Bare($"ATTACH DATABASE '{accounts}' AS accounts");
        return attacked;
    }

    public override Task DropGuard(string table) => Bare($"DROP TRIGGER {table}_no_DELETE");

    protected override Task Guards(bool lifted) =>
        Bare(
            string.Concat(
                SqliteSchema.Triggers.Select(guard =>
                    lifted ? $"DROP TRIGGER IF EXISTS {guard.Name};" : $"{guard.Sql};"
                )
            )
        );
}

/// <inheritdoc/>
internal sealed class AttackedPostgres : Attacked
{
    private AttackedPostgres(NpgsqlConnection connection)
        : base(connection) { }

    public static async Task<Attacked> Open(string owner)
    {
        var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        return new AttackedPostgres(connection);
    }

    public override Task DropGuard(string table) =>
        Bare($"ALTER TABLE {table} DISABLE TRIGGER {table}_append_only");

    protected override Task Guards(bool lifted) =>
        Bare($"SET session_replication_role = {(lifted ? "replica" : "origin")}");
}
