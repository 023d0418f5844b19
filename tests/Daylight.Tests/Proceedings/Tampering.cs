using Microsoft.Data.Sqlite;
using Npgsql;

namespace Daylight.Tests.Proceedings;

/// <summary>Statements behind the program's back, with full rights on the database.</summary>
public static class Tampering
{
    public static async Task Sqlite(TestLog log, string sql)
    {
        await using var reading = await log.Store.Read();
        await using var connection = new SqliteConnection($"Data Source={reading.DataSource};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public static async Task Postgres(TestLog log, string sql)
    {
        await using var source = NpgsqlDataSource.Create(log.Owner);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
