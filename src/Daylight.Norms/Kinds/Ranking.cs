using System.Collections.Immutable;

namespace Daylight.Norms;

/// <summary>排名后果: entries are ranked by score; the first or last ones are picked, and something is proposed for them.</summary>
public sealed partial record Ranking : Parameters
{
    public bool LowestFirst { get; init; }

    public Ties Ties { get; init; }

    /// <summary>Under this number of entries nobody is ranked. Small groups are never shown separately.</summary>
    public int SmallestGroup { get; init; } = 1;

    /// <summary>Ranks are given within each value of this attribute; within all entries where it is null.</summary>
    public string? Within { get; init; }

    public required ImmutableArray<Pick> Picks { get; init; }

    public override NormKind Kind => NormKind.Ranking;

    internal override IEnumerable<string> Names => [];

    internal static Ranking Read(Fields fields) =>
        new()
        {
            LowestFirst = fields.OneOf<bool>("first", First, ["highest", "lowest"]) ?? false,
            Ties = fields.OneOf<Ties>("ties", Parse, ["same-rank", "same-rank-dense"]) ?? Norms.Ties.SameRank,
            SmallestGroup = fields.Count("smallest-group", least: 1) ?? 1,
            Within = fields.Term("ranked-within"),
            Picks = [.. fields.NeedEach("picks").Select(Pick.Read)],
        };

    private static bool? First(string text) =>
        text switch
        {
            "highest" => false,
            "lowest" => true,
            _ => null,
        };

    private static Ties? Parse(string text) =>
        text switch
        {
            "same-rank" => Norms.Ties.SameRank,
            "same-rank-dense" => Norms.Ties.SameRankDense,
            _ => null,
        };
}

/// <summary>How equal scores are ranked.</summary>
public enum Ties
{
    /// <summary>1, 2, 2, 4.</summary>
    SameRank,

    /// <summary>1, 2, 2, 3.</summary>
    SameRankDense,
}

/// <summary>Who is picked: the first or last n, or a share, of those that meet a condition.</summary>
/// <param name="Last">True: counted from the end of the list.</param>
/// <param name="Number">How many; null where a share is given, or all that meet the condition are picked.</param>
/// <param name="TiesAtCutIn">Where equal scores straddle the cut: all of them are in, or all are out.</param>
public sealed record Pick(
    bool Last,
    int? Number,
    Share? Share,
    Rounding Rounding,
    Condition Where,
    bool TiesAtCutIn,
    ImmutableArray<Consequence> Proposes,
    string Says
)
{
    internal static Pick Read(Fields fields)
    {
        var last = fields.Has("last");
        var (number, share) = Size(fields, "first");
        var (fromEnd, shareFromEnd) = Size(fields, "last");
        var rounding = fields.Rounding("rounding");
        if ((share ?? shareFromEnd) is not null && rounding is null)
        {
            fields.Wrong(
                fields.Map,
                "比例要带 rounding（四舍五入、进一或舍去）",
                "for a share its rounding: half-up, up or down"
            );
        }

        var pick = new Pick(
            last,
            number ?? fromEnd,
            share ?? shareFromEnd,
            rounding ?? Norms.Rounding.Down,
            fields.Condition("where"),
            fields.OneOf<bool>("ties-at-cut", Cut, ["in", "out"]) ?? true,
            fields.Consequences(),
            fields.Text("says") ?? ""
        );
        fields.Done();
        return pick;
    }

    private static (int?, Share?) Size(Fields fields, string key) =>
        fields.Find(key) switch
        {
            null => (null, null),
            Node.Scalar { Text: "all" } => (null, null),
            Node.Scalar scalar
                when scalar.Text.Contains('%', StringComparison.Ordinal)
                    || scalar.Text.Contains('/', StringComparison.Ordinal) => (null, fields.Share(key)),
            var node => (fields.AsCount(node, least: 1), null),
        };

    private static bool? Cut(string text) =>
        text switch
        {
            "in" => true,
            "out" => false,
            _ => null,
        };
}
