using System.Globalization;
using Dapper;
using Daylight.Ledger;
using Daylight.Openness.Publication;
using Daylight.Proceedings;
using Microsoft.Data.Sqlite;

namespace Daylight.Openness;

/// <summary>What a published database holds of one log.</summary>
/// <param name="Taken">Entries that were copied; beyond <paramref name="Size"/> they are not verified yet.</param>
/// <param name="Size">Entries under the verified checkpoint.</param>
/// <param name="Facts">Up to which index public facts were taken.</param>
internal sealed record HeldLog(long Number, string Origin, long Taken, long Size, long Facts, string? Note);

/// <summary>The one hand that writes a published database. Everything in it came from a publication that was verified.</summary>
public sealed class PublishedWriting : IDisposable
{
    private readonly SqliteConnection _connection;

    private PublishedWriting(SqliteConnection connection) => _connection = connection;

    /// <summary>Opens the database of a folder, making both where they are missing.</summary>
    public static PublishedWriting Open(string folder) => new(PublishedSchema.OpenToWrite(folder));

    public void Dispose() => _connection.Dispose();

    internal HeldLog? Log(string jurisdiction) =>
        _connection.QueryFirstOrDefault<HeldLog>(
            "SELECT number, origin, taken, size, facts, note FROM published_log WHERE jurisdiction_id = @jurisdiction",
            new { jurisdiction }
        );

    internal IReadOnlyList<VerifierKey> Keys(string jurisdiction) =>
        [
            .. _connection
                .Query<string>(
                    "SELECT vkey FROM published_key WHERE jurisdiction_id = @jurisdiction AND witness = 0",
                    new { jurisdiction }
                )
                .Select(VerifierKey.Parse),
        ];

    /// <summary>The keys of all logs that are known here.</summary>
    public IReadOnlyList<VerifierKey> AllKeys =>
        [
            .. _connection
                .Query<string>("SELECT vkey FROM published_key WHERE witness = 0 LIMIT 1000")
                .Select(VerifierKey.Parse),
        ];

    internal PublishedTiles Tiles(string jurisdiction, long size) =>
        new(() => _connection, jurisdiction, () => size);

    internal void InOne(Action work)
    {
        using var transaction = _connection.BeginTransaction();
        work();
        transaction.Commit();
    }

    /// <summary>Begins a log, or the one that continues it: then the public facts are taken anew, since some may be lost.</summary>
    internal void Begin(string jurisdiction, int number, string origin) =>
        InOne(() =>
        {
            foreach (var table in (string[])["tile", "fact", "notice", "entry", "log"])
            {
                _connection.Execute(
                    $"DELETE FROM published_{table} WHERE jurisdiction_id = @jurisdiction",
                    new { jurisdiction }
                );
            }

            _connection.Execute(
                "INSERT INTO published_log (jurisdiction_id, number, origin, taken, size, facts) VALUES (@jurisdiction, @number, @origin, 0, 0, 0)",
                new
                {
                    jurisdiction,
                    number,
                    origin,
                }
            );
        });

    internal void Know(string jurisdiction, IEnumerable<VerifierKey> keys, bool witness)
    {
        foreach (var key in keys)
        {
            _connection.Execute(
                "INSERT INTO published_key (jurisdiction_id, vkey, witness) VALUES (@jurisdiction, @vkey, @witness) ON CONFLICT DO NOTHING",
                new
                {
                    jurisdiction,
                    vkey = key.ToString(),
                    witness,
                }
            );
        }
    }

    internal void Forget(string jurisdiction, IEnumerable<VerifierKey> witnesses)
    {
        foreach (var key in witnesses)
        {
            _connection.Execute(
                "DELETE FROM published_key WHERE jurisdiction_id = @jurisdiction AND vkey = @vkey AND witness = 1",
                new { jurisdiction, vkey = key.ToString() }
            );
        }
    }

    internal IReadOnlyList<VerifierKey> Witnesses(string jurisdiction) =>
        [
            .. _connection
                .Query<string>(
                    "SELECT vkey FROM published_key WHERE jurisdiction_id = @jurisdiction AND witness = 1",
                    new { jurisdiction }
                )
                .Select(VerifierKey.Parse),
        ];

    /// <summary>Tiles that are not verified yet; the checkpoint follows only when their root is its root.</summary>
    internal void Stage(string jurisdiction, IEnumerable<TileFile> files, long taken) =>
        InOne(() =>
        {
            foreach (var file in files)
            {
                _connection.Execute(
                    "INSERT INTO published_tile (jurisdiction_id, level, tile, bytes) VALUES (@jurisdiction, @level, @index, @bytes) "
                        + "ON CONFLICT (jurisdiction_id, level, tile) DO UPDATE SET bytes = excluded.bytes",
                    new
                    {
                        jurisdiction,
                        level = file.At.Level,
                        index = file.At.Index,
                        bytes = file.Bytes,
                    }
                );
            }

            _connection.Execute(
                "UPDATE published_log SET taken = @taken WHERE jurisdiction_id = @jurisdiction",
                new { jurisdiction, taken }
            );
        });

    /// <summary>Removes what was staged beyond a size: it did not fit its checkpoint.</summary>
    internal void Trim(string jurisdiction, long size) =>
        InOne(() =>
        {
            for (var level = TileAt.Entries; level < TileAt.Height; level++)
            {
                var hashes = level <= 0 ? size : size >> (TileAt.Height * level);
                _connection.Execute(
                    "DELETE FROM published_tile WHERE jurisdiction_id = @jurisdiction AND level = @level AND tile > @last - (@width = 0); "
                        + "UPDATE published_tile SET bytes = substr(bytes, 1, @width * @each) WHERE jurisdiction_id = @jurisdiction AND level = @level AND tile = @last",
                    new
                    {
                        jurisdiction,
                        level,
                        last = hashes / TileAt.FullWidth,
                        width = hashes % TileAt.FullWidth,
                        each = PublishedTiles.Each(level),
                    }
                );
            }

            _connection.Execute(
                "UPDATE published_log SET taken = @size WHERE jurisdiction_id = @jurisdiction",
                new { jurisdiction, size }
            );
        });

    internal void Show(string jurisdiction, long size, string note) =>
        _connection.Execute(
            "UPDATE published_log SET size = @size, note = @note WHERE jurisdiction_id = @jurisdiction",
            new
            {
                jurisdiction,
                size,
                note,
            }
        );

    internal void TookFacts(string jurisdiction, long facts) =>
        _connection.Execute(
            "UPDATE published_log SET facts = @facts WHERE jurisdiction_id = @jurisdiction",
            new { jurisdiction, facts }
        );

    internal void Add(string jurisdiction, Envelope envelope, Opening opening) =>
        _connection.Execute(
            "INSERT INTO published_fact (jurisdiction_id, idx, kind, salt, envelope) VALUES (@jurisdiction, @index, @kind, @salt, @bytes) ON CONFLICT DO NOTHING",
            new
            {
                jurisdiction,
                index = envelope.Index,
                kind = envelope.Kind,
                salt = opening.Salt.ToArray(),
                bytes = opening.Envelope.ToArray(),
            }
        );

    /// <summary>Folds a notice into the column: the newest says how the matter stands, all are its history.</summary>
    internal void Add(string jurisdiction, string section, PublicNotice notice, long index)
    {
        var row = new
        {
            jurisdiction,
            matter = notice.Matter,
            section,
            index,
            number = notice.Number,
            title = notice.Title,
            unit = notice.Unit,
            standing = notice.Standing,
            done = notice.Done,
            due = notice.Due is { } due ? Day(due) : null,
            on = Day(notice.On),
        };
        var added = _connection.Execute(
            "INSERT INTO published_notice (jurisdiction_id, matter, idx) VALUES (@jurisdiction, @matter, @index) ON CONFLICT DO NOTHING",
            row
        );
        if (added == 1)
        {
            _connection.Execute(
                "INSERT INTO published_entry (jurisdiction_id, matter, section, idx, number, title, unit, standing, done, due, first_on, last_on, notices) "
                    + "VALUES (@jurisdiction, @matter, @section, @index, @number, @title, @unit, @standing, @done, @due, @on, @on, 1) "
                    + "ON CONFLICT (jurisdiction_id, matter) DO UPDATE SET idx = excluded.idx, number = excluded.number, title = excluded.title, "
                    + "unit = excluded.unit, standing = excluded.standing, done = excluded.done, due = excluded.due, last_on = excluded.last_on, notices = notices + 1",
                row
            );
        }
    }

    internal void Put(string jurisdiction, IReadOnlyList<PublicContent> contents)
    {
        foreach (var content in contents)
        {
            _connection.Execute(
                "INSERT INTO published_content (jurisdiction_id, name, bytes) VALUES (@jurisdiction, @Name, @Bytes) "
                    + "ON CONFLICT (jurisdiction_id, name) DO UPDATE SET bytes = excluded.bytes WHERE bytes <> excluded.bytes",
                new
                {
                    jurisdiction,
                    content.Name,
                    content.Bytes,
                }
            );
        }
    }

    /// <summary>Notes that an exchange took place, also where nothing was new.</summary>
    internal void Exchanged(DateTimeOffset takenAt, DateTimeOffset exchangedAt, string way) =>
        InOne(() =>
        {
            foreach (
                var (name, value) in (ReadOnlySpan<(string, string)>)
                    [("taken_at", Moment(takenAt)), ("exchanged_at", Moment(exchangedAt)), ("way", way)]
            )
            {
                _connection.Execute(
                    "INSERT INTO published_meta (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                    new { name, value }
                );
            }
        });

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Moment(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
