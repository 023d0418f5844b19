using System.Collections.Immutable;

namespace Daylight.Norms;

public sealed partial record Gate
{
    internal override Answer Ask(Question question)
    {
        var reply = new Reply(question);
        var missing = ImmutableArray.CreateBuilder<string>();
        var earliest = Predecessors(question, reply, missing);
        foreach (var paper in Has)
        {
            Check(
                reply,
                missing,
                paper,
                IsThere(question, paper),
                question.Words.Say(paper),
                "已具备",
                "还没有"
            );
        }

        Conditions(question, reply, missing);
        Forum(question, reply, missing);
        Others(question, reply, missing);
        var step = question.Words.Say(Step);
        reply.Set("missing", Value.Of(missing.Distinct()));
        reply.Set("earliest", earliest is { } day ? day : null);
        var exception = missing.Count > 0 && Excepted(question, reply);
        reply.Set("exception", exception);
        reply.Set("open", missing.Count == 0 || exception);
        return missing.Count == 0
                ? reply.End(
                    $"可以“{step.Zh}”：应有的前置条件都已具备。",
                    $"'{step.En}' may be taken: everything before it is there."
                )
            : exception
                ? reply.End(
                    $"“{step.Zh}”作为例外放行，缺少的前置条件照样列出。",
                    $"'{step.En}' is let through as an exception; what is missing stays listed."
                )
            : reply.End(
                $"还不能“{step.Zh}”：{Missing(question, missing).Zh}。",
                $"'{step.En}' may not be taken yet: {Missing(question, missing).En}."
            );
    }

    private DateOnly? Predecessors(Question question, Reply reply, ImmutableArray<string>.Builder missing)
    {
        DateOnly? earliest = null;
        var before = DateOnly.MinValue;
        foreach (var each in After.Where(each => each.When.Holds(question.Situation.Attributes)))
        {
            var days = question.Counted([each.Step]).Select(done => done.Day).ToImmutableArray();
            var (met, why, opens) = each.Judge(question, days, InOrder ? before : DateOnly.MinValue);
            reply.Step(why);
            earliest = opens > earliest || earliest is null ? opens ?? earliest : earliest;
            if (!met)
            {
                missing.Add(each.Step);
            }
            else if (InOrder)
            {
                before = days.First(day => day >= before);
            }
        }

        return earliest;
    }

    private void Conditions(Question question, Reply reply, ImmutableArray<string>.Builder missing)
    {
        var parts = Holds is Condition.All all ? all.Parts : [Holds];
        foreach (var part in parts)
        {
            var name = part.Names.FirstOrDefault() ?? "condition";
            Check(
                reply,
                missing,
                name,
                part.Holds(question.Situation.Attributes),
                part.Say(question.Words),
                "符合",
                "不符合"
            );
        }
    }

    private void Forum(Question question, Reply reply, ImmutableArray<string>.Builder missing)
    {
        if (Forums.IsEmpty && ForbiddenForums.IsEmpty)
        {
            return;
        }

        var forum = (question.Situation.Attributes["forum"] as Value.Word)?.Text;
        var met = forum is null
            ? Forums.IsEmpty
            : (Forums.IsEmpty || Forums.Contains(forum)) && !ForbiddenForums.Contains(forum);
        var used = forum is null ? new Phrase("没有写明", "not given") : question.Words.Say(forum);
        var allowed = Forums.IsEmpty
            ? new Phrase(
                $"不得在{question.Words.Say(ForbiddenForums).Zh}",
                $"not in {question.Words.Say(ForbiddenForums).En}"
            )
            : new Phrase(
                $"应在{Forums.Select(question.Words.Say).Either().Zh}",
                $"in {Forums.Select(question.Words.Say).Either().En}"
            );
        reply.Step(
            $"{allowed.Zh}办理，实际是{used.Zh}：{(met ? "符合" : "不符合")}。",
            $"It must be taken {allowed.En}; it is {used.En}: {(met ? "met" : "not met")}."
        );
        if (!met)
        {
            missing.Add("forum");
        }
    }

    private void Others(Question question, Reply reply, ImmutableArray<string>.Builder missing)
    {
        if (NoOther is not { } overlap)
        {
            return;
        }

        var (from, to) = overlap.Within.On(question.Today);
        var same = question.Situation.Occurrences.Where(each =>
            each.Kind == overlap.Kind
            && each.Day >= from
            && each.Day <= to
            && !(each.Reversed <= question.Today)
            && overlap.Same.All(name =>
                each.Attributes[name] is { } value && value.Equals(question.Situation.Attributes[name])
            )
        );
        var (kind, names) = (question.Words.Say(overlap.Kind), question.Words.Say(overlap.Same));
        if (same.FirstOrDefault() is { } other)
        {
            missing.Add(overlap.Kind);
            reply.Step(
                $"{overlap.Within.Say.Zh}已有{names.Zh}相同的“{kind.Zh}”（{other.Day.Zh()}），不得重复，应当合并。",
                $"A '{kind.En}' with the same {names.En} is already there ({other.Day.En()}): merge, do not repeat."
            );
            return;
        }

        reply.Step(
            $"{overlap.Within.Say.Zh}没有{names.Zh}相同的“{kind.Zh}”。",
            $"No '{kind.En}' with the same {names.En} in {overlap.Within.Say.En}."
        );
    }

    private bool Excepted(Question question, Reply reply)
    {
        var by = (question.Situation.Attributes["exception-by"] as Value.Word)?.Text;
        if (by is null)
        {
            return false;
        }

        var reason = question.Situation.Attributes["exception-reason"]
            is Value.Word { Text.Length: > 0 } given
            ? given.Text
            : null;
        var allowed = ExceptionBy.Contains(by) && reason is not null;
        var who = question.Words.Say(by);
        reply.Step(
            allowed ? $"{who.Zh}批准例外，理由：{reason}。例外已留痕。"
                : reason is null ? $"{who.Zh}批准的例外没有写明理由，不作数。"
                : $"{who.Zh}无权批准例外。",
            allowed ? $"{who.En} allowed an exception: {reason}. It is recorded."
                : reason is null ? $"The exception by {who.En} gives no reason and does not count."
                : $"{who.En} may not allow exceptions."
        );
        return allowed;
    }

    // A paper is there when it is named with anything but no, or when its making is on record.
    private static bool IsThere(Question question, string paper) =>
        question.Situation.Attributes[paper] is { } value
            ? value
                is not (
                    Value.Flag { Yes: false }
                    or Value.Word { Text.Length: 0 }
                    or Value.Several { Items.IsEmpty: true }
                )
            : question.Counted([paper]).Length > 0;

    private static void Check(
        Reply reply,
        ImmutableArray<string>.Builder missing,
        string name,
        bool met,
        Phrase what,
        string yes,
        string no
    )
    {
        reply.Step($"{what.Zh}：{(met ? yes : no)}。", $"{what.En}: {(met ? "yes" : "no")}.");
        if (!met)
        {
            missing.Add(name);
        }
    }

    private static Phrase Missing(Question question, IEnumerable<string> missing)
    {
        var words = missing
            .Distinct()
            .Select(name => name == "forum" ? new Phrase("会议形式", "the forum") : question.Words.Say(name))
            .Joined();
        return new Phrase($"{words.Zh}不符合要求", $"{words.En} not as required");
    }
}
