using Daylight.Proceedings;

namespace Daylight.Accounts;

/// <summary>
/// The security administrator confirms a proposal or turns it down. Roles are held by different persons, so that the
/// two powers never meet in one; that the two persons differ is checked all the same.
/// </summary>
public static class DecideGrant
{
    /// <param name="Proposed">What the page showed; another content is refused.</param>
    /// <param name="Proposer">The person who proposed it.</param>
    /// <param name="Account">The new account of an account or recovery proposal, else that of the role.</param>
    /// <param name="Link">The link that is sent with an account or a recovery.</param>
    public sealed record ConfirmAct(
        GrantProposed Proposed,
        string Proposer,
        string Account,
        NewCredential? Link
    ) : Proceedings.Act
    {
        public override Power Needs => AccountsPowers.Confirm;

        public override IReadOnlyList<StreamRef> Streams =>
            [
                Accounts.Grant.At(Proposed.Grant),
                .. Proposed.Kind switch
                {
                    GrantKind.Account => new StreamRef[]
                    {
                        Accounts.Account.At(Account),
                        Taken.Person(Proposed.To),
                    },
                    GrantKind.Role => [Accounts.Account.At(Proposed.To), Administrators.Stream],
                    GrantKind.Power => [OfficePowers.At(Proposed.To)],
                    GrantKind.Recovery => [Accounts.Account.At(Proposed.To)],
                },
            ];

        public override Refusal? Bar(Hearing hearing) =>
            base.Bar(hearing) ?? (hearing.Mandate.Person == Proposer ? new SecondRoleNeeded() : null);

        public override Decision Decide(Hearing hearing) => DecideGrant.Decide(hearing, this);
    }

    public sealed record DenyAct(string Grant, string Because) : Proceedings.Act
    {
        public override Power Needs => AccountsPowers.Confirm;

        public override IReadOnlyList<StreamRef> Streams => [Accounts.Grant.At(Grant)];

        public override Decision Decide(Hearing hearing) =>
            hearing.State(Accounts.Grant.At(Grant)).Standing is not GrantStanding.Proposed
                ? new GrantIsDecided()
            : string.IsNullOrWhiteSpace(Because) ? new GrantNeedsAReason()
            : new GrantDenied(Grant, Because.Trim());
    }

    private static Decision Decide(Hearing hearing, ConfirmAct act)
    {
        var grant = hearing.State(Grant.At(act.Proposed.Grant));
        if (grant.Proposed != act.Proposed)
        {
            return new NoSuchGrant();
        }

        if (grant.Standing is not GrantStanding.Proposed)
        {
            return new GrantIsDecided();
        }

        return act.Proposed.Kind switch
        {
            GrantKind.Account => NewAccount(
                hearing.State(Account.At(act.Account)),
                hearing.State(Taken.Person(act.Proposed.To)),
                act
            ),
            GrantKind.Role => NewRole(
                hearing.State(Account.At(act.Proposed.To)),
                hearing.State(Administrators.Stream),
                act
            ),
            GrantKind.Power => NewPower(hearing.State(OfficePowers.At(act.Proposed.To)), act),
            GrantKind.Recovery => NewLink(hearing.State(Account.At(act.Proposed.To)), act),
        };
    }

    private static Decision NewAccount(Account account, Taken person, ConfirmAct act) =>
        person.Account is not null ? new PersonHasAnAccount(act.Proposed.What)
        : account.Standing is not AccountStanding.None || act.Link is not { } link
            ? new AccountIsKnown(act.Account)
        : Decision.Grant(
            new GrantConfirmed(act.Proposed.Grant),
            new AccountInvited(act.Account, act.Proposed.To, act.Proposed.What),
            link.Set(act.Account)
        );

    private static Decision NewRole(Account account, Administrators administrators, ConfirmAct act)
    {
        if (account.Standing is not AccountStanding.Open)
        {
            return new AccountIsNotOpen();
        }

        return administrators.Of(account.Person, account.Name) is { } held
            ? new OneRoleAPerson(account.Name, held)
            : Decision.Grant(
                new GrantConfirmed(act.Proposed.Grant),
                new RoleTaken(
                    act.Proposed.To,
                    account.Person,
                    account.Name,
                    Enum.Parse<AdministratorRole>(act.Proposed.What)
                )
            );
    }

    private static Decision NewPower(OfficePowers office, ConfirmAct act) =>
        office.Powers.Contains(act.Proposed.What)
            ? new OfficeHasThatPower(act.Proposed.What)
            : Decision.Grant(
                new GrantConfirmed(act.Proposed.Grant),
                new OfficePowerGiven(act.Proposed.To, act.Proposed.What, act.Proposed.Grant)
            );

    private static Decision NewLink(Account account, ConfirmAct act) =>
        account.Standing is not AccountStanding.Open || act.Link is not { } link
            ? new AccountIsNotOpen()
            : Decision.Grant(new GrantConfirmed(act.Proposed.Grant), link.Set(act.Proposed.To));
}
