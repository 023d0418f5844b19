using Npgsql;

namespace Daylight.Store.Postgres;

/// <summary>
/// Makes erased keys unreadable in the files of PostgreSQL: the table is written anew and its old file is removed; then
/// the write-ahead log is switched and a checkpoint made, after which the server drops or recycles the old segments.
/// </summary>
/// <remarks>
/// Segments that are recycled keep their bytes until they are filled again, unless <c>wal_recycle = off</c>; archives,
/// standbys and the disk's own blocks are beyond our reach. What stands in all of these is the wrap, which is nothing
/// without the master key.
/// </remarks>
internal static class PostgresErasure
{
    private const string TablesAnew = "VACUUM (FULL) case_key, pool";

    /// <summary>Writes the tables anew. False where there is no owner's connection.</summary>
    public static async Task<bool> Scrub(string? owner, CancellationToken cancel)
    {
        if (owner is null)
        {
            return false;
        }

        await using var source = NpgsqlDataSource.Create(owner);
        await using var connection = await source.OpenConnectionAsync(cancel);
        await PostgresSchema.Execute(connection, TablesAnew, cancel);
        await TryAs(connection, "SELECT pg_switch_wal()", cancel);
        await TryAs(connection, "CHECKPOINT", cancel);
        return true;
    }

    /// <summary>The owner of a database need not be allowed these two; then the server does them in its own time.</summary>
    private static async Task TryAs(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        try
        {
            await PostgresSchema.Execute(connection, sql, cancel);
        }
        catch (PostgresException failure) when (failure.SqlState is PostgresErrorCodes.InsufficientPrivilege)
        {
            return;
        }
    }
}
