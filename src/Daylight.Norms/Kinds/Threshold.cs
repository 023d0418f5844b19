using System.Collections.Immutable;

namespace Daylight.Norms;

/// <summary>窗口阈值: occurrences of a subject are added up over a window; each rung that the total reaches proposes something.</summary>
public sealed partial record Threshold : Parameters
{
    /// <summary>Kinds of occurrence that are added up.</summary>
    public required ImmutableArray<string> Counts { get; init; }

    /// <summary>Which of them: a condition on their own attributes.</summary>
    public Condition Where { get; init; } = Condition.Always;

    public Measure Measure { get; init; }

    /// <summary>For a share: which of the counted occurrences are the part.</summary>
    public Condition Part { get; init; } = Condition.Always;

    /// <summary>What the total is counted in: 分, 次, 件.</summary>
    public string Unit { get; init; } = "";

    /// <summary>All rungs reached propose, or only the highest one.</summary>
    public bool HighestOnly { get; init; }

    public required ImmutableArray<Rung> Rungs { get; init; }

    public override NormKind Kind => NormKind.Threshold;

    internal override IEnumerable<string> Names =>
        Rungs.Select(rung => rung.Bound.Limit).OfType<Limit.Named>().Select(named => named.Attribute);

    internal static Threshold Read(Fields fields)
    {
        var within = fields.Window("within");
        var measure = fields.OneOf<Measure>("measure", Measures.Parse, Measures.Words) ?? Measure.Sum;
        var threshold = new Threshold
        {
            Counts = fields.NeedTerms("counts"),
            Where = fields.Condition("where"),
            Measure = measure,
            Part = fields.Condition("part"),
            Unit = fields.Text("unit") ?? "",
            HighestOnly = fields.OneOf<bool>("rungs-apply", Highest, ["all", "highest"]) ?? false,
            Rungs = [.. fields.NeedEach("rungs").Select(rung => Rung.Read(rung, within))],
        };
        if (measure is Measure.Share && threshold.Part.IsAlways)
        {
            _ = fields.Need("part");
        }

        return threshold;
    }

    private static bool? Highest(string text) =>
        text switch
        {
            "all" => false,
            "highest" => true,
            _ => null,
        };
}

/// <summary>How occurrences are added up.</summary>
public enum Measure
{
    /// <summary>Their amounts.</summary>
    Sum,

    /// <summary>Their number.</summary>
    Count,

    /// <summary>The part of them that meets a condition, by number.</summary>
    Share,

    /// <summary>The amount of the latest one.</summary>
    Latest,
}

internal static class Measures
{
    public static readonly string[] Words = ["sum", "count", "share", "latest"];

    public static Measure? Parse(string text) =>
        Array.IndexOf(Words, text) is >= 0 and var index ? (Measure)index : null;
}

/// <summary>One rung of a threshold.</summary>
/// <param name="Years">Where not 0: the bound must hold in each of so many calendar years in a row.</param>
public sealed record Rung(
    Bound Bound,
    Window Window,
    int Years,
    ImmutableArray<Consequence> Proposes,
    string Says
)
{
    internal static Rung Read(Fields fields, Window? otherwise)
    {
        var bound = fields.Bound();
        if (bound is null)
        {
            fields.Wrong(
                fields.Map,
                "每一档有 at-least、at-most、more-than、less-than、exactly 之一",
                "for each rung at-least, at-most, more-than, less-than or exactly"
            );
        }

        var years = fields.Window("each-of");
        if (years is not null and not Norms.Window.Years)
        {
            fields.Wrong(
                fields.Find("each-of")!,
                "连续几年，如 2 consecutive years",
                "years in a row, such as 2 consecutive years"
            );
        }

        var window = fields.Window("within") ?? otherwise;
        if (window is null && years is null)
        {
            fields.Wrong(
                fields.Map,
                "期间 within，如 calendar year、rolling 24 months、ever",
                "a window 'within', such as calendar year, rolling 24 months, ever"
            );
        }

        var rung = new Rung(
            bound ?? new Bound(Comparison.AtLeast, new Limit.Fixed(0)),
            window ?? new Window.Calendar(PeriodUnit.Year),
            (years as Window.Years)?.Count ?? 0,
            fields.Consequences(),
            fields.Text("says") ?? ""
        );
        fields.Done();
        return rung;
    }
}
