using Daylight.Tests.Store;
using Microsoft.Data.Sqlite;

namespace Daylight.Tests.Proceedings;

public sealed class SqliteClerkTests : ClerkSuite
{
    protected override TestDatabase NewDatabase() => TestDatabase.Sqlite();

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
