using System.Collections.Immutable;
using System.Globalization;

namespace Daylight.Ui.Charts;

/// <summary>An axis: where it begins and ends, and round values between. Positions are per cent of its length.</summary>
/// <remarks>Charts are drawn in per cent, so text keeps its size on every screen and in the 关怀版.</remarks>
public sealed record Scale(decimal Least, decimal Most, ImmutableArray<decimal> Ticks)
{
    private const int WantedTicks = 4;

    /// <summary>A scale over round steps of 1, 2 or 5 times a power of ten that holds all values.</summary>
    /// <param name="fromZero">Bars begin at zero: their length is what is compared.</param>
    public static Scale Over(IEnumerable<decimal> values, bool fromZero = true)
    {
        var all = values.ToArray();
        var least = all.Length == 0 ? 0 : all.Min();
        var most = all.Length == 0 ? 1 : all.Max();
        if (fromZero)
        {
            least = Math.Min(0, least);
            most = Math.Max(0, most);
        }

        if (least == most)
        {
            most = least + 1;
        }

        var step = Step((most - least) / WantedTicks);
        var first = Math.Floor(least / step) * step;
        var last = Math.Ceiling(most / step) * step;
        return new Scale(
            first,
            last,
            [.. Enumerable.Range(0, (int)((last - first) / step) + 1).Select(i => first + (i * step))]
        );
    }

    /// <summary>Position of a value in per cent from the beginning.</summary>
    public decimal At(decimal value) => Math.Clamp((value - Least) / (Most - Least) * 100, 0, 100);

    /// <summary>As an attribute of SVG: <c>37.5%</c>.</summary>
    public string X(decimal value) => Percent(At(value));

    /// <summary>Upwards: the greatest value is at the top.</summary>
    public string Y(decimal value) => Percent(100 - At(value));

    internal static string Percent(decimal value) => $"{Number(value)}%";

    internal static string Number(decimal value) =>
        Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    private static decimal Step(decimal atLeast)
    {
        var power = 1m;
        while (power > atLeast)
        {
            power /= 10;
        }

        while (power * 10 <= atLeast)
        {
            power *= 10;
        }

        return new[] { 1m, 2m, 5m, 10m }.Select(factor => factor * power).First(step => step >= atLeast);
    }
}
