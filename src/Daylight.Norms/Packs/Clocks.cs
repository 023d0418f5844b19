using System.Collections.Immutable;
using Daylight.Norms.Calendar;

namespace Daylight.Norms;

/// <summary>Several deadlines that run about one matter at once.</summary>
/// <param name="All">Every clock with its answer, the earliest due date first.</param>
/// <param name="Binding">The stricter one, which binds the handler; null where no deadline applies or none has started.</param>
/// <param name="Why">Both clocks, and which one binds.</param>
public sealed record Clocks(ImmutableArray<Answer> All, Answer? Binding, Explanation Why)
{
    internal static Clocks Of(string about, ImmutableArray<(Norm Norm, Answer Answer)> answers, Words words)
    {
        var matter = words.Say(about);
        if (answers.IsEmpty)
        {
            return new Clocks(
                [],
                null,
                new Explanation(
                    $"“{matter.Zh}”没有适用的时限规定。",
                    $"No deadline applies to '{matter.En}'."
                )
            );
        }

        var sorted = answers
            .OrderBy(each => Due(each.Answer) ?? DateTimeOffset.MaxValue)
            .ThenBy(each => each.Norm.Id.Text, StringComparer.Ordinal)
            .ToImmutableArray();
        var binding = sorted.FirstOrDefault(each => Due(each.Answer) is not null);
        var clocks = sorted.Select(each => new Explanation(
            $"{each.Norm.Title}：{each.Answer.Why.Text.Zh}",
            $"{each.Norm.Id}: {each.Answer.Why.Text.En}",
            each.Answer.Why.Children
        ));
        var (zh, en) =
            binding.Norm is null
                ? (
                    $"“{matter.Zh}”有{sorted.Length}个时限，都还没有到期日。",
                    $"{sorted.Length} deadlines about '{matter.En}', none with a due date yet."
                )
            : sorted.Length == 1
                ? (
                    $"“{matter.Zh}”的时限是“{binding.Norm.Title}”。",
                    $"The deadline about '{matter.En}' is {binding.Norm.Id}."
                )
            : (
                $"“{matter.Zh}”同时有{sorted.Length}个时限，都要显示；较严的“{binding.Norm.Title}”约束承办人。",
                $"{sorted.Length} deadlines about '{matter.En}' run at once and are all shown; the stricter one, {binding.Norm.Id}, binds the handler."
            );
        return new Clocks(
            [.. sorted.Select(each => each.Answer)],
            binding.Answer,
            new Explanation(zh, en, clocks)
        );
    }

    private static DateTimeOffset? Due(Answer answer) =>
        answer.Results["due"] switch
        {
            Value.Day day => Shanghai.EndOf(day.Date),
            Value.Moment moment => moment.At,
            _ => null,
        };
}
