using Daylight.Tests.Proceedings;
using Daylight.Tests.Store;
using Microsoft.Data.Sqlite;

namespace Daylight.Tests.Sealing;

public sealed class SqliteSealingTests : SealingSuite
{
    protected override int Rounds => 8;

    protected override TestDatabase NewDatabase() => TestDatabase.Sqlite();

    protected override bool IsWithinReach(string file) => true;

    protected override bool KeepsFormerRows(string file) => false;

    protected override async Task<IReadOnlyDictionary<string, IReadOnlyList<long>>> Orders(TestLog log)
    {
        await using var connection = await log.Store.Read();
        Assert.Empty(
            await Column(
                connection,
                "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%WITHOUT ROWID%'"
            )
        );
        await log.Store.Scrub();
        var files = await log.Database.Files();
        var ids = await Column(connection, "SELECT first_idx || ' ' || act_id FROM act");
        var salts = await Column(connection, "SELECT idx || ' ' || hex(salt) FROM fact");
        return new Dictionary<string, IReadOnlyList<long>>
        {
            ["act by place in the file"] = ByPlace(ids, text => System.Text.Encoding.UTF8.GetBytes(text)),
            ["fact by place in the file"] = ByPlace(salts, Convert.FromHexString),
            ["act by id"] = Indexes(ids.OrderBy(row => row.Split(' ')[1], StringComparer.Ordinal)),
            ["fact by salt"] = Indexes(salts.OrderBy(row => row.Split(' ')[1], StringComparer.Ordinal)),
        };

        IReadOnlyList<long> ByPlace(IEnumerable<string> rows, Func<string, byte[]> bytes) =>
            Indexes(
                rows.OrderBy(row =>
                    files
                        .Where(file => !file.Key.EndsWith("-shm", StringComparison.Ordinal))
                        .OrderBy(file => file.Key, StringComparer.Ordinal)
                        .Select(
                            (file, at) =>
                                (At: at, Place: file.Value.AsSpan().IndexOf(bytes(row.Split(' ')[1])))
                        )
                        .Where(found => found.Place >= 0)
                        .Min(found => ((long)found.At << 40) + found.Place)
                )
            );
    }

    private static List<long> Indexes(IEnumerable<string> rows) =>
        [
            .. rows.Select(row =>
                long.Parse(row.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)
            ),
        ];

    private static async Task<List<string>> Column(System.Data.Common.DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    protected override async Task Execute(TestLog log, string sql)
    {
        await using var reading = await log.Store.Read();
        await using var connection = new SqliteConnection($"Data Source={reading.DataSource}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
