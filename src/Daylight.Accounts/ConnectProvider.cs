using Daylight.Proceedings;

namespace Daylight.Accounts;

/// <summary>People may sign in by an OpenID provider from now on. Its secret is no part of any fact.</summary>
/// <param name="Name">As the button says it, e.g. 浙政钉.</param>
/// <param name="Issuer">The provider's issuer identifier, letter by letter as its tokens carry it.</param>
public sealed record ProviderConnected(string Name, string Issuer, string ClientId) : Fact
{
    public override IReadOnlyList<string> Streams => [ConnectedProvider.Name];
}

/// <summary>Nobody signs in by it any more.</summary>
public sealed record ProviderDisconnected(string Because) : Fact
{
    public override IReadOnlyList<string> Streams => [ConnectedProvider.Name];
}

/// <summary>
/// The security administrator connects one OpenID provider, or another in its place. Bindings name the issuer, so those of
/// the one before open nothing at the new one.
/// </summary>
public static class ConnectProvider
{
    public sealed record Act(string Name, string Issuer, string ClientId) : Proceedings.Act
    {
        public override Power Needs => AccountsPowers.Confirm;

        public override IReadOnlyList<StreamRef> Streams => [ConnectedProvider.Stream];

        public override Decision Decide(Hearing hearing) =>
            ConnectProvider.Decide(hearing.State(ConnectedProvider.Stream), this);
    }

    public sealed record EndAct(string Because) : Proceedings.Act
    {
        public override Power Needs => AccountsPowers.Confirm;

        public override IReadOnlyList<StreamRef> Streams => [ConnectedProvider.Stream];

        public override Decision Decide(Hearing hearing) =>
            hearing.State(ConnectedProvider.Stream).Now is null ? new NoProvider()
            : string.IsNullOrWhiteSpace(Because) ? new GrantNeedsAReason()
            : new ProviderDisconnected(Because.Trim());
    }

    internal static Decision Decide(ConnectedProvider known, Act act)
    {
        var asked = new ProviderConnected(act.Name.Trim(), act.Issuer.Trim(), act.ClientId.Trim());
        return asked.Name.Length is 0 or > 40 || asked.ClientId.Length is 0 or > 200
                ? new ProviderIsIncomplete()
            : !IsIssuer(asked.Issuer) ? new IssuerIsNoAddress(asked.Issuer)
            : known.Now == asked ? new ProviderStands()
            : asked;
    }

    /// <summary>
    /// An https address without query or fragment (OpenID Connect Discovery 1.0, 4.1), or a plain one on this very machine.
    /// </summary>
    public static bool IsIssuer(string text) =>
        text.Length <= 200
        && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && uri is { Query: "", Fragment: "", UserInfo: "" };
}

/// <summary>The provider as its stream tells it.</summary>
internal sealed record ConnectedProvider(ProviderConnected? Now) : IState<ConnectedProvider>
{
    public const string Name = "sign-in-provider";

    public static ConnectedProvider Start { get; } = new((ProviderConnected?)null);

    public static StreamRef<ConnectedProvider> Stream { get; } = new(Name);

    public ConnectedProvider Apply(Fact fact) =>
        fact switch
        {
            ProviderConnected f => new(f),
            ProviderDisconnected => Start,
            _ => this,
        };
}

[NoNorm("a provider without name or client id could not be asked")]
public sealed record ProviderIsIncomplete : Refusal;

[NoNorm("OpenID Connect Discovery 1.0, 4.1: an issuer is an https address without query or fragment")]
public sealed record IssuerIsNoAddress(string Issuer) : Refusal;

[NoNorm("an act that changes nothing is not recorded")]
public sealed record ProviderStands : Refusal;

[NoNorm("what is not connected is not disconnected")]
public sealed record NoProvider : Refusal;
