using System.Globalization;

namespace Daylight.Norms;

/// <summary>A share of a whole, kept as it is written: 80%, 2/3. Dividing comes last, so that 2/3 of 9 is 6 and not 5.999.</summary>
/// <remarks><c>default</c> is no share; it has denominator 0 and is never made by <see cref="Parse"/>.</remarks>
public readonly record struct Share(decimal Part, decimal Whole)
{
    public decimal Of(decimal number) => number * Part / Whole;

    public static Share? Parse(string text)
    {
        if (text.EndsWith('%') && Numbers.Parse(text[..^1].Trim()) is { } percent && percent >= 0)
        {
            return new Share(percent, 100);
        }

        var halves = text.Split('/');
        return
            halves.Length == 2
            && Numbers.Parse(halves[0].Trim()) is { } part
            && Numbers.Parse(halves[1].Trim()) is { } whole
            && part >= 0
            && whole > 0
            ? new Share(part, whole)
            : null;
    }

    /// <summary>三分之二, 80%: as it is said.</summary>
    public Phrase Words =>
        Whole == 100
            ? new Phrase($"{Numbers.Plain(Part)}%", $"{Numbers.Plain(Part)}%")
            : (Part, Whole) switch
            {
                (1, 2) => new Phrase("半数", "one half"),
                (1, 3) => new Phrase("三分之一", "one third"),
                (2, 3) => new Phrase("三分之二", "two thirds"),
                (3, 4) => new Phrase("四分之三", "three quarters"),
                (4, 5) => new Phrase("五分之四", "four fifths"),
                _ => new Phrase(ToString(), ToString()),
            };

    public override string ToString() =>
        Whole == 100 ? $"{Numbers.Plain(Part)}%" : $"{Numbers.Plain(Part)}/{Numbers.Plain(Whole)}";
}
