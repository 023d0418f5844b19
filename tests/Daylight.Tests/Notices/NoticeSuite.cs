using System.Collections.Frozen;
using System.Text;
using Daylight.Crypto;
using Daylight.Ledger;
using Daylight.Norms;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Proceedings.Audit;
using Daylight.Proceedings.Notices;
using Daylight.Proceedings.Rebuild;
using Daylight.Registry;
using Daylight.Registry.Views;
using Daylight.Tests.Proceedings;
using Daylight.Tests.Sealing;
using Daylight.Tests.Store;

namespace Daylight.Tests.Notices;

/// <summary>What subscribers promise, on every database.</summary>
public abstract class NoticeSuite
{
    private static readonly NoticeView s_notices = new();

    protected abstract TestDatabase NewDatabase();

    private static Register.UnitAct Unit(int n) =>
        new($"u{n:0000}", $"{330225000 + n}", $"象山县第{n}局", $"{n}局", UnitKind.GovernmentDepartment);

    private static NoticeRunner Runner(
        TestLog log,
        Clerk clerk,
        Func<ValueTask>? between = null,
        bool lenient = false
    ) =>
        new(log.Setup(log.Store), clerk, [new Greeting(lenient)])
        {
            Between = between ?? (() => ValueTask.CompletedTask),
        };

    private static async Task Clean(TestLog log) =>
        Assert.Empty((await LogAudit.Run(new AuditSetup(log.Setup(log.Store)))).Faults);

    [Fact]
    public async Task Each_fact_is_passed_on_once_in_order()
    {
        await using var log = await TestLog.Open(NewDatabase());
        for (var n = 1; n <= 600; n++)
        {
            await log.Grant(Unit(2000 + n));
        }

        Assert.Equal(600, await Runner(log, log.Clerk).Pass());
        Assert.Equal(0, await Runner(log, log.Clerk).Pass());

        var greeted = await log.Facts<UnitGreeted>();
        Assert.Equal(
            Enumerable.Range(2001, 600).Select(n => $"u{n:0000}"),
            greeted.Select(fact => fact.Unit)
        );
        await Clean(log);
    }

    [Fact]
    public async Task Several_nodes_that_pass_on_together_record_each_act_once()
    {
        await using var log = await TestLog.Open(NewDatabase());
        Clerk[] nodes = [log.Clerk, await log.AddNode(), await log.AddNode()];
        for (var n = 1; n <= 40; n++)
        {
            await log.Grant(Unit(2000 + n));
        }

        for (var round = 0; round < 3; round++)
        {
            await Task.WhenAll(nodes.Select(node => Runner(log, node).Pass()));
        }

        Assert.Equal(40, (await log.Facts<UnitGreeted>()).Count);
        Assert.Equal(40, (await log.Facts<UnitGreeted>()).DistinctBy(fact => fact.Unit).Count());
        await Clean(log);
    }

    [Fact]
    public async Task A_node_that_stops_before_it_moves_its_cursor_does_nothing_twice()
    {
        await using var log = await TestLog.Open(NewDatabase());
        await log.Grant(Unit(1));
        await log.Grant(Unit(13));
        await Assert.ThrowsAsync<OperationCanceledException>(() =>
            Runner(log, log.Clerk, () => throw new OperationCanceledException("the machine stopped")).Pass()
        );
        Assert.Equal(0, await log.Store.Cursor(TestLog.Jurisdiction, "tests.greeting"));
        var size = log.Clerk.Size;

        // What was refused then would be granted now; the first answer counts.
        var again = await log.AddNode();
        await Runner(log, again, lenient: true).Pass();

        Assert.Equal(size, again.Size);
        Assert.Equal("u0001", Assert.Single(await log.Facts<UnitGreeted>()).Unit);
        Assert.Single(await log.Facts<NoticeRefused>());
        Assert.Equal(size, await log.Store.Cursor(TestLog.Jurisdiction, "tests.greeting"));
        await Clean(log);
    }

    [Fact]
    public async Task A_refused_notice_is_a_fact_that_somebody_settles()
    {
        await using var log = await TestLog.Open(NewDatabase(), Suite.International, s_notices);
        await log.Grant(Unit(666));
        await Runner(log, log.Clerk).Pass();

        var refused = Assert.Single(await log.Facts<NoticeRefused>());
        Assert.Equal(new NoticeRefused("tests.greeting", 0, nameof(NobodyGreetsThisUnit), "u0666"), refused);
        var settler = TestLog.Registrar with
        {
            Unit = "u0666",
            Powers = new[] { SettleNotice.Power.Name }.ToFrozenSet(StringComparer.Ordinal),
        };
        var act = new SettleNotice.Act("tests.greeting", 0, "已电话告知");
        await log.Refuse<NoSuchNoticeWaits>(act, mandate: settler with { Unit = "u0001" });
        await log.Refuse<SettlingNeedsWords>(act with { How = " " }, mandate: settler);
        Assert.IsType<Outcome.Recorded>(await log.Perform(act, mandate: settler));
        await using var connection = await log.Store.Read();
        var row = Assert.Single(
            await s_notices.Read(connection, TestLog.Jurisdiction, "ORDER BY cause LIMIT 10")
        );
        Assert.Equal(("u0666", "p1", "已电话告知"), (row.Owner, row.SettledBy, row.How));
        await log.Refuse<NoSuchNoticeWaits>(act, mandate: settler);
        await Clean(log);
    }

    [Fact]
    public async Task An_act_refused_outside_its_decision_is_a_refused_notice_too()
    {
        await using var log = await TestLog.Open(NewDatabase());
        await log.Grant(Unit(999));

        await Runner(log, log.Clerk).Pass();

        Assert.Equal(nameof(TooLongForOneFact), Assert.Single(await log.Facts<NoticeRefused>()).Refusal);
        await Clean(log);
    }

    [Fact]
    public async Task Rebuilding_views_sends_nothing_again_and_a_lost_cursor_neither()
    {
        await using var log = await TestLog.Open(NewDatabase());
        await log.Grant(Unit(1));
        await log.Grant(Unit(666));
        await Runner(log, log.Clerk).Pass();
        var size = log.Clerk.Size;

        await new ViewRebuild([log.Setup(log.Store)]) { Clerks = [log.Clerk] }.Run(
            [new UnitView()],
            resume: false
        );
        await Runner(log, log.Clerk).Pass();
        await Execute(log, "DELETE FROM subscriber_cursor");
        await Runner(log, log.Clerk).Pass();

        Assert.Equal(size, log.Clerk.Size);
        await Clean(log);
    }

    protected abstract Task Execute(TestLog log, string sql);
}

/// <summary>A duty is opened where a pack in force gives the time for it.</summary>
public sealed class RefusedNoticeTests
{
    private const string Pack = "pack: notices\ntitle: 传送事项\nsays: 内部传送事项\n";

    private const string Words =
        "handling-unit: 承办单位\nnotice.settle: 处理被拒收的事项\nnotice.settled: 已处理\n";

    private const string Norm = """
        - norm: notices.settle
          kind: deadline
          title: 拒收事项处理时限
          says: 被拒收的事项应当在3个工作日内处理
          source: { document: 本系统运行要求, verified: false }
          about: notice.settle
          owes: handling-unit
          discharged-by: notice.settled
          since:
            2020-01-01: { within: 3wd }
        """;

    [Fact]
    public void A_refused_notice_opens_a_duty_that_settling_discharges()
    {
        var loaded = RulePack.Load([
            new PackFile("pack.yaml", Pack),
            new PackFile("words.yaml", Words),
            new PackFile("notices.yaml", Norm),
        ]);
        Assert.Empty(loaded.Faults.Select(fault => fault.ToString()));
        var adopted = new PackAdopted(loaded.Pack!, Encoding.UTF8.GetBytes(loaded.Pack!.Content));
        var trial = new Trial
        {
            InForce = Trial.Rules().Apply(adopted, _ => Assert.Single(adopted.Contents)),
        };
        var worker = Trial.Officer("worker", "w", "w", PassNotice.Power.Name);
        var act = new PassNotice.Act("tests.greeting", 7)
        {
            Follows = new PassNotice.RefusedAct(new NobodyGreetsThisUnit("u0666")),
            Owner = "u0666",
        };

        var facts = trial.Grants(act, worker);

        var duty = Assert.IsType<DutyOpened>(facts[1]);
        Assert.Equal(("notice/tests.greeting/7", "u0666"), (duty.Matter, duty.Owner));
        // From Friday 2026-05-08, which counts from the next working day: Saturday 9 May is worked in 2026.
        Assert.Equal(new DateOnly(2026, 5, 12), Shanghai.DayOf(duty.Due!.Value));
        Assert.IsType<DutyDischarged>(
            trial.Grants(
                new SettleNotice.Act("tests.greeting", 7, "已处理"),
                Trial.Officer("p", "o", "u0666", SettleNotice.Power.Name)
            )[1]
        );
    }
}

/// <summary>A kind for tests: a unit was greeted.</summary>
public sealed record UnitGreeted(string Unit, string Words) : Fact
{
    public override IReadOnlyList<string> Streams => [$"greeting/{Unit}"];
}

[NoNorm("for tests")]
public sealed record NobodyGreetsThisUnit(string Unit) : Refusal;

/// <summary>Greets every unit that is registered, but 13 and 666; 999 with more words than a fact holds.</summary>
/// <param name="lenient">Whether these two are greeted as well.</param>
public sealed class Greeting(bool lenient) : Subscriber
{
    private static readonly Power s_power = new("tests.greet");

    public override string Name => "tests.greeting";

    public override IReadOnlySet<Type> Follows { get; } = new HashSet<Type> { typeof(UnitRegistered) };

    public override IReadOnlyList<Power> Powers => [s_power];

    public override Act? React(Recorded cause) =>
        ((UnitRegistered)cause.Fact).Unit is var unit
            ? new GreetAct(unit, lenient || unit is not ("u0013" or "u0666"))
            : null;

    public override string OwnerOf(Recorded cause) => ((UnitRegistered)cause.Fact).Unit;

    private sealed record GreetAct(string Unit, bool May) : Act
    {
        public override Power Needs => s_power;

        public override IReadOnlyList<StreamRef> Streams => [new StreamRef<NoticeState>($"greeting/{Unit}")];

        public override Decision Decide(Hearing hearing) =>
            !May
                ? new NobodyGreetsThisUnit(Unit)
                : new UnitGreeted(Unit, Unit == "u0999" ? new string('好', 20_000) : "好");
    }
}
