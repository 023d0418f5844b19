using System.Security.Cryptography;
using Daylight.Proceedings;

namespace Daylight.Accounts;

/// <summary>A link of an invitation, as it is shown once.</summary>
/// <param name="Path">Path below the address of the host.</param>
public sealed record InvitationLink(AdministratorRole? Role, string Path, DateTimeOffset Until);

/// <summary>An invitation that is open: who is asked.</summary>
/// <param name="Link">Id of the link's credential.</param>
/// <param name="Login">The login name of an account that is being recovered; empty where it is chosen now.</param>
public sealed record OpenInvitation(
    string Account,
    string Link,
    string Person,
    string Name,
    AdministratorRole? Role,
    string Login,
    DateTimeOffset Until
)
{
    /// <summary>The account is open already: its holder lost his factors.</summary>
    public bool IsRecovery => Login.Length > 0;
}

/// <summary>Single-use links by which accounts are opened.</summary>
public sealed class Invitations(AccountsDesk desk)
{
    /// <summary>Where links lead, followed by the secret.</summary>
    public const string Road = "/invitation/";

    /// <summary>
    /// Links for the roles that nobody holds yet. Those handed out before and not used are ended: only the newest open.
    /// </summary>
    public async Task<IReadOnlyList<InvitationLink>> First(CancellationToken cancel = default)
    {
        var held = await desk.Reading.Administrators(cancel);
        var missing = Enum.GetValues<AdministratorRole>()
            .Where(role => held.All(holder => holder.Role != role))
            .ToList();
        if (missing.Count == 0)
        {
            return [];
        }

        foreach (var row in await desk.Credentials.All(CredentialKind.Link, cancel))
        {
            if (
                await desk.Reading.Account(row.Account, cancel) is
                { Standing: AccountStanding.Invited, Role: not null }
            )
            {
                await desk.Credentials.Change(
                    desk.Submit(new Factors.RevokeAct(row.Account, row.Id, ByHost: true), AccountsDesk.Host),
                    [],
                    [row.Id],
                    cancel
                );
            }
        }

        var links = new List<InvitationLink>();
        foreach (var role in missing)
        {
            links.Add(await Invite(role, cancel));
        }

        return links;
    }

    /// <summary>The invitation that a secret opens, or null: used, expired, ended and unknown look alike.</summary>
    public async Task<OpenInvitation?> Of(string secret, CancellationToken cancel = default)
    {
        if (
            await desk.Credentials.By(FoundBy(secret), CredentialKind.Link, cancel) is not { } row
            || !row.IsGood(desk.Now)
            || desk.Now < Recover.OpensAt(row)
            || await desk.Reading.Account(row.Account, cancel) is not { } account
            || account.Standing is AccountStanding.Ended
        )
        {
            return null;
        }

        return new OpenInvitation(
            account.Account,
            row.Id,
            account.Person,
            account.Name,
            account.Standing is AccountStanding.Invited ? account.Role : null,
            account.Login,
            row.Until ?? desk.Now
        );
    }

    /// <summary>A new shared secret for an authenticator, sealed so that the page can carry it and nobody change it.</summary>
    public (byte[] Secret, string Sealed) NewTotp(string account)
    {
        var secret = RandomNumberGenerator.GetBytes(Totp.SecretSize);
        return (secret, Convert.ToBase64String(desk.Keys.Seal(secret, $"enrol\n{account}")));
    }

    /// <summary>The shared secret that a page carried, or null where it was not made here for this account.</summary>
    public byte[]? ReadTotp(string account, string carried)
    {
        var bytes = new byte[carried.Length];
        return Convert.TryFromBase64String(carried, bytes, out var written)
            ? desk.Keys.Open(bytes.AsSpan(0, written), $"enrol\n{account}")
            : null;
    }

    /// <summary>Takes an invitation up.</summary>
    /// <param name="totp">The shared secret of which a code was just given.</param>
    /// <param name="step">The step of that code, which is thereby used.</param>
    public async Task<Outcome> TakeUp(
        OpenInvitation invitation,
        string login,
        string name,
        string password,
        byte[] totp,
        long step,
        CancellationToken cancel = default
    )
    {
        var kept = desk.Row(
            invitation.Account,
            CredentialKind.Password,
            Passwords.Keep(password, desk.Options.PasswordRounds)
        );
        var sealedTotp = desk.Row(
            invitation.Account,
            CredentialKind.Totp,
            desk.Keys.Seal(totp, $"totp\n{invitation.Account}")
        );
        var outcome = invitation.IsRecovery
            ? await Restore(invitation, kept, sealedTotp, cancel)
            : await Open(invitation, login, name, kept, sealedTotp, cancel);
        if (outcome is Outcome.Recorded)
        {
            await desk.Lockout.TakeStep(sealedTotp.Id, step, cancel);
        }

        return outcome;
    }

    private async Task<Outcome> Open(
        OpenInvitation invitation,
        string login,
        string name,
        CredentialRow kept,
        CredentialRow sealedTotp,
        CancellationToken cancel
    )
    {
        var person = invitation.Person.Length > 0 ? invitation.Person : $"p-{invitation.Account}";
        return await desk.Credentials.Change(
            desk.Submit(
                new TakeUp.Act(
                    invitation.Account,
                    invitation.Link,
                    person,
                    LoginName.Of(login),
                    name,
                    [desk.New(kept), desk.New(sealedTotp)]
                ),
                AccountsDesk.Own(person)
            ),
            [kept, sealedTotp],
            [invitation.Link],
            cancel
        );
    }

    /// <summary>New factors in the place of all old ones; every session ends.</summary>
    private async Task<Outcome> Restore(
        OpenInvitation invitation,
        CredentialRow kept,
        CredentialRow sealedTotp,
        CancellationToken cancel
    )
    {
        var old = await desk.Credentials.Of(invitation.Account, cancel);
        var outcome = await desk.Credentials.Change(
            desk.Submit(
                new RestoreAccess.Act(
                    invitation.Account,
                    invitation.Link,
                    [desk.New(kept), desk.New(sealedTotp)]
                ),
                AccountsDesk.Own(invitation.Person)
            ),
            [kept, sealedTotp],
            [.. old.Select(row => row.Id)],
            cancel
        );
        if (outcome is Outcome.Recorded)
        {
            await desk.Sessions.EndAll(invitation.Account, cancel: cancel);
        }

        return outcome;
    }

    /// <summary>A row of a link and the path in which its secret stands.</summary>
    internal (CredentialRow Row, InvitationLink Link) NewLink(
        string account,
        AdministratorRole? role,
        TimeSpan wait = default
    )
    {
        var secret = Secrets.New();
        var row = desk.Row(
            account,
            CredentialKind.Link,
            Recover.Material(desk.Now + wait),
            FoundBy(secret),
            desk.Options.LinkLasts + wait
        );
        return (row, new InvitationLink(role, Road + secret, row.Until!.Value));
    }

    private async Task<InvitationLink> Invite(AdministratorRole role, CancellationToken cancel)
    {
        var account = FactIds.New(desk.Now);
        var (row, link) = NewLink(account, role);
        var outcome = await desk.Credentials.Change(
            desk.Submit(new Found.Act(account, role, desk.New(row)), AccountsDesk.Host),
            [row],
            [],
            cancel
        );
        return outcome is Outcome.Refused refused
            ? throw new InvalidOperationException(
                $"Bug in Daylight: the first {role} administrator was not invited: {refused.Refusal.Say().En}"
            )
            : link;
    }

    private string FoundBy(string secret) => desk.Keys.Mac("link", secret);
}
