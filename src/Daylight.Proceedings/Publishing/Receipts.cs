using System.Text;
using Daylight.Ledger;
using Daylight.Store;

namespace Daylight.Proceedings.Publishing;

/// <summary>
/// Makes receipts: one file that shows a fact and proves, without a network, that it stands in the log. Whoever asks for
/// one decides before who may have it: a receipt opens the fact.
/// </summary>
public sealed class Receipts(ILogStore store, IReadOnlyDictionary<string, PublishedLog> logs)
{
    /// <summary>
    /// The receipt of a fact against the newest published checkpoint, or null where the fact is not there or not
    /// published yet (about a second after it was recorded; longer while witnesses cannot be reached).
    /// </summary>
    /// <remarks>Reads one fact and, at ten million facts, at most six tiles.</remarks>
    public async ValueTask<Receipt?> Of(string jurisdiction, long index, CancellationToken cancel = default)
    {
        if (
            !logs.TryGetValue(jurisdiction, out var log)
            || await log.Checkpoint(cancel) is not { } checkpoint
            || index < 0
            || index >= checkpoint.Size
            || await store.Fact(jurisdiction, index, cancel) is not { } fact
        )
        {
            return null;
        }

        var nodes = new TileNodes(log.At(checkpoint.Size), checkpoint.Size);
        var proof = await InclusionProof.MakeAsync(nodes, index, checkpoint.Size, cancel);
        return Receipt.Of(
            new Opening(fact.Salt, fact.Envelope),
            proof,
            Note.Parse(Encoding.UTF8.GetBytes(checkpoint.Note))
        );
    }
}
