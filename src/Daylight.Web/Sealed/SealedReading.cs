using Daylight.Proceedings;
using Daylight.Proceedings.Notices;
using Daylight.Proceedings.Sealing;
using Daylight.Store;

namespace Daylight.Web.Sealed;

/// <summary>Reads erasures and refused notices for pages and for the command line.</summary>
public static class SealedReading
{
    private const int Most = 500;

    /// <summary>Proposals that wait first, then the newest; at most 500.</summary>
    public static async Task<IReadOnlyList<ErasureRow>> Erasures(
        ILogStore store,
        string jurisdiction,
        CancellationToken cancel = default
    )
    {
        await using var connection = await store.Read(cancel);
        return await new ErasureView().Read(
            connection,
            jurisdiction,
            $"ORDER BY CASE standing WHEN 'Proposed' THEN 0 ELSE 1 END, fact DESC LIMIT {Most}"
        );
    }

    /// <summary>The erasure of one case, or null where nobody proposed one.</summary>
    public static async Task<ErasureRow?> Erasure(
        ILogStore store,
        string jurisdiction,
        string caseId,
        CancellationToken cancel = default
    )
    {
        await using var connection = await store.Read(cancel);
        var rows = await new ErasureView().Read(
            connection,
            jurisdiction,
            "AND case_id = @caseId LIMIT 1",
            new { caseId }
        );
        return rows is [var row] ? row : null;
    }

    /// <summary>Refused notices of a unit, or of all units; those that wait first, then the newest; at most 500.</summary>
    public static async Task<IReadOnlyList<NoticeRow>> Notices(
        ILogStore store,
        string jurisdiction,
        string? unit,
        CancellationToken cancel = default
    )
    {
        await using var connection = await store.Read(cancel);
        return await new NoticeView().Read(
            connection,
            jurisdiction,
            (unit is null ? "" : "AND owner = @unit ")
                + $"ORDER BY CASE WHEN settled_at IS NULL THEN 0 ELSE 1 END, cause DESC LIMIT {Most}",
            new { unit }
        );
    }
}
