using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace Daylight.Store.Sqlite;

/// <summary>View tables: their definition, their rows, and the one that is rebuilt beside the served one.</summary>
internal sealed class SqliteViews(SqliteWriter writer, Func<SqliteConnection> openReading) : IViewStore
{
    public ValueTask<int> Ensure(ViewTable table, CancellationToken cancel = default) =>
        writer.Transaction(
            w =>
            {
                var read = w.Statement("SELECT version FROM view_served WHERE view = ?1").Bind(1, table.Name);
                var served = read.Next() ? (int)read.Integer(0) : 0;
                read.Reset();
                if (served == 0)
                {
                    Create(w, table, table.Name);
                    w.Statement("INSERT INTO view_served (view, version) VALUES (?1, ?2)")
                        .Bind(1, table.Name)
                        .Bind(2, table.Version)
                        .Run();
                    served = table.Version;
                }

                return (served, true);
            },
            cancel
        );

    public ValueTask<long> Begin(
        string jurisdiction,
        ViewTable table,
        bool resume,
        CancellationToken cancel = default
    ) =>
        writer.Transaction(
            w =>
            {
                var read = w.Statement(
                        "SELECT folded FROM view_beside WHERE jurisdiction_id = ?1 AND view = ?2 AND version = ?3"
                    )
                    .Bind(1, jurisdiction)
                    .Bind(2, table.Name)
                    .Bind(3, table.Version);
                long? folded = read.Next() ? read.Integer(0) : null;
                read.Reset();
                if (folded is { } known && resume)
                {
                    return (known, true);
                }

                if (folded is null && !Exists(w, table.Beside))
                {
                    Create(w, table, table.Beside);
                }

                w.Statement($"DELETE FROM {table.Beside} WHERE jurisdiction_id = ?1")
                    .Bind(1, jurisdiction)
                    .Run();
                Note(w, jurisdiction, table, 0);
                return (0L, true);
            },
            cancel
        );

    public async ValueTask Write(
        string jurisdiction,
        ViewTable table,
        IReadOnlyList<RowChange> rows,
        long folded,
        CancellationToken cancel = default
    ) =>
        await writer.Transaction(
            w =>
            {
                Write(w, jurisdiction, rows, t => t.Beside);
                Note(w, jurisdiction, table, folded);
                return (true, true);
            },
            cancel
        );

    public ValueTask<IReadOnlyList<object?[]?>> ReadBeside(
        string jurisdiction,
        ViewTable table,
        IReadOnlyList<object[]> keys,
        CancellationToken cancel = default
    ) => writer.Outside(w => ReadRows(w, jurisdiction, table, table.Beside, keys), cancel);

    public async ValueTask Swap(ViewTable table, CancellationToken cancel = default) =>
        await writer.Transaction(
            w =>
            {
                w.ForgetStatements();
                w.Statement($"DROP TABLE {table.Name}").Run();
                w.Statement($"ALTER TABLE {table.Beside} RENAME TO {table.Name}").Run();
                w.Statement("UPDATE view_served SET version = ?2 WHERE view = ?1")
                    .Bind(1, table.Name)
                    .Bind(2, table.Version)
                    .Run();
                w.Statement("DELETE FROM view_beside WHERE view = ?1").Bind(1, table.Name).Run();
                w.ForgetStatements();
                return (true, true);
            },
            cancel
        );

    public async IAsyncEnumerable<object?[]> All(
        string jurisdiction,
        ViewTable table,
        [EnumeratorCancellation] CancellationToken cancel = default
    )
    {
        await using var connection = openReading();
        await using var command = connection.CreateCommand();
        var key = string.Join(", ", table.Columns.Take(table.KeyLength).Select(column => column.Name));
        command.CommandText =
            $"SELECT {Names(table)} FROM {table.Name} WHERE jurisdiction_id = $j ORDER BY {key}";
        command.Parameters.AddWithValue("$j", jurisdiction);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            cancel.ThrowIfCancellationRequested();
            var row = new object?[table.Columns.Count];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            }

            yield return row;
        }
    }

    internal static IReadOnlyList<object?[]?> ReadRows(
        SqliteWriter writer,
        string jurisdiction,
        ViewTable table,
        string name,
        IReadOnlyList<object[]> keys
    )
    {
        var read = writer.Statement(
            "read",
            name,
            () => $"SELECT {Names(table)} FROM {name} WHERE jurisdiction_id = ?1{KeyIs(table)}"
        );
        var rows = new object?[]?[keys.Count];
        for (var i = 0; i < keys.Count; i++)
        {
            read.Bind(1, jurisdiction);
            BindKey(read, keys[i]);
            if (read.Next())
            {
                rows[i] = [.. table.Columns.Select((column, at) => read.Value(at, column.Kind))];
                read.Reset();
            }
        }

        return rows;
    }

    internal static void Write(
        SqliteWriter writer,
        string jurisdiction,
        IReadOnlyList<RowChange> changes,
        Func<ViewTable, string> name
    )
    {
        foreach (var change in changes)
        {
            if (change.Row is null)
            {
                var remove = writer.Statement(
                    "delete",
                    name(change.Table),
                    () => $"DELETE FROM {name(change.Table)} WHERE jurisdiction_id = ?1{KeyIs(change.Table)}"
                );
                remove.Bind(1, jurisdiction);
                BindKey(remove, change.Key);
                remove.Run();
                continue;
            }

            var put = writer
                .Statement("upsert", name(change.Table), () => Upsert(change.Table, name(change.Table)))
                .Bind(1, jurisdiction);
            for (var i = 0; i < change.Row.Length; i++)
            {
                put.Bind(i + 2, change.Row[i]);
            }

            put.Run();
        }
    }

    private static void BindKey(Statement statement, object[] key)
    {
        for (var i = 0; i < key.Length; i++)
        {
            statement.Bind(i + 2, key[i]);
        }
    }

    private static string Names(ViewTable table) =>
        string.Join(", ", table.Columns.Select(column => column.Name));

    private static string KeyIs(ViewTable table) =>
        string.Concat(
            table.Columns.Take(table.KeyLength).Select((column, at) => $" AND {column.Name} = ?{at + 2}")
        );

    private static string Upsert(ViewTable table, string name) =>
        $"INSERT OR REPLACE INTO {name} (jurisdiction_id, {Names(table)}) VALUES (?1{string.Concat(table.Columns.Select((_, at) => $", ?{at + 2}"))})";

    private static void Create(SqliteWriter writer, ViewTable table, string name)
    {
        var columns = table.Columns.Select(
            (column, at) => $"{column.Name} {Type(column.Kind)}{(at < table.KeyLength ? " NOT NULL" : "")}"
        );
        var key = string.Join(", ", table.Columns.Take(table.KeyLength).Select(column => column.Name));
        writer
            .Statement(
                $"CREATE TABLE {name} (jurisdiction_id TEXT NOT NULL, {string.Join(", ", columns)}, PRIMARY KEY (jurisdiction_id, {key})) WITHOUT ROWID"
            )
            .Run();
        for (var i = 0; i < table.Indexes.Count; i++)
        {
            // The version is in the name: on a swap the old table drops its indexes, the new one keeps its own.
            writer
                .Statement(
                    $"CREATE INDEX {table.Name}_v{table.Version}_{i + 1} ON {name} (jurisdiction_id, {table.Indexes[i]})"
                )
                .Run();
        }
    }

    private static bool Exists(SqliteWriter writer, string name)
    {
        var read = writer
            .Statement("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?1")
            .Bind(1, name);
        var exists = read.Next();
        read.Reset();
        return exists;
    }

    private static void Note(SqliteWriter writer, string jurisdiction, ViewTable table, long folded) =>
        writer
            .Statement(
                "INSERT OR REPLACE INTO view_beside (jurisdiction_id, view, version, folded) VALUES (?1, ?2, ?3, ?4)"
            )
            .Bind(1, jurisdiction)
            .Bind(2, table.Name)
            .Bind(3, table.Version)
            .Bind(4, folded)
            .Run();

    private static string Type(ColumnKind kind) =>
        kind switch
        {
            ColumnKind.Text => "TEXT",
            ColumnKind.Number => "INTEGER",
            ColumnKind.Bytes => "BLOB",
        };
}
