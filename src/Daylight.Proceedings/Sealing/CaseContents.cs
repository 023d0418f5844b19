using Daylight.Ledger;
using Daylight.Store;

namespace Daylight.Proceedings.Sealing;

/// <summary>What a case's key seals, and so what its erasure takes: counts and days, no word of it.</summary>
/// <param name="Facts">Facts that nobody can read afterwards; null where the log is too long to be counted here.</param>
/// <param name="First">Day of the first of them.</param>
/// <param name="Last">Day of the last of them.</param>
/// <param name="Files">Files sealed under it.</param>
public sealed record CaseContents(bool HasKey, long? Facts, DateOnly? First, DateOnly? Last, int Files)
{
    /// <summary>Facts of a log that a page reads; beyond it the command line counts.</summary>
    public const long MostForAPage = 100_000;

    /// <param name="most">Where the log is longer, its facts are not counted.</param>
    public static async Task<CaseContents> Of(
        ILogStore store,
        string jurisdiction,
        string caseId,
        long most = MostForAPage,
        CancellationToken cancel = default
    )
    {
        var has = (await store.WrappedKeys(jurisdiction, [caseId], cancel)).Count > 0;
        var size = (await store.Head(jurisdiction, cancel))?.Size ?? 0;
        var files = 0;
        await foreach (var row in store.Attachments(jurisdiction, cancel))
        {
            files += row.KeyId == caseId ? 1 : 0;
        }

        if (size > most)
        {
            return new CaseContents(has, null, null, null, files);
        }

        var (count, first, last) = (0L, (DateOnly?)null, (DateOnly?)null);
        await foreach (var row in store.Facts(jurisdiction, 0, size, cancel))
        {
            if (
                Envelope.IsSealed(row.Envelope)
                && SealedEnvelope.Parse(row.Envelope) is var envelope
                && envelope.Sealed.Key == caseId
            )
            {
                count++;
                first ??= envelope.Day;
                last = envelope.Day;
            }
        }

        return new CaseContents(has, count, first, last, files);
    }
}
