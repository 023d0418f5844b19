using Npgsql;

namespace Daylight.Tests.Store;

/// <summary>
/// The files of a database and the write-ahead log, read through the server, which may stand on another account: after a
/// checkpoint, so that what is in its buffers is in the files.
/// </summary>
internal static class PostgresFiles
{
    /// <param name="owner">Connection string with the rights of a superuser.</param>
    public static async Task<IReadOnlyDictionary<string, byte[]>> Of(string owner)
    {
        await using var source = NpgsqlDataSource.Create(owner);
        await using var connection = await source.OpenConnectionAsync();
        await using (var checkpoint = new NpgsqlCommand("CHECKPOINT", connection))
        {
            await checkpoint.ExecuteNonQueryAsync();
        }

        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand(
            """
            SELECT p, pg_read_binary_file(p, 0, 536870912, true) FROM (
                SELECT 'base/' || oid || '/' || f AS p FROM pg_database, LATERAL pg_ls_dir('base/' || oid) AS f WHERE datname = current_database()
                UNION ALL SELECT 'pg_wal/' || name FROM pg_ls_waldir()) AS files
            """,
            connection
        );
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            if (!await reader.IsDBNullAsync(1))
            {
                files[reader.GetString(0)] = reader.GetFieldValue<byte[]>(1);
            }
        }

        return files;
    }
}
