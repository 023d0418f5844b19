using Daylight.Store.Schema;
using Microsoft.Data.Sqlite;

namespace Daylight.Store.Sqlite;

/// <summary>Creates the durable tables and the triggers that hold them append-only.</summary>
internal static class SqliteSchema
{
    /// <summary>The triggers that hold tables append-only, as SQLite keeps their text.</summary>
    public static IReadOnlyList<(string Name, string Sql)> Triggers { get; } =
    [
        .. Scripts.AppendOnly.SelectMany(table =>
            new[] { AppendOnly(table, "UPDATE"), AppendOnly(table, "DELETE") }
        ),
    ];

    public static void SetUp(SqliteConnection connection)
    {
        var found = Scalar(connection, "PRAGMA user_version");
        switch (found)
        {
            case 0:
                using (var transaction = connection.BeginTransaction())
                {
                    Execute(connection, Scripts.Read(text: "TEXT", bytes: "BLOB", tail: " WITHOUT ROWID"));
                    foreach (var (_, sql) in Triggers)
                    {
                        Execute(connection, sql);
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
