using Daylight.Proceedings;

namespace Daylight.Accounts;

/// <summary>Acts on printed slips. A slip has an account stream of its own, so that it is bound once on any number of nodes.</summary>
public static class IssueSlip
{
    public sealed record Act(string Account, NewCredential Slip) : Proceedings.Act
    {
        public override Power Needs => AccountsPowers.Slips;

        public override IReadOnlyList<StreamRef> Streams => [Accounts.Account.At(Account)];

        public override Decision Decide(Hearing hearing) =>
            hearing.State(Accounts.Account.At(Account)) == Accounts.Account.Start
                ? Slip.Set(Account)
                : new AccountIsKnown(Account);
    }

    /// <summary>The first phone opens the slip: its row is written anew with the phone's keyed hash.</summary>
    /// <param name="Before">Hash of the row that this phone found; another phone was quicker where it changed.</param>
    public sealed record BindAct(string Account, NewCredential Slip, string Before) : Proceedings.Act
    {
        public override Power Needs => AccountsPowers.Self;

        public override IReadOnlyList<StreamRef> Streams =>
            [SlipBinding.At(Account), Accounts.Account.At(Account)];

        public override Decision Decide(Hearing hearing) =>
            hearing.State(Accounts.Account.At(Account)).Holds(Slip.Id, CredentialKind.Slip, hearing.Now)
            && hearing.State(SlipBinding.At(Account)).Hash == Before
                ? Slip.Set(Account)
                : new LinkIsSpent();
    }

    public sealed record RevokeAct(string Account, string Slip) : Proceedings.Act
    {
        public override Power Needs => AccountsPowers.Slips;

        public override IReadOnlyList<StreamRef> Streams => [Accounts.Account.At(Account)];

        public override Decision Decide(Hearing hearing) =>
            hearing.State(Accounts.Account.At(Account)).Credentials.TryGetValue(Slip, out var held)
            && held.Kind is CredentialKind.Slip
                ? new CredentialEnded(Account, Slip, CredentialKind.Slip, CredentialEnd.Revoked)
                : new NoSuchCredential();
    }
}

/// <summary>The hash of a slip's row as the log has it.</summary>
internal sealed record SlipBinding(string Hash) : IState<SlipBinding>
{
    public static SlipBinding Start { get; } = new("");

    public static StreamRef<SlipBinding> At(string account) => new(AccountStreams.Of(account));

    public SlipBinding Apply(Fact fact) =>
        fact switch
        {
            CredentialSet f => new(f.Hash),
            CredentialEnded => Start,
            _ => this,
        };
}
