using Npgsql;
using NpgsqlTypes;

namespace Daylight.Store.Postgres;

/// <summary>Checkpoints and tiles.</summary>
internal sealed class PostgresPublished(NpgsqlDataSource source, string database) : IPublishedStore
{
    public async ValueTask<PublishedCheckpoint?> Latest(
        string jurisdiction,
        CancellationToken cancel = default
    )
    {
        var found = await Read(
            "SELECT size, note FROM checkpoint WHERE jurisdiction_id = $1 ORDER BY size DESC LIMIT 1",
            jurisdiction,
            cancel
        );
        return found.Count == 0 ? null : found[0];
    }

    public async ValueTask<IReadOnlyList<PublishedCheckpoint>> All(
        string jurisdiction,
        CancellationToken cancel = default
    ) =>
        await Read(
            "SELECT size, note FROM checkpoint WHERE jurisdiction_id = $1 ORDER BY size",
            jurisdiction,
            cancel
        );

    public async ValueTask<bool> Store(
        string jurisdiction,
        long knownSize,
        PublishedCheckpoint next,
        CancellationToken cancel = default
    )
    {
        // Two rivals with the same next size meet on the key; with different sizes, the lease decides who publishes.
        return await Change(
                "INSERT INTO checkpoint (jurisdiction_id, size, note) SELECT $1, $3, $4 "
                    + "WHERE (SELECT coalesce(max(size), 0) FROM checkpoint WHERE jurisdiction_id = $1) = $2 ON CONFLICT DO NOTHING",
                cancel,
                jurisdiction,
                knownSize,
                next.Size,
                next.Note
            ) == 1;
    }

    public async ValueTask Cosign(
        string jurisdiction,
        PublishedCheckpoint checkpoint,
        CancellationToken cancel = default
    ) =>
        await Change(
            "INSERT INTO checkpoint (jurisdiction_id, size, note) VALUES ($1, $2, $3) "
                + "ON CONFLICT (jurisdiction_id, size) DO UPDATE SET note = excluded.note",
            cancel,
            jurisdiction,
            checkpoint.Size,
            checkpoint.Note
        );

    public async ValueTask Remove(
        string jurisdiction,
        IReadOnlyCollection<long> sizes,
        CancellationToken cancel = default
    ) =>
        await Change(
            "DELETE FROM checkpoint WHERE jurisdiction_id = $1 AND size = ANY($2)",
            cancel,
            jurisdiction,
            PostgresLogStore.Array(NpgsqlDbType.Bigint, sizes.ToArray())
        );

    public async ValueTask<PublishedCheckpoint?> Served(
        string jurisdiction,
        CancellationToken cancel = default
    )
    {
        var found = await Read(
            "SELECT size, note FROM served WHERE jurisdiction_id = $1",
            jurisdiction,
            cancel
        );
        return found.Count == 0 ? null : found[0];
    }

    public async ValueTask Serve(
        string jurisdiction,
        PublishedCheckpoint checkpoint,
        CancellationToken cancel = default
    ) =>
        await Change(
            "INSERT INTO served (jurisdiction_id, size, note) VALUES ($1, $2, $3) "
                + "ON CONFLICT (jurisdiction_id) DO UPDATE SET size = excluded.size, note = excluded.note WHERE excluded.size >= served.size",
            cancel,
            jurisdiction,
            checkpoint.Size,
            checkpoint.Note
        );

    public async ValueTask<bool> Lease(
        string jurisdiction,
        string holder,
        DateTimeOffset now,
        DateTimeOffset until,
        CancellationToken cancel = default
    ) =>
        await Change(
            "INSERT INTO publisher (jurisdiction_id, holder, until_ms) VALUES ($1, $2, $4) "
                + "ON CONFLICT (jurisdiction_id) DO UPDATE SET holder = excluded.holder, until_ms = excluded.until_ms "
                + "WHERE publisher.holder = excluded.holder OR publisher.until_ms <= $3",
            cancel,
            jurisdiction,
            holder,
            now.ToUnixTimeMilliseconds(),
            until.ToUnixTimeMilliseconds()
        ) == 1;

    public async ValueTask Release(string jurisdiction, string holder, CancellationToken cancel = default) =>
        await Change(
            "DELETE FROM publisher WHERE jurisdiction_id = $1 AND holder = $2",
            cancel,
            jurisdiction,
            holder
        );

    public async ValueTask<byte[]?> Tile(
        string jurisdiction,
        int level,
        long number,
        CancellationToken cancel = default
    ) =>
        await Run(
            async connection =>
            {
                await using var command = PostgresLogStore.Command(
                    connection,
                    "SELECT hashes FROM tile WHERE jurisdiction_id = $1 AND level = $2 AND number = $3",
                    jurisdiction,
                    (long)level,
                    number
                );
                return await command.ExecuteScalarAsync(cancel) as byte[];
            },
            cancel
        );

    public async ValueTask WriteTiles(
        string jurisdiction,
        IReadOnlyList<TileRow> tiles,
        CancellationToken cancel = default
    ) =>
        await Change(
            "INSERT INTO tile (jurisdiction_id, level, number, hashes) SELECT $1, * FROM unnest($2, $3, $4) "
                + "ON CONFLICT (jurisdiction_id, level, number) DO UPDATE SET hashes = excluded.hashes",
            cancel,
            jurisdiction,
            PostgresLogStore.Array(NpgsqlDbType.Bigint, tiles.Select(tile => (long)tile.Level).ToArray()),
            PostgresLogStore.Array(NpgsqlDbType.Bigint, tiles.Select(tile => tile.Number).ToArray()),
            PostgresLogStore.Array(NpgsqlDbType.Bytea, tiles.Select(tile => tile.Hashes).ToArray())
        );

    private Task<int> Change(string sql, CancellationToken cancel, params object[] parameters) =>
        Run(
            async connection =>
            {
                await using var command = PostgresLogStore.Command(connection, sql, parameters);
                return await command.ExecuteNonQueryAsync(cancel);
            },
            cancel
        );

    private Task<List<PublishedCheckpoint>> Read(string sql, string jurisdiction, CancellationToken cancel) =>
        Run(
            async connection =>
            {
                await using var command = PostgresLogStore.Command(connection, sql, jurisdiction);
                await using var reader = await command.ExecuteReaderAsync(cancel);
                var found = new List<PublishedCheckpoint>();
                while (await reader.ReadAsync(cancel))
                {
                    found.Add(new PublishedCheckpoint(reader.GetInt64(0), reader.GetString(1)));
                }

                return found;
            },
            cancel
        );

    /// <summary>Whatever is done here may be done again, so that an answer that did not come is no unknown outcome.</summary>
    private async Task<T> Run<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancel)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancel);
            return await work(connection);
        }
        catch (NpgsqlException failure)
        {
            throw PostgresFaults.Translate(failure, database, committing: false);
        }
    }
}
