using System.Net;
using Daylight.Proceedings;

namespace Daylight.Accounts;

/// <summary>A program of an office is told of what happens to its matters, at this address: id and kind, nothing more.</summary>
/// <param name="Person">Opaque id of whoever holds the office; with his mandate it ends.</param>
/// <param name="Network">A private network, as address/length, in which the address may lie; empty for none.</param>
public sealed record ReceiverAllowed(
    string Receiver,
    string Name,
    string Url,
    string Person,
    string Office,
    string Network
) : Fact
{
    public override IReadOnlyList<string> Streams => [Receiving.NameOf(Receiver)];

    public override IReadOnlyList<string> Subjects => [Person];
}

/// <summary>The address is told nothing any more.</summary>
public sealed record ReceiverStopped(string Receiver, string Because) : Fact
{
    public override IReadOnlyList<string> Streams => [Receiving.NameOf(Receiver)];
}

/// <summary>A notice was given up: the receiver did not take it for a day.</summary>
/// <param name="Cause">Log index of the fact that it was about.</param>
/// <param name="Why">What the receiver answered last, as a word of this program.</param>
public sealed record NoticeUndelivered(string Receiver, long Cause, string Why) : Fact
{
    public override IReadOnlyList<string> Streams => [Receiving.NameOf(Receiver)];
}

/// <summary>The allow-list of receivers: kept by the security administrator, each entry and each end a fact.</summary>
public static class Receivers
{
    public sealed record AllowAct(
        string Receiver,
        string Name,
        string Url,
        string Person,
        string Office,
        string Network
    ) : Act
    {
        public override Power Needs => AccountsPowers.Confirm;

        public override IReadOnlyList<StreamRef> Streams => [Receiving.At(Receiver)];

        public override Decision Decide(Hearing hearing) =>
            hearing.State(Receiving.At(Receiver)).Standing is not ReceiverStanding.None
                ? new ReceiverIsKnown(Receiver)
            : string.IsNullOrWhiteSpace(Name) || Person.Length == 0 || Office.Length == 0
                ? new ReceiverNeedsItsWords()
            : Network.Length > 0 && !IPNetwork.TryParse(Network, out _) ? new NetworkIsUnclear(Network)
            : !IsGood(Url) ? new ReceiverAddressIsNoGood(Url)
            : new ReceiverAllowed(Receiver, Name.Trim(), Url.Trim(), Person, Office, Network);

        /// <summary>HTTPS, or HTTP within a network that is listed; a name without a person, a query or a fragment.</summary>
        private bool IsGood(string url) =>
            url.Trim().Length <= 300
            && Uri.TryCreate(url.Trim(), UriKind.Absolute, out var at)
            && (at.Scheme == Uri.UriSchemeHttps || (at.Scheme == Uri.UriSchemeHttp && Network.Length > 0))
            && at.UserInfo.Length == 0
            && at.Fragment.Length == 0
            && at.Query.Length == 0;
    }

    public sealed record StopAct(string Receiver, string Because) : Act
    {
        public override Power Needs => AccountsPowers.Confirm;

        public override IReadOnlyList<StreamRef> Streams => [Receiving.At(Receiver)];

        public override Decision Decide(Hearing hearing) =>
            hearing.State(Receiving.At(Receiver)).Standing is not ReceiverStanding.Allowed
                ? new NoSuchReceiver(Receiver)
            : string.IsNullOrWhiteSpace(Because) ? new GrantNeedsAReason()
            : new ReceiverStopped(Receiver, Because.Trim());
    }

    /// <summary>The worker gives a notice up.</summary>
    public sealed record GiveUpAct(string Receiver, long Cause, string Why) : Act
    {
        public override Power Needs => Daylight.Proceedings.Notices.PassNotice.Power;

        public override IReadOnlyList<StreamRef> Streams => [Receiving.At(Receiver)];

        public override Decision Decide(Hearing hearing) =>
            hearing.State(Receiving.At(Receiver)).Standing is ReceiverStanding.None
                ? new NoSuchReceiver(Receiver)
                : new NoticeUndelivered(Receiver, Cause, Why);
    }

    /// <summary>The secret that a receiver holds to know our notices: derived, so that no table has it.</summary>
    public static string SecretOf(AccountsDesk desk, string receiver) =>
        $"whsec_{Convert.ToBase64String(Convert.FromHexString(desk.Keys.Mac("webhook", receiver)))}";
}

/// <summary>How a receiver stands.</summary>
public enum ReceiverStanding
{
    None,
    Allowed,
    Stopped,
}

internal sealed record Receiving(ReceiverStanding Standing) : IState<Receiving>
{
    public static Receiving Start { get; } = new(ReceiverStanding.None);

    public static string NameOf(string receiver) => $"receiver/{receiver}";

    public static StreamRef<Receiving> At(string receiver) => new(NameOf(receiver));

    public Receiving Apply(Fact fact) =>
        fact switch
        {
            ReceiverAllowed => new(ReceiverStanding.Allowed),
            ReceiverStopped => new(ReceiverStanding.Stopped),
            _ => this,
        };
}

[NoNorm("one entry per receiver")]
public sealed record ReceiverIsKnown(string Receiver) : Refusal;

[NoNorm("a receiver belongs to a program of an office")]
public sealed record ReceiverNeedsItsWords : Refusal;

[NoNorm("what is told outside travels encrypted; within a listed network it may do without")]
public sealed record ReceiverAddressIsNoGood(string Url) : Refusal;

[NoNorm("networks are written as address and length")]
public sealed record NetworkIsUnclear(string Network) : Refusal;

[NoNorm("what is not there cannot be stopped")]
public sealed record NoSuchReceiver(string Receiver) : Refusal;
