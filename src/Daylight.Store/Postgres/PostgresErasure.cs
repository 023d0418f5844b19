using Npgsql;

namespace Daylight.Store.Postgres;

/// <summary>
/// Makes erased keys unreadable in the files of PostgreSQL: the table is written anew, and the write-ahead log is
/// switched and checkpointed so that its old segments are recycled.
/// </summary>
internal static class PostgresErasure
{
    public static async Task Scrub(string owner, CancellationToken cancel)
    {
        await using var source = NpgsqlDataSource.Create(owner);
        await using var connection = await source.OpenConnectionAsync(cancel);
        await PostgresSchema.Execute(connection, "VACUUM FULL case_key", cancel);
    }
}
