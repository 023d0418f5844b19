using Daylight.Store.Schema;
using Microsoft.Data.Sqlite;

namespace Daylight.Store.Sqlite;

/// <summary>Creates the durable tables and the triggers that hold them append-only.</summary>
internal static class SqliteSchema
{
    public static void SetUp(SqliteConnection connection)
    {
        var found = Scalar(connection, "PRAGMA user_version");
        switch (found)
        {
            case 0:
                using (var transaction = connection.BeginTransaction())
                {
                    Execute(connection, Scripts.Read(text: "TEXT", bytes: "BLOB", tail: " WITHOUT ROWID"));
                    foreach (var table in Scripts.AppendOnly)
                    {
                        Execute(connection, AppendOnly(table, "UPDATE"));
                        Execute(connection, AppendOnly(table, "DELETE"));
                    }

                    Execute(connection, $"PRAGMA user_version = {Scripts.Newest}");
                    transaction.Commit();
                }

                break;
            case Scripts.Newest:
                break;
            default:
                throw new StoreFailedException(
                    $"The ledger {connection.DataSource} has schema {found}; this program knows up to {Scripts.Newest}. Use the newer program that wrote it.",
                    outcomeKnown: true
                );
        }
    }

    private static string AppendOnly(string table, string verb) =>
        $"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END";

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
