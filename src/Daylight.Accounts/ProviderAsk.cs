using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Daylight.Accounts;

/// <summary>Why somebody is sent to the provider.</summary>
public enum ProviderPurpose
{
    /// <summary>To sign in.</summary>
    SignIn,

    /// <summary>To bind who he is there to the account in which he is signed in here.</summary>
    Bind,

    /// <summary>To open an account by its first link.</summary>
    Open,

    /// <summary>To prove himself again before a sensitive change.</summary>
    Prove,
}

/// <summary>
/// What is asked of the provider: made for one browser, kept in its sealed cookie for five minutes, answered once.
/// </summary>
/// <param name="Id">By it the answer is taken once, on any number of nodes.</param>
/// <param name="Nonce">Comes back inside the token, so that no token of another question is taken (OpenID Connect Core, 3.1.2.1).</param>
/// <param name="Verifier">Proves to the provider that the code was asked for by us (RFC 7636).</param>
/// <param name="Issuer">Who was asked; an answer of anybody else is none.</param>
/// <param name="Account">The account that is meant; empty at signing in.</param>
/// <param name="Session">The session that asks, for binding and proving.</param>
/// <param name="Link">The secret of the first link.</param>
/// <param name="Login">The name chosen with it.</param>
internal sealed record ProviderAsk(
    string Id,
    ProviderPurpose Purpose,
    string State,
    string Nonce,
    string Verifier,
    string Issuer,
    long UntilMs,
    string Account = "",
    string Session = "",
    string Link = "",
    string Login = ""
)
{
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(5);

    public string Challenge => Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    public bool IsState(string state) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(State), Encoding.UTF8.GetBytes(state));

    public static ProviderAsk New(ProviderPurpose purpose, string issuer, DateTimeOffset now) =>
        new(
            Proceedings.FactIds.New(now),
            purpose,
            Secrets.New(),
            Secrets.New(),
            Secrets.New() + Secrets.New(),
            issuer,
            (now + Lasts).ToUnixTimeMilliseconds()
        );

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this);

    public static ProviderAsk? Read(byte[] plain) => JsonSerializer.Deserialize<ProviderAsk>(plain);
}

/// <summary>What came of an answer of the provider. The reason goes to the journal and to nobody else.</summary>
internal abstract record ProviderAnswer
{
    private ProviderAnswer() { }

    /// <param name="Subject">Who he is there, unique at this issuer.</param>
    /// <param name="ProvedAt">When he gave his factors there; null where the provider does not say.</param>
    public sealed record Proven(string Subject, DateTimeOffset? ProvedAt) : ProviderAnswer;

    public sealed record Refused(ProviderFault Fault) : ProviderAnswer;
}

/// <summary>Why an answer of the provider is not taken.</summary>
internal enum ProviderFault
{
    /// <summary>The provider cannot be reached or answers with nothing that can be read.</summary>
    Silent,

    /// <summary>It says no, or the person did not go through.</summary>
    Denied,

    /// <summary>It takes no such code: used before, of another client, or too late.</summary>
    Code,

    /// <summary>The answer is of another issuer than was asked.</summary>
    Issuer,

    /// <summary>The token is for another client.</summary>
    Audience,

    /// <summary>The token answers another question.</summary>
    Nonce,

    /// <summary>The token is not signed by a key of the provider, or by an algorithm that is not taken.</summary>
    Signature,

    /// <summary>The token is over, or from the future.</summary>
    Time,

    /// <summary>The token says not who it is about, or not when he proved himself although that was asked.</summary>
    Content,
}
