using System.Diagnostics;

namespace Daylight.Writer;

/// <summary>
/// A minute each millisecond, and a day from run to run, beginning an hour before midnight: within moments a day is over,
/// and what waited for its end enters the log while the clients write.
/// </summary>
internal sealed class FastClock(int run) : TimeProvider
{
    private readonly Stopwatch _since = Stopwatch.StartNew();

    public override DateTimeOffset GetUtcNow() =>
        new DateTimeOffset(2026, 5, 8, 15, 0, 0, TimeSpan.Zero).AddDays(run)
        + TimeSpan.FromMinutes(_since.ElapsedMilliseconds);
}
