using Daylight.Store;
using Daylight.Store.Postgres;
using Daylight.Store.Sqlite;
using Daylight.Tests.Audit;
using Daylight.Tests.Proceedings;
using Daylight.Tests.Store;
using Microsoft.Data.Sqlite;

namespace Daylight.Tests.Backup;

public sealed class SqliteBackupTests : BackupSuite
{
    private string File => Path.Combine(Folder, "restored.db");

    protected override TestDatabase NewDatabase() => TestDatabase.Sqlite();

    protected override PublishedLog Wrap(TestLog log) => new SqlitePublishedLog(log);

    protected override Task<IRestorePlace> Begin() => BeginSqlite();

    protected override async Task<IRestorePlace> BeginElsewhere()
    {
        var database = (PostgresDatabase)PostgresDatabase.Fresh();
        await (await database.Open()).DisposeAsync();
        return await PostgresRestorePlace.Begin(database.Application, database.Owner);
    }

    protected override async Task<ILogStore> Settled(IRestorePlace place)
    {
        await place.DisposeAsync();
        Assert.Equal([File], Directory.GetFiles(Folder, "restored.db*"));
        return SqliteLogStore.Open(File);
    }

    protected override Task Empty()
    {
        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(Folder, "restored.db*"))
        {
            System.IO.File.Delete(file);
        }

        return Task.CompletedTask;
    }

    protected override Task NothingIsLeft()
    {
        Assert.Empty(Directory.GetFiles(Folder, "restored.db*"));
        return Task.CompletedTask;
    }

    protected override async Task<IReadOnlyDictionary<string, byte[]>> RestoredFiles()
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(Folder, "restored.db*"))
        {
            files[file] = await System.IO.File.ReadAllBytesAsync(file);
        }

        return files;
    }

    protected override async Task<IReadOnlyList<string>> Tables(PublishedLog log)
    {
        await using var connection = await log.Log.Store.Read();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table'";
        await using var reader = await command.ExecuteReaderAsync();
        var names = new List<string> { "schema_version" };
        while (await reader.ReadAsync())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }
}
