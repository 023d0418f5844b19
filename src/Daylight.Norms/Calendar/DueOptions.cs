using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Daylight.Norms.Calendar;

/// <summary>What happens when the last day is no working day.</summary>
public enum RollForward
{
    /// <summary>The day stands. The rule for supervision clocks, which bind officials and not the public.</summary>
    None,

    /// <summary>The first working day after it is the last day (民法典 Art. 203, 行政复议 and most statutory periods).</summary>
    NextWorkingDay,
}

/// <summary>An opening of the offices: from (included) to (excluded), both on the same day.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Opening(TimeOnly From, TimeOnly To);

/// <summary>
/// A time that does not count, with its reason (征求意见期间). For clocks of days, a day is left out when its end (24:00) falls
/// into the interval, so that the clock stops for as many days as midnights passed and a stop within one day stops nothing.
/// For clocks of hours the interval itself is left out. Until is excluded.
/// </summary>
public sealed record Suspension(DateTimeOffset From, DateTimeOffset Until, string Reason);

/// <summary>How a due time is worked out, where rules differ. Immutable; start from <see cref="Default"/>.</summary>
public sealed record DueOptions
{
    public static DueOptions Default { get; } = new();

    public RollForward Roll { get; init; } = RollForward.None;

    /// <summary>The openings of a working day, in order, for spans in office hours; 08:30-12:00 and 14:00-17:30 unless told.</summary>
    public ImmutableArray<Opening> OfficeHours { get; init; } =
    [new(new TimeOnly(8, 30), new TimeOnly(12, 0)), new(new TimeOnly(14, 0), new TimeOnly(17, 30))];

    public ImmutableArray<Suspension> Suspensions { get; init; } = [];
}
