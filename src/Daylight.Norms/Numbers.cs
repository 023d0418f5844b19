using System.Globalization;

namespace Daylight.Norms;

/// <summary>Decimals as people write them: no exponent, no trailing noughts, a point.</summary>
internal static class Numbers
{
    public static string Plain(decimal amount) =>
        amount.ToString("0.############################", CultureInfo.InvariantCulture);

    // Money of a whole country in fen fits; sums and products of such numbers still fit a decimal.
    private const decimal Most = 1_000_000_000_000_000_000;

    public static decimal? Parse(string text) =>
        decimal.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var amount
        )
        && Math.Abs(amount) <= Most
            ? amount
            : null;

    /// <summary>a + b and the like, or null where the result does not fit a decimal.</summary>
    public static decimal? Try(Func<decimal> sum)
    {
        try
        {
            return sum();
        }
        catch (OverflowException)
        {
            return null;
        }
        catch (DivideByZeroException)
        {
            return null;
        }
    }
}
