using Daylight.Tests.Proceedings;
using Daylight.Tests.Store;

namespace Daylight.Tests.Notices;

public sealed class PostgresNoticeTests : NoticeSuite
{
    protected override TestDatabase NewDatabase() => PostgresDatabase.Fresh();

    protected override async Task Execute(TestLog log, string sql)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(log.Owner);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
