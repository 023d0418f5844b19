namespace Daylight.Accounts;

/// <summary>A credential that an act sets: what the log keeps of its row.</summary>
public sealed record NewCredential(string Id, CredentialKind Kind, string Hash, DateTimeOffset? Until)
{
    internal CredentialSet Set(string account) => new(account, Id, Kind, Hash, Until);
}
