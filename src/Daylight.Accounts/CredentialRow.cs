using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Daylight.Accounts;

/// <summary>One row of credentials as it is stored.</summary>
/// <param name="Material">What is held of the secret: a PBKDF2 hash, a sealed shared secret, a public key, a keyed hash.</param>
/// <param name="FoundBy">Keyed hash of what is presented, for kinds that are looked up by it; else empty.</param>
/// <param name="SinceMs">Milliseconds of the Unix epoch.</param>
/// <param name="UntilMs">Milliseconds of the Unix epoch; 0 where it does not end by itself.</param>
internal sealed record CredentialRow(
    string Id,
    string Account,
    string Kind,
    byte[] Material,
    string FoundBy,
    long SinceMs,
    long UntilMs
)
{
    public CredentialKind KindOf => Enum.Parse<CredentialKind>(Kind);

    public DateTimeOffset Since => DateTimeOffset.FromUnixTimeMilliseconds(SinceMs);

    public DateTimeOffset? Until => UntilMs == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(UntilMs);

    public bool IsGood(DateTimeOffset now) => Until is not { } until || now < until;

    /// <summary>SHA-256 over every column, in hexadecimal: what the log keeps of the row.</summary>
    public string Hash(string jurisdiction) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    string.Join(
                        '\n',
                        "daylight/credential/v1",
                        jurisdiction,
                        Id,
                        Account,
                        Kind,
                        Convert.ToBase64String(Material),
                        FoundBy,
                        SinceMs.ToString(CultureInfo.InvariantCulture),
                        UntilMs.ToString(CultureInfo.InvariantCulture)
                    )
                )
            )
        );

    public NewCredential New(string jurisdiction) => new(Id, KindOf, Hash(jurisdiction), Until);
}
