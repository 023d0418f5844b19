using Daylight.Store;
using Daylight.Store.Postgres;
using Daylight.Tests.Audit;
using Daylight.Tests.Proceedings;
using Daylight.Tests.Store;
using Npgsql;

namespace Daylight.Tests.Backup;

public sealed class PostgresBackupTests : BackupSuite, IAsyncLifetime
{
    private PostgresDatabase? _place;

    protected override TestDatabase NewDatabase() => PostgresDatabase.Fresh();

    protected override PublishedLog Wrap(TestLog log) => new PostgresPublishedLog(log);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        Dispose();
        if (_place is not null)
        {
            await _place.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_a_killed_restore_left_is_removed_by_the_next()
    {
        await using (await Begin()) { }
        await Execute("CREATE SCHEMA daylight_restoring; CREATE TABLE daylight_restoring.fact (x INT)");

        await using (await Begin()) { }

        await NothingIsLeft();
    }

    [Fact]
    public async Task Two_restores_do_not_meet()
    {
        await using var first = await Begin();

        var fault = await Assert.ThrowsAsync<StoreFailedException>(Begin);

        Assert.Contains("Another restore", fault.Message, StringComparison.Ordinal);
    }

    protected override async Task<IRestorePlace> Begin()
    {
        if (_place is null)
        {
            _place = (PostgresDatabase)PostgresDatabase.Fresh();

            // As a node that was started before leaves it: tables, and no log.
            await (await _place.Open()).DisposeAsync();
        }

        return await PostgresRestorePlace.Begin(_place.Application, _place.Owner);
    }

    protected override Task<IRestorePlace> BeginElsewhere() => BeginSqlite();

    protected override async Task<ILogStore> Settled(IRestorePlace place)
    {
        await place.DisposeAsync();
        Assert.Equal(
            0L,
            await Scalar("SELECT count(*) FROM pg_namespace WHERE nspname = 'daylight_restoring'")
        );
        return await PostgresLogStore.Open(_place!.Application, _place.Owner);
    }

    protected override Task Empty() =>
        Execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO PUBLIC");

    protected override async Task NothingIsLeft()
    {
        Assert.Equal(
            0L,
            await Scalar("SELECT count(*) FROM pg_namespace WHERE nspname = 'daylight_restoring'")
        );
        Assert.Equal(0L, await Scalar("SELECT count(*) FROM log_head"));
    }

    protected override Task<IReadOnlyDictionary<string, byte[]>> RestoredFiles() => _place!.Files();

    protected override async Task<IReadOnlyList<string>> Tables(PublishedLog log)
    {
        await using var source = NpgsqlDataSource.Create(log.Log.Owner);
        await using var command = source.CreateCommand(
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
        );
        await using var reader = await command.ExecuteReaderAsync();
        var names = new List<string>();
        while (await reader.ReadAsync())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    private async Task Execute(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_place!.Owner);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<long> Scalar(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_place!.Owner);
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
