namespace Daylight.Store.Sqlite;

/// <summary>Point reads before a group is decided.</summary>
internal static class SqliteReading
{
    public static Dictionary<string, ActRow> Acts(
        SqliteWriter writer,
        string jurisdiction,
        IReadOnlyCollection<string> acts
    )
    {
        var read = writer.Statement(
            "SELECT first_idx, parts, digest FROM act WHERE jurisdiction_id = ?1 AND act_id = ?2"
        );
        var found = new Dictionary<string, ActRow>(StringComparer.Ordinal);
        foreach (var act in acts)
        {
            read.Bind(1, jurisdiction).Bind(2, act);
            if (read.Next())
            {
                found[act] = new ActRow(act, read.Integer(0), (int)read.Integer(1), read.Bytes(2));
                read.Reset();
            }
        }

        return found;
    }

    public static ActRow? ActOf(SqliteWriter writer, string jurisdiction, long index)
    {
        var read = writer
            .Statement(
                "SELECT act_id, first_idx, parts, digest FROM act WHERE jurisdiction_id = ?1 AND first_idx <= ?2 ORDER BY first_idx DESC LIMIT 1"
            )
            .Bind(1, jurisdiction)
            .Bind(2, index);
        var act = read.Next()
            ? new ActRow(read.Text(0), read.Integer(1), (int)read.Integer(2), read.Bytes(3))
            : null;
        read.Reset();
        return act is not null && index < act.First + act.Count ? act : null;
    }

    public const string ActsBetweenSql =
        "SELECT act_id, first_idx, parts, digest FROM act WHERE jurisdiction_id = ?1 AND first_idx < ?3 "
        + "AND first_idx >= coalesce((SELECT max(first_idx) FROM act WHERE jurisdiction_id = ?1 AND first_idx <= ?2), 0) "
        + "ORDER BY first_idx";

    public static IReadOnlyList<ActRow> ActsBetween(
        SqliteWriter writer,
        string jurisdiction,
        long from,
        long to
    )
    {
        var read = writer.Statement(ActsBetweenSql).Bind(1, jurisdiction).Bind(2, from).Bind(3, to);
        var found = new List<ActRow>();
        while (read.Next())
        {
            found.Add(new ActRow(read.Text(0), read.Integer(1), (int)read.Integer(2), read.Bytes(3)));
        }

        return found;
    }

    public static Dictionary<string, IReadOnlyList<FactRow>> Streams(
        SqliteWriter writer,
        string jurisdiction,
        IReadOnlyCollection<StreamAfter> streams
    )
    {
        var read = writer.Statement(
            "SELECT f.idx, f.salt, f.envelope FROM fact_stream s JOIN fact f ON f.jurisdiction_id = s.jurisdiction_id AND f.idx = s.idx "
                + "WHERE s.jurisdiction_id = ?1 AND s.stream = ?2 AND s.version > ?3 ORDER BY s.version"
        );
        var found = new Dictionary<string, IReadOnlyList<FactRow>>(StringComparer.Ordinal);
        foreach (var (stream, version) in streams)
        {
            read.Bind(1, jurisdiction).Bind(2, stream).Bind(3, version);
            List<FactRow>? rows = null;
            while (read.Next())
            {
                (rows ??= []).Add(new FactRow(read.Integer(0), read.Bytes(1), read.Bytes(2)));
            }

            found[stream] = rows ?? (IReadOnlyList<FactRow>)[];
        }

        return found;
    }
}
