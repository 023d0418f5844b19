using Daylight.Proceedings;

namespace Daylight.Accounts;

/// <summary>The holder of an account that is being restored sets new factors; the link is spent, the old factors end.</summary>
public static class RestoreAccess
{
    public sealed record Act(string Account, string Link, IReadOnlyList<NewCredential> Factors)
        : Proceedings.Act
    {
        public override Power Needs => AccountsPowers.Self;

        public override IReadOnlyList<StreamRef> Streams => [Accounts.Account.At(Account)];

        public override Decision Decide(Hearing hearing) =>
            RestoreAccess.Decide(hearing.State(Accounts.Account.At(Account)), this, hearing.Now);
    }

    internal static Decision Decide(Account account, Act act, DateTimeOffset now)
    {
        if (
            account.Standing is not AccountStanding.Open
            || !account.Holds(act.Link, CredentialKind.Link, now)
        )
        {
            return new LinkIsSpent();
        }

        var old = account.Credentials.Where(entry =>
            entry.Value.Kind is not CredentialKind.Slip && entry.Key != act.Link
        );
        return Decision.Grant([
            new CredentialEnded(act.Account, act.Link, CredentialKind.Link, CredentialEnd.Used),
            .. old.Select(entry => new CredentialEnded(
                act.Account,
                entry.Key,
                entry.Value.Kind,
                CredentialEnd.Replaced
            )),
            .. act.Factors.Select(factor => factor.Set(act.Account)),
        ]);
    }
}
