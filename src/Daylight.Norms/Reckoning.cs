using System.Collections.Immutable;
using Daylight.Norms.Calendar;

namespace Daylight.Norms;

/// <summary>What several kinds reckon alike: which occurrences count, the day before a day, a due date in words.</summary>
internal static class Reckoning
{
    /// <summary>
    /// The occurrences of these kinds that count for the subject, in order of day: none of another subject, none after today,
    /// none that has been reversed by today.
    /// </summary>
    public static ImmutableArray<Occurrence> Counted(this Question question, ImmutableArray<string> kinds) =>
        [
            .. question
                .Situation.Occurrences.Where(each =>
                    kinds.Contains(each.Kind)
                    && each.Day <= question.Today
                    && !(each.Reversed <= question.Today)
                    && question.Concerns(each.Subject)
                )
                .OrderBy(each => each.Day),
        ];

    public static bool Concerns(this Question question, string subject) =>
        question.Situation.Subject.Length == 0 || subject == question.Situation.Subject;

    /// <summary>The start that the clock gives, or the latest occurrence that starts it.</summary>
    public static DateTimeOffset? Start(this Question question, ImmutableArray<string> kinds) =>
        question.Situation.Clock.Start
        ?? (question.Counted(kinds) is [.., var last] ? Shanghai.StartOf(last.Day) : null);

    /// <summary>So long before a day; a working day counted back for spans of working days.</summary>
    public static DateOnly Before(this WorkCalendar calendar, DateOnly day, Span span) =>
        span switch
        {
            Span.WorkingDays s => calendar.AddWorkingDays(day, -s.Count),
            Span.Days s => day.AddDays(-s.Count),
            Span.Months s => day.AddMonths(-s.Count),
            Span.Years s => day.AddYears(-s.Count),
            _ => day,
        };

    /// <summary>The days on which reminders go out before a day, the earliest first.</summary>
    public static ImmutableArray<DateOnly> Reminders(
        this Question question,
        ImmutableArray<Span> spans,
        DateOnly due
    ) =>
        [
            .. spans
                .Select(span => question.Calendar.Before(due, span))
                .Where(day => day < due)
                .Distinct()
                .Order(),
        ];

    public static Value AsValue(this ImmutableArray<DateOnly> days) =>
        new Value.Several([.. days.Select(day => (Value)day)]);

    public static Phrase Say(this Span span) => new(span.Words, span.ToString());

    /// <summary>2026年5月8日, or with the time of day where a clock of hours ends.</summary>
    public static Phrase Say(this DueDate due) =>
        due.Moment is { } moment ? new Phrase(moment.Zh(), moment.En())
        : due.Day is { } day ? new Phrase(day.Zh(), day.En())
        : new Phrase("长期", "without end");

    public static Value? AsValue(this DueDate due) =>
        due.Moment is { } moment ? moment
        : due.Day is { } day ? day
        : null;

    /// <summary>The days counted and skipped, as the calendar tells them.</summary>
    public static IEnumerable<Explanation> Counting(this DueDate due)
    {
        var english = due.Days.Select(English).ToList();
        var chinese = due.Explain();
        for (var i = 0; i < Math.Max(english.Count, chinese.Length); i++)
        {
            yield return new Explanation(
                i < chinese.Length ? chinese[i] : "",
                i < english.Count ? english[i] : ""
            );
        }
    }

    private static string English(CountedDays days)
    {
        var range = days.From == days.To ? days.From.En() : $"{days.From.En()} to {days.To.En()}";
        var counted = days.Counted ? $"counted, {days.Number} so far" : "not counted";
        return $"{range}: {days.Reason}, {counted}{(days.Provisional ? ", provisional" : "")}";
    }

    public static Phrase Amount(decimal number, string unit) =>
        new(Numbers.Plain(number) + unit, Numbers.Plain(number));
}
