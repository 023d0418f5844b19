namespace Daylight.Proceedings;

/// <summary>
/// The civil day in China: UTC+8 all year. China has kept no daylight-saving time since 1991, and no matter of this
/// platform is older.
/// </summary>
public static class Shanghai
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The day on which an instant falls.</summary>
    public static DateOnly Day(DateTimeOffset instant) =>
        DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>The first instant of a day.</summary>
    public static DateTimeOffset Start(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), Offset);

    /// <summary>The last millisecond of a day.</summary>
    public static DateTimeOffset End(DateOnly day) => Start(day.AddDays(1)).AddMilliseconds(-1);
}
