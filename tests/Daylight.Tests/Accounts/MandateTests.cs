using Daylight.Accounts;
using Daylight.Proceedings;
using Daylight.Registry;
using Daylight.Tests.Web;

namespace Daylight.Tests.Accounts;

/// <summary>What an office may do, and that nothing outlives it.</summary>
public sealed class MandateTests
{
    private static readonly DateOnly s_today = new(2026, 11, 23);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Powers_come_with_the_office_and_are_answered_with_a_reason()
    {
        await using var host = await AccountsHost.Start();
        await host.Office("u-jiaoyu", "330225018", "o-jiaoyu", "p-chen");
        await host.Give("o-jiaoyu", "supervision.answer");

        var answer = await Ask(host, "p-chen", "o-jiaoyu");

        Assert.Equal(("o-jiaoyu", "u-jiaoyu"), (answer.Mandate!.Office, answer.Mandate.Unit));
        Assert.Contains("supervision.answer", answer.Mandate.Powers.AsEnumerable());
        Assert.DoesNotContain("supervision.run", answer.Mandate.Powers.AsEnumerable());
        Assert.Contains("1项权限", answer.Because.Zh, StringComparison.Ordinal);
        Assert.Null((await Ask(host, "p-somebody", "o-jiaoyu")).Mandate);
        Assert.NotEmpty((await Ask(host, "p-somebody", "o-jiaoyu")).Because.Zh);
    }

    [Fact]
    public async Task Another_jurisdiction_is_answered_with_no_mandate()
    {
        await using var host = await AccountsHost.Start();
        await host.Office("u-jiaoyu", "330225018", "o-jiaoyu", "p-chen");

        Assert.Null(await host.Desk.Mandates.Of("330226", "p-chen", "o-jiaoyu", s_today, Cancel));
        Assert.NotNull(await host.Desk.Mandates.Of("330225", "p-chen", "o-jiaoyu", s_today, Cancel));
        Assert.Contains(
            "330226",
            (await host.Desk.Mandates.Ask("330226", "p-chen", "o-jiaoyu", s_today, Cancel)).Because.Zh,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Whoever_signs_in_acts_in_his_office_and_sees_the_desk()
    {
        await using var host = await AccountsHost.Start();
        await host.Office("u-jiaoyu", "330225018", "o-jiaoyu", "p-chen");
        await host.Give("o-jiaoyu", "supervision.answer");
        var person = await host.Account("p-chen", "chen");

        var (walker, answer) = await person.SignIn();

        Assert.Equal("/desk", answer.Location);
        var page = await walker.Open("/desk/account");
        Assert.Contains("联络员", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(404, (await walker.Send(new FilledForm("/desk/admin/confirm", Token(page)))).Status);
        Assert.Empty((await walker.Open("/desk/admin")).QuerySelectorAll("main form"));
    }

    [Fact]
    public async Task When_an_office_ends_the_session_in_it_ends_with_the_next_request()
    {
        await using var host = await AccountsHost.Start();
        await host.Office("u-jiaoyu", "330225018", "o-jiaoyu", "p-chen");
        var person = await host.Account("p-chen", "chen");
        Assert.True(await IsIn(person.Browser));

        await host.Do(
            new LeaveOffice.Act("o-jiaoyu", "p-chen", s_today, LeavingReason.Retirement, "任字2号")
        );
        Assert.True(await IsIn(person.Browser));
        host.Time.Advance(TimeSpan.FromHours(14.9));
        var (late, _) = await person.SignIn();
        Assert.True(await IsIn(late));
        host.Time.Advance(TimeSpan.FromMinutes(10));

        Assert.False(await IsIn(late));
        Assert.Null((await Ask(host, "p-chen", "o-jiaoyu", s_today.AddDays(1))).Mandate);
        Assert.NotNull((await Ask(host, "p-chen", "o-jiaoyu")).Mandate);
    }

    [Fact]
    public async Task A_power_that_is_taken_back_is_gone_with_the_next_request()
    {
        await using var host = await AccountsHost.Start();
        await host.Office("u-dudao", "330225018", "o-dudao", "p-wang");
        await host.Give("o-dudao", "supervision.run");
        Assert.Contains(
            "supervision.run",
            (await Ask(host, "p-wang", "o-dudao")).Mandate!.Powers.AsEnumerable()
        );

        await host.Do(new End.PowerAct("o-dudao", "supervision.run", "岗位调整"));

        Assert.DoesNotContain(
            "supervision.run",
            (await Ask(host, "p-wang", "o-dudao")).Mandate!.Powers.AsEnumerable()
        );
    }

    [Fact]
    public async Task A_deputy_acts_for_a_time_and_only_while_the_holder_holds_the_office()
    {
        await using var host = await AccountsHost.Start();
        await host.Office("u-jiaoyu", "330225018", "o-jiaoyu", "p-chen");
        await host.Office("u-caizheng", "330225019", "o-caizheng", "p-lin");
        await host.Give("o-jiaoyu", "supervision.answer");
        var holder = (await Ask(host, "p-chen", "o-jiaoyu")).Mandate!;
        await host.Do(
            new Deputies.AppointAct("d1", "p-lin", [], s_today.AddDays(1), s_today.AddDays(3)),
            holder
        );

        // Nobody answers for what he did not take on, and nobody takes it on for him.
        Assert.Null((await Ask(host, "p-lin", "o-jiaoyu", s_today.AddDays(1))).Mandate);
        Assert.IsType<NoSuchDeputyship>(
            await Refused(host, new Deputies.AcceptAct("d1"), AccountsDesk.Own("p-chen"))
        );
        await host.Do(new Deputies.AcceptAct("d1"), AccountsDesk.Own("p-lin"));
        Assert.IsType<NoSuchDeputyship>(
            await Refused(host, new Deputies.AcceptAct("d1"), AccountsDesk.Own("p-lin"))
        );
        Assert.Null((await Ask(host, "p-lin", "o-jiaoyu")).Mandate);
        var deputy = (await Ask(host, "p-lin", "o-jiaoyu", s_today.AddDays(1))).Mandate!;
        Assert.Contains("supervision.answer", deputy.Powers.AsEnumerable());
        Assert.DoesNotContain(AccountsPowers.Depute.Name, deputy.Powers.AsEnumerable());
        Assert.NotNull((await Ask(host, "p-lin", "o-jiaoyu", s_today.AddDays(3))).Mandate);
        Assert.Null((await Ask(host, "p-lin", "o-jiaoyu", s_today.AddDays(4))).Mandate);

        await host.Do(
            new LeaveOffice.Act("o-jiaoyu", "p-chen", s_today.AddDays(1), LeavingReason.Retirement, "任字2号")
        );
        Assert.NotNull((await Ask(host, "p-lin", "o-jiaoyu", s_today.AddDays(1))).Mandate);
        Assert.Null((await Ask(host, "p-lin", "o-jiaoyu", s_today.AddDays(2))).Mandate);
    }

    [Theory]
    [InlineData("p-chen", 0, 1, typeof(DeputyIsSomebodyElse))]
    [InlineData("p-lin", -1, 1, typeof(DeputyshipHasBounds))]
    [InlineData("p-lin", 1, 0, typeof(DeputyshipHasBounds))]
    [InlineData("p-lin", 0, Deputies.MostDays + 1, typeof(DeputyshipHasBounds))]
    [InlineData("p-lin", 0, Deputies.MostDays, null)]
    public void A_deputyship_has_bounds(string deputy, int from, int to, Type? refused)
    {
        var by = new Mandate("p-chen", "o-jiaoyu", "u-jiaoyu", []);

        var decision = Deputies.Decide(
            Deputation.Start,
            new Deputies.AppointAct("d1", deputy, [], s_today.AddDays(from), s_today.AddDays(to)),
            by,
            s_today
        );

        Assert.Equal(refused, (decision as Decision.Refused)?.Refusal.GetType());
    }

    [Fact]
    public async Task A_deputy_names_no_deputy_and_a_stranger_ends_none()
    {
        await using var host = await AccountsHost.Start();
        await host.Office("u-jiaoyu", "330225018", "o-jiaoyu", "p-chen");
        await host.Office("u-caizheng", "330225019", "o-caizheng", "p-lin");
        await host.Do(
            new Deputies.AppointAct("d1", "p-lin", [], s_today, s_today.AddDays(3)),
            (await Ask(host, "p-chen", "o-jiaoyu")).Mandate!
        );
        await host.Do(new Deputies.AcceptAct("d1"), AccountsDesk.Own("p-lin"));

        var deputy = (await Ask(host, "p-lin", "o-jiaoyu")).Mandate!;
        Assert.IsType<YourOfficeLacksThePower>(
            await Refused(host, new Deputies.AppointAct("d2", "p-zhou", [], s_today, s_today), deputy)
        );
        Assert.IsType<NoSuchDeputyship>(
            await Refused(host, new Deputies.EndAct("d1"), AccountsDesk.Own("p-zhou"))
        );
        await host.Do(new Deputies.EndAct("d1"), AccountsDesk.Own("p-lin"));
        Assert.Null((await Ask(host, "p-lin", "o-jiaoyu")).Mandate);
    }

    [Fact]
    public async Task A_recusal_bars_handling_in_every_office_until_somebody_else_lifts_it()
    {
        await using var host = await AccountsHost.Start();
        await host.Office("u-jiaoyu", "330225018", "o-jiaoyu", "p-chen");
        var rename = new Rename.UnitAct("u-jiaoyu", "象山县教育局", "县教育局", s_today);
        await host.Give("o-jiaoyu", "registry.maintain");
        await host.Do(
            new Recusals.DeclareAct("unit/u-jiaoyu", "近亲属任职", "p-chen"),
            AccountsDesk.Own("p-chen")
        );

        var mandate = (await Ask(host, "p-chen", "o-jiaoyu")).Mandate!;
        Assert.Equal(new YouAreRecused("unit/u-jiaoyu"), await Refused(host, rename, mandate));
        Assert.IsType<NoSuchRecusal>(
            await Refused(
                host,
                new Recusals.DeclareAct("unit/u-x", "理由", "p-chen"),
                AccountsDesk.Own("p-lin")
            )
        );
        Assert.IsType<YourOfficeLacksThePower>(
            await Refused(host, new Recusals.LiftAct("p-chen", "unit/u-jiaoyu", "理由"), mandate)
        );

        await host.Do(new Recusals.LiftAct("p-chen", "unit/u-jiaoyu", "亲属已调离"));
        await host.Do(rename, (await Ask(host, "p-chen", "o-jiaoyu")).Mandate);
    }

    [Theory]
    [InlineData("https://daylight.example/desk/items/demo-06?x=1", "item/demo-06")]
    [InlineData("/desk/items/demo-06/", "item/demo-06")]
    [InlineData("unit/u1", "unit/u1")]
    [InlineData("随便写的", null)]
    [InlineData("", null)]
    public void A_matter_is_read_off_the_address_of_its_page(string typed, string? matter) =>
        Assert.Equal(matter, Recusals.MatterOf(typed));

    [Fact]
    public async Task A_grant_holds_only_after_a_second_role_confirmed_it()
    {
        await using var host = await AccountsHost.Start();
        var people = await host.AppointAll();
        await host.Office("u-dudao", "330225018", "o-dudao", "p-wang");
        var (system, security) = (
            people[AdministratorRole.System].Browser,
            people[AdministratorRole.Security].Browser
        );

        var asked = Walker.Form(
            await system.Open("/desk/admin/many?kind=Power&power=supervision.run"),
            "many"
        );
        await system.Send(asked.And("to", "o-dudao").With("because", "督查专员岗位职责"));
        Assert.Empty(await host.Desk.Reading.PowersOf("o-dudao", Cancel));
        var waiting = Assert.Single(await host.Desk.Reading.Grants(GrantStanding.Proposed, 10, Cancel));

        // The one who proposed it cannot confirm it, whatever he sends.
        var page = await system.Open("/desk/admin");
        Assert.Empty(page.QuerySelectorAll("[id^=confirm-]"));
        var forged = new FilledForm(
            "/desk/admin/confirm",
            [.. Token(page), new("grant", waiting.Proposal), new("act-id", "forged")]
        );
        Assert.Equal(409, (await system.Send(forged)).Status);
        Assert.Empty(await host.Desk.Reading.PowersOf("o-dudao", Cancel));

        await security.Do("/desk/admin", $"confirm-{waiting.Proposal}");
        Assert.Equal(
            "supervision.run",
            Assert.Single(await host.Desk.Reading.PowersOf("o-dudao", Cancel)).Power
        );
    }

    [Fact]
    public async Task An_account_is_proposed_confirmed_and_opened_by_its_person()
    {
        await using var host = await AccountsHost.Start();
        var people = await host.AppointAll();
        await host.Office("u-dudao", "330225018", "o-dudao", "p-wang");
        var system = people[AdministratorRole.System].Browser;
        var asked = Walker.Form(await system.Open("/desk/admin/many?kind=Account"), "many");
        await system.Send(asked.And("to", "p-wang").With("because", "督查专员"));
        var waiting = Assert.Single(await host.Desk.Reading.Grants(GrantStanding.Proposed, 10, Cancel));
        var security = people[AdministratorRole.Security].Browser;

        var shown = await security.Send(
            Walker.Form(await security.Open("/desk/admin"), $"confirm-{waiting.Proposal}")
        );
        Assert.Equal(200, shown.Status);
        var link = new Uri(shown.Page.QuerySelector("main .code")!.TextContent).AbsolutePath;
        var person = await host.Open(link, "wang", "");

        Assert.Equal("/desk", (await person.SignIn()).Answer.Location);
        Assert.DoesNotContain(link, (await security.Get("/desk/admin")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ended_account_opens_nothing_from_the_next_request_on()
    {
        await using var host = await AccountsHost.Start();
        var people = await host.AppointAll();
        await host.Office("u-dudao", "330225018", "o-dudao", "p-wang");
        var person = await host.Account("p-wang", "wang");
        var account = (await host.Desk.Reading.ByLogin("wang", Cancel))!.Account;

        await people[AdministratorRole.Security]
            .Browser.Do("/desk/admin/accounts", $"end-account-{account}", ("because", "调离"));

        Assert.False(await IsIn(person.Browser));
        Assert.Equal(401, (await person.SignIn()).Answer.Status);
        Assert.Empty(await host.Desk.Credentials.Of(account, Cancel));
    }

    [Fact]
    public async Task The_last_holder_of_a_role_stays()
    {
        await using var host = await AccountsHost.Start();
        await host.AppointAll();
        foreach (var row in await host.Desk.Reading.Administrators(Cancel))
        {
            var by = AccountsPowers.Of(AdministratorRole.Security);
            var mandate = new Mandate("somebody", "administrator-security", Mandates.Administration, by);
            Assert.Equal(
                new RoleNeedsAHolder(row.Role!.Value),
                await Refused(host, new End.RoleAct(row.Account, "理由"), mandate)
            );
            Assert.Equal(
                new RoleNeedsAHolder(row.Role!.Value),
                await Refused(host, new End.AccountAct(row.Account, "理由"), mandate)
            );
        }
    }

    [Fact]
    public async Task No_administrator_acts_in_an_office()
    {
        await using var host = await AccountsHost.Start();
        var system = await host.Appoint(AdministratorRole.System);
        var account = (await host.Desk.Reading.ByLogin(system.Login, Cancel))!;
        await host.Office("u-dudao", "330225018", "o-dudao", account.Person);
        await host.Give("o-dudao", "supervision.run");

        Assert.Null((await Ask(host, account.Person, "o-dudao")).Mandate);
    }

    [Theory]
    [InlineData("accounts.confirm")]
    [InlineData("accounts.found")]
    [InlineData("desk")]
    [InlineData("duties.lapse")]
    public void Powers_of_roles_and_of_the_host_are_given_to_no_office(string power) =>
        Assert.True(AccountsPowers.IsReserved(power));

    [Fact]
    public void No_role_carries_all_and_none_both_proposes_and_confirms()
    {
        var roles = Enum.GetValues<AdministratorRole>().Select(AccountsPowers.Of).ToList();

        Assert.DoesNotContain(
            roles,
            role => role.Contains(AccountsPowers.Propose.Name) && role.Contains(AccountsPowers.Confirm.Name)
        );
        Assert.Single(roles, role => role.Contains(AccountsPowers.Journal.Name));
        Assert.All(roles, role => Assert.DoesNotContain(AccountsPowers.Found.Name, role.AsEnumerable()));
    }

    private static Task<MandateAnswer> Ask(
        AccountsHost host,
        string person,
        string office,
        DateOnly? day = null
    ) => host.Desk.Mandates.Ask("330225", person, office, day ?? s_today, Cancel);

    private static async Task<Refusal> Refused(AccountsHost host, Act act, Mandate by) =>
        Assert
            .IsType<Outcome.Refused>(
                await host.Desk.Clerk.Perform(
                    new Submission(FactIds.New(host.Time.GetUtcNow()), act, by),
                    Cancel
                )
            )
            .Refusal;

    private static KeyValuePair<string, string>[] Token(AngleSharp.Dom.IDocument page) =>
        [new("form-token", page.QuerySelector("[name=form-token]")!.GetAttribute("value")!)];

    private static async Task<bool> IsIn(Walker walker) =>
        (await walker.Get("/desk/account")).Body.Contains("/sign-out", StringComparison.Ordinal);
}
