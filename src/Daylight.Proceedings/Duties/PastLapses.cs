using System.Collections.Immutable;
using System.Globalization;

namespace Daylight.Proceedings;

/// <summary>
/// The due instants at which a duty has lapsed, for good: a lapse at an instant is recorded once, so a duty whose date comes
/// back to such an instant is overdue again without a further record.
/// </summary>
public static class PastLapses
{
    public static string With(string past, DateTimeOffset due) =>
        Hold(past, due) ? past : $"{past}{due.ToUnixTimeMilliseconds()},";

    /// <param name="past">Instants in milliseconds, each followed by a comma.</param>
    public static bool Hold(string past, DateTimeOffset? due) =>
        due is { } at
        && past.Length > 0
        && past.Split(',').Contains(at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));

    internal static bool Hold(
        ImmutableHashSet<(string Duty, DateTimeOffset Due)> past,
        string duty,
        DateTimeOffset? due
    ) => due is { } at && past.Contains((duty, at));
}
