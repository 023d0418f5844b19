namespace Daylight.Norms;

public enum Comparison
{
    AtLeast,
    AtMost,
    MoreThan,
    LessThan,
    Exactly,
}

/// <summary>What a bound compares with: a number, a share of something, or another thing known about the case by its name.</summary>
public abstract record Limit
{
    private Limit() { }

    public sealed record Fixed(decimal Amount) : Limit;

    public sealed record OfShare(Share Share) : Limit;

    public sealed record Named(string Attribute) : Limit;
}

/// <summary>at-least: 4, more-than: 1/2, below a standard that the case brings along.</summary>
public sealed record Bound(Comparison Comparison, Limit Limit)
{
    public static readonly string[] Keys = ["at-least", "at-most", "more-than", "less-than", "exactly"];

    public static Comparison? Compare(string key) =>
        key switch
        {
            "at-least" => Comparison.AtLeast,
            "at-most" => Comparison.AtMost,
            "more-than" => Comparison.MoreThan,
            "less-than" => Comparison.LessThan,
            "exactly" => Comparison.Exactly,
            _ => null,
        };
}

internal static class Comparisons
{
    public static bool Holds(this Comparison comparison, decimal number, decimal limit) =>
        comparison switch
        {
            Comparison.AtLeast => number >= limit,
            Comparison.AtMost => number <= limit,
            Comparison.MoreThan => number > limit,
            Comparison.LessThan => number < limit,
            Comparison.Exactly => number == limit,
        };

    /// <summary>不少于4, at least 4.</summary>
    public static Phrase Say(this Comparison comparison, string limit) =>
        comparison switch
        {
            Comparison.AtLeast => new Phrase($"{limit}以上（含{limit}）", $"at least {limit}"),
            Comparison.AtMost => new Phrase($"{limit}以下（含{limit}）", $"at most {limit}"),
            Comparison.MoreThan => new Phrase($"超过{limit}", $"more than {limit}"),
            Comparison.LessThan => new Phrase($"不到{limit}", $"less than {limit}"),
            Comparison.Exactly => new Phrase($"正好{limit}", $"exactly {limit}"),
        };

    /// <summary>应在9以上（含9）, must be at least 9.</summary>
    public static Phrase Should(this Comparison comparison, string limit) =>
        comparison switch
        {
            Comparison.AtLeast => new Phrase($"应在{limit}以上（含{limit}）", $"must be at least {limit}"),
            Comparison.AtMost => new Phrase($"应在{limit}以下（含{limit}）", $"must be at most {limit}"),
            Comparison.MoreThan => new Phrase($"应超过{limit}", $"must be more than {limit}"),
            Comparison.LessThan => new Phrase($"应少于{limit}", $"must be less than {limit}"),
            Comparison.Exactly => new Phrase($"应为{limit}", $"must be exactly {limit}"),
        };

    /// <summary>Does reaching the limit need more (a floor), or less (a ceiling)?</summary>
    public static bool IsFloor(this Comparison comparison) =>
        comparison is Comparison.AtLeast or Comparison.MoreThan;
}
