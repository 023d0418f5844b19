using System.Collections.Frozen;
using Daylight.Accounts;
using Daylight.Norms;
using Daylight.Proceedings;

namespace Daylight.Web.Demo;

/// <summary>A way into the demonstration: who that is, and what to try. One of person, slip and address is given.</summary>
/// <param name="Who">The person as whom one enters.</param>
/// <param name="Admin">His role where he is one of the three administrators, who hold no office.</param>
/// <param name="Slip">Hands out a slip of a panel member instead.</param>
/// <param name="Href">Leads to a page for everybody instead.</param>
public sealed record DemoDoor(
    string Zh,
    string En,
    string IsZh,
    string IsEn,
    string TryZh,
    string TryEn,
    string? Who = null,
    AdministratorRole? Admin = null,
    bool Slip = false,
    string? Href = null
)
{
    public Phrase Kind => new(Zh, En);

    public Phrase Is => new(IsZh, IsEn);

    public Phrase Try => new(TryZh, TryEn);
}

/// <summary>
/// The accounts of the demonstration: three administrators, an account for everybody who may be chosen, the powers of
/// their offices. All by the acts by which a county makes them; only passwords are left out, since nobody types one here.
/// </summary>
internal static class DemoAccounts
{
    /// <summary>The account of a person.</summary>
    public static string Of(string person) => $"a-{person}";

    public static string Name(AdministratorRole role) =>
        role switch
        {
            AdministratorRole.System => "管系系（虚构）",
            AdministratorRole.Security => "安全全（虚构）",
            AdministratorRole.Audit => "查日日（虚构）",
        };

    /// <summary>The acts of the first day; those of one list do not rest on each other.</summary>
    public static IEnumerable<IReadOnlyList<(Act Act, Mandate Who)>> Founding(
        DemoCounty county,
        DateTimeOffset now
    )
    {
        var doors = county.Doors.Where(door => door.Admin is not null).ToList();
        yield return
        [
            .. doors.Select(door =>
                ((Act)new Found.Act(Of(door.Who!), door.Admin!.Value, Link(door.Who!, now)), s_host)
            ),
        ];
        yield return
        [
            .. doors.Select(door =>
                (
                    Opening(door.Who!, $"{door.Admin}".ToLowerInvariant(), Name(door.Admin!.Value)),
                    Own(door.Who!)
                )
            ),
        ];
        var (proposer, confirmer) = (
            By(doors, AdministratorRole.System),
            By(doors, AdministratorRole.Security)
        );
        var grants = county
            .People.Select(person => new GrantProposed(
                $"g-{person.Id}",
                GrantKind.Account,
                person.Id,
                person.Name,
                "工作需要"
            ))
            .Concat(Powers(county))
            .ToList();
        yield return
        [
            .. grants.Select(grant =>
                (
                    (Act)new ProposeGrant.Act(grant.Grant, grant.Kind, grant.To, grant.What, grant.Because),
                    proposer
                )
            ),
        ];
        yield return
        [
            .. grants.Select(grant =>
                (
                    (Act)
                        new DecideGrant.ConfirmAct(
                            grant,
                            proposer.Person,
                            grant.Kind is GrantKind.Account ? Of(grant.To) : grant.To,
                            grant.Kind is GrantKind.Account ? Link(grant.To, now) : null
                        ),
                    confirmer
                )
            ),
        ];
        yield return
        [
            .. county.People.Select(person =>
                (Opening(person.Id, person.Id[2..], person.Name), Own(person.Id))
            ),
        ];
    }

    private static IEnumerable<GrantProposed> Powers(DemoCounty county) =>
        county
            .People.SelectMany(person =>
                person
                    .Powers.Where(power => !AccountsPowers.IsReserved(power))
                    .Select(power => (person.Office, Power: power))
            )
            .Distinct()
            .Select(grant => new GrantProposed(
                $"g-{grant.Office}-{grant.Power}",
                GrantKind.Power,
                grant.Office,
                grant.Power,
                "岗位职责"
            ));

    private static Act Opening(string person, string login, string name) =>
        new TakeUp.Act(Of(person), $"link-{person}", person, $"demo-{login}", name, []);

    /// <summary>Spent in the same hour: no row of it is ever kept.</summary>
    private static NewCredential Link(string person, DateTimeOffset now) =>
        new($"link-{person}", CredentialKind.Link, new string('0', 64), now.AddHours(24));

    private static Mandate By(IEnumerable<DemoDoor> doors, AdministratorRole role) =>
        new(
            doors.First(door => door.Admin == role).Who!,
            Mandates.OfficeOf(role),
            Mandates.Administration,
            AccountsPowers.Of(role)
        );

    private static Mandate Own(string person) =>
        new(person, "self", "self", new[] { AccountsPowers.Self.Name }.ToFrozenSet(StringComparer.Ordinal));

    private static readonly Mandate s_host = new(
        "operator",
        "host",
        "host",
        new[] { AccountsPowers.Found.Name }.ToFrozenSet(StringComparer.Ordinal)
    );
}
