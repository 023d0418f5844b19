using System.Collections.Immutable;

namespace Daylight.Norms;

public sealed partial record Formula
{
    internal override Answer Ask(Question question)
    {
        var reply = new Reply(question);
        var numbers = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var input in Inputs)
        {
            var (number, refusal) = input.Take(question);
            if (refusal is not null)
            {
                return Refused(reply, refusal);
            }

            numbers[input.Name] = number;
        }

        var values = new List<(string, Value)>();
        foreach (var line in Lines)
        {
            if (Work(question, reply, line, numbers) is not { } value)
            {
                return Refused(
                    reply,
                    new Phrase(
                        $"“{question.Words.Say(line.Let).Zh}”算不出来：除数为零，或者数字太大",
                        $"'{line.Let}' cannot be worked out: a division by nought, or too large"
                    )
                );
            }

            values.Add((line.Let, value));
            reply.Set(line.Let, value);
        }

        var said = values.Select(each => new Phrase(
            $"{question.Words.Say(each.Item1).Zh}{Say(each.Item2, question.Words).Zh}",
            $"{question.Words.Say(each.Item1).En} {Say(each.Item2, question.Words).En}"
        ));
        return reply.End(
            $"计算结果：{string.Join("，", said.Select(each => each.Zh))}。",
            $"Result: {string.Join(", ", said.Select(each => each.En))}."
        );
    }

    private static Answer Refused(Reply reply, Phrase why)
    {
        reply.Set("refused", true);
        return reply.End($"不能计算：{why.Zh}。", $"Cannot be worked out: {why.En}.");
    }

    private Value? Work(Question question, Reply reply, FormulaLine line, Dictionary<string, decimal> numbers)
    {
        var name = question.Words.Say(line.Let);
        if (!line.When.Holds(question.Situation.Attributes))
        {
            numbers[line.Let] = 0;
            var when = line.When.Say(question.Words);
            reply.Step($"{name.Zh}＝0（只在{when.Zh}时计算）。", $"{name.En} = 0 (only where {when.En}).");
            return 0;
        }

        return line.BandsOf is { } of
            ? Banded(question, reply, line, name, numbers[of], numbers)
            : Reckoned(question, reply, line, name, numbers);
    }

    private static Value? Reckoned(
        Question question,
        Reply reply,
        FormulaLine line,
        Phrase name,
        Dictionary<string, decimal> numbers
    )
    {
        if (Numbers.Try(() => line.Expression!.Work(numbers)) is not { } exact)
        {
            return null;
        }

        var capped =
            line.Cap is { } cap && exact > cap ? cap
            : line.Floor is { } floor && exact < floor ? floor
            : exact;
        var result = line.Places is { } places ? line.Rounding.Round(capped, places) : capped;
        numbers[line.Let] = result;
        var sum = line.Expression!.Say(numbers, question.Words);
        var limited =
            capped == exact
                ? new Phrase("", "")
                : new Phrase($"，按规定取{capped.Plain()}", $", capped at {capped.Plain()}");
        var rounded =
            result == capped
                ? new Phrase("", "")
                : new Phrase(
                    $"，{line.Rounding.Name().Zh}保留{line.Places}位小数得{result.Plain()}",
                    $", rounded {line.Rounding.Name().En} to {line.Places} places: {result.Plain()}"
                );
        var text = line.Says.Length > 0 ? $"（{line.Says}）" : "";
        reply.Step(
            $"{name.Zh}{text}＝{sum.Zh}＝{Short(exact)}{limited.Zh}{rounded.Zh}。",
            $"{name.En} = {sum.En} = {Short(exact)}{limited.En}{rounded.En}."
        );
        return result;
    }

    private Value Banded(
        Question question,
        Reply reply,
        FormulaLine line,
        Phrase name,
        decimal number,
        Dictionary<string, decimal> numbers
    )
    {
        var of = question.Words.Say(line.BandsOf!);
        foreach (var band in line.Bands)
        {
            if (band.Bound is { } bound)
            {
                if (LimitOf(bound.Limit, numbers) is not { } limit || !bound.Comparison.Holds(number, limit))
                {
                    continue;
                }

                var wanted = bound.Comparison.Say(limit.Plain());
                reply.Step(
                    $"{name.Zh}：{of.Zh}{number.Plain()}，属于{wanted.Zh}的一档，{Say(band.Is, question.Words).Zh}。",
                    $"{name.En}: {of.En} {number.Plain()} is {wanted.En}: {Say(band.Is, question.Words).En}."
                );
            }
            else
            {
                reply.Step(
                    $"{name.Zh}：{of.Zh}{number.Plain()}，不属于其他各档，{Say(band.Is, question.Words).Zh}。",
                    $"{name.En}: {of.En} {number.Plain()} is in no other band: {Say(band.Is, question.Words).En}."
                );
            }

            reply.Propose(band.Proposes);
            numbers[line.Let] = band.Is is Value.Number value ? value.Amount : 0;
            return band.Is;
        }

        numbers[line.Let] = 0;
        reply.Step(
            $"{name.Zh}：{of.Zh}{number.Plain()}不属于任何一档。",
            $"{name.En}: {of.En} {number.Plain()} is in no band."
        );
        return "none";
    }

    private static decimal? LimitOf(Limit limit, Dictionary<string, decimal> numbers) =>
        limit switch
        {
            Limit.Fixed @fixed => @fixed.Amount,
            Limit.OfShare share => share.Share.Of(1),
            Limit.Named named => numbers.TryGetValue(named.Attribute, out var number) ? number : null,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private Phrase Say(Value value, Words words) =>
        value is Value.Number number ? Reckoning.Amount(number.Amount, Unit) : Condition.Spoken(value, words);

    private static string Short(decimal number) => decimal.Round(number, 6).Plain();
}
