using Daylight.Proceedings;

namespace Daylight.Accounts;

/// <summary>
/// Takes back what was granted. That needs one role only, the security administrator: what is dangerous must end at once.
/// </summary>
public static class End
{
    public sealed record PowerAct(string Office, string Power, string Because) : Act
    {
        public override Power Needs => AccountsPowers.Confirm;

        public override IReadOnlyList<StreamRef> Streams => [OfficePowers.At(Office)];

        public override Decision Decide(Hearing hearing) =>
            string.IsNullOrWhiteSpace(Because) ? new GrantNeedsAReason()
            : hearing.State(OfficePowers.At(Office)).Powers.Contains(Power)
                ? new OfficePowerTaken(Office, Power, Because.Trim())
            : new OfficeLacksThatPower(Power);
    }

    /// <summary>The role goes, the account stays.</summary>
    public sealed record RoleAct(string Account, string Because) : Act
    {
        public override Power Needs => AccountsPowers.Confirm;

        public override IReadOnlyList<StreamRef> Streams =>
            [Accounts.Account.At(Account), Administrators.Stream];

        public override Decision Decide(Hearing hearing)
        {
            if (hearing.State(Accounts.Account.At(Account)).Role is not { } role)
            {
                return new AccountIsNotOpen();
            }

            return string.IsNullOrWhiteSpace(Because) ? new GrantNeedsAReason()
                : hearing.State(Administrators.Stream).IsLast(role) ? new RoleNeedsAHolder(role)
                : new RoleLeft(Account, role, Because.Trim());
        }
    }

    /// <summary>The account goes with all its credentials.</summary>
    public sealed record AccountAct(string Account, string Because) : Act
    {
        public override Power Needs => AccountsPowers.Confirm;

        public override IReadOnlyList<StreamRef> Streams =>
            [Accounts.Account.At(Account), Administrators.Stream];

        public override Decision Decide(Hearing hearing) =>
            End.Decide(
                hearing.State(Accounts.Account.At(Account)),
                hearing.State(Administrators.Stream),
                this
            );
    }

    internal static Decision Decide(Account account, Administrators administrators, AccountAct act)
    {
        if (account.Standing is not (AccountStanding.Open or AccountStanding.Invited))
        {
            return new AccountIsNotOpen();
        }

        if (string.IsNullOrWhiteSpace(act.Because))
        {
            return new GrantNeedsAReason();
        }

        if (account.Role is { } held && administrators.IsLast(held))
        {
            return new RoleNeedsAHolder(held);
        }

        IEnumerable<Fact> role = account.Role is { } left
            ? [new RoleLeft(act.Account, left, act.Because.Trim())]
            : [];
        return Decision.Grant([
            .. role,
            .. account.Credentials.Select(entry => new CredentialEnded(
                act.Account,
                entry.Key,
                entry.Value.Kind,
                CredentialEnd.AccountEnded
            )),
            new AccountEnded(act.Account, act.Because.Trim()),
        ]);
    }
}
