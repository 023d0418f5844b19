using System.Globalization;
using System.Text;
using Dapper;
using Daylight.Ledger;
using Daylight.Norms;
using Daylight.Openness.Publication;
using Daylight.Proceedings;
using Daylight.Proceedings.Publishing;
using Microsoft.Data.Sqlite;

namespace Daylight.Openness;

/// <summary>How the public record stands: the log of a jurisdiction, and since when it is known here.</summary>
/// <param name="Facts">Public facts, opened.</param>
/// <param name="TakenAt">数据截至.</param>
/// <param name="ExchangedAt">When this host last heard from the inside.</param>
/// <param name="Live">Whether the inside writes by itself, or files are carried across.</param>
public sealed record RecordStanding(
    string Jurisdiction,
    SignedCheckpoint Checkpoint,
    IReadOnlyList<VerifierKey> Keys,
    long Facts,
    DateTimeOffset TakenAt,
    DateTimeOffset ExchangedAt,
    bool Live
)
{
    /// <summary>全部记录: entries of the log, public and internal.</summary>
    public long Size => Checkpoint.Checkpoint.Size;

    /// <summary>Who cosigned: name and when.</summary>
    public IReadOnlyList<(string Name, DateTimeOffset Time)> Witnesses =>
        [.. Checkpoint.Cosignatures.Select(one => (one.Key.Name, one.Time!.Value))];

    /// <summary>Whether the exchange with the inside has stopped: five minutes by line, two days by files.</summary>
    public bool IsCutOff(DateTimeOffset now) =>
        now - ExchangedAt > (Live ? TimeSpan.FromMinutes(5) : TimeSpan.FromDays(2));
}

/// <summary>One entry of the column, as its newest notice says.</summary>
public sealed record ColumnEntry(
    string Matter,
    string Section,
    long Index,
    string Number,
    string Title,
    string Unit,
    string Standing,
    bool Done,
    DateOnly? Due,
    DateOnly FirstOn,
    DateOnly LastOn,
    long Notices
);

/// <summary>One notice of a matter with its place in the log.</summary>
public sealed record ColumnNotice(long Index, DateTimeOffset RecordedAt, PublicNotice Notice, Phrase Section);

/// <summary>Which entries are wanted. Null means any.</summary>
public sealed record Wanted(string? Words, string? Unit, bool? Done, int? Year, string? Section)
{
    public static Wanted All { get; } = new(null, null, null, null, null);
}

/// <summary>How many entries of one kind there are, and how many of them had ended.</summary>
public sealed record Counted(string Name, long All, long Done);

/// <summary>Reads a published database. It can write nothing, and there is nothing else that it could read.</summary>
public sealed class PublicRecord(string folder, PublicKinds kinds, TimeProvider time)
{
    /// <summary>Rows of a list are counted up to this.</summary>
    public const int CountedTo = 10_000;

    private const string Row =
        "matter, section, idx, number, title, unit, standing, done, due, first_on AS FirstOn, last_on AS LastOn, notices";

    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(1);

    private readonly string _reading = PublishedSchema.ReadingString(folder);
    private volatile Known? _known;

    private sealed record Known(RecordStanding? Standing, long At);

    public IReadOnlyList<IPublicSource> Sources => kinds.Sources;

    /// <summary>How it stands, at most a second old; null before the first exchange.</summary>
    public async ValueTask<RecordStanding?> Standing()
    {
        var known = _known;
        if (known is null || time.GetElapsedTime(known.At) > s_fresh)
        {
            _known = known = new Known(await ReadStanding(), time.GetTimestamp());
        }

        return known.Standing;
    }

    /// <summary>One page of the column, newest first, and how many entries there are, counted up to <see cref="CountedTo"/>.</summary>
    public async Task<(IReadOnlyList<ColumnEntry> Rows, int Total)> Entries(Wanted wanted, int page, int size)
    {
        if (await Standing() is not { } standing)
        {
            return ([], 0);
        }

        await using var connection = await Connect();
        var (where, with) = Condition(standing.Jurisdiction, wanted);
        with.Add("size", size);
        with.Add("skip", (page - 1) * size);
        with.Add("most", CountedTo);
        var rows = await connection.QueryAsync<EntryRow>(
            $"SELECT {Row} FROM published_entry {where} ORDER BY last_on DESC, idx DESC LIMIT @size OFFSET @skip",
            with
        );
        var total = await connection.ExecuteScalarAsync<int>(
            $"SELECT count(*) FROM (SELECT 1 FROM published_entry {where} LIMIT @most)",
            with
        );
        return ([.. rows.Select(Read)], total);
    }

    /// <summary>The notices of a matter, oldest first; none where the public knows no such matter.</summary>
    public async Task<IReadOnlyList<ColumnNotice>> Notices(string matter)
    {
        if (await Standing() is not { } standing)
        {
            return [];
        }

        await using var connection = await Connect();
        var envelopes = await connection.QueryAsync<byte[]>(
            "SELECT f.envelope FROM published_notice n JOIN published_fact f ON f.jurisdiction_id = n.jurisdiction_id AND f.idx = n.idx "
                + "WHERE n.jurisdiction_id = @jurisdiction AND n.matter = @matter ORDER BY n.idx LIMIT 500",
            new { jurisdiction = standing.Jurisdiction, matter }
        );
        return [.. envelopes.Select(bytes => Envelope.Parse(bytes)).Select(Notice).OfType<ColumnNotice>()];
    }

    /// <summary>The receipt of a public fact; null where the fact is none, or is not known here.</summary>
    public async Task<Receipt?> Receipt(long index, CancellationToken cancel = default)
    {
        if (await Standing() is not { } standing || index < 0 || index >= standing.Size)
        {
            return null;
        }

        await using var connection = await Connect();
        var found = await connection.QueryFirstOrDefaultAsync<FactRow>(
            "SELECT salt, envelope FROM published_fact WHERE jurisdiction_id = @jurisdiction AND idx = @index",
            new { jurisdiction = standing.Jurisdiction, index }
        );
        if (found is null)
        {
            return null;
        }

        var tiles = new PublishedTiles(() => connection, standing.Jurisdiction, () => standing.Size);
        var proof = await InclusionProof.MakeAsync(
            new TileNodes(tiles, standing.Size),
            index,
            standing.Size,
            cancel
        );
        return Ledger.Receipt.Of(new Opening(found.Salt, found.Envelope), proof, standing.Checkpoint.Note);
    }

    /// <summary>Entries by unit, the most first; units beyond <paramref name="most"/> are left out.</summary>
    public Task<IReadOnlyList<Counted>> ByUnit(int most) => Count("unit", "ORDER BY 2 DESC, 1", most);

    /// <summary>Entries by month of the first notice, the newest first.</summary>
    public Task<IReadOnlyList<Counted>> ByMonth(int most) =>
        Count("substr(first_on, 1, 7)", "ORDER BY 1 DESC", most);

    /// <summary>Entries by section.</summary>
    public Task<IReadOnlyList<Counted>> BySection() => Count("section", "ORDER BY 1", 100);

    /// <summary>A log as c2sp.org/tlog-tiles has it, below the code of its jurisdiction; null where there is none.</summary>
    public async ValueTask<byte[]?> LogFile(string jurisdiction, string path)
    {
        if (await Standing() is not { } standing || standing.Jurisdiction != jurisdiction)
        {
            return null;
        }

        switch (path)
        {
            case PublishedLog.CheckpointPath:
                return standing.Checkpoint.Note.ToBytes();
            case "vkey":
                return Encoding.UTF8.GetBytes(string.Concat(standing.Keys.Select(key => key + "\n")));
            default:
                await using (var connection = await Connect())
                {
                    return await new PublishedTiles(
                        () => connection,
                        jurisdiction,
                        () => standing.Size
                    ).ReadAsync(path, default);
                }
        }
    }

    /// <summary>The rule packs in force, in the form that their adoption kept.</summary>
    public async Task<IReadOnlyList<PublicContent>> Contents()
    {
        if (await Standing() is not { } standing)
        {
            return [];
        }

        await using var connection = await Connect();
        return
        [
            .. await connection.QueryAsync<PublicContent>(
                "SELECT name AS Name, bytes AS Bytes FROM published_content WHERE jurisdiction_id = @jurisdiction ORDER BY rowid LIMIT 100",
                new { jurisdiction = standing.Jurisdiction }
            ),
        ];
    }

    private async Task<IReadOnlyList<Counted>> Count(string what, string rest, int most)
    {
        if (await Standing() is not { } standing)
        {
            return [];
        }

        await using var connection = await Connect();
        return
        [
            .. (
                await connection.QueryAsync<(string Name, long All, long Done)>(
                    $"SELECT {what}, count(*), sum(done) FROM published_entry WHERE jurisdiction_id = @jurisdiction GROUP BY 1 {rest} LIMIT @most",
                    new { jurisdiction = standing.Jurisdiction, most }
                )
            ).Select(row => new Counted(row.Name, row.All, row.Done)),
        ];
    }

    private ColumnNotice? Notice(Envelope envelope) =>
        kinds.Notice(envelope) is { } found
            ? new(envelope.Index, envelope.RecordedAt, found.Notice, found.Source.Name)
            : null;

    private static (string Where, DynamicParameters With) Condition(string jurisdiction, Wanted wanted)
    {
        var where = new StringBuilder("WHERE jurisdiction_id = @jurisdiction");
        var with = new DynamicParameters(new { jurisdiction });
        foreach (var (word, at) in Split(wanted.Words).Select((word, at) => (word, at)))
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"word{at}");
            where.Append(
                CultureInfo.InvariantCulture,
                $" AND (instr(title, @{name}) > 0 OR instr(number, @{name}) > 0 OR instr(unit, @{name}) > 0)"
            );
            with.Add(name, word);
        }

        Add(wanted.Unit, "unit = @unit", "unit");
        Add(wanted.Section, "section = @section", "section");
        Add(wanted.Done, "done = @done", "done");
        Add(wanted.Year?.ToString(CultureInfo.InvariantCulture), "substr(first_on, 1, 4) = @year", "year");
        return (where.ToString(), with);

        void Add(object? value, string condition, string name)
        {
            if (value is not null)
            {
                where.Append(" AND ").Append(condition);
                with.Add(name, value);
            }
        }
    }

    /// <summary>At most five words of at most 40 letters: more find nothing more.</summary>
    private static IEnumerable<string> Split(string? words) =>
        (words ?? "")
            .Split(
                [' ', '\u3000', '\t'],
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            )
            .Take(5)
            .Select(word => word.Length > 40 ? word[..40] : word);

    private async Task<RecordStanding?> ReadStanding()
    {
        if (!File.Exists(Path.Combine(folder, PublishedSchema.FileName)))
        {
            return null;
        }

        await using var connection = await Connect();
        var log = await connection.QueryFirstOrDefaultAsync<LogRow>(
            "SELECT jurisdiction_id AS Jurisdiction, note FROM published_log WHERE note IS NOT NULL ORDER BY jurisdiction_id LIMIT 1"
        );
        if (log is null)
        {
            return null;
        }

        var keys = (
            await connection.QueryAsync<(string Key, long Witness)>(
                "SELECT vkey, witness FROM published_key WHERE jurisdiction_id = @Jurisdiction",
                log
            )
        ).ToLookup(row => row.Witness != 0, row => VerifierKey.Parse(row.Key));
        var facts = await connection.ExecuteScalarAsync<long>(
            "SELECT count(*) FROM published_fact WHERE jurisdiction_id = @Jurisdiction",
            log
        );
        var meta = (
            await connection.QueryAsync<(string Name, string Value)>("SELECT name, value FROM published_meta")
        ).ToDictionary(row => row.Name, row => row.Value);
        return new RecordStanding(
            log.Jurisdiction,
            SignedCheckpoint.Open(Encoding.UTF8.GetBytes(log.Note), [.. keys[false]], [.. keys[true]]),
            [.. keys[false]],
            facts,
            Moment(meta.GetValueOrDefault("taken_at")),
            Moment(meta.GetValueOrDefault("exchanged_at")),
            meta.GetValueOrDefault("way") == Taking.Live
        );
    }

    private async Task<SqliteConnection> Connect()
    {
        var connection = new SqliteConnection(_reading);
        await connection.OpenAsync();
        return connection;
    }

    private static DateTimeOffset Moment(string? text) =>
        DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var moment
        )
            ? moment
            : DateTimeOffset.UnixEpoch;

    private static ColumnEntry Read(EntryRow row) =>
        new(
            row.Matter,
            row.Section,
            row.Idx,
            row.Number,
            row.Title,
            row.Unit,
            row.Standing,
            row.Done != 0,
            row.Due is null ? null : DateOnly.Parse(row.Due, CultureInfo.InvariantCulture),
            DateOnly.Parse(row.FirstOn, CultureInfo.InvariantCulture),
            DateOnly.Parse(row.LastOn, CultureInfo.InvariantCulture),
            row.Notices
        );

    private sealed record EntryRow(
        string Matter,
        string Section,
        long Idx,
        string Number,
        string Title,
        string Unit,
        string Standing,
        long Done,
        string? Due,
        string FirstOn,
        string LastOn,
        long Notices
    );

    private sealed record FactRow(byte[] Salt, byte[] Envelope);

    private sealed record LogRow(string Jurisdiction, string Note);
}
