using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Daylight.Accounts.Views;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Daylight.Accounts;

/// <summary>
/// Asks an OpenID provider: authorization code flow with PKCE (OpenID Connect Core 1.0, 3.1; RFC 7636; RFC 9700). Nothing
/// of an answer is believed before its signature, algorithm, issuer, audience, time and nonce are right.
/// </summary>
/// <remarks>Thread safe. What the provider publishes of itself is kept for half a day, and read anew when it signs with a new key.</remarks>
internal sealed class ProviderRoad(AccountsDesk desk) : IDisposable
{
    /// <summary>How far the two clocks may differ.</summary>
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(1);

    /// <summary>A token is taken so long after it was made.</summary>
    private static readonly TimeSpan s_fresh = TimeSpan.FromMinutes(10);

    /// <summary>Asymmetric ones only: with a symmetric one whoever reads our secret could make tokens.</summary>
    private static readonly string[] s_algorithms =
    [
        SecurityAlgorithms.RsaSha256,
        SecurityAlgorithms.RsaSsaPssSha256,
        SecurityAlgorithms.EcdsaSha256,
    ];

    private static readonly JsonWebTokenHandler s_handler = new() { MapInboundClaims = false };

    private readonly HttpClient _client = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(5),
        }
    )
    {
        Timeout = TimeSpan.FromSeconds(10),
        MaxResponseContentBufferSize = 1024 * 1024,
    };

    private readonly ConcurrentDictionary<string, ConfigurationManager<OpenIdConnectConfiguration>> _known =
        new(StringComparer.Ordinal);

    /// <summary>The address at the provider to which the browser is sent; null where the provider is silent.</summary>
    public async Task<string?> Ask(
        ProviderRow provider,
        ProviderAsk ask,
        string back,
        CancellationToken cancel
    )
    {
        if (await Published(provider, cancel) is not { AuthorizationEndpoint.Length: > 0 } published)
        {
            return null;
        }

        var request = new OpenIdConnectMessage
        {
            IssuerAddress = published.AuthorizationEndpoint,
            ClientId = provider.ClientId,
            RedirectUri = back,
            ResponseType = OpenIdConnectResponseType.Code,
            Scope = OpenIdConnectScope.OpenId,
            State = ask.State,
            Nonce = ask.Nonce,
        };
        request.SetParameter("code_challenge", ask.Challenge);
        request.SetParameter("code_challenge_method", "S256");
        request.EnableTelemetryParameters = false;
        if (ask.Purpose is ProviderPurpose.Prove)
        {
            request.Prompt = "login";
            request.MaxAge = "0";
        }

        return request.CreateAuthenticationRequestUrl();
    }

    /// <summary>Turns the code that came back into the person it stands for.</summary>
    /// <param name="issuer">The <c>iss</c> of the answer (RFC 9207); empty where there was none.</param>
    public async Task<ProviderAnswer> Redeem(
        ProviderRow provider,
        ProviderAsk ask,
        string code,
        string issuer,
        string back,
        CancellationToken cancel
    )
    {
        if (await Published(provider, cancel) is not { } published)
        {
            return new ProviderAnswer.Refused(ProviderFault.Silent);
        }

        var mustSay =
            published.AdditionalData.TryGetValue(
                "authorization_response_iss_parameter_supported",
                out var says
            ) && says is true;
        if (
            provider.Issuer != ask.Issuer
            || (issuer.Length > 0 && issuer != provider.Issuer)
            || (mustSay && issuer.Length == 0)
        )
        {
            return new ProviderAnswer.Refused(ProviderFault.Issuer);
        }

        var (token, fault) = await TokenFor(provider, published, ask, code, back, cancel);
        if (token is null)
        {
            return new ProviderAnswer.Refused(fault);
        }

        var (read, wrong) = await Read(provider, token, cancel);
        return read is null ? new ProviderAnswer.Refused(wrong) : Check(read, ask, provider);
    }

    /// <summary>
    /// The subject whose sessions a logout token ends (OpenID Connect Back-Channel Logout 1.0, 2.6), and the token's id;
    /// null where it is no such token.
    /// </summary>
    public async Task<(string Subject, string Id, DateTimeOffset At)?> ReadLogout(
        ProviderRow provider,
        string token,
        CancellationToken cancel
    )
    {
        var (read, _) = await Read(provider, token, cancel);
        return
            read is { Subject.Length: > 0, Id.Length: > 0 }
            && !read.TryGetPayloadValue<string>("nonce", out _)
            && read.TryGetPayloadValue<JsonElement>("events", out var events)
            && events.ValueKind is JsonValueKind.Object
            && events.TryGetProperty("http://schemas.openid.net/event/backchannel-logout", out _)
            ? (
                read.Subject,
                read.Id,
                new DateTimeOffset(DateTime.SpecifyKind(read.IssuedAt, DateTimeKind.Utc))
            )
            : null;
    }

    /// <summary>Where the browser ends its session at the provider too; null where it offers none.</summary>
    public async Task<string?> EndSession(ProviderRow provider, string back, CancellationToken cancel) =>
        await Published(provider, cancel) is { EndSessionEndpoint.Length: > 0 } published
            ? $"{published.EndSessionEndpoint}{(published.EndSessionEndpoint.Contains('?', StringComparison.Ordinal) ? '&' : '?')}client_id={Uri.EscapeDataString(provider.ClientId)}&post_logout_redirect_uri={Uri.EscapeDataString(back)}"
            : null;

    /// <summary>The keyed hash by which a binding is found.</summary>
    public string SubjectKey(string issuer, string subject) =>
        desk.Keys.Mac("provider-subject", $"{issuer}\n{subject}");

    public void Dispose() => _client.Dispose();

    private static ProviderAnswer Check(JsonWebToken token, ProviderAsk ask, ProviderRow provider)
    {
        if (
            !token.TryGetPayloadValue<string>("nonce", out var nonce)
            || !System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(nonce),
                Encoding.UTF8.GetBytes(ask.Nonce)
            )
        )
        {
            return new ProviderAnswer.Refused(ProviderFault.Nonce);
        }

        var party = token.TryGetPayloadValue<string>("azp", out var authorized) ? authorized : null;
        if (
            (party is not null && party != provider.ClientId)
            || (party is null && token.Audiences.Count() > 1)
        )
        {
            return new ProviderAnswer.Refused(ProviderFault.Audience);
        }

        DateTimeOffset? proved = token.TryGetPayloadValue<long>("auth_time", out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
        var asked = DateTimeOffset.FromUnixTimeMilliseconds(ask.UntilMs) - ProviderAsk.Lasts;
        return
            token.Subject is not { Length: > 0 and <= 255 } subject
            || (ask.Purpose is ProviderPurpose.Prove && (proved is not { } at || at < asked - s_skew))
            ? new ProviderAnswer.Refused(ProviderFault.Content)
            : new ProviderAnswer.Proven(subject, proved);
    }

    private async Task<(string? Token, ProviderFault Fault)> TokenFor(
        ProviderRow provider,
        OpenIdConnectConfiguration published,
        ProviderAsk ask,
        string code,
        string back,
        CancellationToken cancel
    )
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = back,
            ["client_id"] = provider.ClientId,
            ["code_verifier"] = ask.Verifier,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, published.TokenEndpoint);
        if (Secret() is { } secret)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Basic",
                Convert.ToBase64String(
                    Encoding.UTF8.GetBytes(
                        $"{Uri.EscapeDataString(provider.ClientId)}:{Uri.EscapeDataString(secret)}"
                    )
                )
            );
        }

        request.Content = new FormUrlEncodedContent(form);
        try
        {
            using var answer = await _client.SendAsync(request, cancel);
            if (answer.StatusCode is not HttpStatusCode.OK)
            {
                return (
                    null,
                    (int)answer.StatusCode is >= 400 and < 500 ? ProviderFault.Code : ProviderFault.Silent
                );
            }

            using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancel));
            return
                body.RootElement.ValueKind is JsonValueKind.Object
                && body.RootElement.TryGetProperty("id_token", out var token)
                && token.ValueKind is JsonValueKind.String
                ? (token.GetString(), default)
                : (null, ProviderFault.Silent);
        }
        catch (Exception fault)
            when (fault is HttpRequestException or JsonException
                || (fault is TaskCanceledException && !cancel.IsCancellationRequested)
            )
        {
            return (null, ProviderFault.Silent);
        }
    }

    /// <summary>A token whose signature, algorithm, issuer, audience and time are right. A new key of the provider is looked for once.</summary>
    private async Task<(JsonWebToken? Token, ProviderFault Fault)> Read(
        ProviderRow provider,
        string token,
        CancellationToken cancel
    )
    {
        if (await Published(provider, cancel) is not { } published)
        {
            return (null, ProviderFault.Silent);
        }

        var result = await s_handler.ValidateTokenAsync(token, Parameters(provider, published));
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            Known(provider.Issuer).RequestRefresh();
            if (await Published(provider, cancel) is { } anew)
            {
                result = await s_handler.ValidateTokenAsync(token, Parameters(provider, anew));
            }
        }

        if (!result.IsValid || result.SecurityToken is not JsonWebToken read)
        {
            return (
                null,
                result.Exception switch
                {
                    SecurityTokenInvalidIssuerException => ProviderFault.Issuer,
                    SecurityTokenInvalidAudienceException => ProviderFault.Audience,
                    SecurityTokenInvalidLifetimeException or SecurityTokenNoExpirationException =>
                        ProviderFault.Time,
                    _ => ProviderFault.Signature,
                }
            );
        }

        var made = DateTime.SpecifyKind(read.IssuedAt, DateTimeKind.Utc);
        var age = desk.Now.UtcDateTime - made;
        return age > s_fresh || age < -s_skew ? (null, ProviderFault.Time) : (read, default);
    }

    private TokenValidationParameters Parameters(
        ProviderRow provider,
        OpenIdConnectConfiguration published
    ) =>
        new()
        {
            ValidIssuer = provider.Issuer,
            ValidAudience = provider.ClientId,
            IssuerSigningKeys = published.SigningKeys,
            ValidAlgorithms = s_algorithms,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = (notBefore, expires, _, _) =>
                expires is { } end
                && desk.Now.UtcDateTime < end + s_skew
                && (notBefore is not { } begin || desk.Now.UtcDateTime >= begin - s_skew),
        };

    /// <summary>What the provider publishes of itself; null where it cannot be read, or speaks for another issuer.</summary>
    private async Task<OpenIdConnectConfiguration?> Published(ProviderRow provider, CancellationToken cancel)
    {
        try
        {
            var published = await Known(provider.Issuer).GetConfigurationAsync(cancel);
            return published.Issuer == provider.Issuer ? published : null;
        }
        catch (Exception fault)
            when (fault is InvalidOperationException or IOException or HttpRequestException)
        {
            return null;
        }
    }

    private ConfigurationManager<OpenIdConnectConfiguration> Known(string issuer) =>
        _known.GetOrAdd(
            issuer,
            address =>
                new(
                    $"{address.TrimEnd('/')}/.well-known/openid-configuration",
                    new OpenIdConnectConfigurationRetriever(),
                    new HttpDocumentRetriever(_client)
                    {
                        RequireHttps = !new Uri(address).IsLoopback,
                        SendAdditionalHeaderData = false,
                    }
                )
        );

    private string? Secret() =>
        desk.Options.ProviderSecretFile is { } file && File.Exists(file)
            ? File.ReadAllText(file).Trim() is { Length: > 0 } secret
                ? secret
                : null
            : null;
}
