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
