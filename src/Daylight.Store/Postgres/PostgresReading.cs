using Npgsql;
using NpgsqlTypes;

namespace Daylight.Store.Postgres;

/// <summary>What is read before a group is decided, in one round trip.</summary>
/// <remarks>
/// The server plans a prepared statement once, perhaps on an empty table; a join by keys then reads a whole log for each
/// group, and so does even a search by a whole key, if it takes another index that begins with the jurisdiction. The first
/// row from the key on (<c>key >= k ORDER BY key LIMIT 1</c>), with sorting switched off, leaves one way: a search in the
/// index of that key. A nested loop keeps the order of the keys and, within a stream, of the versions.
/// </remarks>
internal static class PostgresReading
{
    public const string ActsBetweenSql =
        "SELECT act_id, first_idx, parts, digest FROM act WHERE jurisdiction_id = $1 AND first_idx < $3 "
        + "AND first_idx >= coalesce((SELECT max(first_idx) FROM act WHERE jurisdiction_id = $1 AND first_idx <= $2), 0) "
        + "ORDER BY first_idx";

    public static async Task<Lookup> LookUp(
        NpgsqlConnection connection,
        string jurisdiction,
        IReadOnlyCollection<string> acts,
        IReadOnlyCollection<StreamAfter> streams,
        CancellationToken cancel
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        var ofActs = new NpgsqlBatchCommand(
            "SELECT a.act_id, a.first_idx, a.parts, a.digest FROM unnest($2) AS k(act_id) CROSS JOIN LATERAL "
                + "(SELECT * FROM act WHERE jurisdiction_id = $1 AND act_id >= k.act_id ORDER BY act_id LIMIT 1) a "
                + "WHERE a.act_id = k.act_id"
        );
        ofActs.Parameters.Add(new NpgsqlParameter { Value = jurisdiction });
        ofActs.Parameters.Add(PostgresLogStore.Array(NpgsqlDbType.Text, acts.ToArray()));
        batch.BatchCommands.Add(ofActs);
        var ofStreams = new NpgsqlBatchCommand(
            "SELECT s.stream, f.idx, f.salt, f.envelope FROM unnest($2, $3) AS k(stream, version) CROSS JOIN LATERAL "
                + "(SELECT * FROM fact_stream WHERE jurisdiction_id = $1 AND stream = k.stream AND version > k.version ORDER BY version OFFSET 0) s "
                + "CROSS JOIN LATERAL (SELECT * FROM fact WHERE jurisdiction_id = $1 AND idx >= s.idx ORDER BY idx LIMIT 1) f"
        );
        ofStreams.Parameters.Add(new NpgsqlParameter { Value = jurisdiction });
        ofStreams.Parameters.Add(
            PostgresLogStore.Array(NpgsqlDbType.Text, streams.Select(after => after.Stream).ToArray())
        );
        ofStreams.Parameters.Add(
            PostgresLogStore.Array(NpgsqlDbType.Bigint, streams.Select(after => after.Version).ToArray())
        );
        batch.BatchCommands.Add(ofStreams);

        await using var reader = await batch.ExecuteReaderAsync(cancel);
        var foundActs = new Dictionary<string, ActRow>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancel))
        {
            var act = Act(reader);
            foundActs[act.ActId] = act;
        }

        await reader.NextResultAsync(cancel);
        var foundStreams = streams.ToDictionary(
            after => after.Stream,
            IReadOnlyList<FactRow> (_) => new List<FactRow>(),
            StringComparer.Ordinal
        );
        while (await reader.ReadAsync(cancel))
        {
            ((List<FactRow>)foundStreams[reader.GetString(0)]).Add(
                new FactRow(
                    reader.GetInt64(1),
                    reader.GetFieldValue<byte[]>(2),
                    reader.GetFieldValue<byte[]>(3)
                )
            );
        }

        return new Lookup(foundActs, foundStreams);
    }

    public static ActRow Act(NpgsqlDataReader reader) =>
        new(
            reader.GetString(0),
            reader.GetInt64(1),
            (int)reader.GetInt64(2),
            reader.GetFieldValue<byte[]>(3)
        );

    public static StreamRow Stream(NpgsqlDataReader reader) =>
        new(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2));
}
