using System.Globalization;
using System.Text.Json;
using Daylight.Accounts;
using Daylight.Accounts.Views;
using Daylight.Ledger;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Proceedings.Attachments;
using Daylight.Store;
using Daylight.Supervision.KeyWork.Views;
using Daylight.Ui.Api;

namespace Daylight.Web.Webhooks;

/// <summary>
/// Tells receivers of what happened to items that their mandate may see: id and kind, one after the other, from a cursor on the log. A
/// receiver that fails is tried again, each time later; what it did not take for a day is given up, as a fact that pages show.
/// </summary>
/// <remarks>One caller at a time. Several nodes may run it: a receiver may then hear twice, under the same id.</remarks>
internal sealed class WebhookRunner(Node node, NodeLog log, WebhookLine line, TimeProvider time)
{
    /// <summary>How long after a failure the next try comes; the last one holds from then on.</summary>
    private static readonly TimeSpan[] s_pauses =
    [
        TimeSpan.FromSeconds(10),
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1),
    ];

    private static readonly TimeSpan s_givenUpAfter = TimeSpan.FromDays(1);

    private const int Stretch = 256;

    private readonly Dictionary<string, (int Failures, DateTimeOffset Next, Told Why)> _failing = new(
        StringComparer.Ordinal
    );

    private readonly ReceiverReading _reading = new(node.Store, log.Jurisdiction);

    private AccountsDesk Desk => node.Accounts;

    /// <summary>Tells what is there to tell. A failure of one receiver holds up no other.</summary>
    /// <returns>How many notices were taken.</returns>
    public async Task<int> Pass(CancellationToken cancel = default)
    {
        var told = 0;
        foreach (var receiver in await _reading.Allowed(cancel))
        {
            told += await Pass(receiver, cancel);
        }

        return told;
    }

    private async Task<int> Pass(ReceiverRow receiver, CancellationToken cancel)
    {
        if (await Mandate(receiver, cancel) is not { } mandate)
        {
            // With the mandate it ends, for good: the security administrator enters it anew for whoever follows.
            await log.Clerk.Perform(
                new Submission(
                    FactIds.Derived("receiver-end", receiver.Receiver),
                    new Receivers.StopAct(receiver.Receiver, "职务已不再由本人担任，自动停止"),
                    Worker(AccountsPowers.Confirm)
                ),
                cancel
            );
            return 0;
        }

        var cursor = $"webhook-{receiver.Receiver}";
        var next = Math.Max(await node.Store.Cursor(log.Jurisdiction, cursor, cancel), receiver.Since + 1);
        var told = 0;
        while (next < log.Clerk.Size)
        {
            var to = Math.Min(next + Stretch, log.Clerk.Size);
            await foreach (var fact in node.Store.Facts(log.Jurisdiction, next, to, cancel))
            {
                if (await About(fact, mandate) is { } about)
                {
                    if (!await Deliver(receiver, fact.Index, about, cancel))
                    {
                        await node.Store.MoveCursor(log.Jurisdiction, cursor, fact.Index, cancel);
                        return told;
                    }

                    told++;
                }
            }

            await node.Store.MoveCursor(log.Jurisdiction, cursor, to, cancel);
            next = to;
        }

        return told;
    }

    /// <summary>Whether it is settled: taken, or given up.</summary>
    private async Task<bool> Deliver(
        ReceiverRow receiver,
        long index,
        (string Item, string Kind, DateTimeOffset At) about,
        CancellationToken cancel
    )
    {
        var now = time.GetUtcNow();
        var failing = _failing.TryGetValue(receiver.Receiver, out var known) ? known : default;
        var result =
            now < failing.Next
                ? failing.Why
                : await line.Tell(
                    new Uri(receiver.Url),
                    receiver.Network,
                    Receivers.SecretOf(Desk, receiver.Receiver),
                    string.Create(CultureInfo.InvariantCulture, $"{log.Jurisdiction}-{index}"),
                    now,
                    JsonSerializer.Serialize(new { id = about.Item, kind = about.Kind }, ApiJson.Options),
                    cancel: cancel
                );
        if (result is Told.Taken)
        {
            _failing.Remove(receiver.Receiver);
            return true;
        }

        if (now >= failing.Next)
        {
            _failing[receiver.Receiver] = (
                failing.Failures + 1,
                now + s_pauses[Math.Min(failing.Failures, s_pauses.Length - 1)],
                result
            );
        }

        if (now - about.At < s_givenUpAfter)
        {
            return false;
        }

        await log.Clerk.Perform(
            new Submission(
                FactIds.Derived("undelivered", $"{receiver.Receiver}\n{index}"),
                new Receivers.GiveUpAct(receiver.Receiver, index, result.ToString()),
                Worker(Proceedings.Notices.PassNotice.Power)
            ),
            cancel
        );
        return true;
    }

    /// <summary>What a fact is about, where it is about an item that the mandate may see.</summary>
    private async Task<(string Item, string Kind, DateTimeOffset At)?> About(FactRow row, Mandate mandate)
    {
        const string stream = "item/";
        if (Envelope.IsSealed(row.Envelope))
        {
            return null;
        }

        var envelope = Envelope.Parse(row.Envelope);
        var item = envelope
            .Streams.Select(one => one.Stream)
            .FirstOrDefault(name => name.StartsWith(stream, StringComparison.Ordinal))
            ?[stream.Length..];
        return
            item is not null
            && await new ItemReading(new Behind(mandate, log.Clerk, node.Store, time)).Find(
                ItemScope.Of(mandate),
                item
            )
                is not null
            ? (item, envelope.Kind, envelope.RecordedAt)
            : null;
    }

    private async Task<Mandate?> Mandate(ReceiverRow receiver, CancellationToken cancel) =>
        (
            await Desk.Mandates.Ask(
                log.Jurisdiction,
                receiver.Person,
                receiver.Office,
                Shanghai.DayOf(time.GetUtcNow()),
                cancel
            )
        ).Mandate;

    private static Mandate Worker(Power power) =>
        Proceedings.Mandate.Worker with
        {
            Powers = System.Collections.Frozen.FrozenSet.ToFrozenSet([power.Name], StringComparer.Ordinal),
        };

    /// <summary>The counter of no request: who may see is the receiver's mandate.</summary>
    private sealed record Behind(Mandate? Mandate, Clerk Clerk, ILogStore Store, TimeProvider Time) : ICounter
    {
        public Task<string?> Receipt(long index, CancellationToken cancel = default) =>
            Task.FromResult<string?>(null);
    }
}
