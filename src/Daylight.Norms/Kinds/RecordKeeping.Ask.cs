using System.Collections.Immutable;

namespace Daylight.Norms;

public sealed partial record RecordKeeping
{
    internal override Answer Ask(Question question)
    {
        var reply = new Reply(question);
        var missing = ImmutableArray.CreateBuilder<string>();
        foreach (var field in Required(question).Distinct())
        {
            if (!IsFilled(question.Situation.Attributes[field]))
            {
                missing.Add(field);
            }
        }

        var wrong = Wrong(question, reply);
        reply.Step(
            missing.Count == 0 ? "应填的内容都已填写。" : $"还没有填写：{question.Words.Say(missing).Zh}。",
            missing.Count == 0
                ? "Everything required is filled in."
                : $"Not filled in: {question.Words.Say(missing).En}."
        );
        Numbered(question, reply, wrong);
        Kept(question, reply);
        reply.Set("missing", Value.Of(missing));
        reply.Set("wrong", Value.Of(wrong));
        var complete = missing.Count == 0 && wrong.Count == 0;
        reply.Set("complete", complete);
        return complete
            ? reply.End("记录完整。", "The record is complete.")
            : reply.End(
                $"记录不完整：{question.Words.Say([.. missing, .. wrong]).Zh}。",
                $"The record is not complete: {question.Words.Say([.. missing, .. wrong]).En}."
            );
    }

    private IEnumerable<string> Required(Question question) =>
        [
            .. Fields,
            .. SignedBy,
            .. OnePer,
            .. OneOf.Select(each => each.Field),
            .. Also.Where(each => each.When.Holds(question.Situation.Attributes))
                .SelectMany(each => each.Fields),
        ];

    private ImmutableArray<string>.Builder Wrong(Question question, Reply reply)
    {
        var wrong = ImmutableArray.CreateBuilder<string>();
        foreach (var (field, values) in OneOf)
        {
            if (question.Situation.Attributes[field] is Value.Word word && !values.Contains(word.Text))
            {
                var (name, allowed) = (question.Words.Say(field), values.Select(question.Words.Say).Either());
                wrong.Add(field);
                reply.Step(
                    $"{name.Zh}只能是{allowed.Zh}，不能是“{question.Words.Say(word.Text).Zh}”。",
                    $"{name.En} must be {allowed.En}, not '{word.Text}'."
                );
            }
        }

        if (!OnePer.IsEmpty && question.Situation.Attributes.Number("existing") > 0)
        {
            var per = question.Words.Say(OnePer);
            wrong.AddRange(OnePer);
            reply.Step(
                $"每个{per.Zh}只能有一份，已经有了。",
                $"One for each {per.En}: there is one already."
            );
        }

        return wrong;
    }

    private void Numbered(Question question, Reply reply, ImmutableArray<string>.Builder wrong)
    {
        if (Numbering is not { } rule)
        {
            return;
        }

        var used = question.Situation.Attributes["numbers"] is Value.Several several
            ? several.Items.OfType<Value.Number>().Select(number => number.Amount).Order().ToImmutableArray()
            : [];
        var next = used is [.., var last] ? last + 1 : 1;
        var (given, per) = (question.Situation.Attributes.Number("number"), question.Words.Say(rule.Per));
        var gaps = rule.Gapless
            ? Enumerable
                .Range(1, (int)Math.Min(next, 100_000) - 1)
                .Select(n => (decimal)n)
                .Where(n => !used.Contains(n))
                .ToImmutableArray()
            : [];
        reply.Set("next-number", rule.Fill(question, next));
        reply.Step(
            rule.Per.IsEmpty
                ? $"编号连续，下一个是{rule.Fill(question, next)}。"
                : $"按{per.Zh}连续编号，下一个是{rule.Fill(question, next)}。",
            $"Numbered{(rule.Per.IsEmpty ? "" : $" per {per.En}")}; the next one is {rule.Fill(question, next)}."
        );
        if (gaps is [var gap, ..])
        {
            wrong.Add("numbers");
            reply.Step(
                $"编号中断：缺第{gap.Plain()}号。作废的号也要登记。",
                $"Number {gap.Plain()} is missing. A void number is a record too."
            );
        }

        if (given is { } number && (used.Contains(number) || (rule.Gapless && number != next)))
        {
            wrong.Add("number");
            reply.Step(
                used.Contains(number)
                    ? $"第{number.Plain()}号已经用过。"
                    : $"应编第{next.Plain()}号，不能跳到第{number.Plain()}号。",
                used.Contains(number)
                    ? $"Number {number.Plain()} is taken."
                    : $"Number {next.Plain()} comes next, not {number.Plain()}."
            );
        }
    }

    private void Kept(Question question, Reply reply)
    {
        if (Keep is null || KeepFrom is null)
        {
            return;
        }

        if ((question.Situation.Attributes[KeepFrom] as Value.Day)?.Date is not { } from)
        {
            reply.Step(
                $"自{question.Words.Say(KeepFrom).Zh}起保存{Keep.Words}。",
                $"Kept for {Keep} from {question.Words.Say(KeepFrom).En}."
            );
            return;
        }

        var until = question.Calendar.Due(from, Keep).Day;
        reply.Set("keep-until", until is { } day ? day : null);
        reply.Step(
            $"自{question.Words.Say(KeepFrom).Zh}（{from.Zh()}）起保存{Keep.Words}，到{until?.Zh()}为止。",
            $"Kept for {Keep} from {from.En()}: until {until?.En()}."
        );
    }

    private static bool IsFilled(Value? value) =>
        value is not (null or Value.Word { Text.Length: 0 } or Value.Several { Items.IsEmpty: true });
}
