using Daylight.Tests.Proceedings;
using Daylight.Tests.Store;

namespace Daylight.Tests.Audit;

public sealed class PostgresAuditTests : AuditSuite
{
    protected override TestDatabase NewDatabase() => PostgresDatabase.Fresh();

    protected override PublishedLog Wrap(TestLog log) => new PostgresPublishedLog(log);
}

/// <inheritdoc cref="PublishedLog"/>
public sealed class PostgresPublishedLog(TestLog log) : PublishedLog(log)
{
    public override string Zeros => "decode(repeat('00', 32), 'hex')";

    public override Task Execute(string sql) => Tampering.Postgres(Log, sql);

    public override Task DropGuards(string table) =>
        Execute($"ALTER TABLE {table} DISABLE TRIGGER {table}_append_only");

    public override Task RestoreGuards(string table) =>
        Execute($"ALTER TABLE {table} ENABLE TRIGGER {table}_append_only");
}
