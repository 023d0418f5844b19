using System.Net;
using Daylight.Proceedings;

namespace Daylight.Accounts;

/// <summary>The ways by which a person may be told that something waits for him.</summary>
public enum Channel
{
    /// <summary>短信: a gateway that takes JSON, see <c>docs/formats/notices.md</c>.</summary>
    Sms,

    /// <summary>政务钉钉: its open platform.</summary>
    GovDing,

    /// <summary>企业微信: its own interface.</summary>
    WeCom,
}

/// <summary>Somebody wants notices to go out by a gateway. Its secret is no part of any fact.</summary>
/// <param name="Url">Scheme, host and, where it has one, the first part of the path.</param>
/// <param name="Key">What the gateway knows us by: an application key, or the id of a corporation.</param>
/// <param name="Agent">The application or tenant at the gateway; of a gateway for short messages, the signature.</param>
/// <param name="Network">The one private network in which it may lie, as address/length; empty for none.</param>
public sealed record GatewayProposed(Channel Channel, string Url, string Key, string Agent, string Network)
    : Fact
{
    public override IReadOnlyList<string> Streams => [Gateway.Name(Channel)];
}

/// <summary>Another administrator agreed: notices go out from now on.</summary>
public sealed record GatewayConfirmed(Channel Channel) : Fact
{
    public override IReadOnlyList<string> Streams => [Gateway.Name(Channel)];
}

/// <summary>Nothing goes out by it any more, or what was proposed is laid aside.</summary>
public sealed record GatewayStopped(Channel Channel, string Because) : Fact
{
    public override IReadOnlyList<string> Streams => [Gateway.Name(Channel)];
}

/// <summary>
/// Where notices go out: proposed by the system administrator, confirmed by the security administrator, since each notice
/// tells an outside machine that a certain person has work to do.
/// </summary>
public static class Gateways
{
    public sealed record ProposeAct(Channel Channel, string Url, string Key, string Agent, string Network)
        : Act
    {
        public override Power Needs => AccountsPowers.Propose;

        public override IReadOnlyList<StreamRef> Streams => [Gateway.At(Channel)];

        public override Decision Decide(Hearing hearing) => Gateways.Decide(this);
    }

    /// <param name="Url">What the second person saw; it must be what was proposed.</param>
    public sealed record ConfirmAct(Channel Channel, string Url) : Act
    {
        public override Power Needs => AccountsPowers.Confirm;

        public override IReadOnlyList<StreamRef> Streams => [Gateway.At(Channel)];

        public override Decision Decide(Hearing hearing) =>
            hearing.State(Gateway.At(Channel)).Waits is not { } waits || waits.Url != Url
                ? new NoSuchGateway(Channel)
                : new GatewayConfirmed(Channel);
    }

    public sealed record StopAct(Channel Channel, string Because) : Act
    {
        public override Power Needs => AccountsPowers.Confirm;

        public override IReadOnlyList<StreamRef> Streams => [Gateway.At(Channel)];

        public override Decision Decide(Hearing hearing) =>
            hearing.State(Gateway.At(Channel)) is { Now: null, Waits: null } ? new NoSuchGateway(Channel)
            : string.IsNullOrWhiteSpace(Because) ? new GrantNeedsAReason()
            : new GatewayStopped(Channel, Because.Trim());
    }

    private static Decision Decide(ProposeAct act)
    {
        var asked = new GatewayProposed(
            act.Channel,
            act.Url.Trim().TrimEnd('/'),
            act.Key.Trim(),
            act.Agent.Trim(),
            act.Network.Trim()
        );
        return asked.Key.Length is 0 or > 200 || asked.Agent.Length is 0 or > 100 ? new GatewayNeedsItsWords()
            : asked.Network.Length > 0 && !IPNetwork.TryParse(asked.Network, out _)
                ? new NetworkIsUnclear(asked.Network)
            : !IsGood(asked) ? new ReceiverAddressIsNoGood(asked.Url)
            : asked;
    }

    /// <summary>HTTPS, or HTTP within a network that is listed; without a person, a query or a fragment.</summary>
    private static bool IsGood(GatewayProposed asked) =>
        asked.Url.Length <= 300
        && Uri.TryCreate(asked.Url, UriKind.Absolute, out var at)
        && (at.Scheme == Uri.UriSchemeHttps || (at.Scheme == Uri.UriSchemeHttp && asked.Network.Length > 0))
        && at is { UserInfo: "", Fragment: "", Query: "" };
}

/// <summary>A gateway as its stream tells it: what is in force, and what waits for the second person.</summary>
internal sealed record Gateway(GatewayProposed? Now, GatewayProposed? Waits) : IState<Gateway>
{
    public static Gateway Start { get; } = new(null, null);

    public static string Name(Channel channel) => $"gateway/{channel}";

    public static StreamRef<Gateway> At(Channel channel) => new(Name(channel));

    public Gateway Apply(Fact fact) =>
        fact switch
        {
            GatewayProposed f => this with { Waits = f },
            GatewayConfirmed => new(Waits, null),
            GatewayStopped => Start,
            _ => this,
        };
}

[NoNorm("a gateway that does not know us takes nothing from us")]
public sealed record GatewayNeedsItsWords : Refusal;

[NoNorm("the second person confirms what he saw, and what is not there cannot be stopped")]
public sealed record NoSuchGateway(Channel Channel) : Refusal;
