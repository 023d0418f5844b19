using System.Text.Json;
using Daylight.Accounts.Views;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Daylight.Accounts.Faces;

/// <summary>An account as the framework's passkey support wants to see it.</summary>
internal sealed record PasskeyUser(string Account, string Login, string Name);

/// <summary>What a row of a passkey holds; the count of signatures changes with each use and is kept apart.</summary>
internal sealed record KeptPasskey(
    byte[] CredentialId,
    byte[] PublicKey,
    string Name,
    bool IsUserVerified,
    bool IsBackupEligible,
    bool IsBackedUp,
    string[] Transports
);

/// <summary>
/// Lets the framework's WebAuthn verification (<c>PasskeyHandler</c>) look up passkeys in our rows. It only reads: what is
/// set or ended goes through an act, like every credential.
/// </summary>
internal sealed class PasskeyStore(AccountsDesk desk) : IUserPasskeyStore<PasskeyUser>
{
    /// <summary>The handler over this store: ES256 and the like by default, user verification and a discoverable key demanded.</summary>
    public PasskeyHandler<PasskeyUser> Handler() =>
        new(
            new UserManager<PasskeyUser>(
                this,
                Options.Create(new IdentityOptions()),
                new PasswordHasher<PasskeyUser>(),
                [],
                [],
                new UpperInvariantLookupNormalizer(),
                new IdentityErrorDescriber(),
                null!,
                NullLogger<UserManager<PasskeyUser>>.Instance
            ),
            Options.Create(
                new IdentityPasskeyOptions
                {
                    UserVerificationRequirement = "required",
                    ResidentKeyRequirement = "required",
                    AttestationConveyancePreference = "none",
                    ValidateOrigin = asked => ValueTask.FromResult(IsOwn(asked)),
                }
            )
        );

    /// <summary>
    /// The page that asked is one of this host's own, by scheme, name and port. Browsers offer passkeys under TLS and on
    /// this machine only.
    /// </summary>
    private static bool IsOwn(PasskeyOriginValidationContext asked) =>
        !asked.CrossOrigin
        && asked.Origin == $"{asked.HttpContext.Request.Scheme}://{asked.HttpContext.Request.Host.Value}";

    public static PasskeyUser Of(AccountRow row) => new(row.Account, row.Login, row.Name);

    public CredentialRow Row(string account, UserPasskeyInfo passkey, string name) =>
        desk.Row(
            account,
            CredentialKind.Passkey,
            JsonSerializer.SerializeToUtf8Bytes(
                new KeptPasskey(
                    passkey.CredentialId,
                    passkey.PublicKey,
                    name,
                    passkey.IsUserVerified,
                    passkey.IsBackupEligible,
                    passkey.IsBackedUp,
                    passkey.Transports ?? []
                )
            ),
            FoundBy(passkey.CredentialId)
        );

    public static string NameOf(CredentialRow row) =>
        JsonSerializer.Deserialize<KeptPasskey>(row.Material)!.Name;

    public Task<CredentialRow?> RowOf(byte[] credentialId, CancellationToken cancel) =>
        desk.Credentials.By(FoundBy(credentialId), CredentialKind.Passkey, cancel);

    public async Task<PasskeyUser?> FindByPasskeyIdAsync(
        byte[] credentialId,
        CancellationToken cancellationToken
    ) =>
        await RowOf(credentialId, cancellationToken) is { } row
            ? await FindByIdAsync(row.Account, cancellationToken)
            : null;

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(
        PasskeyUser user,
        byte[] credentialId,
        CancellationToken cancellationToken
    ) =>
        await RowOf(credentialId, cancellationToken) is { } row && row.Account == user.Account
            ? await Read(row, cancellationToken)
            : null;

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(
        PasskeyUser user,
        CancellationToken cancellationToken
    )
    {
        var found = new List<UserPasskeyInfo>();
        foreach (var row in await desk.Credentials.Of(user.Account, cancellationToken))
        {
            if (row.KindOf is CredentialKind.Passkey)
            {
                found.Add(await Read(row, cancellationToken));
            }
        }

        return found;
    }

    public async Task<PasskeyUser?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        await desk.Reading.Account(userId, cancellationToken) is { Standing: AccountStanding.Open } row
            ? Of(row)
            : null;

    public async Task<PasskeyUser?> FindByNameAsync(
        string normalizedUserName,
        CancellationToken cancellationToken
    ) =>
        await desk.Reading.ByLogin(LoginName.Of(normalizedUserName), cancellationToken) is { } row
            ? Of(row)
            : null;

    public Task<string> GetUserIdAsync(PasskeyUser user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Account);

    public Task<string?> GetUserNameAsync(PasskeyUser user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Login);

    public Task<string?> GetNormalizedUserNameAsync(PasskeyUser user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Login);

    public Task AddOrUpdatePasskeyAsync(
        PasskeyUser user,
        UserPasskeyInfo passkey,
        CancellationToken cancellationToken
    ) => throw ByAct();

    public Task RemovePasskeyAsync(
        PasskeyUser user,
        byte[] credentialId,
        CancellationToken cancellationToken
    ) => throw ByAct();

    public Task SetUserNameAsync(PasskeyUser user, string? userName, CancellationToken cancellationToken) =>
        throw ByAct();

    public Task SetNormalizedUserNameAsync(
        PasskeyUser user,
        string? normalizedName,
        CancellationToken cancellationToken
    ) => throw ByAct();

    public Task<IdentityResult> CreateAsync(PasskeyUser user, CancellationToken cancellationToken) =>
        throw ByAct();

    public Task<IdentityResult> UpdateAsync(PasskeyUser user, CancellationToken cancellationToken) =>
        throw ByAct();

    public Task<IdentityResult> DeleteAsync(PasskeyUser user, CancellationToken cancellationToken) =>
        throw ByAct();

    public void Dispose()
    {
        // Holds nothing of its own.
    }

    private static NotSupportedException ByAct() =>
        new("Bug in Daylight: accounts and credentials change by acts, not through the framework's store.");

    private async Task<UserPasskeyInfo> Read(CredentialRow row, CancellationToken cancel)
    {
        var kept = JsonSerializer.Deserialize<KeptPasskey>(row.Material)!;
        return new UserPasskeyInfo(
            kept.CredentialId,
            kept.PublicKey,
            row.Since,
            (uint)await desk.Lockout.StepOf(row.Id, cancel),
            kept.Transports,
            kept.IsUserVerified,
            kept.IsBackupEligible,
            kept.IsBackedUp,
            [],
            []
        );
    }

    private string FoundBy(byte[] credentialId) =>
        desk.Keys.Mac("passkey", Convert.ToBase64String(credentialId));
}

/// <summary>Where the one script of this assembly is.</summary>
internal static class PasskeyScript
{
    public static string Href { get; } = Ui.BuiltAssets.Of(typeof(PasskeyScript).Assembly)["passkey.js"].Href;
}
