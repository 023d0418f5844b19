using Npgsql;
using NpgsqlTypes;

namespace Daylight.Store.Postgres;

/// <summary>
/// One group as one batch. Npgsql sends it with a single Sync, so that the server runs it as one transaction and
/// answers after its commit is durable.
/// </summary>
internal static class PostgresAppend
{
    public static async Task<Appended> Run(NpgsqlConnection connection, Group group, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        Guard(batch, group);
        PostgresKeys.Add(batch, group.Jurisdiction, group.Keys);
        Contents(batch, group);
        Facts(batch, group);
        Acts(batch, group);
        PostgresRows.Write(batch, group.Jurisdiction, group.Rows, table => table.Name);
        PostgresKeys.Erase(batch, group.Jurisdiction, group.ErasedKeys, group.SealedTables);
        if (group.Pool is { } pool)
        {
            PostgresKeys.Change(batch, group.Jurisdiction, pool);
        }

        try
        {
            await batch.ExecuteNonQueryAsync(cancel);
            return Appended.Durable;
        }
        catch (PostgresException failure) when (failure.SqlState is PostgresErrorCodes.DivisionByZero)
        {
            return Appended.Moved;
        }
    }

    /// <summary>
    /// Moves the head, and breaks the whole batch (by a division by zero, for want of an assertion in SQL) where the
    /// log was no longer of the known size. READ COMMITTED: a rival's update is waited for, then seen.
    /// </summary>
    private static void Guard(NpgsqlBatch batch, Group group)
    {
        Add(
            batch,
            "WITH moved AS (UPDATE log_head SET size = $3, edge = $4, views = $6 WHERE jurisdiction_id = $1 AND size = $2 AND views = $5 RETURNING 1) "
                + "SELECT 1 / (SELECT count(*) FROM moved)::int",
            group.Jurisdiction,
            group.KnownSize,
            group.NewSize,
            group.Edge,
            group.KnownViews,
            group.KnownViews + (group.Pool is null ? 0 : 1)
        );
    }

    private static void Contents(NpgsqlBatch batch, Group group)
    {
        if (group.Contents.Count > 0)
        {
            Add(
                batch,
                "INSERT INTO content (jurisdiction_id, hash, bytes) SELECT $1, * FROM unnest($2, $3) ON CONFLICT DO NOTHING",
                group.Jurisdiction,
                PostgresLogStore.Array(
                    NpgsqlDbType.Text,
                    group.Contents.Select(content => content.Hash).ToArray()
                ),
                PostgresLogStore.Array(
                    NpgsqlDbType.Bytea,
                    group.Contents.Select(content => content.Bytes).ToArray()
                )
            );
        }

        if (group.Attachments.Count > 0)
        {
            Add(
                batch,
                "INSERT INTO attachment (jurisdiction_id, hash, key_id) SELECT $1, * FROM unnest($2, $3) ON CONFLICT DO NOTHING",
                group.Jurisdiction,
                PostgresLogStore.Array(
                    NpgsqlDbType.Text,
                    group.Attachments.Select(file => file.Hash).ToArray()
                ),
                PostgresLogStore.Array(
                    NpgsqlDbType.Text,
                    group.Attachments.Select(file => file.KeyId).ToArray()
                )
            );
        }
    }

    private static void Facts(NpgsqlBatch batch, Group group)
    {
        Add(
            batch,
            "INSERT INTO fact (jurisdiction_id, idx, salt, envelope) SELECT $1, * FROM unnest($2, $3, $4)",
            group.Jurisdiction,
            PostgresLogStore.Array(NpgsqlDbType.Bigint, group.Facts.Select(fact => fact.Index).ToArray()),
            PostgresLogStore.Array(NpgsqlDbType.Bytea, group.Facts.Select(fact => fact.Salt).ToArray()),
            PostgresLogStore.Array(NpgsqlDbType.Bytea, group.Facts.Select(fact => fact.Envelope).ToArray())
        );
        Add(
            batch,
            "INSERT INTO fact_stream (jurisdiction_id, stream, version, idx) SELECT $1, * FROM unnest($2, $3, $4)",
            group.Jurisdiction,
            PostgresLogStore.Array(NpgsqlDbType.Text, group.Streams.Select(row => row.Stream).ToArray()),
            PostgresLogStore.Array(NpgsqlDbType.Bigint, group.Streams.Select(row => row.Version).ToArray()),
            PostgresLogStore.Array(NpgsqlDbType.Bigint, group.Streams.Select(row => row.Index).ToArray())
        );
    }

    private static void Acts(NpgsqlBatch batch, Group group) =>
        Add(
            batch,
            "INSERT INTO act (jurisdiction_id, act_id, first_idx, parts, digest) SELECT $1, * FROM unnest($2, $3, $4, $5)",
            group.Jurisdiction,
            PostgresLogStore.Array(NpgsqlDbType.Text, group.Acts.Select(act => act.ActId).ToArray()),
            PostgresLogStore.Array(NpgsqlDbType.Bigint, group.Acts.Select(act => act.First).ToArray()),
            PostgresLogStore.Array(NpgsqlDbType.Bigint, group.Acts.Select(act => (long)act.Count).ToArray()),
            PostgresLogStore.Array(NpgsqlDbType.Bytea, group.Acts.Select(act => act.Digest).ToArray())
        );

    internal static void Add(NpgsqlBatch batch, string sql, params object[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter as NpgsqlParameter ?? new NpgsqlParameter { Value = parameter });
        }

        batch.BatchCommands.Add(command);
    }
}
