using System.Collections.Frozen;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using Daylight.Ledger;
using Daylight.Proceedings;
using Daylight.Proceedings.Publishing;
using Daylight.Supervision.KeyWork;
using Daylight.Supervision.KeyWork.Views;
using Daylight.Supervision.Levels;

namespace Daylight.Web.Levels;

/// <summary>
/// Fetches the letters of other levels, verifies each against the key of their log, and does what it says, once; and writes letters about
/// what came from above. A level that cannot be reached loses nothing: its letters wait in the other's log.
/// </summary>
/// <remarks>One caller at a time on a node that holds the log key.</remarks>
internal sealed class LevelExchange(
    Node node,
    NodeLog log,
    PeerList peers,
    HttpClient client,
    TimeProvider time
)
{
    /// <summary>Bytes of an answer at most.</summary>
    private const int MostBytes = 8 * 1024 * 1024;

    private static readonly Mandate s_worker = Mandate.Worker with
    {
        Office = "levels",
        Powers = FrozenSet.Create(StringComparer.Ordinal, Exchange.Power.Name),
    };

    private readonly LevelReading _reading = new(node.Store, log.Jurisdiction);

    /// <returns>How many letters were taken.</returns>
    public async Task<int> Pass(CancellationToken cancel = default)
    {
        await TellUp(cancel);
        var taken = 0;
        foreach (var peer in peers.Peers)
        {
            try
            {
                taken += await Fetch(peer, cancel);
            }
            catch (Exception fault)
                when (fault
                        is HttpRequestException
                            or System.Text.Json.JsonException
                            or OperationCanceledException
                    && !cancel.IsCancellationRequested
                )
            {
                // It is away; its letters wait in its log.
            }
        }

        return taken;
    }

    private async Task TellUp(CancellationToken cancel)
    {
        foreach (
            var row in (await _reading.Matters(down: false)).Where(row =>
                row is { Item.Length: > 0, Phase: not ItemPhase.Withdrawn }
            )
        )
        {
            var items = new ItemReading(new Behind(log.Clerk, node.Store, time));
            if (
                await items.Find(new ItemScope(true, "", ""), row.Item) is { } item
                && item.Phase != row.Phase
                && item.Phase is not (ItemPhase.Proposed or ItemPhase.Approved)
            )
            {
                await log.Clerk.Perform(
                    new Submission(
                        FactIds.Derived(
                            "tell-up",
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"{row.Matter}\n{item.Phase}\n{item.Version}"
                            )
                        ),
                        new Exchange.TellAct(row.Matter, row.Item, await Result(items, row.Item, item.Phase)),
                        s_worker
                    ),
                    cancel
                );
            }
        }
    }

    /// <summary>What the lead unit reported as done; before that there are no words of its own to tell.</summary>
    private static async Task<string> Result(ItemReading items, string item, ItemPhase phase) =>
        phase is ItemPhase.Closed
            ? (await items.Steps(item)).LastOrDefault(step => step.Kind is nameof(DoneReported))?.Text ?? ""
            : "";

    private async Task<int> Fetch(Peer peer, CancellationToken cancel)
    {
        var cursor = $"letters-{peer.Code}";
        var from = await node.Store.Cursor(log.Jurisdiction, cursor, cancel);
        var taken = 0;
        while (true)
        {
            var request = new LetterRequest(log.Jurisdiction, peer.Code, from, time.GetUtcNow());
            using var body = new ByteArrayContent(request.Sign(log.Keys.Signers[0]));
            using var answer = await client.PostAsync(new Uri(peer.Url, LettersFace.Route), body, cancel);
            answer.EnsureSuccessStatusCode();
            await answer.Content.LoadIntoBufferAsync(MostBytes, cancel);
            var letters = await answer.Content.ReadFromJsonAsync<List<string>>(cancel) ?? [];
            foreach (var letter in letters)
            {
                var (index, done) = await Take(peer, Encoding.UTF8.GetBytes(letter), from, cancel);
                if (index < from)
                {
                    return taken; // it does not prove what it says: nothing behind it is believed either
                }

                taken += done ? 1 : 0;
                from = index + 1;
                await node.Store.MoveCursor(log.Jurisdiction, cursor, from, cancel);
            }

            if (letters.Count < LettersFace.Most)
            {
                return taken;
            }
        }
    }

    /// <summary>Index of the letter in the other's log, -1 where it is no proof; and whether something was recorded for it.</summary>
    private async Task<(long Index, bool Done)> Take(
        Peer peer,
        byte[] bytes,
        long from,
        CancellationToken cancel
    )
    {
        if (Verified(peer, bytes) is not { } envelope || envelope.Index < from)
        {
            node.Options.Tell(
                new(
                    $"{peer.Name} 来的一封信证明不了它所说的记录，没有采用。",
                    $"A letter of {peer.Code} does not prove what it says; it was not taken."
                )
            );
            return (-1, false);
        }

        var letter = new Letter(peer.Code, envelope.Index, envelope.RecordedAt, bytes);
        Act? act = Mechanisms.Kinds.Read(envelope.Kind, envelope.KindVersion, envelope.Payload.Span) switch
        {
            ItemSentDown f when f.To == log.Jurisdiction => new Exchange.TakeAct(f, letter),
            CameDownTaken f when f.To == log.Jurisdiction => new Exchange.HearAct(
                f.Matter,
                ItemPhase.Proposed,
                "",
                letter
            ),
            AnswerSentUp f when f.To == log.Jurisdiction => new Exchange.HearAct(
                f.Matter,
                f.Phase,
                f.Text,
                letter
            ),
            SentDownWithdrawn f when f.To == log.Jurisdiction => new Exchange.TakeBackAct(
                f.Matter,
                (await _reading.Matters(down: false)).FirstOrDefault(row => row.Matter == f.Matter)?.Item
                    ?? "",
                f.Reason,
                letter
            ),
            _ => null,
        };
        if (act is null)
        {
            return (envelope.Index, false);
        }

        var outcome = await log.Clerk.Perform(
            new Submission(
                FactIds.Derived(
                    "letter",
                    string.Create(CultureInfo.InvariantCulture, $"{peer.Code}\n{envelope.Index}")
                ),
                act,
                s_worker
            ),
            cancel
        );
        return (envelope.Index, outcome is Outcome.Recorded);
    }

    private static Envelope? Verified(Peer peer, byte[] bytes)
    {
        try
        {
            return new Verification([.. peer.Keys]).OfReceipt(bytes) is { Good: true, Receipt.Open: { } open }
                ? open
                : null;
        }
        catch (MalformedException)
        {
            return null;
        }
    }

    /// <summary>The counter of no request.</summary>
    private sealed record Behind(Clerk Clerk, Store.ILogStore Store, TimeProvider Time) : ICounter
    {
        public Mandate? Mandate => s_worker;

        public Task<string?> Receipt(long index, CancellationToken cancel = default) =>
            Task.FromResult<string?>(null);
    }
}
