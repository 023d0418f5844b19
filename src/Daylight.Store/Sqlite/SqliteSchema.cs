using Daylight.Store.Schema;
using Microsoft.Data.Sqlite;

namespace Daylight.Store.Sqlite;

/// <summary>Creates the durable tables and the triggers that hold them append-only.</summary>
internal static class SqliteSchema
{
    /// <summary>The triggers that hold tables append-only, as SQLite keeps their text.</summary>
    public static IReadOnlyList<(string Name, string Sql)> Triggers { get; } =
    [.. Scripts.AppendOnly.SelectMany(Guards)];

    public static void SetUp(SqliteConnection connection)
    {
        var found = Scalar(connection, "PRAGMA user_version");
        if (found > Scripts.Newest)
        {
            throw new StoreFailedException(
                $"The ledger {connection.DataSource} has schema {found}; this program knows up to {Scripts.Newest}. Use the newer program that wrote it.",
                outcomeKnown: true
            );
        }

        if (found == Scripts.Newest)
        {
            return;
        }

        using var transaction = connection.BeginTransaction();
        foreach (var script in Scripts.All.Skip((int)found))
        {
            Execute(connection, script.Read(text: "TEXT", bytes: "BLOB", tail: " WITHOUT ROWID"));
            foreach (var (_, sql) in script.AppendOnly.SelectMany(Guards))
            {
                Execute(connection, sql);
            }
        }

        Execute(connection, $"PRAGMA user_version = {Scripts.Newest}");
        transaction.Commit();
    }

    private static (string Name, string Sql)[] Guards(string table) =>
        [AppendOnly(table, "UPDATE"), AppendOnly(table, "DELETE")];

    private static (string Name, string Sql) AppendOnly(string table, string verb) =>
        (
            $"{table}_no_{verb}",
            $"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        );

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static long Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
