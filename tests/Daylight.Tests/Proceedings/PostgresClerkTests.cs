using Daylight.Registry;
using Daylight.Tests.Store;

namespace Daylight.Tests.Proceedings;

public sealed class PostgresClerkTests : ClerkSuite
{
    protected override TestDatabase NewDatabase() => PostgresDatabase.Fresh();

    protected override async Task Execute(TestLog log, string sql)
    {
        await using var connection = await log.Store.Read();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    [Fact]
    public async Task Several_nodes_make_one_dense_log()
    {
        await using var log = await TestLog.Open(NewDatabase());
        var nodes = new[] { log.Clerk, await log.AddNode(), await log.AddNode() };

        await Task.WhenAll(
            Enumerable
                .Range(1, 300)
                .Select(n =>
                    nodes[n % nodes.Length]
                        .Perform(
                            new(
                                $"a-{n}",
                                new Register.UnitAct(
                                    $"u{n}",
                                    $"{330225000 + n}",
                                    $"第{n}局",
                                    $"{n}局",
                                    UnitKind.Town
                                ),
                                TestLog.Registrar
                            )
                        )
                )
        );

        await LogCheck.Whole(log);
        Assert.Equal(300, (await log.Store.Head(TestLog.Jurisdiction))!.Size);
    }

    [Fact]
    public async Task The_same_act_at_two_nodes_is_recorded_once()
    {
        await using var log = await TestLog.Open(NewDatabase());
        var other = await log.AddNode();
        var act = new Register.UnitAct("u1", "330225001", "第一局", "一局", UnitKind.Town);

        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(n => (n % 2 == 0 ? log.Clerk : other).Perform(new("a-1", act, TestLog.Registrar)))
        );

        Assert.All(outcomes, outcome => Assert.Equal(outcomes[0], outcome));
        await LogCheck.Whole(log);
    }

    [Fact]
    public async Task A_node_does_not_refuse_on_states_that_another_node_changed()
    {
        await using var log = await TestLog.Open(NewDatabase());
        var other = await log.AddNode();
        await log.Grant(new Register.UnitAct("u1", "330225001", "第一局", "一局", UnitKind.Town));
        await log.Grant(new Register.UnitAct("u2", "330225002", "第二局", "二局", UnitKind.Town));
        var reuse = new Register.UnitAct("u3", "330225001", "第三局", "三局", UnitKind.Town);
        Assert.IsType<Daylight.Proceedings.Outcome.Refused>(
            await other.Perform(new("a-1", reuse, TestLog.Registrar))
        );

        await log.Grant(new Merge.UnitAct("u1", "330225001", "u2", new DateOnly(2026, 6, 1)));

        Assert.IsType<Daylight.Proceedings.Outcome.Recorded>(
            await other.Perform(new("a-2", reuse, TestLog.Registrar))
        );
        await LogCheck.Whole(log);
    }

    [Fact]
    public async Task The_application_may_not_truncate_facts()
    {
        await using var log = await TestLog.Open(NewDatabase());

        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Execute(log, "TRUNCATE fact"));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Execute(log, "DROP TABLE fact"));
    }
}
