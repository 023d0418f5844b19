namespace Daylight.Norms;

/// <summary>How a number is cut to places. Never implied: practice uses all three for one and the same cap.</summary>
public enum Rounding
{
    /// <summary>四舍五入: half and more goes away from nought.</summary>
    HalfUp,

    /// <summary>进一: anything over goes to the next.</summary>
    Up,

    /// <summary>舍去: anything over is dropped.</summary>
    Down,
}

internal static class Roundings
{
    public static readonly string[] Words = ["四舍五入", "进一", "舍去"];

    public static Rounding? Parse(string text) =>
        text switch
        {
            "四舍五入" or "half-up" => Rounding.HalfUp,
            "进一" or "up" => Rounding.Up,
            "舍去" or "down" => Rounding.Down,
            _ => null,
        };

    /// <summary>Keeps that many decimal places, 0 to 10.</summary>
    public static decimal Round(this Rounding rounding, decimal number, int places) =>
        rounding switch
        {
            Rounding.HalfUp => decimal.Round(number, places, MidpointRounding.AwayFromZero),
            Rounding.Up => decimal.Round(
                number,
                places,
                number >= 0 ? MidpointRounding.ToPositiveInfinity : MidpointRounding.ToNegativeInfinity
            ),
            Rounding.Down => decimal.Round(number, places, MidpointRounding.ToZero),
        };

    public static Phrase Name(this Rounding rounding) =>
        rounding switch
        {
            Rounding.HalfUp => new Phrase("四舍五入", "half up"),
            Rounding.Up => new Phrase("进一", "up"),
            Rounding.Down => new Phrase("舍去尾数", "down"),
        };
}
