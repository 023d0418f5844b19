namespace Daylight.Store.Sqlite;

/// <summary>The statements about keys of cases and about the pool, inside the writer's transaction.</summary>
internal static class SqliteKeys
{
    /// <summary>False where the key has a wrap already, or was erased.</summary>
    public static bool Add(SqliteWriter writer, string jurisdiction, WrappedKey key) =>
        writer
            .Statement(
                "INSERT OR IGNORE INTO case_key (jurisdiction_id, key_id, wrapped) SELECT ?1, ?2, ?3 "
                    + "WHERE NOT EXISTS (SELECT 1 FROM erased_key WHERE jurisdiction_id = ?1 AND key_id = ?2)"
            )
            .Bind(1, jurisdiction)
            .Bind(2, key.KeyId)
            .Bind(3, key.Wrapped.AsSpan())
            .Run() == 1;

    public static void Erase(
        SqliteWriter writer,
        string jurisdiction,
        IReadOnlyCollection<string> keyIds,
        IReadOnlyList<ViewTable> sealedTables
    )
    {
        foreach (var key in keyIds)
        {
            foreach (var table in sealedTables)
            {
                Remove(writer, jurisdiction, table.Name, key);
            }

            writer
                .Statement("DELETE FROM case_key WHERE jurisdiction_id = ?1 AND key_id = ?2")
                .Bind(1, jurisdiction)
                .Bind(2, key)
                .Run();
            writer
                .Statement(
                    "INSERT OR REPLACE INTO erased_key (jurisdiction_id, key_id, scrubbed) VALUES (?1, ?2, 0)"
                )
                .Bind(1, jurisdiction)
                .Bind(2, key)
                .Run();
        }
    }

    /// <summary>Removes what a key seals in a sealed table.</summary>
    public static void Remove(SqliteWriter writer, string jurisdiction, string table, string keyId) =>
        writer
            .Statement(
                "erase",
                table,
                () => $"DELETE FROM {table} WHERE jurisdiction_id = ?1 AND {ViewTable.CaseColumn} = ?2"
            )
            .Bind(1, jurisdiction)
            .Bind(2, keyId)
            .Run();

    public static void Change(SqliteWriter writer, string jurisdiction, PoolChange pool)
    {
        if (pool.Row is { } row)
        {
            writer
                .Statement("INSERT OR REPLACE INTO pool (jurisdiction_id, wrapped, box) VALUES (?1, ?2, ?3)")
                .Bind(1, jurisdiction)
                .Bind(2, row.Wrapped.AsSpan())
                .Bind(3, row.Box.AsSpan())
                .Run();
            return;
        }

        writer.Statement("DELETE FROM pool WHERE jurisdiction_id = ?1").Bind(1, jurisdiction).Run();
    }

    /// <summary>Whether bytes of erased keys may still stand in the file.</summary>
    public static bool IsScrubDue(SqliteWriter writer)
    {
        var read = writer.Statement("SELECT 1 FROM erased_key WHERE scrubbed = 0 LIMIT 1");
        var due = read.Next();
        read.Reset();
        return due;
    }

    /// <summary>
    /// Writes the tables with wraps anew and drops the old ones, whose pages secure_delete zeroes. Deleting a row alone is
    /// not enough: when a page was split, a copy of the row may have stayed in the gap of the page that it left.
    /// </summary>
    public static void Rewrite(SqliteWriter writer)
    {
        Rewrite(
            writer,
            "case_key",
            "jurisdiction_id TEXT NOT NULL, key_id TEXT NOT NULL, wrapped BLOB NOT NULL, PRIMARY KEY (jurisdiction_id, key_id)"
        );
        Rewrite(
            writer,
            "pool",
            "jurisdiction_id TEXT NOT NULL PRIMARY KEY, wrapped BLOB NOT NULL, box BLOB NOT NULL"
        );
    }

    private static void Rewrite(SqliteWriter writer, string table, string columns)
    {
        writer.ForgetStatements();
        writer.Statement($"CREATE TABLE {table}__new ({columns}) WITHOUT ROWID").Run();
        writer.Statement($"INSERT INTO {table}__new SELECT * FROM {table}").Run();
        writer.ForgetStatements();
        writer.Statement($"DROP TABLE {table}").Run();
        writer.Statement($"ALTER TABLE {table}__new RENAME TO {table}").Run();
        writer.ForgetStatements();
    }

    public static void Scrubbed(SqliteWriter writer) =>
        writer.Statement("UPDATE erased_key SET scrubbed = 1 WHERE scrubbed = 0").Run();
}
