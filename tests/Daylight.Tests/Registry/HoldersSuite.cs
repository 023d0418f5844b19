using Daylight.Registry;
using Daylight.Registry.Views;
using Daylight.Tests.Proceedings;
using Daylight.Tests.Store;

namespace Daylight.Tests.Registry;

/// <summary>Who holds which post on a day, as the tables answer it.</summary>
public abstract class HoldersSuite
{
    protected abstract TestDatabase NewDatabase();

    private static readonly PostTraits s_traits = new(
        PostLevel.Principal,
        true,
        false,
        PostFunction.General,
        false
    );

    private static async Task<TestLog> County(TestDatabase database)
    {
        var log = await TestLog.Open(database);
        await log.Grant(
            new Register.UnitAct("u1", "330225018", "象山县水利局", "县水利局", UnitKind.GovernmentDepartment)
        );
        await log.Grant(
            new Register.UnitAct(
                "u2",
                "330225019",
                "象山县农业农村局",
                "县农业农村局",
                UnitKind.GovernmentDepartment
            )
        );
        await log.Grant(new CreatePost.Act("o1", "u1", "局长", s_traits));
        await log.Grant(new CreatePost.Act("o2", "u2", "副局长", s_traits));
        await log.Grant(new EnterPerson.Act("p1", "赵示例"));
        await log.Grant(new EnterPerson.Act("p2", "钱示例"));
        await log.Grant(
            new Appoint.Act("o1", "p1", OfficeKind.Regular, new(2024, 3, 1), null, "象政干〔2024〕3号")
        );
        return log;
    }

    [Fact]
    public async Task A_post_has_its_holder_from_the_first_to_the_last_day()
    {
        await using var log = await County(NewDatabase());
        await log.Grant(
            new LeaveOffice.Act("o1", "p1", new(2026, 4, 30), LeavingReason.Rotation, "象政干〔2026〕5号")
        );
        await log.Grant(
            new Appoint.Act("o1", "p2", OfficeKind.Presiding, new(2026, 5, 2), null, "象政干〔2026〕5号")
        );

        Assert.Null(await Of(log, 2024, 2, 29));
        Assert.Equal("p1", (await Of(log, 2024, 3, 1))?.Person);
        Assert.Equal("p1", (await Of(log, 2026, 4, 30))?.Person);
        Assert.Null(await Of(log, 2026, 5, 1));
        var presiding = await Of(log, 2026, 5, 2);
        Assert.Equal(
            ("p2", OfficeKind.Presiding, "局长", "u1"),
            (presiding!.Person, presiding.Kind, presiding.PostName, presiding.Unit)
        );
    }

    [Fact]
    public async Task A_person_has_his_regular_office_first()
    {
        await using var log = await County(NewDatabase());
        await log.Grant(
            new Appoint.Act("o2", "p1", OfficeKind.Concurrent, new(2024, 1, 1), null, "象政干〔2024〕1号")
        );

        var held = await Offices.Of(log.Store, TestLog.Jurisdiction, "p1", new(2026, 5, 8));

        Assert.Equal(["o1", "o2"], held.Select(office => office.Post));
        Assert.Empty(await Offices.Of(log.Store, TestLog.Jurisdiction, "p1", new(2023, 12, 31)));
        Assert.Empty(await Offices.Of(log.Store, TestLog.Jurisdiction, "p2", new(2026, 5, 8)));
    }

    [Fact]
    public async Task An_office_lies_in_the_unit_that_carries_on()
    {
        await using var log = await County(NewDatabase());
        await log.Grant(new Merge.UnitAct("u1", "330225018", "u2", new(2026, 5, 1), ["o1"]));

        Assert.Equal("u1", (await Of(log, 2026, 4, 30))?.Unit);
        Assert.Equal("u2", (await Of(log, 2026, 5, 1))?.Unit);
        Assert.Equal("u2", (await Successors.Of(log.Store, TestLog.Jurisdiction, new(2026, 5, 8)))["u1"]);
    }

    private static Task<HeldOffice?> Of(TestLog log, int year, int month, int day) =>
        Holders.Of(log.Store, TestLog.Jurisdiction, "o1", new(year, month, day));
}

public sealed class SqliteHoldersTests : HoldersSuite
{
    protected override TestDatabase NewDatabase() => TestDatabase.Sqlite();
}

public sealed class PostgresHoldersTests : HoldersSuite
{
    protected override TestDatabase NewDatabase() => PostgresDatabase.Fresh();
}
