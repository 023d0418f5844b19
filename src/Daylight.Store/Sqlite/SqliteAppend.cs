namespace Daylight.Store.Sqlite;

/// <summary>The statements of one group, inside the writer's transaction.</summary>
internal static class SqliteAppend
{
    /// <summary>Writes everything; false where the log is no longer of the known size.</summary>
    public static bool Run(SqliteWriter writer, Group group)
    {
        var moved = writer
            .Statement(
                "UPDATE log_head SET size = ?1, edge = ?2, views = ?6 WHERE jurisdiction_id = ?3 AND size = ?4 AND views = ?5"
            )
            .Bind(1, group.NewSize)
            .Bind(2, group.Edge.AsSpan())
            .Bind(3, group.Jurisdiction)
            .Bind(4, group.KnownSize)
            .Bind(5, group.KnownViews)
            .Bind(6, group.KnownViews + (group.Pool is null ? 0 : 1))
            .Run();
        if (moved == 0)
        {
            return false;
        }

        foreach (var key in group.Keys)
        {
            if (!SqliteKeys.Add(writer, group.Jurisdiction, key))
            {
                return false;
            }
        }

        Contents(writer, group);
        Facts(writer, group);
        Acts(writer, group);
        SqliteViews.Write(writer, group.Jurisdiction, group.Rows, table => table.Name);
        SqliteKeys.Erase(writer, group.Jurisdiction, group.ErasedKeys, group.SealedTables);
        if (group.Pool is { } pool)
        {
            SqliteKeys.Change(writer, group.Jurisdiction, pool);
        }

        return true;
    }

    private static void Contents(SqliteWriter writer, Group group)
    {
        foreach (var content in group.Contents)
        {
            writer
                .Statement("INSERT OR IGNORE INTO content (jurisdiction_id, hash, bytes) VALUES (?1, ?2, ?3)")
                .Bind(1, group.Jurisdiction)
                .Bind(2, content.Hash)
                .Bind(3, content.Bytes.AsSpan())
                .Run();
        }

        foreach (var file in group.Attachments)
        {
            writer
                .Statement(
                    "INSERT OR IGNORE INTO attachment (jurisdiction_id, hash, key_id) VALUES (?1, ?2, ?3)"
                )
                .Bind(1, group.Jurisdiction)
                .Bind(2, file.Hash)
                .Bind(3, file.KeyId)
                .Run();
        }
    }

    private static void Facts(SqliteWriter writer, Group group)
    {
        var fact = writer.Statement(
            "INSERT INTO fact (jurisdiction_id, idx, salt, envelope) VALUES (?1, ?2, ?3, ?4)"
        );
        foreach (var row in group.Facts)
        {
            fact.Bind(1, group.Jurisdiction)
                .Bind(2, row.Index)
                .Bind(3, row.Salt.AsSpan())
                .Bind(4, row.Envelope.AsSpan())
                .Run();
        }

        var stream = writer.Statement(
            "INSERT INTO fact_stream (jurisdiction_id, stream, version, idx) VALUES (?1, ?2, ?3, ?4)"
        );
        foreach (var row in group.Streams)
        {
            stream
                .Bind(1, group.Jurisdiction)
                .Bind(2, row.Stream)
                .Bind(3, row.Version)
                .Bind(4, row.Index)
                .Run();
        }
    }

    private static void Acts(SqliteWriter writer, Group group)
    {
        var act = writer.Statement(
            "INSERT INTO act (jurisdiction_id, act_id, first_idx, parts, digest) VALUES (?1, ?2, ?3, ?4, ?5)"
        );
        foreach (var row in group.Acts)
        {
            act.Bind(1, group.Jurisdiction)
                .Bind(2, row.ActId)
                .Bind(3, row.First)
                .Bind(4, row.Count)
                .Bind(5, row.Digest.AsSpan())
                .Run();
        }
    }
}
