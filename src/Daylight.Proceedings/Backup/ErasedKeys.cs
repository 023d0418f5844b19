using Daylight.Ledger;
using Daylight.Proceedings.Sealing;
using Daylight.Store;

namespace Daylight.Proceedings.Backup;

/// <summary>Which keys a log says were erased.</summary>
internal static class ErasedKeys
{
    /// <summary>Their ids.</summary>
    public static async Task<IReadOnlyList<string>> Of(ClerkSetup clerk, CancellationToken cancel)
    {
        var lookup = await clerk.Store.LookUp(
            clerk.Jurisdiction,
            [],
            [new StreamAfter(Erasures.Stream, 0)],
            cancel
        );
        return
        [
            .. lookup
                .Streams[Erasures.Stream]
                .Select(row => Envelope.Parse(row.Envelope))
                .Select(envelope =>
                    clerk.Kinds.Read(envelope.Kind, envelope.KindVersion, envelope.Payload.Span)
                )
                .OfType<KeyErased>()
                .Select(fact => fact.Key),
        ];
    }
}
