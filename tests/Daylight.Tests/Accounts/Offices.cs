using System.Collections.Frozen;
using Daylight.Accounts;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Registry;
using Daylight.Tests.Web;

namespace Daylight.Tests.Accounts;

/// <summary>Units, posts and persons of a test, recorded by the registry's own acts.</summary>
internal static class Posted
{
    private static readonly Mandate s_registrar = new(
        "registrar",
        "registrar",
        "registrar",
        new[]
        {
            "registry.maintain",
            "registry.appoint",
            "accounts.propose",
            "accounts.confirm",
        }.ToFrozenSet()
    );

    private static readonly Mandate s_second = s_registrar with { Person = "second" };

    public static async Task Do(this AccountsHost host, Act act, Mandate? by = null)
    {
        var outcome = await host.Desk.Clerk.Perform(
            new Submission(FactIds.New(host.Time.GetUtcNow()), act, by ?? s_registrar)
        );
        Assert.True(
            outcome is Outcome.Recorded,
            outcome is Outcome.Refused refused ? refused.Refusal.Say().En + refused.Refusal : ""
        );
    }

    /// <summary>A unit with one post of the same id and a person in it from today on.</summary>
    public static async Task Office(
        this AccountsHost host,
        string unit,
        string code,
        string post,
        string person
    )
    {
        await host.Do(new Register.UnitAct(unit, code, $"单位{unit}", unit, UnitKind.GovernmentDepartment));
        await host.Do(
            new CreatePost.Act(
                post,
                unit,
                "联络员",
                new PostTraits(PostLevel.Staff, false, false, PostFunction.General, false)
            )
        );
        await host.Do(new EnterPerson.Act(person, $"{person}（虚构）"));
        await host.Do(
            new Appoint.Act(
                post,
                person,
                OfficeKind.Regular,
                Shanghai.DayOf(host.Time.GetUtcNow()),
                null,
                "任字1号"
            )
        );
    }

    /// <summary>Gives a power to an office: proposed by one, confirmed by another.</summary>
    public static async Task Give(this AccountsHost host, string office, string power)
    {
        var grant = FactIds.New(host.Time.GetUtcNow());
        await host.Do(new ProposeGrant.Act(grant, GrantKind.Power, office, power, "岗位职责"));
        await host.Do(
            new DecideGrant.ConfirmAct(
                new GrantProposed(grant, GrantKind.Power, office, power, "岗位职责"),
                "registrar",
                office,
                null
            ),
            s_second
        );
    }

    /// <summary>An open account of a person, with a browser that is signed in.</summary>
    public static async Task<Person> Account(this AccountsHost host, string person, string login) =>
        await host.Open(await host.Invite(person), login, $"{person}（虚构）");

    /// <summary>The path of the link by which a person of the registry opens an account.</summary>
    public static async Task<string> Invite(this AccountsHost host, string person)
    {
        var grant = FactIds.New(host.Time.GetUtcNow());
        var name = $"{person}（虚构）";
        await host.Do(new ProposeGrant.Act(grant, GrantKind.Account, person, name, "工作需要"));
        var account = FactIds.New(host.Time.GetUtcNow());
        var (row, link) = new Invitations(host.Desk).NewLink(account, null);
        var outcome = await host.Desk.Credentials.Change(
            new Submission(
                FactIds.New(host.Time.GetUtcNow()),
                new DecideGrant.ConfirmAct(
                    new GrantProposed(grant, GrantKind.Account, person, name, "工作需要"),
                    "registrar",
                    account,
                    host.Desk.New(row)
                ),
                s_second
            ),
            [row],
            []
        );
        Assert.IsType<Outcome.Recorded>(outcome);
        return link.Path;
    }
}
