using System.Collections.Immutable;

namespace Daylight.Norms;

/// <summary>名额、到会、表决方式: numbers of people that must be reached, or not exceeded, and the form of the vote.</summary>
public sealed partial record Quota : Parameters
{
    public required ImmutableArray<Headcount> Requires { get; init; }

    /// <summary>Forms that are allowed: secret, named, ...; empty where any is.</summary>
    public ImmutableArray<string> Form { get; init; } = [];

    /// <summary>What follows where a requirement is not met.</summary>
    public ImmutableArray<Consequence> Otherwise { get; init; } = [];

    public override NormKind Kind => NormKind.Quota;

    internal override IEnumerable<string> Names =>
        [
            "form",
            .. Requires
                .SelectMany(each =>
                    (IEnumerable<string?>)
                        [
                            each.Counts,
                            each.Of,
                            (each.Bound.Limit as Limit.Named)?.Attribute,
                            .. each.When.Names,
                        ]
                )
                .OfType<string>(),
        ];

    internal static Quota Read(Fields fields)
    {
        var quota = new Quota
        {
            Requires = [.. fields.Each("requires").SelectMany(each => Headcount.Read(each))],
            Form = fields.Terms("form"),
            Otherwise = fields.Consequences(),
        };
        if (quota.Requires.IsEmpty && quota.Form.IsEmpty)
        {
            _ = fields.Need("requires");
        }

        return quota;
    }
}

/// <summary>One number that is required: at least 2/3 of those entitled are present.</summary>
/// <param name="Counts">The name of the number; for a list of members, how many of them are of that class.</param>
/// <param name="Of">The name of the whole, where the limit is a share.</param>
/// <param name="Rounding">How the share of the whole becomes a number of people; null where it is compared as it is.</param>
public sealed record Headcount(
    string Counts,
    Bound Bound,
    string? Of,
    Rounding? Rounding,
    Condition When,
    string Says
)
{
    internal static ImmutableArray<Headcount> Read(Fields fields)
    {
        var counts = fields.NeedTerm("count");
        var bounds = fields.Bounds();
        if (bounds.IsEmpty)
        {
            fields.Wrong(
                fields.Map,
                "at-least、at-most、more-than、less-than、exactly 之一",
                "at-least, at-most, more-than, less-than or exactly"
            );
        }

        var of = fields.Term("of");
        var rounding = fields.Rounding("rounding");
        foreach (var bound in bounds.Where(bound => bound.Limit is Limit.OfShare))
        {
            if (of is null)
            {
                _ = fields.Need("of");
            }

            if (
                rounding is null
                && bound.Comparison is Comparison.AtLeast or Comparison.AtMost or Comparison.Exactly
            )
            {
                fields.Wrong(
                    fields.Map,
                    "比例要带 rounding（四舍五入、进一或舍去）",
                    "for a share its rounding: half-up, up or down"
                );
            }
        }

        var (when, says) = (fields.Condition("when"), fields.Text("says") ?? "");
        fields.Done();
        return [.. bounds.Select(bound => new Headcount(counts, bound, of, rounding, when, says))];
    }

    /// <summary>Whether it is met, the number that is needed, and why.</summary>
    internal (bool Met, decimal? Needed, Explanation Why) Judge(Question question)
    {
        var (what, known) = (question.Words.Say(Counts), question.Situation.Attributes);
        if (known.Number(Counts) is not { } number)
        {
            return (false, null, new Explanation($"没有提供{what.Zh}。", $"{what.En} is not given."));
        }

        if (Needed(question) is not { } limit)
        {
            var whole = question.Words.Say(Of ?? (Bound.Limit as Limit.Named)?.Attribute ?? "");
            return (
                false,
                null,
                new Explanation(
                    $"没有提供{whole.Zh}，不能判断{what.Zh}。",
                    $"{whole.En} is not given, so {what.En} cannot be judged."
                )
            );
        }

        var met = Bound.Comparison.Holds(number, limit);
        var (says, text) = (Bound.Comparison.Should(limit.Plain()), Says.Length > 0 ? $"（{Says}）" : "");
        return (
            met,
            limit,
            new Explanation(
                $"{what.Zh}{says.Zh}{text}，实际{number.Plain()}：{(met ? "符合" : "不符合")}。",
                $"{what.En} {says.En}; it is {number.Plain()}: {(met ? "met" : "not met")}.",
                Working(question, limit)
            )
        );
    }

    private decimal? Needed(Question question)
    {
        var known = question.Situation.Attributes;
        return Bound.Limit switch
        {
            Limit.Fixed @fixed => @fixed.Amount,
            Limit.Named named => known.Number(named.Attribute),
            Limit.OfShare share when Of is { } whole && known.Number(whole) is { } number => Rounding
                is { } rounding
                ? rounding.Round(share.Share.Of(number), 0)
                : share.Share.Of(number),
            _ => null,
        };
    }

    private IEnumerable<Explanation> Working(Question question, decimal limit)
    {
        if (
            Bound.Limit is not Limit.OfShare share
            || Of is null
            || question.Situation.Attributes.Number(Of) is not { } whole
        )
        {
            yield break;
        }

        var (name, exact) = (question.Words.Say(Of), share.Share.Of(whole));
        var rounded =
            Rounding is { } rounding && exact != limit
                ? new Phrase(
                    $"，{rounding.Name().Zh}为{limit.Plain()}",
                    $", rounded {rounding.Name().En} to {limit.Plain()}"
                )
                : new Phrase("", "");
        yield return new Explanation(
            $"{name.Zh}{whole.Plain()}的{share.Share.Words.Zh}是{decimal.Round(exact, 4).Plain()}{rounded.Zh}。",
            $"{share.Share.Words.En} of {name.En} ({whole.Plain()}) is {decimal.Round(exact, 4).Plain()}{rounded.En}."
        );
    }
}
