namespace Daylight.Store.Sqlite;

/// <summary>Checkpoints and tiles.</summary>
/// <param name="wrote">Told how many rows were written, so that the write-ahead log is kept short.</param>
internal sealed class SqlitePublished(SqliteWriter writer, Action<int> wrote) : IPublishedStore
{
    public ValueTask<PublishedCheckpoint?> Latest(string jurisdiction, CancellationToken cancel = default) =>
        writer.Outside(w => Latest(w, jurisdiction), cancel);

    public ValueTask<IReadOnlyList<PublishedCheckpoint>> All(
        string jurisdiction,
        CancellationToken cancel = default
    ) =>
        writer.Outside<IReadOnlyList<PublishedCheckpoint>>(
            w =>
            {
                var read = w.Statement(
                        "SELECT size, note FROM checkpoint WHERE jurisdiction_id = ?1 ORDER BY size"
                    )
                    .Bind(1, jurisdiction);
                var found = new List<PublishedCheckpoint>();
                while (read.Next())
                {
                    found.Add(new PublishedCheckpoint(read.Integer(0), read.Text(1)));
                }

                return found;
            },
            cancel
        );

    public ValueTask<bool> Store(
        string jurisdiction,
        long knownSize,
        PublishedCheckpoint next,
        CancellationToken cancel = default
    ) =>
        writer.Transaction(
            w =>
            {
                if ((Latest(w, jurisdiction)?.Size ?? 0) != knownSize)
                {
                    return (false, false);
                }

                Put(w, jurisdiction, next);
                return (true, true);
            },
            cancel
        );

    public async ValueTask Cosign(
        string jurisdiction,
        PublishedCheckpoint checkpoint,
        CancellationToken cancel = default
    ) =>
        await writer.Transaction(
            w =>
            {
                Put(w, jurisdiction, checkpoint);
                return (true, true);
            },
            cancel
        );

    public async ValueTask Remove(
        string jurisdiction,
        IReadOnlyCollection<long> sizes,
        CancellationToken cancel = default
    )
    {
        await writer.Transaction(
            w =>
            {
                var remove = w.Statement("DELETE FROM checkpoint WHERE jurisdiction_id = ?1 AND size = ?2");
                foreach (var size in sizes)
                {
                    remove.Bind(1, jurisdiction).Bind(2, size).Run();
                }

                return (true, true);
            },
            cancel
        );
        wrote(sizes.Count);
    }

    public ValueTask<PublishedCheckpoint?> Served(string jurisdiction, CancellationToken cancel = default) =>
        writer.Outside(
            w => One(w, "SELECT size, note FROM served WHERE jurisdiction_id = ?1", jurisdiction),
            cancel
        );

    public async ValueTask Serve(
        string jurisdiction,
        PublishedCheckpoint checkpoint,
        CancellationToken cancel = default
    ) =>
        await writer.Transaction(
            w =>
            {
                w.Statement(
                        "INSERT INTO served (jurisdiction_id, size, note) VALUES (?1, ?2, ?3) "
                            + "ON CONFLICT (jurisdiction_id) DO UPDATE SET size = excluded.size, note = excluded.note WHERE excluded.size >= served.size"
                    )
                    .Bind(1, jurisdiction)
                    .Bind(2, checkpoint.Size)
                    .Bind(3, checkpoint.Note)
                    .Run();
                return (true, true);
            },
            cancel
        );

    public ValueTask<bool> Lease(
        string jurisdiction,
        string holder,
        DateTimeOffset now,
        DateTimeOffset until,
        CancellationToken cancel = default
    ) => ValueTask.FromResult(true);

    public ValueTask Release(string jurisdiction, string holder, CancellationToken cancel = default) =>
        ValueTask.CompletedTask;

    public ValueTask<byte[]?> Tile(
        string jurisdiction,
        int level,
        long number,
        CancellationToken cancel = default
    ) =>
        writer.Outside(
            w =>
            {
                var read = w.Statement(
                        "SELECT hashes FROM tile WHERE jurisdiction_id = ?1 AND level = ?2 AND number = ?3"
                    )
                    .Bind(1, jurisdiction)
                    .Bind(2, level)
                    .Bind(3, number);
                var hashes = read.Next() ? read.Bytes(0) : null;
                read.Reset();
                return hashes;
            },
            cancel
        );

    public async ValueTask WriteTiles(
        string jurisdiction,
        IReadOnlyList<TileRow> tiles,
        CancellationToken cancel = default
    )
    {
        await writer.Transaction(
            w =>
            {
                var put = w.Statement(
                    "INSERT OR REPLACE INTO tile (jurisdiction_id, level, number, hashes) VALUES (?1, ?2, ?3, ?4)"
                );
                foreach (var tile in tiles)
                {
                    put.Bind(1, jurisdiction)
                        .Bind(2, tile.Level)
                        .Bind(3, tile.Number)
                        .Bind(4, tile.Hashes.AsSpan())
                        .Run();
                }

                return (true, true);
            },
            cancel
        );

        // A tile is two pages long.
        wrote(tiles.Count * 8);
    }

    private static PublishedCheckpoint? Latest(SqliteWriter writer, string jurisdiction) =>
        One(
            writer,
            "SELECT size, note FROM checkpoint WHERE jurisdiction_id = ?1 ORDER BY size DESC LIMIT 1",
            jurisdiction
        );

    private static PublishedCheckpoint? One(SqliteWriter writer, string sql, string jurisdiction)
    {
        var read = writer.Statement(sql).Bind(1, jurisdiction);
        var found = read.Next() ? new PublishedCheckpoint(read.Integer(0), read.Text(1)) : null;
        read.Reset();
        return found;
    }

    private static void Put(SqliteWriter writer, string jurisdiction, PublishedCheckpoint checkpoint) =>
        writer
            .Statement("INSERT OR REPLACE INTO checkpoint (jurisdiction_id, size, note) VALUES (?1, ?2, ?3)")
            .Bind(1, jurisdiction)
            .Bind(2, checkpoint.Size)
            .Bind(3, checkpoint.Note)
            .Run();
}
