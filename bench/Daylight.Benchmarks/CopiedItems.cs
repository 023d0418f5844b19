using Daylight.Proceedings;
using Daylight.Store;
using Daylight.Supervision.KeyWork.Views;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Daylight.Benchmarks;

/// <summary>
/// Many items for pages to read: the rows of the demo county copied in the views' own tables under new ids, with their duties,
/// the places of units in them and their titles in the index. No fact stands behind a copy, so that nothing may act on one.
/// </summary>
internal static class CopiedItems
{
    /// <summary>Copies until there are so many items.</summary>
    public static async Task Fill(ILogStore store, BenchDatabase database, int rows)
    {
        await using (var reading = await store.Read())
        {
            await using var count = reading.CreateCommand();
            count.CommandText = "SELECT count(*) FROM supervision_item";
            if (Convert.ToInt64(await count.ExecuteScalarAsync()) >= rows)
            {
                return;
            }
        }

        await using System.Data.Common.DbConnection connection = database.Postgres is { } postgres
            ? new NpgsqlConnection(postgres)
            : new SqliteConnection($"Data Source={Path.Combine(database.Folder, "ledger.db")};Pooling=False");
        await connection.OpenAsync();
        const string Made = "bench_copy";
        string[] statements =
        [
            $"DROP TABLE IF EXISTS {Made}",
            $"CREATE TABLE {Made} AS WITH RECURSIVE count(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM count WHERE n < {rows}) "
                + "SELECT n, s.item AS item, s.place AS place, 1000000000 + n AS made FROM count JOIN "
                + "(SELECT item, place, row_number() OVER (ORDER BY item) - 1 AS turn, count(*) OVER () AS turns FROM supervision_item) AS s "
                + "ON n % s.turns = s.turn",
            Copy(
                new ItemView().Table,
                "supervision_item s",
                "s.item = c.item",
                ("item", "s.item || '-' || c.n"),
                ("number", "CASE s.number WHEN '' THEN '' ELSE '督2025-' || c.n END"),
                ("place", "c.made"),
                ("late_place", "CASE WHEN s.late_place >= 0 THEN c.made END")
            ),
            Copy(
                new DutyView().Table,
                "duty s",
                "s.matter = 'item/' || c.item AND s.standing IN ('Open', 'Lapsed')",
                ("matter", "s.matter || '-' || c.n")
            ),
            Copy(
                new ItemConcerns().Table,
                "supervision_concern s",
                "s.item = c.item",
                ("item", "s.item || '-' || c.n"),
                ("place", "CASE WHEN s.place > 0 THEN c.made ELSE 0 END")
            ),
            Copy(new ItemLetters().Table, "supervision_letters s", "s.place = c.place", ("place", "c.made"))
                + " ORDER BY s.pair, c.made",
            $"DROP TABLE {Made}",
            database.Postgres is null ? "ANALYZE" : "VACUUM ANALYZE",
        ];
        foreach (var statement in statements)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            command.CommandTimeout = 3600;
            await command.ExecuteNonQueryAsync();
        }
    }

    private static string Copy(
        ViewTable table,
        string from,
        string on,
        params (string Column, string Value)[] changed
    )
    {
        string[] columns = ["jurisdiction_id", .. table.Columns.Select(column => column.Name)];
        var values = columns.Select(column =>
            changed.FirstOrDefault(one => one.Column == column) is { Value: { } value }
                ? value
                : $"s.{column}"
        );
        return $"INSERT INTO {table.Name} ({string.Join(", ", columns)}) SELECT {string.Join(", ", values)} FROM bench_copy c JOIN {from} ON {on}";
    }
}
