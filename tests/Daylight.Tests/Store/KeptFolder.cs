using Daylight.Store;
using Daylight.Store.Sqlite;

namespace Daylight.Tests.Store;

/// <summary>A ledger file in a folder of the test: closing the database leaves it there.</summary>
internal sealed class KeptFolder(string folder) : TestDatabase
{
    public string File { get; } = Path.Combine(folder, "ledger.db");

    public override async Task<ILogStore> Open()
    {
        var store = SqliteLogStore.Open(File);
        await store.SetUp();
        return store;
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>A PostgreSQL database that outlives the log opened on it.</summary>
internal sealed class KeptDatabase(TestDatabase database) : TestDatabase
{
    public override Task<ILogStore> Open() => database.Open();

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
