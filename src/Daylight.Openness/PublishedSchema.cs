using Microsoft.Data.Sqlite;

namespace Daylight.Openness;

/// <summary>The tables of a published database, and the connections to it.</summary>
internal static class PublishedSchema
{
    /// <summary>Name of the file in its folder.</summary>
    public const string FileName = "published.db";

    private const long Version = 1;

    private const string Tables = """
        CREATE TABLE published_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE published_log (
            jurisdiction_id TEXT NOT NULL PRIMARY KEY, number INTEGER NOT NULL, origin TEXT NOT NULL,
            taken INTEGER NOT NULL, size INTEGER NOT NULL, facts INTEGER NOT NULL, note TEXT) WITHOUT ROWID;
        CREATE TABLE published_key (
            jurisdiction_id TEXT NOT NULL, vkey TEXT NOT NULL, witness INTEGER NOT NULL,
            PRIMARY KEY (jurisdiction_id, vkey)) WITHOUT ROWID;
        CREATE TABLE published_tile (
            jurisdiction_id TEXT NOT NULL, level INTEGER NOT NULL, tile INTEGER NOT NULL, bytes BLOB NOT NULL,
            PRIMARY KEY (jurisdiction_id, level, tile));
        CREATE TABLE published_fact (
            jurisdiction_id TEXT NOT NULL, idx INTEGER NOT NULL, kind TEXT NOT NULL, salt BLOB NOT NULL, envelope BLOB NOT NULL,
            PRIMARY KEY (jurisdiction_id, idx));
        CREATE TABLE published_notice (
            jurisdiction_id TEXT NOT NULL, matter TEXT NOT NULL, idx INTEGER NOT NULL,
            PRIMARY KEY (jurisdiction_id, matter, idx)) WITHOUT ROWID;
        CREATE TABLE published_entry (
            jurisdiction_id TEXT NOT NULL, matter TEXT NOT NULL, section TEXT NOT NULL, idx INTEGER NOT NULL,
            number TEXT NOT NULL, title TEXT NOT NULL, unit TEXT NOT NULL, standing TEXT NOT NULL, done INTEGER NOT NULL,
            due TEXT, first_on TEXT NOT NULL, last_on TEXT NOT NULL, notices INTEGER NOT NULL,
            PRIMARY KEY (jurisdiction_id, matter)) WITHOUT ROWID;
        CREATE INDEX published_entry_newest ON published_entry (jurisdiction_id, last_on DESC, idx DESC);
        CREATE TABLE published_content (
            jurisdiction_id TEXT NOT NULL, name TEXT NOT NULL, bytes BLOB NOT NULL,
            PRIMARY KEY (jurisdiction_id, name));
        """;

    /// <summary>A connection that writes. Creates the file where there is none.</summary>
    /// <exception cref="InvalidDataException">when the file is of another version.</exception>
    public static SqliteConnection OpenToWrite(string folder)
    {
        SQLitePCL.Batteries_V2.Init();
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, FileName);
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString()
        );
        connection.Open();
        Run(
            connection,
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA secure_delete = ON"
        );
        var found = (long)Scalar(connection, "PRAGMA user_version")!;
        switch (found)
        {
            case 0:
                using (var transaction = connection.BeginTransaction())
                {
                    Run(connection, Tables);
                    Run(connection, $"PRAGMA user_version = {Version}");
                    transaction.Commit();
                }

                break;
            case Version:
                break;
            default:
                connection.Dispose();
                throw new InvalidDataException(
                    $"{file} has version {found}; this program knows {Version}. Everything in it can be taken again: delete it, or use the newer program."
                );
        }

        return connection;
    }

    /// <summary>How readers connect: they cannot write.</summary>
    public static string ReadingString(string folder) =>
        new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(folder, FileName),
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = true,
        }.ToString();

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
