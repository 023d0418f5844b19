using System.Globalization;
using Daylight.Accounts;
using Daylight.Accounts.Views;
using Daylight.Ledger;
using Daylight.Proceedings;
using Daylight.Supervision.KeyWork;
using Daylight.Web.Webhooks;

namespace Daylight.Web.Outbound;

/// <summary>
/// Tells people, by the channel that each chose, that something waits: from a cursor on the log into a line per account, and
/// from there to the gateways in office hours. What is told is counted anew when it goes out; who holds no office is told nothing.
/// </summary>
/// <remarks>One caller at a time on a node; several nodes may run it: a line is taken by one of them.</remarks>
internal sealed class OutboundRunner(Node node, NodeLog log, WebhookLine line, TimeProvider time)
{
    private const string Cursor = "outbound";
    private const int Stretch = 512;

    private static readonly DutyView s_duties = new();

    /// <summary>What makes somebody owe something, or owe it late.</summary>
    private static readonly HashSet<string> s_kinds =
    [
        .. new[] { typeof(DutyOpened), typeof(DutyPassed), typeof(DutyLapsed) }.Select(type =>
            Mechanisms.Kinds.All.Single(kind => kind.Key == type).Value.Name
        ),
    ];

    private readonly ChannelLines _lines = new(line, time);

    private AccountsDesk Desk => node.Accounts;

    /// <returns>How many notices went out.</returns>
    public async Task<int> Pass(CancellationToken cancel = default)
    {
        var gateways = (await Channels.Gateways(node.Store, log.Jurisdiction, cancel))
            .Where(row => row.Url.Length > 0)
            .ToDictionary(row => row.Channel);
        if (gateways.Count == 0)
        {
            return 0;
        }

        await Collect(gateways.Values.Min(row => row.Since) + 1, cancel);
        if (SendReminder.Hours(urgent: false, log.Clerk.Rules, time.GetUtcNow()) is not null)
        {
            return 0;
        }

        var sent = 0;
        foreach (var notice in await Desk.Outgoing.Take(cancel))
        {
            sent += await Deliver(notice, gateways, cancel) ? 1 : 0;
        }

        return sent;
    }

    private async Task Collect(long since, CancellationToken cancel)
    {
        var next = Math.Max(await node.Store.Cursor(log.Jurisdiction, Cursor, cancel), since);
        while (next < log.Clerk.Size)
        {
            var to = Math.Min(next + Stretch, log.Clerk.Size);
            var owners = new HashSet<string>(StringComparer.Ordinal);
            await foreach (var fact in node.Store.Facts(log.Jurisdiction, next, to, cancel))
            {
                if (
                    !Envelope.IsSealed(fact.Envelope)
                    && Envelope.Parse(fact.Envelope) is var envelope
                    && s_kinds.Contains(envelope.Kind)
                )
                {
                    owners.UnionWith(envelope.Subjects);
                }
            }

            if (owners.Count > 0)
            {
                foreach (var account in await Desk.Channels.Accounts(cancel))
                {
                    if ((await Desk.Channels.Owners(account, cancel)).Overlaps(owners))
                    {
                        await Desk.Outgoing.Ask(account, cancel);
                    }
                }
            }

            await node.Store.MoveCursor(log.Jurisdiction, Cursor, to, cancel);
            next = to;
        }
    }

    private async Task<bool> Deliver(
        OutgoingNotice notice,
        Dictionary<Channel, GatewayRow> gateways,
        CancellationToken cancel
    )
    {
        var waiting = await Waiting(await Desk.Channels.Owners(notice.Account, cancel), cancel);
        if (waiting == 0 || await Desk.Channels.Of(notice.Account, cancel) is not { } reached)
        {
            await Desk.Outgoing.Settle(notice, sent: false, cancel);
            return false;
        }

        var told =
            gateways.GetValueOrDefault(reached.Channel) is { } gateway
            && await Secret(reached.Channel, cancel) is { } secret
                ? await _lines.Send(
                    gateway,
                    secret,
                    new Outward(
                        reached.Address,
                        NoticeText.Of(waiting),
                        FactIds.Derived(
                            "notice",
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"{log.Jurisdiction}\n{notice.Account}\n{notice.AskedMs}"
                            )
                        )
                    ),
                    cancel
                )
                : Told.NotConnected;
        if (told is Told.Taken)
        {
            await Desk.Outgoing.Settle(notice, sent: true, cancel);
            return true;
        }

        await Desk.Outgoing.Fail(notice, told.ToString(), cancel);
        return false;
    }

    /// <summary>Open duties of these units and offices; counted up to 500.</summary>
    private async Task<int> Waiting(IReadOnlySet<string> owners, CancellationToken cancel)
    {
        if (owners.Count == 0)
        {
            return 0;
        }

        await using var connection = await node.Store.Read(cancel);
        return (
            await s_duties.Read(
                connection,
                log.Jurisdiction,
                "AND owner IN @owners AND standing IN ('Open', 'Lapsed') LIMIT 500",
                new { owners = owners.ToArray() }
            )
        ).Count;
    }

    /// <summary>Read anew for each notice, so that a secret that was changed counts at once.</summary>
    private async Task<string?> Secret(Channel channel, CancellationToken cancel) =>
        Channels.SecretFile(Desk, channel) is { } file && File.Exists(file)
            ? (await File.ReadAllTextAsync(file, cancel)).Trim() is { Length: > 0 } secret
                ? secret
                : null
            : null;
}
