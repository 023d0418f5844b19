using Daylight.Tests.Proceedings;
using Daylight.Tests.Store;

namespace Daylight.Tests.Sealing;

public sealed class PostgresSealingTests : SealingSuite
{
    protected override int Rounds => 2;

    protected override TestDatabase NewDatabase() => PostgresDatabase.Fresh();

    /// <summary>The server recycles segments of its write-ahead log, so that wraps may stand there for a while.</summary>
    protected override bool IsWithinReach(string file) =>
        !file.StartsWith("pg_wal/", StringComparison.Ordinal);

    protected override bool KeepsFormerRows(string file) => true;

    protected override async Task Execute(TestLog log, string sql)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(log.Owner);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
