using System.Runtime.CompilerServices;
using Daylight.Ledger;
using Daylight.Proceedings.Publishing;
using Daylight.Store;

namespace Daylight.Openness.Publication;

/// <summary>The publication as it stands now inside: the store of the desk, never beyond the checkpoint that is shown.</summary>
public sealed class StorePublication(ILogStore store, PublicKinds kinds, DateTimeOffset now) : IPublication
{
    public DateTimeOffset TakenAt => now;

    public required IReadOnlyList<PublicationLog> Logs { get; init; }

    public async IAsyncEnumerable<PublicOpening> Openings(
        string jurisdiction,
        long from,
        long to,
        [EnumeratorCancellation] CancellationToken cancel = default
    )
    {
        await foreach (var fact in store.Facts(jurisdiction, from, to, cancel))
        {
            if (kinds.Public(fact.Envelope) is not null)
            {
                yield return new PublicOpening(fact.Index, new Opening(fact.Salt, fact.Envelope));
            }
        }
    }

    /// <summary>One log of a node.</summary>
    /// <param name="keys">Public keys of the log.</param>
    /// <param name="packs">The rule packs in force.</param>
    public static PublicationLog Log(
        LogKeys keys,
        PublishedLog published,
        IReadOnlyList<VerifierKey> witnesses,
        IReadOnlyList<Norms.RulePack> packs
    ) =>
        new(keys.Jurisdiction, published.Place.Number, keys.Verifiers, witnesses, published)
        {
            Contents =
            [
                .. packs.Select(pack => new PublicContent(
                    $"pack/{pack.Name}",
                    System.Text.Encoding.UTF8.GetBytes(pack.Content)
                )),
            ],
        };
}
