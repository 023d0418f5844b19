using Daylight.Proceedings;

namespace Daylight.Accounts;

/// <summary>An account as its stream tells it.</summary>
/// <param name="Credentials">Those that stand, by id.</param>
public sealed record Account(
    AccountStanding Standing,
    string Id,
    string Person,
    string Name,
    string Login,
    AdministratorRole? InvitedAs,
    AdministratorRole? Role,
    IReadOnlyDictionary<string, StandingCredential> Credentials
) : IState<Account>
{
    public static Account Start { get; } =
        new(
            AccountStanding.None,
            "",
            "",
            "",
            "",
            null,
            null,
            new Dictionary<string, StandingCredential>(StringComparer.Ordinal)
        );

    public static StreamRef<Account> At(string id) => new(AccountStreams.Of(id));

    public Account Apply(Fact fact) =>
        fact switch
        {
            AdministratorInvited f => this with
            {
                Standing = AccountStanding.Invited,
                Id = f.Account,
                InvitedAs = f.Role,
            },
            AccountInvited f => this with
            {
                Standing = AccountStanding.Invited,
                Id = f.Account,
                Person = f.Person,
                Name = f.Name,
            },
            AccountOpened f => this with
            {
                Standing = AccountStanding.Open,
                Person = f.Person,
                Name = f.Name,
                Login = f.Login,
            },
            AccountEnded => this with { Standing = AccountStanding.Ended, Role = null },
            RoleTaken f => this with { Role = f.Role },
            RoleLeft => this with { Role = null },
            CredentialSet f => this with
            {
                Id = f.Account,
                Credentials = new Dictionary<string, StandingCredential>(Credentials, StringComparer.Ordinal)
                {
                    [f.Credential] = new(f.Kind, f.Until),
                },
            },
            CredentialEnded f => this with
            {
                Credentials = Credentials
                    .Where(entry => entry.Key != f.Credential)
                    .ToDictionary(StringComparer.Ordinal),
            },
            _ => this,
        };

    /// <summary>Whether a credential stands and is still good.</summary>
    public bool Holds(string credential, CredentialKind kind, DateTimeOffset now) =>
        Credentials.TryGetValue(credential, out var held)
        && held.Kind == kind
        && (held.Until is not { } until || now < until);
}

/// <summary>A credential that was not ended.</summary>
public sealed record StandingCredential(CredentialKind Kind, DateTimeOffset? Until);

/// <summary>How far an account is.</summary>
public enum AccountStanding
{
    None,
    Invited,
    Open,
    Ended,
}

/// <summary>Whether a login name, or a person, has an account already.</summary>
internal sealed record Taken(string? Account) : IState<Taken>
{
    public static Taken Start { get; } = new((string?)null);

    public static StreamRef<Taken> Login(string login) => new(AccountStreams.OfLogin(login));

    public static StreamRef<Taken> Person(string person) => new(AccountStreams.OfPerson(person));

    public Taken Apply(Fact fact) =>
        fact switch
        {
            AccountInvited f => new(f.Account),
            AccountOpened f => new(f.Account),
            _ => this,
        };
}

/// <summary>Who the three administrators are.</summary>
/// <param name="Holders">By account.</param>
internal sealed record Administrators(IReadOnlyList<RoleTaken> Holders) : IState<Administrators>
{
    public static Administrators Start { get; } = new([]);

    public static StreamRef<Administrators> Stream { get; } = new(AccountStreams.Administrators);

    public Administrators Apply(Fact fact) =>
        fact switch
        {
            RoleTaken f => new([.. Holders, f]),
            RoleLeft f => new([.. Holders.Where(holder => holder.Account != f.Account)]),
            _ => this,
        };

    public bool Has(AdministratorRole role) => Holders.Any(holder => holder.Role == role);

    /// <summary>The role that this person holds: the same person, or the same name under another account.</summary>
    public AdministratorRole? Of(string person, string name) =>
        Holders.FirstOrDefault(holder => holder.Person == person || holder.Name == name)?.Role;

    public bool IsLast(AdministratorRole role) => Holders.Count(holder => holder.Role == role) == 1;
}
