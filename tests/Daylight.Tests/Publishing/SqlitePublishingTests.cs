using Daylight.Tests.Store;

namespace Daylight.Tests.Publishing;

public sealed class SqlitePublishingTests : PublishingSuite
{
    protected override TestDatabase NewDatabase() => TestDatabase.Sqlite();
}
