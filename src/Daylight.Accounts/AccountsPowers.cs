using System.Collections.Frozen;
using Daylight.Proceedings;
using Daylight.Registry;

namespace Daylight.Accounts;

/// <summary>Powers over accounts, and which of them each of the three administrators holds.</summary>
public static class AccountsPowers
{
    /// <summary>To appoint the first administrators: whoever may run this program on this host's data.</summary>
    public static readonly Power Found = new("accounts.found");

    /// <summary>To change what is one's own: factors, deputies, tokens.</summary>
    public static readonly Power Self = new("accounts.self");

    /// <summary>To propose accounts, roles and powers.</summary>
    public static readonly Power Propose = new("accounts.propose");

    /// <summary>To confirm or turn down what was proposed, and to end accounts, sessions and powers.</summary>
    public static readonly Power Confirm = new("accounts.confirm");

    /// <summary>To read the access journal.</summary>
    public static readonly Power Journal = new("accounts.journal");

    /// <summary>To name a deputy for one's own office; never carried by a deputy.</summary>
    public static readonly Power Depute = new("accounts.depute");

    /// <summary>To hand out printed slips.</summary>
    public static readonly Power Slips = new("accounts.slips");

    /// <summary>Opens the pages of administration; held by the three roles only.</summary>
    public const string Administer = "accounts.administer";

    /// <summary>Opens the desk; held with every office.</summary>
    public const string Desk = "desk";

    /// <summary>What a role carries. No role carries what another one does to it, and none carries all.</summary>
    public static FrozenSet<string> Of(AdministratorRole role) =>
        role switch
        {
            AdministratorRole.System => Set(
                Administer,
                Propose.Name,
                Self.Name,
                RegistryPowers.Desk.Name,
                RegistryPowers.Maintain.Name,
                RegistryPowers.Appoint.Name
            ),
            AdministratorRole.Security => Set(Administer, Confirm.Name, Self.Name),
            AdministratorRole.Audit => Set(Administer, Journal.Name, Self.Name),
        };

    /// <summary>Powers that an office is never given: they belong to the host, to a role, or to everybody.</summary>
    public static bool IsReserved(string power) =>
        power.StartsWith("accounts.", StringComparison.Ordinal) && power != Slips.Name
        || power is Desk or "duties.lapse" or "notices.pass";

    private static FrozenSet<string> Set(params string[] powers) =>
        powers.ToFrozenSet(StringComparer.Ordinal);
}

/// <summary>The three administrators (GB/T 22239-2019 level 3): none is above the others.</summary>
public enum AdministratorRole
{
    /// <summary>
    /// 系统管理员: proposes accounts and grants, keeps the registry. He can put a person into a post, but only an account
    /// that another role confirmed acts in it, and no administrator acts in any office himself.
    /// </summary>
    System,

    /// <summary>安全管理员: confirms them, ends accounts and sessions.</summary>
    Security,

    /// <summary>审计管理员: reads who opened and changed what.</summary>
    Audit,
}
