using Daylight.Store.Sqlite;
using Daylight.Tests.Proceedings;
using Daylight.Tests.Store;

namespace Daylight.Tests.Audit;

public sealed class SqliteAuditTests : AuditSuite
{
    protected override TestDatabase NewDatabase() => TestDatabase.Sqlite();

    protected override PublishedLog Wrap(TestLog log) => new SqlitePublishedLog(log);
}

/// <inheritdoc cref="PublishedLog"/>
public sealed class SqlitePublishedLog(TestLog log) : PublishedLog(log)
{
    public override string Zeros => "zeroblob(32)";

    public override Task Execute(string sql) => Tampering.Sqlite(Log, sql);

    public override Task DropGuards(string table) =>
        Execute(string.Concat(Guards(table).Select(guard => $"DROP TRIGGER {guard.Name};")));

    public override Task RestoreGuards(string table) =>
        Execute(string.Concat(Guards(table).Select(guard => $"{guard.Sql};")));

    private static IEnumerable<(string Name, string Sql)> Guards(string table) =>
        SqliteSchema.Triggers.Where(guard => guard.Name.StartsWith($"{table}_no_", StringComparison.Ordinal));
}
