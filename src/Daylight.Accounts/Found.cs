using Daylight.Proceedings;

namespace Daylight.Accounts;

/// <summary>
/// Invites the first holder of a role, while nobody holds it: the way in of an instance without accounts, open to whoever
/// may run this program on its data.
/// </summary>
public static class Found
{
    public sealed record Act(string Account, AdministratorRole Role, NewCredential Link) : Proceedings.Act
    {
        public override Power Needs => AccountsPowers.Found;

        public override IReadOnlyList<StreamRef> Streams =>
            [Accounts.Account.At(Account), Administrators.Stream];

        public override Decision Decide(Hearing hearing) =>
            Found.Decide(
                hearing.State(Accounts.Account.At(Account)),
                hearing.State(Administrators.Stream),
                this
            );
    }

    internal static Decision Decide(Account account, Administrators administrators, Act act) =>
        account.Standing is not AccountStanding.None ? new AccountIsKnown(act.Account)
        : administrators.Has(act.Role) ? new RoleIsHeld(act.Role)
        : Decision.Grant(new AdministratorInvited(act.Account, act.Role), act.Link.Set(act.Account));
}
