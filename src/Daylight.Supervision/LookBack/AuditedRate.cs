using System.Globalization;

namespace Daylight.Supervision.LookBack;

/// <summary>真实办结率: of how many looked at again how many had held, with the interval of Wilson at 95 per cent.</summary>
public sealed record AuditedRate(int Looked, int Held)
{
    private const double Z = 1.959963984540054;

    /// <summary>Lower and upper end of the interval, as shares of one; 0 and 1 where nothing was looked at.</summary>
    public (double Low, double High) Interval
    {
        get
        {
            if (Looked == 0)
            {
                return (0, 1);
            }

            double n = Looked;
            var p = Held / n;
            var middle = (p + (Z * Z / (2 * n))) / (1 + (Z * Z / n));
            var half = Z / (1 + (Z * Z / n)) * Math.Sqrt((p * (1 - p) / n) + (Z * Z / (4 * n * n)));
            return (Math.Max(0, middle - half), Math.Min(1, middle + half));
        }
    }

    /// <summary>The share held, in per cent with one decimal; a dash where nothing was looked at.</summary>
    public string Share => Looked == 0 ? "—" : Percent((double)Held / Looked);

    /// <summary>The interval as people read it: 71.3%–98.2%.</summary>
    public string Between => $"{Percent(Interval.Low)}–{Percent(Interval.High)}";

    private static string Percent(double share) =>
        Math.Round(share * 100, 1, MidpointRounding.AwayFromZero)
            .ToString("0.#", CultureInfo.InvariantCulture) + "%";
}
