using System.Globalization;
using Npgsql;

namespace Daylight.Store.Postgres;

/// <summary>
/// Makes erased keys unreadable in the files of PostgreSQL: the table is written anew and its old file is removed; then
/// the write-ahead log is switched and a checkpoint made, after which the server drops or recycles the old segments.
/// </summary>
/// <remarks>
/// Segments that are recycled keep their bytes until they are filled again, unless <c>wal_recycle = off</c>; archives
/// and the disk's own blocks are beyond our reach. What stands in all of these is the wrap, which is nothing without the
/// master key.
/// </remarks>
internal static class PostgresErasure
{
    /// <summary>Who waits behind us waits with us: a reader that keeps the tables for long makes us give way.</summary>
    private const string Patience = "SET lock_timeout = '2s'";

    private const string TablesAnew = "VACUUM (FULL, VERBOSE) case_key, pool";

    private const int Tables = 2;

    /// <summary>The server's function that says what it copied into the new table.</summary>
    private const string Copying = "copy_table_data";

    /// <summary>
    /// Writes the tables anew. False where that is still due: without an owner's connection, while somebody holds the
    /// tables, or while a transaction that began before the erasure may still ask for the deleted rows, which the server
    /// then carries over into the new table.
    /// </summary>
    public static async Task<bool> Scrub(string? owner, CancellationToken cancel)
    {
        if (owner is null)
        {
            return false;
        }

        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(owner) { IncludeErrorDetail = true }
        );
        await using var connection = await source.OpenConnectionAsync(cancel);
        var rid = 0;
        connection.Notice += (_, said) => rid += IsRid(said.Notice) ? 1 : 0;
        await PostgresSchema.Execute(connection, Patience, cancel);
        try
        {
            await PostgresSchema.Execute(connection, TablesAnew, cancel);
        }
        catch (PostgresException failure) when (failure.SqlState is PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }

        await TryAs(connection, "SELECT pg_switch_wal()", cancel);
        await TryAs(connection, "CHECKPOINT", cancel);
        return rid == Tables;
    }

    /// <summary>Whether this says that no dead row was carried over; its detail begins with their number, in any language.</summary>
    private static bool IsRid(PostgresNotice notice)
    {
        var detail = notice.Detail ?? "";
        var digits = detail.TakeWhile(char.IsAsciiDigit).Count();
        return notice.Routine == Copying
            && long.TryParse(
                detail.AsSpan(0, digits),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var kept
            )
            && kept == 0;
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
