using Npgsql;
using NpgsqlTypes;

namespace Daylight.Store.Postgres;

/// <summary>The statements about keys of cases and about the pool, as parts of a batch.</summary>
internal static class PostgresKeys
{
    /// <summary>Adds wraps, and breaks the whole batch where one of them is there already, or was erased.</summary>
    public static void Add(NpgsqlBatch batch, string jurisdiction, IReadOnlyList<WrappedKey> keys)
    {
        if (keys.Count > 0)
        {
            PostgresAppend.Add(
                batch,
                "WITH given AS (SELECT * FROM unnest($2, $3) AS k(key_id, wrapped)), "
                    + "made AS (INSERT INTO case_key (jurisdiction_id, key_id, wrapped) SELECT $1, k.key_id, k.wrapped FROM given k "
                    + "WHERE NOT EXISTS (SELECT 1 FROM erased_key e WHERE e.jurisdiction_id = $1 AND e.key_id = k.key_id) "
                    + "ON CONFLICT DO NOTHING RETURNING 1) "
                    + "SELECT 1 / (CASE WHEN (SELECT count(*) FROM made) = (SELECT count(*) FROM given) THEN 1 ELSE 0 END)",
                jurisdiction,
                PostgresLogStore.Array(NpgsqlDbType.Text, keys.Select(key => key.KeyId).ToArray()),
                PostgresLogStore.Array(NpgsqlDbType.Bytea, keys.Select(key => key.Wrapped).ToArray())
            );
        }
    }

    public static void Erase(
        NpgsqlBatch batch,
        string jurisdiction,
        IReadOnlyCollection<string> keyIds,
        IReadOnlyList<ViewTable> sealedTables
    )
    {
        if (keyIds.Count == 0)
        {
            return;
        }

        foreach (var table in sealedTables)
        {
            Remove(batch, jurisdiction, table.Name, keyIds);
        }

        PostgresAppend.Add(
            batch,
            "DELETE FROM case_key WHERE jurisdiction_id = $1 AND key_id = ANY($2)",
            jurisdiction,
            PostgresLogStore.Array(NpgsqlDbType.Text, keyIds.ToArray())
        );
        PostgresAppend.Add(
            batch,
            "INSERT INTO erased_key (jurisdiction_id, key_id, scrubbed) SELECT DISTINCT $1, k, 0 FROM unnest($2) AS k "
                + "ON CONFLICT (jurisdiction_id, key_id) DO UPDATE SET scrubbed = 0",
            jurisdiction,
            PostgresLogStore.Array(NpgsqlDbType.Text, keyIds.ToArray())
        );
    }

    /// <summary>Removes what keys seal in a sealed table.</summary>
    public static void Remove(
        NpgsqlBatch batch,
        string jurisdiction,
        string table,
        IReadOnlyCollection<string> keyIds
    ) =>
        PostgresAppend.Add(
            batch,
            $"DELETE FROM {table} WHERE jurisdiction_id = $1 AND {ViewTable.CaseColumn} = ANY($2)",
            jurisdiction,
            PostgresLogStore.Array(NpgsqlDbType.Text, keyIds.ToArray())
        );

    public static void Change(NpgsqlBatch batch, string jurisdiction, PoolChange pool)
    {
        if (pool.Row is { } row)
        {
            PostgresAppend.Add(
                batch,
                "INSERT INTO pool (jurisdiction_id, wrapped, box) VALUES ($1, $2, $3) "
                    + "ON CONFLICT (jurisdiction_id) DO UPDATE SET wrapped = excluded.wrapped, box = excluded.box",
                jurisdiction,
                row.Wrapped,
                row.Box
            );
            return;
        }

        PostgresAppend.Add(batch, "DELETE FROM pool WHERE jurisdiction_id = $1", jurisdiction);
    }
}
