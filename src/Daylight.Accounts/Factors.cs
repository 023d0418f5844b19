using Daylight.Proceedings;

namespace Daylight.Accounts;

/// <summary>Sets and ends factors of an open account: its holder, or the security administrator where one must end.</summary>
public static class Factors
{
    /// <summary>The holder sets a factor; those that it replaces end in the same act.</summary>
    public sealed record SetAct(string Account, NewCredential New, IReadOnlyList<string> Replaces)
        : Proceedings.Act
    {
        public override Power Needs => AccountsPowers.Self;

        public override IReadOnlyList<StreamRef> Streams => [Accounts.Account.At(Account)];

        public override Refusal? Bar(Hearing hearing) =>
            base.Bar(hearing) ?? Own(hearing.State(Accounts.Account.At(Account)), hearing.Mandate);

        public override Decision Decide(Hearing hearing) =>
            Factors.Decide(hearing.State(Accounts.Account.At(Account)), this);
    }

    /// <summary>The holder ends a factor.</summary>
    public sealed record EndAct(string Account, string Credential) : Proceedings.Act
    {
        public override Power Needs => AccountsPowers.Self;

        public override IReadOnlyList<StreamRef> Streams => [Accounts.Account.At(Account)];

        public override Refusal? Bar(Hearing hearing) =>
            base.Bar(hearing) ?? Own(hearing.State(Accounts.Account.At(Account)), hearing.Mandate);

        public override Decision Decide(Hearing hearing) =>
            Factors.Decide(hearing.State(Accounts.Account.At(Account)), this, hearing.Now);
    }

    /// <summary>The host, or the security administrator, ends a link, slip or token of somebody else.</summary>
    public sealed record RevokeAct(string Account, string Credential, bool ByHost = false) : Proceedings.Act
    {
        public override Power Needs => ByHost ? AccountsPowers.Found : AccountsPowers.Confirm;

        public override IReadOnlyList<StreamRef> Streams => [Accounts.Account.At(Account)];

        public override Decision Decide(Hearing hearing) =>
            hearing.State(Accounts.Account.At(Account)).Credentials.TryGetValue(Credential, out var held)
                ? new CredentialEnded(Account, Credential, held.Kind, CredentialEnd.Revoked)
                : new NoSuchCredential();
    }

    internal static Decision Decide(Account account, SetAct act) =>
        account.Standing is not AccountStanding.Open ? new AccountIsNotOpen()
        : account.Credentials.ContainsKey(act.New.Id) ? new NoSuchCredential()
        : Decision.Grant([
            .. act
                .Replaces.Where(account.Credentials.ContainsKey)
                .Select(old => new CredentialEnded(
                    act.Account,
                    old,
                    account.Credentials[old].Kind,
                    CredentialEnd.Replaced
                )),
            act.New.Set(act.Account),
        ]);

    internal static Decision Decide(Account account, EndAct act, DateTimeOffset now)
    {
        if (!account.Credentials.TryGetValue(act.Credential, out var held))
        {
            return new NoSuchCredential();
        }

        var left = account
            .Credentials.Where(entry => entry.Key != act.Credential && IsGood(entry.Value, now))
            .Select(entry => entry.Value.Kind)
            .ToHashSet();
        return
            held.Kind is CredentialKind.Slip or CredentialKind.Token or CredentialKind.Reach || SignsIn(left)
            ? new CredentialEnded(act.Account, act.Credential, held.Kind, CredentialEnd.Revoked)
            : new LastFactorStays();
    }

    /// <summary>Whether these kinds are enough to sign in again.</summary>
    private static bool SignsIn(HashSet<CredentialKind> kinds) =>
        kinds.Contains(CredentialKind.Passkey)
        || kinds.Contains(CredentialKind.Provider)
        || (kinds.Contains(CredentialKind.Password) && kinds.Contains(CredentialKind.Totp));

    private static bool IsGood(StandingCredential credential, DateTimeOffset now) =>
        credential.Until is not { } until || now < until;

    private static Refusal? Own(Account account, Mandate mandate) =>
        account.Person == mandate.Person ? null : new NoSuchCredential();
}
