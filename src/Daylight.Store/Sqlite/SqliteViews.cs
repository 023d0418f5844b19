using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace Daylight.Store.Sqlite;

/// <summary>View tables: their definition, their rows, and the one that is rebuilt beside the served one.</summary>
/// <param name="clerk">The clerk's reading connection.</param>
/// <param name="wrote">Called after rows were written, so that the write-ahead log is kept short.</param>
internal sealed class SqliteViews(
    SqliteWriter writer,
    SqliteWriter clerk,
    Func<SqliteConnection> openReading,
    Action wrote
) : IViewStore
{
    private const int MostSwapAttempts = 100;

    /// <summary>Rows removed from a replaced table at a time, so that no append waits long.</summary>
    private const int RemovedAtOnce = 2000;

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

    public ValueTask<IReadOnlyDictionary<string, int>> Served(CancellationToken cancel = default) =>
        writer.Outside<IReadOnlyDictionary<string, int>>(
            w =>
            {
                var read = w.Statement("SELECT view, version FROM view_served");
                var served = new Dictionary<string, int>(StringComparer.Ordinal);
                while (read.Next())
                {
                    served.Add(read.Text(0), (int)read.Integer(1));
                }

                return served;
            },
            cancel
        );

    public async ValueTask<long> Begin(
        string jurisdiction,
        ViewTable table,
        bool resume,
        CancellationToken cancel = default
    )
    {
        if (resume && await Folded(jurisdiction, table, cancel) is { } known)
        {
            return known;
        }

        await RemoveLeftovers(table, cancel);
        return await writer.Transaction(
            w =>
            {
                if (!Exists(w, table.Beside))
                {
                    Create(w, table, table.Beside);
                }

                w.Statement($"DELETE FROM {table.Beside} WHERE jurisdiction_id = ?1")
                    .Bind(1, jurisdiction)
                    .Run();
                w.Statement(
                        "INSERT OR REPLACE INTO view_beside (jurisdiction_id, view, version, folded) VALUES (?1, ?2, ?3, 0)"
                    )
                    .Bind(1, jurisdiction)
                    .Bind(2, table.Name)
                    .Bind(3, table.Version)
                    .Run();
                return (0L, true);
            },
            cancel
        );
    }

    public async ValueTask<bool> Write(
        string jurisdiction,
        ViewTable table,
        IReadOnlyList<RowChange> rows,
        long known,
        long folded,
        CancellationToken cancel = default
    )
    {
        var held = await writer.Transaction(
            w =>
            {
                var noted = w.Statement(
                        "UPDATE view_beside SET folded = ?5 WHERE jurisdiction_id = ?1 AND view = ?2 AND version = ?3 AND folded = ?4"
                    )
                    .Bind(1, jurisdiction)
                    .Bind(2, table.Name)
                    .Bind(3, table.Version)
                    .Bind(4, known)
                    .Bind(5, folded)
                    .Run();
                if (noted == 1)
                {
                    Write(w, jurisdiction, rows, t => t.Beside);
                }

                return (noted == 1, noted == 1);
            },
            cancel
        );
        wrote();
        return held;
    }

    public async ValueTask RemoveBeside(
        string jurisdiction,
        ViewTable table,
        IReadOnlyCollection<string> keyIds,
        CancellationToken cancel = default
    ) =>
        await writer.Transaction(
            w =>
            {
                foreach (var key in keyIds)
                {
                    SqliteKeys.Remove(w, jurisdiction, table.Beside, key);
                }

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

    public async ValueTask Swap(
        ViewTable table,
        Func<CancellationToken, ValueTask> finish,
        CancellationToken cancel = default
    )
    {
        for (var attempt = 0; attempt < MostSwapAttempts; attempt++)
        {
            await finish(cancel);
            if (await writer.Transaction(w => Exchange(w, table), cancel))
            {
                // Its statements name the columns of the table that was replaced.
                await clerk.Outside(
                    r =>
                    {
                        r.ForgetStatements();
                        return true;
                    },
                    cancel
                );
                await RemoveLeftovers(table, cancel);
                return;
            }
        }

        throw new StoreFailedException(
            $"The rebuilt view {table.Name} was not swapped in: the log grew {MostSwapAttempts} times while the rest was folded. It goes on where it stands when it is tried again.",
            outcomeKnown: true
        );
    }

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
        var read = writer.Statement("read", table, name, ReadSql);
        var rows = new object?[]?[keys.Count];
        for (var i = 0; i < keys.Count; i++)
        {
            read.Bind(1, jurisdiction);
            BindKey(read, keys[i]);
            if (read.Next())
            {
                var row = new object?[table.Columns.Count];
                for (var at = 0; at < row.Length; at++)
                {
                    row[at] = read.Value(at, table.Columns[at].Kind);
                }

                rows[i] = row;
                read.Reset();
            }
        }

        return rows;
    }

    /// <summary>
    /// Writes the columns that differ: an update of all of them would take each entry out of every index and put it back,
    /// a page of each for nothing. False where the row is not there, or too wide to be told by one number.
    /// </summary>
    private static bool Update(
        SqliteWriter writer,
        string jurisdiction,
        RowChange change,
        object?[] before,
        string name
    )
    {
        var (table, row) = (change.Table, change.Row!);
        if (row.Length > 64)
        {
            return false;
        }

        var differs = 0UL;
        for (var i = table.KeyLength; i < row.Length; i++)
        {
            differs |= Equals(row[i], before[i]) ? 0 : 1UL << i;
        }

        if (differs == 0)
        {
            return true;
        }

        var put = writer.Statement(
            $"update {differs:x}",
            name,
            () =>
                $"UPDATE {name} SET {string.Join(", ", Differing().Select(at => $"{table.Columns[at].Name} = ?{at + 2}"))} WHERE jurisdiction_id = ?1{KeyIs(table)}"
        );
        put.Bind(1, jurisdiction);
        BindKey(put, change.Key);
        foreach (var at in Differing())
        {
            put.Bind(at + 2, row[at]);
        }

        return put.Run() == 1;

        IEnumerable<int> Differing() => Enumerable.Range(0, row.Length).Where(at => (differs >> at & 1) == 1);
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
                var remove = writer.Statement("delete", change.Table, name(change.Table), DeleteSql);
                remove.Bind(1, jurisdiction);
                BindKey(remove, change.Key);
                remove.Run();
                continue;
            }

            if (
                change.Before is { } before
                && Update(writer, jurisdiction, change, before, name(change.Table))
            )
            {
                continue;
            }

            var put = writer
                .Statement("upsert", change.Table, name(change.Table), UpsertSql)
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

    private static string ReadSql(ViewTable table, string name) =>
        $"SELECT {Names(table)} FROM {name} WHERE jurisdiction_id = ?1{KeyIs(table)}";

    private static string DeleteSql(ViewTable table, string name) =>
        $"DELETE FROM {name} WHERE jurisdiction_id = ?1{KeyIs(table)}";

    private static string UpsertSql(ViewTable table, string name) =>
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
        // A table that is made again at the same version stands beside its namesake until the swap, and indexes keep
        // their names through it: the first free number is in them.
        var generation = 1;
        while (Exists(writer, IndexName(table, generation, 0)))
        {
            generation++;
        }

        for (var i = 0; i < table.Indexes.Count; i++)
        {
            writer
                .Statement(
                    $"CREATE INDEX {IndexName(table, generation, i)} ON {name} (jurisdiction_id, {table.Indexes[i]})"
                )
                .Run();
        }
    }

    private static string IndexName(ViewTable table, int generation, int at) =>
        $"{table.Name}_v{table.Version}g{generation}_{at + 1}";

    private static bool Exists(SqliteWriter writer, string name)
    {
        var read = writer.Statement("SELECT 1 FROM sqlite_master WHERE name = ?1").Bind(1, name);
        var exists = read.Next();
        read.Reset();
        return exists;
    }

    private async ValueTask<long?> Folded(string jurisdiction, ViewTable table, CancellationToken cancel) =>
        await writer.Outside<long?>(
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
                return folded;
            },
            cancel
        );

    /// <summary>The swap itself; false where a log has grown beyond what is folded.</summary>
    private static (bool Done, bool Commit) Exchange(SqliteWriter w, ViewTable table)
    {
        var read = w.Statement(
                "SELECT 1 FROM log_head h LEFT JOIN view_beside b "
                    + "ON b.jurisdiction_id = h.jurisdiction_id AND b.view = ?1 AND b.version = ?2 "
                    + "WHERE b.folded IS NULL OR b.folded <> h.size"
            )
            .Bind(1, table.Name)
            .Bind(2, table.Version);
        var behind = read.Next();
        read.Reset();
        if (behind)
        {
            return (false, false);
        }

        w.ForgetStatements();
        w.Statement($"ALTER TABLE {table.Name} RENAME TO {table.Old}").Run();
        w.Statement($"ALTER TABLE {table.Beside} RENAME TO {table.Name}").Run();
        w.Statement("UPDATE view_served SET version = ?2 WHERE view = ?1")
            .Bind(1, table.Name)
            .Bind(2, table.Version)
            .Run();
        w.Statement("DELETE FROM view_beside WHERE view = ?1").Bind(1, table.Name).Run();
        w.Statement("UPDATE log_head SET views = views + 1").Run();
        w.ForgetStatements();
        return (true, true);
    }

    /// <summary>Removes the replaced table and tables beside of other versions, in small transactions.</summary>
    private async ValueTask RemoveLeftovers(ViewTable table, CancellationToken cancel)
    {
        foreach (var name in await Leftovers(table, cancel))
        {
            while (await writer.Transaction(w => (Prune(w, name), true), cancel) == RemovedAtOnce)
            {
                wrote();
            }

            await writer.Transaction(
                w =>
                {
                    w.ForgetStatements();
                    w.Statement($"DROP TABLE {name}").Run();
                    w.Statement("DELETE FROM view_beside WHERE view = ?1 AND version <> ?2")
                        .Bind(1, table.Name)
                        .Bind(2, table.Version)
                        .Run();
                    return (true, true);
                },
                cancel
            );
        }
    }

    /// <summary>Removes some rows; the key columns are asked of the table, since another version made it.</summary>
    private static int Prune(SqliteWriter w, string name)
    {
        var columns = w.Statement($"SELECT name FROM pragma_table_info('{name}') WHERE pk > 0 ORDER BY pk");
        var names = new List<string>();
        while (columns.Next())
        {
            names.Add(columns.Text(0));
        }

        var key = string.Join(", ", names);
        return w.Statement(
                $"DELETE FROM {name} WHERE ({key}) IN (SELECT {key} FROM {name} LIMIT {RemovedAtOnce})"
            )
            .Run();
    }

    private ValueTask<List<string>> Leftovers(ViewTable table, CancellationToken cancel) =>
        writer.Outside(
            w =>
            {
                var read = w.Statement(
                        "SELECT name FROM sqlite_master WHERE type = 'table' AND (name = ?1 OR (name GLOB ?2 AND name <> ?3))"
                    )
                    .Bind(1, table.Old)
                    .Bind(2, $"{table.Name}__v*")
                    .Bind(3, table.Beside);
                var found = new List<string>();
                while (read.Next())
                {
                    found.Add(read.Text(0));
                }

                return found;
            },
            cancel
        );

    private static string Type(ColumnKind kind) =>
        kind switch
        {
            ColumnKind.Text => "TEXT",
            ColumnKind.Number => "INTEGER",
            ColumnKind.Bytes => "BLOB",
        };
}
