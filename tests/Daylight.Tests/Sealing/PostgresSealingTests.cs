using Daylight.Tests.Proceedings;
using Daylight.Tests.Store;
using Daylight.Writer;
using Npgsql;

namespace Daylight.Tests.Sealing;

public sealed class PostgresSealingTests : SealingSuite
{
    protected override int Rounds => 2;

    protected override TestDatabase NewDatabase() => PostgresDatabase.Fresh();

    /// <summary>The server recycles segments of its write-ahead log, so that wraps may stand there for a while.</summary>
    protected override bool IsWithinReach(string file) =>
        !file.StartsWith("pg_wal/", StringComparison.Ordinal);

    protected override bool KeepsFormerRows(string file) => true;

    /// <summary>The server analyses tables by itself, whenever it likes.</summary>
    [Fact]
    public async Task Wraps_are_not_sampled_into_the_catalogue()
    {
        await using var log = await Open();
        await using var source = NpgsqlDataSource.Create(log.Owner);
        for (var n = 0; n < 60; n++)
        {
            await log.Grant(new TestReport($"k-{n}", Canary, Person));
        }

        await Run(source, "ANALYZE");
        var search = await ByteSearch.For(log, Enumerable.Range(0, 60).Select(n => $"k-{n}"));
        for (var n = 0; n < 60; n += 10)
        {
            await log.Erase($"k-{n}");
        }

        var erased = new ByteSearch([], [.. search.Wraps.Where(wrap => wrap.KeyId.EndsWith('0'))]);
        Assert.Equal(6, erased.Wraps.Count);
        await Scrubbed(log);
        erased.FindsNothing(await log.Database.Files(), IsWithinReach);
        Assert.True(search.FindsWraps(await log.Database.Files()));
    }

    [Theory]
    [InlineData("SELECT count(*) FROM log_head")]
    [InlineData("SELECT count(*) FROM case_key")]
    public async Task What_an_older_reader_may_still_ask_for_is_overwritten_when_he_has_gone(string read)
    {
        await using var log = await Open();
        await log.Grant(new TestReport("k-1", Canary, Person));
        await log.HasGrounds();
        var search = await ByteSearch.For(log, ["k-1"], Canary, Person);
        await using var source = NpgsqlDataSource.Create(log.Owner);
        await using (var connection = await source.OpenConnectionAsync())
        await using (
            var old = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead)
        )
        {
            await Run(connection, read);
            await log.Erase("k-1");

            Assert.False(log.Clerk.Keys.Holds("k-1"));
            Assert.False(await log.Store.Scrub());
            Assert.Equal(0L, await Run(source, "SELECT scrubbed FROM erased_key"));
        }

        await log.Clerk.Tend();
        await Scrubbed(log);
        Assert.Equal(1L, await Run(source, "SELECT scrubbed FROM erased_key"));
        search.FindsNothing(await log.Database.Files(), IsWithinReach);
    }

    protected override async Task<IReadOnlyDictionary<string, IReadOnlyList<long>>> Orders(TestLog log)
    {
        await using var source = NpgsqlDataSource.Create(log.Owner);
        Assert.Equal(0L, await Run(source, "SELECT count(*) FROM pg_class WHERE relkind = 'S'"));
        Assert.Equal(
            0L,
            await Run(
                source,
                "SELECT count(*) FROM information_schema.columns WHERE table_schema = current_schema() AND (column_default IS NOT NULL OR data_type LIKE 'timestamp%')"
            )
        );

        // The votes of a day were written by one transaction: what the server remembers of it is the same for all.
        Assert.Equal(5L, await Run(source, "SELECT count(DISTINCT xmin::text) FROM fact"));
        Assert.Equal(5L, await Run(source, "SELECT count(DISTINCT xmin::text) FROM act"));
        var orders = new Dictionary<string, IReadOnlyList<long>>();
        foreach (
            var (order, sql) in new[]
            {
                ("fact by place", "SELECT idx FROM fact ORDER BY ctid"),
                (
                    "fact by transaction and place",
                    "SELECT idx FROM fact ORDER BY xmin::text::bigint, cmin::text::bigint, ctid"
                ),
                ("act by place", "SELECT first_idx FROM act ORDER BY ctid"),
                ("act by id", "SELECT first_idx FROM act ORDER BY act_id"),
                ("stream by place", "SELECT idx FROM fact_stream ORDER BY ctid"),
                ("fact by salt", "SELECT idx FROM fact ORDER BY salt"),
            }
        )
        {
            await using var command = source.CreateCommand(sql);
            await using var reader = await command.ExecuteReaderAsync();
            var rows = new List<long>();
            while (await reader.ReadAsync())
            {
                rows.Add(reader.GetInt64(0));
            }

            orders[order] = rows;
        }

        return orders;
    }

    private static async Task<object?> Run(NpgsqlDataSource source, string sql)
    {
        await using var connection = await source.OpenConnectionAsync();
        return await Run(connection, sql);
    }

    private static async Task<object?> Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    protected override async Task Execute(TestLog log, string sql)
    {
        await using var source = NpgsqlDataSource.Create(log.Owner);
        await Run(source, sql);
    }
}
