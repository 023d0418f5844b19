using System.Collections.Immutable;

namespace Daylight.Norms;

public sealed partial record Routing
{
    internal override Answer Ask(Question question)
    {
        var reply = new Reply(question);
        var barred = Barred(question);
        ImmutableArray<string> to = [];
        var with = ImmutableArray.CreateBuilder<string>();
        foreach (var stage in Stages)
        {
            to = Choose(question, reply, stage, barred, with);
            if (stage.Name.Length > 0)
            {
                reply.Set(stage.Name, Value.Of(to));
            }
        }

        var step = Climb(question, reply);
        if (Stages.IsEmpty && step is not null)
        {
            to = step.To;
        }

        reply.Set("to", Value.Of(to));
        reply.Set("with", Value.Of(with.Distinct()));
        var (whom, helpers) = (question.Words.Say(to), question.Words.Say(with.Distinct()));
        var joint =
            with.Count > 0 ? new Phrase($"，会同{helpers.Zh}", $" with {helpers.En}") : new Phrase("", "");
        var slip = step is null
            ? new Phrase("", "")
            : new Phrase($"{question.Words.Say(step.Step).Zh}，", $"{question.Words.Say(step.Step).En}, ");
        return to.IsEmpty
            ? reply.End(
                $"{slip.Zh}没有可以承接的单位，报上一级指定。",
                $"{slip.En}nobody may take it: the next higher level names somebody."
            )
            : reply.End($"{slip.Zh}交{whom.Zh}办理{joint.Zh}。", $"{slip.En}to {whom.En}{joint.En}.");
    }

    private ImmutableHashSet<string> Barred(Question question) =>
        [.. Never.Select(name => question.Situation.Attributes[name]).OfType<Value>().SelectMany(Flat)];

    private static IEnumerable<string> Flat(Value value) =>
        value is Value.Several several ? several.Items.SelectMany(Flat) : [value.ToString()];

    private static ImmutableArray<string> Choose(
        Question question,
        Reply reply,
        Stage stage,
        ImmutableHashSet<string> barred,
        ImmutableArray<string>.Builder with
    )
    {
        var fit = stage.Routes.Where(route => route.When.Holds(question.Situation.Attributes));
        var taken = (stage.All ? fit : fit.Take(1)).ToImmutableArray();
        var name =
            stage.Name.Length > 0
                ? new Phrase(
                    question.Words.Say(stage.Name).Zh + "：",
                    question.Words.Say(stage.Name).En + ": "
                )
                : new Phrase("", "");
        var to = ImmutableArray.CreateBuilder<string>();
        foreach (var route in taken)
        {
            var chosen = Allowed(question, reply, route, barred);
            var when = route.When.Say(question.Words);
            var (whom, within) = (question.Words.Say(chosen), route.Within is { } span ? span.Say() : null);
            reply.Step(
                $"{name.Zh}{when.Zh}，交{whom.Zh}{(within is null ? "" : $"，{within.Zh}内")}{(route.Says.Length > 0 ? $"（{route.Says}）" : "")}。",
                $"{name.En}{when.En}: to {whom.En}{(within is null ? "" : $" within {within.En}")}."
            );
            to.AddRange(chosen);
            with.AddRange(route.With);
            reply.Propose(route.Proposes);
            reply.Set("within", route.Within is null ? null : (Value)route.Within.ToString());
        }

        if (taken.IsEmpty)
        {
            to.AddRange(stage.Otherwise.Where(each => !barred.Contains(each)));
            var whom = question.Words.Say(to);
            reply.Step($"{name.Zh}没有对应的情形，交{whom.Zh}。", $"{name.En}no route fits: to {whom.En}.");
        }

        return [.. to.Distinct()];
    }

    private static ImmutableArray<string> Allowed(
        Question question,
        Reply reply,
        Route route,
        ImmutableHashSet<string> barred
    )
    {
        var allowed = route.To.Where(each => !barred.Contains(each)).ToImmutableArray();
        if (allowed.Length == route.To.Length)
        {
            return allowed;
        }

        var recused = question.Words.Say(route.To.Where(barred.Contains));
        var instead = route.Unless.Where(each => !barred.Contains(each)).ToImmutableArray();
        reply.Step(
            $"{recused.Zh}应当回避，不得经手{(instead.IsEmpty ? "" : $"，改交{question.Words.Say(instead).Zh}")}。",
            $"{recused.En} must not handle it{(instead.IsEmpty ? "" : $"; to {question.Words.Say(instead).En} instead")}."
        );
        return [.. allowed, .. instead];
    }

    // The ladder: a step comes only after the former one lapsed; some matters may start higher.
    private LadderStep? Climb(Question question, Reply reply)
    {
        if (Ladder.IsEmpty)
        {
            return null;
        }

        var at = Math.Max(
            0,
            Enumerable
                .Range(0, Ladder.Length)
                .LastOrDefault(i => Ladder[i].StartsHere?.Holds(question.Situation.Attributes) == true)
        );
        if (at > 0)
        {
            reply.Step(
                $"这一情形可以直接从“{question.Words.Say(Ladder[at].Step).Zh}”开始。",
                $"This matter may start at '{question.Words.Say(Ladder[at].Step).En}'."
            );
        }

        var lapsed = question.Situation.Attributes["lapsed"] is { } given
            ? Flat(given).ToImmutableHashSet()
            : [];
        var exhausted = false;
        while (lapsed.Contains(Ladder[at].Step) && !exhausted)
        {
            var step = question.Words.Say(Ladder[at].Step);
            exhausted = at == Ladder.Length - 1;
            reply.Step(
                $"“{step.Zh}”已逾期{(exhausted ? "，已是最后一级" : "，升到下一级")}。",
                $"'{step.En}' lapsed{(exhausted ? ", and it is the last step" : ": up one step")}."
            );
            at += exhausted ? 0 : 1;
        }

        var current = Ladder[at];
        reply.Set("step", current.Step);
        reply.Set("next", at + 1 < Ladder.Length ? (Value)Ladder[at + 1].Step : null);
        reply.Set("exhausted", exhausted);
        reply.Set("step-within", current.Within is null ? null : (Value)current.Within.ToString());
        if (Stages.IsEmpty)
        {
            reply.Set("within", current.Within is null ? null : (Value)current.Within.ToString());
        }

        reply.Propose(current.Proposes);
        return current;
    }
}
