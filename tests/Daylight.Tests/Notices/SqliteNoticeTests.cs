using Daylight.Tests.Proceedings;
using Daylight.Tests.Store;

namespace Daylight.Tests.Notices;

public sealed class SqliteNoticeTests : NoticeSuite
{
    protected override TestDatabase NewDatabase() => TestDatabase.Sqlite();

    protected override async Task Execute(TestLog log, string sql)
    {
        await using var reading = await log.Store.Read();
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={reading.DataSource}"
        );
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
