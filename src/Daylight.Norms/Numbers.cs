using System.Globalization;

namespace Daylight.Norms;

/// <summary>Decimals as people write them: no exponent, no trailing noughts, a point.</summary>
internal static class Numbers
{
    public static string Plain(decimal amount) =>
        amount.ToString("0.############################", CultureInfo.InvariantCulture);

    public static decimal? Parse(string text) =>
        decimal.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var amount
        )
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
