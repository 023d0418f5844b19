using System.Globalization;

namespace Daylight.Ledger;

/// <summary>
/// Names of the logs of one place. After a loss a log ends, and the next one goes on with the entries that are left, at
/// the same indexes: <c>host/log</c>, then <c>host/log/2</c>, <c>host/log/3</c>.
/// </summary>
public static class Origins
{
    private const int Last = 999;

    /// <summary>Which log it is: 1 for a name that does not end in a slash and a number from 2 to 999.</summary>
    public static int NumberOf(string origin)
    {
        var slash = origin.LastIndexOf('/');
        return
            slash > 0
            && origin.Length - slash is >= 2 and <= 4
            && origin[slash + 1] != '0'
            && int.TryParse(
                origin.AsSpan(slash + 1),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var number
            )
            && number > 1
            ? number
            : 1;
    }

    /// <summary>The name without its number: that of the first log.</summary>
    public static string FirstOf(string origin) =>
        NumberOf(origin) == 1 ? origin : origin[..origin.LastIndexOf('/')];

    /// <summary>The name of the log that continues this one.</summary>
    /// <exception cref="InvalidOperationException">after the 999th.</exception>
    public static string NextOf(string origin) =>
        NumberOf(origin) is var number && number < Last
            ? string.Create(CultureInfo.InvariantCulture, $"{FirstOf(origin)}/{number + 1}")
            : throw new InvalidOperationException($"{origin} cannot be continued once more.");

    /// <summary>Whether a log may hold an entry whose envelope names <paramref name="named"/>: itself, or a log that it continues.</summary>
    public static bool MayHold(string origin, string named) =>
        origin == named || (FirstOf(origin) == FirstOf(named) && NumberOf(named) < NumberOf(origin));
}
