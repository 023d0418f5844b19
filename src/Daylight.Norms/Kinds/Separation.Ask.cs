using System.Collections.Immutable;

namespace Daylight.Norms;

public sealed partial record Separation
{
    internal override Answer Ask(Question question)
    {
        var reply = new Reply(question);
        var roles = question.Situation.Roles;
        var missing = Filled.Where(role => !roles.Any(each => each.Role == role)).ToImmutableArray();
        var violations = ImmutableArray.CreateBuilder<string>();
        foreach (var role in missing)
        {
            reply.Step(
                $"“{question.Words.Say(role).Zh}”还没有人。",
                $"Nobody holds '{question.Words.Say(role).En}'."
            );
        }

        foreach (var group in Apart)
        {
            SamePerson(question, reply, group, violations);
            Related(question, reply, group, violations);
        }

        reply.Set("missing", Value.Of(missing));
        reply.Set("violations", Value.Of(violations.Distinct()));
        var met = violations.Count == 0 && missing.IsEmpty;
        reply.Set("met", met);
        if (met)
        {
            var apart = Apart.SelectMany(group => group).Distinct().Select(question.Words.Say).Joined();
            return reply.End(
                $"{apart.Zh}由不同的人担任，符合规定。",
                $"{apart.En} are held by different persons, as required."
            );
        }

        reply.Propose(Otherwise);
        return violations.Count > 0
            ? reply.End(
                $"不符合职责分离的规定：{string.Join("、", violations.Distinct())}。",
                $"Duties are not separated: {string.Join(", ", violations.Distinct())}."
            )
            : reply.End(
                $"还缺{question.Words.Say(missing).Zh}。",
                $"Missing: {question.Words.Say(missing).En}."
            );
    }

    private static void SamePerson(
        Question question,
        Reply reply,
        ImmutableArray<string> group,
        ImmutableArray<string>.Builder violations
    )
    {
        foreach (
            var person in question
                .Situation.Roles.Where(each => group.Contains(each.Role))
                .GroupBy(each => each.Person)
        )
        {
            var held = person.Select(each => each.Role).Distinct().ToImmutableArray();
            if (held.Length > 1)
            {
                var words = question.Words.Say(held);
                violations.Add(person.Key);
                reply.Step(
                    $"{person.Key}同时担任{words.Zh}，应由不同的人担任。",
                    $"{person.Key} is {words.En} at once; these need different persons."
                );
            }
        }
    }

    private void Related(
        Question question,
        Reply reply,
        ImmutableArray<string> group,
        ImmutableArray<string>.Builder violations
    )
    {
        var people = question
            .Situation.Roles.Where(each => group.Contains(each.Role))
            .Select(each => each.Person)
            .ToHashSet();
        foreach (
            var relation in question.Situation.Relations.Where(each =>
                Unrelated.Contains(each.Kind)
                && people.Contains(each.One)
                && people.Contains(each.Other)
                && each.One != each.Other
            )
        )
        {
            var kind = question.Words.Say(relation.Kind);
            violations.Add($"{relation.One}/{relation.Other}");
            reply.Step(
                $"{relation.One}与{relation.Other}有{kind.Zh}，其中一人应当回避。",
                $"{relation.One} and {relation.Other} are related ({kind.En}): one of them must recuse."
            );
        }
    }
}
