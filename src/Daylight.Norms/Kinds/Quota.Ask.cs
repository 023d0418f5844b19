using System.Collections.Immutable;

namespace Daylight.Norms;

public sealed partial record Quota
{
    internal override Answer Ask(Question question)
    {
        var reply = new Reply(question);
        var missing = ImmutableArray.CreateBuilder<string>();
        var needed = ImmutableArray.CreateBuilder<(string, Value)>();
        foreach (var each in Requires.Where(each => each.When.Holds(question.Situation.Attributes)))
        {
            var (met, limit, why) = each.Judge(question);
            reply.Step(why);
            if (limit is { } number)
            {
                needed.Add((each.Counts, number));
            }

            if (!met && !missing.Contains(each.Counts))
            {
                missing.Add(each.Counts);
            }
        }

        if (!Form.IsEmpty)
        {
            Judge(question, reply, missing);
        }

        reply.Set("met", missing.Count == 0);
        reply.Set("missing", Value.Of(missing));
        reply.Set("needed", new Value.Parts([.. needed.DistinctBy(each => each.Item1)]));
        if (missing.Count == 0)
        {
            return reply.End("各项人数和方式都符合规定。", "Every number and the form are as required.");
        }

        reply.Propose(Otherwise);
        var what = question.Words.Say(missing);
        return reply.End($"不符合规定：{what.Zh}。", $"Not as required: {what.En}.");
    }

    private void Judge(Question question, Reply reply, ImmutableArray<string>.Builder missing)
    {
        var allowed = Form.Select(question.Words.Say).Either();
        var form = (question.Situation.Attributes["form"] as Value.Word)?.Text;
        var met = form is not null && Form.Contains(form);
        var used = form is null ? new Phrase("没有写明", "not given") : question.Words.Say(form);
        reply.Step(
            $"方式应为{allowed.Zh}，实际是{used.Zh}：{(met ? "符合" : "不符合")}。",
            $"The form must be {allowed.En}; it is {used.En}: {(met ? "met" : "not met")}."
        );
        if (!met)
        {
            missing.Add("form");
        }
    }
}
