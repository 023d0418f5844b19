using System.Collections.Immutable;

namespace Daylight.Norms.Calendar;

/// <summary>Works out, day by day, why each day counted or not, and takes days in a row with one reason together.</summary>
internal static class DueSteps
{
    private readonly record struct Step(
        DateOnly Day,
        bool Counted,
        DayReason Reason,
        string Words,
        bool Provisional
    );

    public static ImmutableArray<CountedDays> Of(WorkCalendar calendar, DueOptions options, DueDate due)
    {
        if (due.Day is not { } last || due.BeforeRolling is not { } before)
        {
            return [];
        }
        var start = Shanghai.DayOf(due.Start);
        var steps = due.Span switch
        {
            Span.WorkingDays => Counted(calendar, options, start, before, workingDaysOnly: true),
            Span.Days or Span.Months or Span.Years => Counted(
                calendar,
                options,
                start,
                before,
                workingDaysOnly: false
            ),
            Span.Hours or Span.Minutes => Plain(
                start,
                last,
                DayReason.CalendarDay,
                "按时计算，不分昼夜和节假日"
            ),
            Span.OfficeHoursOf or Span.OfficeMinutesOf => calendar.Describe(start, last).Select(Office),
            _ => Plain(before, before, DayReason.LastDay, due.Span.Words),
        };
        return Condense(steps.Concat(Rolled(calendar, before, last)));
    }

    private static IEnumerable<Step> Counted(
        WorkCalendar calendar,
        DueOptions options,
        DateOnly start,
        DateOnly last,
        bool workingDaysOnly
    )
    {
        yield return new(start, false, DayReason.StartDay, "起算日", false);
        for (var day = start.AddDays(1); day <= last; day = day.AddDays(1))
        {
            if (workingDaysOnly)
            {
                var note = calendar.Describe(day);
                if (!note.IsWorkingDay)
                {
                    yield return Office(note);
                    continue;
                }
            }
            if (WorkCalendar.SuspensionOf(day, options) is { } stop)
            {
                yield return new(day, false, DayReason.Suspended, stop.Reason, false);
            }
            else if (workingDaysOnly)
            {
                yield return Office(calendar.Describe(day));
            }
            else
            {
                yield return new(day, true, DayReason.CalendarDay, "自然日", false);
            }
        }
    }

    private static IEnumerable<Step> Plain(DateOnly from, DateOnly to, DayReason reason, string words)
    {
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            yield return new(day, true, reason, words, false);
        }
    }

    private static Step Office(DayNote note) =>
        note.Kind switch
        {
            DayKind.WorkingDay => new(note.Day, true, DayReason.WorkingDay, "工作日", note.Provisional),
            DayKind.MakeUp => new(note.Day, true, DayReason.MakeUp, note.Words, note.Provisional),
            DayKind.Weekend => new(note.Day, false, DayReason.Weekend, "周末", note.Provisional),
            DayKind.Holiday => new(note.Day, false, DayReason.Holiday, note.Holiday, note.Provisional),
        };

    private static IEnumerable<Step> Rolled(WorkCalendar calendar, DateOnly before, DateOnly last)
    {
        if (before == last)
        {
            yield break;
        }
        for (var day = before.AddDays(1); day < last; day = day.AddDays(1))
        {
            yield return Office(calendar.Describe(day));
        }
        yield return new(
            last,
            false,
            DayReason.RolledForward,
            $"届满日{before.Month}月{before.Day}日为{calendar.Describe(before).Words}，顺延",
            calendar.IsProvisional(last)
        );
    }

    private static ImmutableArray<CountedDays> Condense(IEnumerable<Step> steps)
    {
        var ranges = ImmutableArray.CreateBuilder<CountedDays>();
        var number = 0;
        foreach (var step in steps)
        {
            number += step.Counted ? 1 : 0;
            if (
                ranges.Count > 0
                && ranges[^1] is var open
                && open.Reason == step.Reason
                && open.Words == step.Words
                && open.Provisional == step.Provisional
                && open.To.AddDays(1) == step.Day
            )
            {
                ranges[^1] = open with { To = step.Day, Number = number };
            }
            else
            {
                ranges.Add(
                    new(step.Day, step.Day, step.Counted, step.Reason, step.Words, number, step.Provisional)
                );
            }
        }
        return ranges.DrainToImmutable();
    }
}
