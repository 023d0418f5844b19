using Daylight.Proceedings;

namespace Daylight.Accounts;

/// <summary>Somebody who is to be one of the first administrators was sent a link.</summary>
public sealed record AdministratorInvited(string Account, AdministratorRole Role) : Fact
{
    public override IReadOnlyList<string> Streams =>
        [AccountStreams.Of(Account), AccountStreams.Administrators];
}

/// <summary>A person of the registry was granted an account and sent a link.</summary>
public sealed record AccountInvited(string Account, string Person, string Name) : Fact
{
    public override IReadOnlyList<string> Streams =>
        [AccountStreams.Of(Account), AccountStreams.OfPerson(Person)];

    public override IReadOnlyList<string> Subjects => [Person];
}

/// <summary>An invited person chose a name and factors; the account is open.</summary>
/// <param name="Login">Name that is typed at sign-in; lower case, unique in the jurisdiction.</param>
public sealed record AccountOpened(string Account, string Person, string Login, string Name) : Fact
{
    public override IReadOnlyList<string> Streams =>
        [AccountStreams.Of(Account), AccountStreams.OfLogin(Login)];

    public override IReadOnlyList<string> Subjects => [Person];
}

/// <summary>An account is closed for good; nothing of it opens any more.</summary>
public sealed record AccountEnded(string Account, string Because) : Fact
{
    public override IReadOnlyList<string> Streams => [AccountStreams.Of(Account)];
}

/// <summary>A way to prove who one is was set.</summary>
/// <param name="Credential">Opaque id of the row that holds it.</param>
/// <param name="Hash">SHA-256 of that row in hexadecimal; the row itself is never in the log.</param>
/// <param name="Until">When it stops being good, or null.</param>
public sealed record CredentialSet(
    string Account,
    string Credential,
    CredentialKind Kind,
    string Hash,
    DateTimeOffset? Until
) : Fact
{
    public override IReadOnlyList<string> Streams => [AccountStreams.Of(Account)];
}

/// <summary>A way to prove who one is was ended; its row is gone.</summary>
public sealed record CredentialEnded(
    string Account,
    string Credential,
    CredentialKind Kind,
    CredentialEnd Because
) : Fact
{
    public override IReadOnlyList<string> Streams => [AccountStreams.Of(Account)];
}

/// <summary>A person became one of the three administrators.</summary>
public sealed record RoleTaken(string Account, string Person, string Name, AdministratorRole Role) : Fact
{
    public override IReadOnlyList<string> Streams =>
        [AccountStreams.Of(Account), AccountStreams.Administrators];

    public override IReadOnlyList<string> Subjects => [Person];
}

/// <summary>A person is administrator no more.</summary>
public sealed record RoleLeft(string Account, AdministratorRole Role, string Because) : Fact
{
    public override IReadOnlyList<string> Streams =>
        [AccountStreams.Of(Account), AccountStreams.Administrators];
}

/// <summary>The system administrator proposed something that another role must confirm.</summary>
/// <param name="To">A person (account), an account (role) or an office (power).</param>
/// <param name="What">The person's name, the role, or the power.</param>
public sealed record GrantProposed(string Grant, GrantKind Kind, string To, string What, string Because)
    : Fact
{
    public override IReadOnlyList<string> Streams => [AccountStreams.OfGrant(Grant)];
}

/// <summary>The security administrator confirmed it.</summary>
public sealed record GrantConfirmed(string Grant) : Fact
{
    public override IReadOnlyList<string> Streams => [AccountStreams.OfGrant(Grant)];
}

/// <summary>The security administrator turned it down.</summary>
public sealed record GrantDenied(string Grant, string Because) : Fact
{
    public override IReadOnlyList<string> Streams => [AccountStreams.OfGrant(Grant)];
}

/// <summary>An office may do something from now on.</summary>
public sealed record OfficePowerGiven(string Office, string Power, string Grant) : Fact
{
    public override IReadOnlyList<string> Streams => [AccountStreams.OfOffice(Office)];
}

/// <summary>An office may do it no more.</summary>
public sealed record OfficePowerTaken(string Office, string Power, string Because) : Fact
{
    public override IReadOnlyList<string> Streams => [AccountStreams.OfOffice(Office)];
}

/// <summary>What a proposal is about.</summary>
public enum GrantKind
{
    /// <summary>An account for a person of the registry.</summary>
    Account,

    /// <summary>One of the three roles for the holder of an account.</summary>
    Role,

    /// <summary>A power for an office.</summary>
    Power,

    /// <summary>New factors for somebody who lost his; see <see cref="Recover"/>.</summary>
    Recovery,
}

/// <summary>Ways to prove who one is.</summary>
public enum CredentialKind
{
    Password,
    Totp,
    Passkey,

    /// <summary>A subject at an OpenID provider.</summary>
    Provider,

    /// <summary>A single-use link of an invitation or of a recovery.</summary>
    Link,

    /// <summary>A printed slip.</summary>
    Slip,

    /// <summary>A token of a program.</summary>
    Token,

    /// <summary>Where its holder wants to be told that something waits for him. It opens nothing.</summary>
    Reach,
}

/// <summary>Why a credential ended.</summary>
public enum CredentialEnd
{
    Used,
    Replaced,
    Revoked,
    Expired,
    AccountEnded,
}

/// <summary>Names of the streams of accounts.</summary>
internal static class AccountStreams
{
    public const string Administrators = "administrators";

    public static string Of(string account) => $"account/{account}";

    public static string OfPerson(string person) => $"account-of/{person}";

    public static string OfLogin(string login) => $"account-name/{login}";

    public static string OfGrant(string grant) => $"grant/{grant}";

    public static string OfOffice(string office) => $"office-powers/{office}";
}
