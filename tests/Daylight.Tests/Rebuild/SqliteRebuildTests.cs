using Daylight.Tests.Proceedings;
using Daylight.Tests.Store;

namespace Daylight.Tests.Rebuild;

public sealed class SqliteRebuildTests : RebuildSuite
{
    protected override TestDatabase NewDatabase() => TestDatabase.Sqlite();

    protected override Task Execute(TestLog log, string sql) => Tampering.Sqlite(log, sql);
}
