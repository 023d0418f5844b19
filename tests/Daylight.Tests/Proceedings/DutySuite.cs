using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Tests.Store;

namespace Daylight.Tests.Proceedings;

/// <summary>Clocks that cannot be gamed, on every database.</summary>
public abstract class DutySuite
{
    private static readonly Mandate s_other = TestLog.Registrar with { Person = "p2" };

    protected abstract TestDatabase NewDatabase();

    private static async Task<TestLog> Open(TestDatabase database)
    {
        var log = await TestLog.Open(database);
        await log.Grant(new FoundRules.Act(Trial.Pack("national")));
        return log;
    }

    private static DutyWorker Worker(TestLog log, Clerk? clerk = null) =>
        new(clerk ?? log.Clerk, log.Store, log.Clock);

    private static async Task<IReadOnlyList<DutyRow>> Rows(TestLog log)
    {
        await using var connection = await log.Store.Read();
        return await new DutyView().Read(connection, TestLog.Jurisdiction, "ORDER BY due, matter LIMIT 1000");
    }

    [Fact]
    public async Task What_is_due_lapses_in_order_and_once_on_two_nodes()
    {
        await using var log = await Open(NewDatabase());
        var other = await log.AddNode();
        for (var n = 0; n < 20; n++)
        {
            await log.Grant(new OwingAct($"m{n:00}"));
            log.Clock.Advance(TimeSpan.FromHours(7));
        }

        log.Clock.Advance(TimeSpan.FromDays(2));
        await Task.WhenAll(Worker(log).LapseDue(), Worker(log, other).LapseDue());

        var due = (await Rows(log)).Where(row => row.Due < log.Clock.GetUtcNow()).ToList();
        var lapses = await log.Facts<DutyLapsed>();
        Assert.NotEmpty(due);
        Assert.All(due, row => Assert.Equal(DutyStanding.Lapsed, row.Standing));
        Assert.Equal(due.Count, lapses.Count);
        Assert.Equal(lapses.Select(fact => fact.Due).Order(), lapses.Select(fact => fact.Due));
        await LogCheck.Whole(log);
    }

    [Fact]
    public async Task What_is_no_longer_due_is_left_out_of_many_lapses_and_the_others_are_recorded()
    {
        await using var log = await Open(NewDatabase());
        foreach (var name in new[] { "m1", "m2", "m3" })
        {
            await log.Grant(new OwingAct(name));
            log.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        for (var day = 0; day < 5; day++)
        {
            log.Clock.Advance(TimeSpan.FromDays(2));
            await log.Grant(new OwingAct($"tick{day}"));
        }

        Lapse.Act[] due =
        [
            .. (await Rows(log)).Take(3).Select(row => new Lapse.Act(row.Matter, row.Duty, row.Due!.Value)),
        ];
        Assert.IsType<Outcome.Recorded>(await log.Perform(due[1], mandate: Mandate.Worker));
        var many = new Lapse.ManyAct([due[0], due[1], due[2] with { Due = due[2].Due.AddDays(1) }]);

        var outcome = Assert.IsType<Outcome.Recorded>(await log.Perform(many, mandate: Mandate.Worker));
        var again = Assert.IsType<Outcome.Refused>(await log.Perform(many, mandate: Mandate.Worker));

        Assert.Equal(
            [due[1].Matter, due[0].Matter],
            (await log.Facts<DutyLapsed>()).Select(fact => fact.Matter)
        );
        Assert.True(outcome.Count >= 1);
        Assert.IsType<NoSuchDutyIsOpen>(again.Refusal);
        Assert.True(await Worker(log).LapseDue() >= 1);
        Assert.Single(await log.Facts<DutyLapsed>(), fact => fact.Matter == due[2].Matter);
        await LogCheck.Whole(log);
    }

    [Fact]
    public async Task A_worker_that_stood_still_for_a_week_catches_up_in_order()
    {
        await using var log = await Open(NewDatabase());
        for (var n = 0; n < 10; n++)
        {
            await log.Grant(new OwingAct($"m{n}"));
            log.Clock.Advance(TimeSpan.FromHours(20));
        }

        for (var day = 0; day < 7; day++)
        {
            log.Clock.Advance(TimeSpan.FromDays(1));
            await log.Grant(new OwingAct($"later{day}"));
        }

        var first = await Worker(log).LapseDue();
        Assert.True(first >= 10);
        Assert.Equal(0, await Worker(log).LapseDue());
        await LogCheck.Whole(log);
    }

    [Fact]
    public async Task A_year_adopted_by_two_persons_moves_provisional_dates_and_lists_them()
    {
        await using var log = await Open(NewDatabase());
        for (var day = 0; day < 86; day++)
        {
            log.Clock.Advance(TimeSpan.FromDays(2.75));
            await log.Grant(new OwingAct($"tick{day}"));
            await Worker(log).LapseDue();
        }

        Assert.True(Shanghai.DayOf(log.Clock.GetUtcNow()) >= new DateOnly(2026, 12, 29));
        await log.Grant(new OwingAct("over-new-year"));
        var before = (await Rows(log)).Single(row => row.Matter == "m/over-new-year");
        Assert.True(before.Provisional);

        var year = Year2027();
        await log.Grant(new AdoptCalendar.ProposeAct(year.Text));
        var content = ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(year.Text));
        await log.Refuse<TheSecondPersonMustBeAnother>(new AdoptCalendar.ConfirmAct(2027, content));
        await log.Refuse<CalendarIsAnother>(new AdoptCalendar.ConfirmAct(2027, "00"), mandate: s_other);
        Assert.IsType<Outcome.Recorded>(
            await log.Perform(new AdoptCalendar.ConfirmAct(2027, content), mandate: s_other)
        );

        var moved = await Worker(log).RedateProvisional();
        var after = (await Rows(log)).Single(row => row.Matter == "m/over-new-year");

        Assert.False(after.Provisional);
        Assert.Equal(before.OriginalDue, after.OriginalDue);
        Assert.Equal(
            ["m/over-new-year", "m/tick85"],
            moved.Where(entry => entry.Before != entry.After).Select(entry => entry.Matter).Order()
        );
        Assert.Empty(await Worker(log).RedateProvisional());
        await LogCheck.Whole(log);
    }

    [Fact]
    public async Task A_pack_with_a_fault_is_refused_and_what_was_in_force_stays()
    {
        await using var log = await Open(NewDatabase());
        var before = log.Clerk.Rules.Book.Packs.Single().Hash;

        await log.Refuse<PackHasFaults>(new AdoptPack.ProposeAct("{\"pack\": 7}"));
        await log.Refuse<PackIsInForce>(new AdoptPack.ProposeAct(Trial.Pack("national")));

        Assert.Equal(before, log.Clerk.Rules.Book.Packs.Single().Hash);
        await log.Grant(new OwingAct("m1"));
    }

    [Fact]
    public async Task Rules_are_found_again_from_the_log_alone()
    {
        await using var log = await Open(NewDatabase());
        var again = await log.AddNode();

        Assert.Equal(log.Clerk.Rules.Calendar.Hash, again.Rules.Calendar.Hash);
        Assert.Equal(log.Clerk.Rules.Book.Packs.Single().Hash, again.Rules.Book.Packs.Single().Hash);
    }

    /// <summary>An invented year: New Year's Day and the three days after it are off.</summary>
    private static CalendarYear Year2027() =>
        CalendarYear.Of(
            2027,
            [new CalendarNotice("测试用放假安排", "测试〔2026〕1号", new DateOnly(2026, 11, 4), "")],
            [
                .. Enumerable
                    .Range(1, 4)
                    .Select(day => new CalendarDay(new DateOnly(2027, 1, day), true, "元旦")),
            ]
        );

    /// <summary>Opens a duty of three working days under the norm of checks.</summary>
    private sealed record OwingAct(string Name) : Act
    {
        public override Power Needs => Daylight.Registry.RegistryPowers.Maintain;

        public override IReadOnlyList<StreamRef> Streams => [MatterDuties.Of($"m/{Name}")];

        public override Decision Decide(Hearing hearing)
        {
            var clock = DutyClock.Of(hearing.Rules, "item.check", hearing.Now, hearing.Now)!;
            return new DutyOpened(
                $"m/{Name}",
                "check",
                "item.check",
                "u1",
                Name,
                clock.Norm,
                hearing.Now,
                clock.Span,
                clock.Due,
                clock.Provisional,
                clock.Calendar
            );
        }
    }
}

public sealed class SqliteDutyTests : DutySuite
{
    protected override TestDatabase NewDatabase() => TestDatabase.Sqlite();
}

public sealed class PostgresDutyTests : DutySuite
{
    protected override TestDatabase NewDatabase() => PostgresDatabase.Fresh();
}
