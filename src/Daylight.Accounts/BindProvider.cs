using Daylight.Proceedings;

namespace Daylight.Accounts;

/// <summary>A person at an OpenID provider is the holder of this account.</summary>
/// <param name="Subject">Keyed hash over issuer and subject: nobody reads from the log who he is over there.</param>
public sealed record ProviderSubjectBound(string Account, string Credential, string Subject) : Fact
{
    public override IReadOnlyList<string> Streams => [BoundSubject.Name(Subject)];
}

/// <summary>He is so no more, and may be bound elsewhere.</summary>
public sealed record ProviderSubjectFreed(string Account, string Subject) : Fact
{
    public override IReadOnlyList<string> Streams => [BoundSubject.Name(Subject)];
}

/// <summary>
/// Binds a subject of the provider to an account. Only the holder does it, signed in and having proved himself a moment
/// ago, or by his first link: what the provider says of names, numbers or addresses binds nobody.
/// </summary>
public static class BindProvider
{
    public sealed record Act(
        string Account,
        NewCredential New,
        string Subject,
        IReadOnlyList<string> Replaces
    ) : Proceedings.Act
    {
        public override Power Needs => AccountsPowers.Self;

        public override IReadOnlyList<StreamRef> Streams =>
            [Accounts.Account.At(Account), BoundSubject.At(Subject)];

        public override Refusal? Bar(Hearing hearing) =>
            base.Bar(hearing)
            ?? (
                hearing.State(Accounts.Account.At(Account)).Person == hearing.Mandate.Person
                    ? null
                    : new NoSuchCredential()
            );

        public override Decision Decide(Hearing hearing) =>
            BindProvider.Decide(
                hearing.State(Accounts.Account.At(Account)),
                hearing.State(BoundSubject.At(Subject)),
                this
            );
    }

    /// <summary>The holder takes the binding back.</summary>
    public sealed record EndAct(string Account, string Credential, string Subject) : Proceedings.Act
    {
        public override Power Needs => AccountsPowers.Self;

        public override IReadOnlyList<StreamRef> Streams =>
            [Accounts.Account.At(Account), BoundSubject.At(Subject)];

        public override Refusal? Bar(Hearing hearing) =>
            base.Bar(hearing)
            ?? (
                hearing.State(Accounts.Account.At(Account)).Person == hearing.Mandate.Person
                    ? null
                    : new NoSuchCredential()
            );

        public override Decision Decide(Hearing hearing)
        {
            var ended = Factors.Decide(
                hearing.State(Accounts.Account.At(Account)),
                new Factors.EndAct(Account, Credential),
                hearing.Now
            );
            return
                ended is Decision.Granted granted
                && hearing.State(BoundSubject.At(Subject)).Account == Account
                ? Decision.Grant([.. granted.Facts, new ProviderSubjectFreed(Account, Subject)])
                : ended;
        }
    }

    internal static Decision Decide(Account account, BoundSubject subject, Act act)
    {
        if (account.Role is not null || account.InvitedAs is not null)
        {
            return new AdministratorsSignInHere();
        }

        if (subject.Account is { } other && other != act.Account)
        {
            return new SubjectIsBound();
        }

        var set = Factors.Decide(account, new Factors.SetAct(act.Account, act.New, act.Replaces));
        return set is Decision.Granted granted
            ? Decision.Grant([
                .. granted.Facts,
                new ProviderSubjectBound(act.Account, act.New.Id, act.Subject),
            ])
            : set;
    }
}

/// <summary>The account to which a subject is bound.</summary>
internal sealed record BoundSubject(string? Account) : IState<BoundSubject>
{
    public static BoundSubject Start { get; } = new((string?)null);

    public static string Name(string subject) => $"provider-subject/{subject}";

    public static StreamRef<BoundSubject> At(string subject) => new(Name(subject));

    public BoundSubject Apply(Fact fact) =>
        fact switch
        {
            ProviderSubjectBound f => new(f.Account),
            ProviderSubjectFreed => Start,
            _ => this,
        };
}

[NoNorm("whoever runs the provider could otherwise become an administrator here")]
public sealed record AdministratorsSignInHere : Refusal;

[NoNorm("a person at the provider signs in one account")]
public sealed record SubjectIsBound : Refusal;
