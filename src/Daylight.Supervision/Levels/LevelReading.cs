using Daylight.Proceedings;
using Daylight.Store;

namespace Daylight.Supervision.Levels;

/// <summary>Reads what lies between levels.</summary>
public sealed class LevelReading(ILogStore store, string jurisdiction)
{
    private static readonly LevelView s_levels = new();
    private static readonly OutgoingView s_outgoing = new();

    /// <summary>Matters given down, or come from above; at most 200, the newest first.</summary>
    public async Task<IReadOnlyList<LevelRow>> Matters(bool down)
    {
        await using var connection = await store.Read();
        return await s_levels.Read(
            connection,
            jurisdiction,
            "AND down = @down ORDER BY sent_at DESC, matter LIMIT 200",
            new { down = down ? 1 : 0 }
        );
    }

    /// <summary>Indexes of letters for a level from one on, in order.</summary>
    public async Task<IReadOnlyList<long>> Outgoing(string other, long from, int most)
    {
        await using var connection = await store.Read();
        var rows = await s_outgoing.Read(
            connection,
            jurisdiction,
            "AND other = @other AND place >= @from ORDER BY place LIMIT @most",
            new
            {
                other,
                from,
                most,
            }
        );
        return [.. rows.Select(row => row.Place)];
    }
}

/// <summary>The levels that this one exchanges letters with; the host knows them.</summary>
/// <param name="Others">Code and name of each.</param>
public sealed record KnownLevels(IReadOnlyList<(string Code, string Name)> Others);
