using Daylight.Proceedings;

namespace Daylight.Accounts;

/// <summary>The system administrator proposes an account, a role or a power. It holds for nobody until it is confirmed.</summary>
public static class ProposeGrant
{
    /// <param name="To">Person, account or office, by <paramref name="Kind"/>.</param>
    /// <param name="What">The person's name, the name of the role, or the power.</param>
    public sealed record Act(string Grant, GrantKind Kind, string To, string What, string Because)
        : Proceedings.Act
    {
        public override Power Needs => AccountsPowers.Propose;

        public override IReadOnlyList<StreamRef> Streams => [Accounts.Grant.At(Grant)];

        public override Decision Decide(Hearing hearing) =>
            ProposeGrant.Decide(hearing.State(Accounts.Grant.At(Grant)), this);
    }

    internal static Decision Decide(Grant grant, Act act) =>
        grant.Standing is not GrantStanding.None ? new GrantIsDecided()
        : string.IsNullOrWhiteSpace(act.Because) ? new GrantNeedsAReason()
        : string.IsNullOrWhiteSpace(act.To) || string.IsNullOrWhiteSpace(act.What) ? new NoSuchGrant()
        : act.Kind is GrantKind.Power && AccountsPowers.IsReserved(act.What) ? new PowerIsReserved(act.What)
        : act.Kind is GrantKind.Role && !Enum.TryParse<AdministratorRole>(act.What, out _) ? new NoSuchGrant()
        : new GrantProposed(act.Grant, act.Kind, act.To.Trim(), act.What.Trim(), act.Because.Trim());
}
