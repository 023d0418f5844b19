using Daylight.Proceedings.Audit;
using Daylight.Tests.Proceedings;
using Daylight.Tests.Store;

namespace Daylight.Tests.Audit;

public sealed class PostgresAuditTests : AuditSuite
{
    protected override TestDatabase NewDatabase() => PostgresDatabase.Fresh();

    protected override PublishedLog Wrap(TestLog log) => new PostgresPublishedLog(log);

    [Theory]
    [InlineData("GRANT UPDATE ON fact TO daylight_app", "fact_privileges")]
    [InlineData("GRANT UPDATE (digest) ON act TO PUBLIC", "act_privileges")]
    [InlineData("GRANT TRUNCATE ON content TO daylight_app", "content_privileges")]
    [InlineData(
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            + "$$ BEGIN IF false THEN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END IF; RETURN NULL; END $$",
        "fact_append_only"
    )]
    [InlineData(
        "DROP TRIGGER fact_append_only ON fact; CREATE TRIGGER fact_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON fact "
            + "FOR EACH STATEMENT WHEN (false) EXECUTE FUNCTION refuse_change()",
        "fact_append_only"
    )]
    public async Task A_guard_that_only_looks_like_one_is_named(string loosened, string named)
    {
        await using var log = await Published(5, 5);
        await log.Execute(loosened);

        var report = await log.Audit();

        Assert.Contains(
            report.Faults,
            fault => fault.Kind == AuditFaultKind.GuardMissing && fault.Place == named
        );
    }
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
