using Daylight.Proceedings;

namespace Daylight.Accounts;

/// <summary>Takes up an invitation: name and factors are set, the link is spent, the account is open.</summary>
public static class TakeUp
{
    /// <param name="Subject">Keyed hash of a provider's subject where that is the factor; see <see cref="BindProvider"/>.</param>
    public sealed record Act(
        string Account,
        string Link,
        string Person,
        string Login,
        string Name,
        IReadOnlyList<NewCredential> Factors,
        string? Subject = null
    ) : Proceedings.Act
    {
        public override Power Needs => AccountsPowers.Self;

        public override IReadOnlyList<StreamRef> Streams =>
            [
                Accounts.Account.At(Account),
                Taken.Login(Login),
                Administrators.Stream,
                .. Subject is null ? (IEnumerable<StreamRef>)[] : [BoundSubject.At(Subject)],
            ];

        public override Decision Decide(Hearing hearing) =>
            Subject is not null && Bound(hearing) is { } refusal
                ? refusal
                : TakeUp.Decide(
                    hearing.State(Accounts.Account.At(Account)),
                    hearing.State(Taken.Login(Login)),
                    hearing.State(Administrators.Stream),
                    this,
                    hearing.Now
                );

        private Refusal? Bound(Hearing hearing) =>
            hearing.State(Accounts.Account.At(Account)).InvitedAs is not null ? new AdministratorsSignInHere()
            : hearing.State(BoundSubject.At(Subject!)).Account is not null ? new SubjectIsBound()
            : null;
    }

    internal static Decision Decide(
        Account account,
        Taken login,
        Administrators administrators,
        Act act,
        DateTimeOffset now
    )
    {
        if (
            account.Standing is not AccountStanding.Invited
            || !account.Holds(act.Link, CredentialKind.Link, now)
        )
        {
            return new LinkIsSpent();
        }

        if (!LoginName.IsGood(act.Login))
        {
            return new LoginIsMalformed(act.Login);
        }

        if (login.Account is not null)
        {
            return new LoginIsTaken(act.Login);
        }

        var (person, name) =
            account.Person.Length > 0 ? (account.Person, account.Name) : (act.Person, act.Name.Trim());
        if (name.Length == 0)
        {
            return new PersonNeedsAName();
        }

        return account.InvitedAs is { } role && administrators.Of(person, name) is { } held
                ? new OneRoleAPerson(name, held)
            : account.InvitedAs is { } asked && administrators.Has(asked) ? new RoleIsHeld(asked)
            : Decision.Grant(Facts(account, act, person, name));
    }

    private static List<Fact> Facts(Account account, Act act, string person, string name)
    {
        List<Fact> facts =
        [
            new AccountOpened(act.Account, person, act.Login, name),
            new CredentialEnded(act.Account, act.Link, CredentialKind.Link, CredentialEnd.Used),
            .. act.Factors.Select(factor => factor.Set(act.Account)),
        ];
        if (act.Subject is { } subject)
        {
            facts.Add(new ProviderSubjectBound(act.Account, act.Factors[0].Id, subject));
        }

        if (account.InvitedAs is { } role)
        {
            facts.Add(new RoleTaken(act.Account, person, name, role));
        }

        return facts;
    }
}

/// <summary>The form of names that are typed at sign-in.</summary>
public static class LoginName
{
    public const int Least = 3;
    public const int Most = 40;

    /// <summary>Lower case, without the spaces around it: how it is looked up.</summary>
    public static string Of(string typed) => typed.Trim().ToLowerInvariant();

    /// <summary>Letters of any script, digits, dots, hyphens, underscores.</summary>
    public static bool IsGood(string login) =>
        login.Length is >= Least and <= Most
        && login == Of(login)
        && login.All(letter => char.IsLetterOrDigit(letter) || letter is '.' or '-' or '_');
}
