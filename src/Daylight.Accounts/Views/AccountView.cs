using Daylight.Proceedings;

namespace Daylight.Accounts.Views;

/// <summary>One row per account.</summary>
/// <param name="Login">Empty until the invitation is taken up.</param>
/// <param name="Role">Role that it holds now, or was invited to.</param>
public sealed record AccountRow(
    string Account,
    string Login,
    string Person,
    string Name,
    AccountStanding Standing,
    AdministratorRole? Role,
    bool RoleHeld,
    DateTimeOffset Since
);

/// <summary>The accounts.</summary>
public sealed class AccountView()
    : View<AccountRow>("accounts_account", version: 1, keyLength: 1, "login", "person")
{
    public override IReadOnlySet<Type> Folds { get; } =
        new HashSet<Type>
        {
            typeof(AdministratorInvited),
            typeof(AccountInvited),
            typeof(AccountOpened),
            typeof(AccountEnded),
            typeof(RoleTaken),
            typeof(RoleLeft),
        };

    public override IEnumerable<object[]> Keys(Recorded recorded) =>
        AccountOf(recorded.Fact) is { } account
            ?
            [
                [account],
            ]
            : [];

    protected override AccountRow? Apply(object[] key, AccountRow? row, Recorded recorded) =>
        recorded.Fact switch
        {
            AdministratorInvited f => new(
                f.Account,
                "",
                "",
                "",
                AccountStanding.Invited,
                f.Role,
                false,
                recorded.At
            ),
            AccountInvited f => new(
                f.Account,
                "",
                f.Person,
                f.Name,
                AccountStanding.Invited,
                null,
                false,
                recorded.At
            ),
            AccountOpened f when row is not null => row with
            {
                Login = f.Login,
                Person = f.Person,
                Name = f.Name,
                Standing = AccountStanding.Open,
                Since = recorded.At,
            },
            AccountEnded when row is not null => row with
            {
                Standing = AccountStanding.Ended,
                RoleHeld = false,
                Since = recorded.At,
            },
            RoleTaken f when row is not null => row with { Role = f.Role, RoleHeld = true },
            RoleLeft when row is not null => row with { Role = null, RoleHeld = false },
            _ => row,
        };

    private static string? AccountOf(Fact fact) =>
        fact switch
        {
            AdministratorInvited f => f.Account,
            AccountInvited f => f.Account,
            AccountOpened f => f.Account,
            AccountEnded f => f.Account,
            RoleTaken f => f.Account,
            RoleLeft f => f.Account,
            _ => null,
        };
}
