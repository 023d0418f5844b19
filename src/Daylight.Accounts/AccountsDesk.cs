using System.Collections.Frozen;
using Daylight.Proceedings;
using Daylight.Store;

namespace Daylight.Accounts;

/// <summary>What an accounts desk is told.</summary>
public sealed record AccountsOptions
{
    /// <summary>Rounds of a new password's PBKDF2; only tests take fewer.</summary>
    public int PasswordRounds { get; init; } = Passwords.Rounds;

    /// <summary>The name that authenticators show beside the code.</summary>
    public string Issuer { get; init; } = "阳光 Daylight";

    /// <summary>Powers that may be given to offices, as the mechanisms name them.</summary>
    public IReadOnlyList<string> Powers { get; init; } = [];

    /// <summary>
    /// The file with the client secret of the OpenID provider; whoever runs the host lays it there. Without it the client is
    /// a public one, and PKCE alone ties the code to it.
    /// </summary>
    public string? ProviderSecretFile { get; init; }

    /// <summary>The folder with the secrets of the gateways for notices; null where nothing goes out.</summary>
    public string? GatewaySecrets { get; init; }

    /// <summary>How long a link of an invitation opens.</summary>
    public TimeSpan LinkLasts { get; init; } = TimeSpan.FromHours(24);
}

/// <summary>Accounts of one log: everything that pages and hosts ask of them.</summary>
public sealed class AccountsDesk
{
    public AccountsDesk(
        Clerk clerk,
        ILogStore store,
        AccountsDatabase database,
        byte[] master,
        IOffices offices,
        TimeProvider time,
        AccountsOptions options
    )
    {
        Clerk = clerk;
        Time = time;
        Options = options;
        Offices = offices;
        Keys = new AccountsKeys(master, clerk.Jurisdiction);
        Credentials = new Credentials(database, clerk, store, time);
        Lockout = new Lockout(database, clerk.Jurisdiction, time);
        Reading = new AccountsReading(store, clerk.Jurisdiction);
        Mandates = new Mandates(clerk.Jurisdiction, offices, Reading);
        Sessions = new Sessions(database, clerk.Jurisdiction, time);
        Journal = new AccessJournal(database, clerk, time);
        Drafts = new Drafts(database, Keys, clerk.Jurisdiction, time);
        Outgoing = new Outgoing(database, clerk.Jurisdiction, time);
        Channels = new Channels(this);
    }

    public Clerk Clerk { get; }

    public TimeProvider Time { get; }

    public AccountsOptions Options { get; }

    public IOffices Offices { get; }

    public AccountsReading Reading { get; }

    public Mandates Mandates { get; }

    public Sessions Sessions { get; }

    public AccessJournal Journal { get; }

    public Drafts Drafts { get; }

    public Outgoing Outgoing { get; }

    public Channels Channels { get; }

    internal AccountsKeys Keys { get; }

    internal Credentials Credentials { get; }

    internal Lockout Lockout { get; }

    internal DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>Finishes what a stopped machine left half done. Called once, before requests are taken.</summary>
    public Task Resume(CancellationToken cancel = default) => Credentials.Resume(Now, cancel);

    /// <summary>Work of every minute or so: closes days of the journal, drops sessions that are over.</summary>
    public async Task Keep(CancellationToken cancel = default)
    {
        await Credentials.Resume(Now - TimeSpan.FromMinutes(5), cancel);
        await Journal.CloseDays(cancel);
        await Sessions.Sweep(cancel);
        await Lockout.Sweep(cancel);
        await Drafts.Sweep(cancel);
    }

    /// <summary>The mandate under which somebody changes what is his own.</summary>
    internal static Mandate Own(string person) =>
        new(person, "self", "self", new[] { AccountsPowers.Self.Name }.ToFrozenSet(StringComparer.Ordinal));

    /// <summary>Whoever may run this program on this host's data.</summary>
    internal static Mandate Host { get; } =
        new(
            "operator",
            "host",
            "host",
            new[] { AccountsPowers.Found.Name }.ToFrozenSet(StringComparer.Ordinal)
        );

    internal CredentialRow Row(
        string account,
        CredentialKind kind,
        byte[] material,
        string foundBy = "",
        TimeSpan? lasts = null
    ) =>
        new(
            FactIds.New(Now),
            account,
            kind.ToString(),
            material,
            foundBy,
            Now.ToUnixTimeMilliseconds(),
            lasts is { } time ? (Now + time).ToUnixTimeMilliseconds() : 0
        );

    internal NewCredential New(CredentialRow row) => row.New(Clerk.Jurisdiction);

    internal Submission Submit(Act act, Mandate mandate) => new(FactIds.New(Now), act, mandate);
}
