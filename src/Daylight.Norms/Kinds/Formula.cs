using System.Collections.Immutable;

namespace Daylight.Norms;

/// <summary>计分公式: a number or a grade worked out from named inputs, line by line, in decimals.</summary>
public sealed partial record Formula : Parameters
{
    public required ImmutableArray<Input> Inputs { get; init; }

    public required ImmutableArray<FormulaLine> Lines { get; init; }

    public override NormKind Kind => NormKind.Formula;

    internal override IEnumerable<string> Names =>
        Inputs.Select(input => input.Name).Concat(Lines.SelectMany(line => line.When.Names));

    /// <summary>What a result is counted in: 分, 元, 星.</summary>
    public string Unit { get; init; } = "";

    internal static Formula Read(Fields fields)
    {
        var inputs = fields.Inner("inputs") is { } named
            ? named.Map.Pairs.Select(pair => Input.Read(pair, fields.Reader)).ToImmutableArray()
            : [];
        _ = fields.Need("inputs");
        var lines = ImmutableArray.CreateBuilder<FormulaLine>();
        var known = inputs.Select(input => input.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var line in fields.NeedEach("lines"))
        {
            lines.Add(FormulaLine.Read(line, known));
            known.Add(lines[^1].Let);
        }

        return new Formula
        {
            Inputs = inputs,
            Lines = lines.ToImmutable(),
            Unit = fields.Text("unit") ?? "",
        };
    }
}

/// <summary>A number that the formula is given. Yes counts as 1 and no as 0.</summary>
/// <param name="Step">Where not null: the input is a multiple of it, counted from the lowest value (0.5 points at a time).</param>
/// <param name="Otherwise">The value where none is given; null: the formula cannot be worked out without it.</param>
public sealed record Input(string Name, decimal? From, decimal? To, decimal? Step, decimal? Otherwise)
{
    /// <summary>The number that the situation gives, or why it cannot be taken.</summary>
    internal (decimal Number, Phrase? Refusal) Take(Question question)
    {
        var name = question.Words.Say(Name);
        if ((question.Situation.Attributes.Number(Name) ?? Otherwise) is not { } number)
        {
            return (0, new Phrase($"没有提供{name.Zh}", $"{name.En} is not given"));
        }

        if (number < From || number > To)
        {
            var range = (From, To) switch
            {
                ({ } from, { } to) => new Phrase(
                    $"{from.Plain()}到{to.Plain()}",
                    $"{from.Plain()} to {to.Plain()}"
                ),
                ({ } from, null) => new Phrase($"不小于{from.Plain()}", $"at least {from.Plain()}"),
                _ => new Phrase($"不大于{To!.Value.Plain()}", $"at most {To.Value.Plain()}"),
            };
            return (
                0,
                new Phrase(
                    $"{name.Zh}是{number.Plain()}，应为{range.Zh}",
                    $"{name.En} is {number.Plain()}, it must be {range.En}"
                )
            );
        }

        return Step is { } step && step > 0 && (number - (From ?? 0)) % step != 0
            ? (
                0,
                new Phrase(
                    $"{name.Zh}是{number.Plain()}，应按{step.Plain()}递增",
                    $"{name.En} is {number.Plain()}, it must go in steps of {step.Plain()}"
                )
            )
            : (number, null);
    }

    internal static Input Read(Node.Pair pair, Reader reader)
    {
        reader.Term(pair.Key);
        if (pair.Value is Node.Scalar { Text: "" or "any" or "number" })
        {
            return new Input(pair.Key.Text, null, null, null, null);
        }

        if (pair.Value is Node.Scalar { Text: "yes-no" })
        {
            return new Input(pair.Key.Text, 0, 1, 1, null);
        }

        var map = pair.Value as Node.Map;
        var fields = new Fields(map ?? new Node.Map(pair.Value.At, []), reader);
        if (map is null)
        {
            fields.Wrong(
                pair.Value,
                "number、yes-no，或者 from、to、step、otherwise",
                "number, yes-no, or from, to, step, otherwise"
            );
        }

        var input = new Input(
            pair.Key.Text,
            fields.Number("from"),
            fields.Number("to"),
            fields.Number("step"),
            fields.Number("otherwise")
        );
        fields.Done();
        return input;
    }
}

/// <summary>One line: a name and how its value comes about.</summary>
/// <param name="Expression">Sums and products of earlier names; null where bands give the value.</param>
public sealed record FormulaLine(
    string Let,
    Expression? Expression,
    string? BandsOf,
    ImmutableArray<Band> Bands,
    decimal? Floor,
    decimal? Cap,
    int? Places,
    Rounding Rounding,
    Condition When,
    string Says
)
{
    internal static FormulaLine Read(Fields fields, IReadOnlySet<string> known)
    {
        var let = fields.NeedTerm("let");
        var expression = fields.Find("is") is { } written ? Reads(written, fields, known) : null;
        var weighted = fields.Inner("weights") is { } weights ? Weights.Read(weights, known) : null;
        var bandsOf = fields.Text("bands-of");
        if (bandsOf is not null && !known.Contains(bandsOf))
        {
            fields.Faults.Unknown(
                (Node.Scalar)fields.Find("bands-of")!,
                new Phrase("名目", "name"),
                [.. known]
            );
        }

        var bands = fields.Each("bands").Select(Band.Read).ToImmutableArray();
        if (!fields.Has("is") && !fields.Has("weights") && bandsOf is null)
        {
            fields.Wrong(
                fields.Map,
                "is（算式）、weights（权重）或 bands-of（分档）",
                "'is' (a sum), 'weights' or 'bands-of'"
            );
        }

        if (bandsOf is not null && bands.IsEmpty)
        {
            _ = fields.Need("bands");
        }

        var places = fields.Count("places");
        var rounding = fields.Rounding("rounding");
        if (places is not null != rounding is not null)
        {
            fields.Wrong(
                fields.Map,
                "places（小数位数）和 rounding（四舍五入、进一、舍去），两样一起",
                "places and rounding together"
            );
        }

        var line = new FormulaLine(
            let,
            expression ?? weighted,
            bandsOf,
            bands,
            fields.Number("at-least"),
            fields.Number("at-most"),
            places is > 10 ? 10 : places,
            rounding ?? Norms.Rounding.HalfUp,
            fields.Condition("when"),
            fields.Text("says") ?? ""
        );
        fields.Done();
        return line;
    }

    private static Expression? Reads(Node written, Fields fields, IReadOnlySet<string> known)
    {
        if (fields.Scalar(written) is not { } scalar)
        {
            return null;
        }

        if (scalar.Text.Any(char.IsAsciiDigit))
        {
            fields.Reader.Numerals.Add(scalar);
        }

        var (expression, fault) = ExpressionText.Read(scalar.Text, known);
        if (fault is not null)
        {
            fields.Faults.Add(
                scalar,
                fault,
                Nearest.To(fault.Word, known) is { } near
                    ? new Phrase($"是不是“{near}”？", $"did you mean '{near}'?")
                    : null
            );
        }

        return expression;
    }
}

/// <summary>A band of values and what it is called.</summary>
/// <param name="Bound">Null for the last band, which takes what is left.</param>
public sealed record Band(Bound? Bound, Value Is, ImmutableArray<Consequence> Proposes, string Says)
{
    internal static Band Read(Fields fields)
    {
        var bound = fields.Bound();
        var node = fields.Need("is");
        var value = node is Node.Scalar scalar ? Conditions.Plain(scalar) : new Value.Word("");
        if (value is Value.Word && node is not null)
        {
            _ = fields.AsTerm(node);
        }
        else if (value is Value.Number)
        {
            fields.Reader.Numerals.Add((Node.Scalar)node!);
        }

        var band = new Band(bound, value, fields.Consequences(), fields.Text("says") ?? "");
        fields.Done();
        return band;
    }
}

internal static class Weights
{
    /// <summary>A sum of shares of the named values. The shares must make 100%, so that a slip shows when the pack is read.</summary>
    public static Expression? Read(Fields fields, IReadOnlySet<string> known)
    {
        Expression? sum = null;
        var total = 0m;
        foreach (var pair in fields.Map.Pairs)
        {
            if (!known.Contains(pair.Key.Text))
            {
                fields.Faults.Unknown(pair.Key, new Phrase("名目", "name"), [.. known]);
                _ = fields.Find(pair.Key.Text);
                continue;
            }

            if (fields.Share(pair.Key.Text) is { } share)
            {
                total += share.Of(1);
                var part = new Expression.Product(
                    new Expression.Name(pair.Key.Text),
                    new Expression.Constant(share.Of(1), share.ToString())
                );
                sum = sum is null ? part : new Expression.Sum(sum, part);
            }
        }

        if (total != 1 && sum is not null)
        {
            fields.Wrong(
                fields.Map,
                $"各项权重合计 100%，现在合计 {Numbers.Plain(total * 100)}%",
                $"weights that make 100%; they make {Numbers.Plain(total * 100)}%"
            );
        }

        return sum;
    }
}
