using System.Globalization;
using System.Text;

namespace Daylight.Proceedings.Audit;

/// <summary>Values of view rows: equality, the order in which both databases sort them, and how they are shown.</summary>
internal static class RowOrder
{
    private const int MostShown = 200;

    public static bool Same(object? x, object? y) =>
        x is byte[] one && y is byte[] other ? one.AsSpan().SequenceEqual(other) : Equals(x, y);

    /// <summary>Order of the first columns: nothing, then numbers, then texts by their UTF-8 bytes, then bytes.</summary>
    public static int Compare(object?[] x, object?[] y, int columns)
    {
        for (var i = 0; i < columns; i++)
        {
            var order = Compare(x[i], y[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    /// <summary>For the report, shortened.</summary>
    public static string? Show(object? value)
    {
        var text = value switch
        {
            null or DBNull => null,
            byte[] bytes => Convert.ToHexStringLower(bytes),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString(),
        };
        return text?.Length > MostShown ? text[..MostShown] + "…" : text;
    }

    private static int Compare(object? x, object? y) =>
        (x, y) switch
        {
            (long one, long other) => one.CompareTo(other),
            (string one, string other) => Encoding
                .UTF8.GetBytes(one)
                .AsSpan()
                .SequenceCompareTo(Encoding.UTF8.GetBytes(other)),
            (byte[] one, byte[] other) => one.AsSpan().SequenceCompareTo(other),
            _ => Rank(x).CompareTo(Rank(y)),
        };

    private static int Rank(object? value) =>
        value switch
        {
            null or DBNull => 0,
            long => 1,
            string => 2,
            _ => 3,
        };
}
