using System.Collections.Immutable;

namespace Daylight.Norms.Calendar;

/// <summary>A day that a notice sets apart, with the sentence it came from.</summary>
public sealed record NoticeDay(CalendarDay Day, string Sentence);

/// <summary>Something in a notice that was not understood or does not agree with itself: the sentence and what is wrong with it, in Chinese.</summary>
public sealed record NoticeFault(string Sentence, string Words);

/// <summary>What the text of a notice means. Nothing is adopted by reading: a second person confirms the days and their sentences.</summary>
public sealed record NoticeReading
{
    /// <summary>The year that the notice is for.</summary>
    public required int Year { get; init; }

    public required CalendarNotice Notice { get; init; }

    /// <summary>Whether the notice changes an earlier one (调整, 延长, a single commemoration) rather than setting the whole year.</summary>
    public required bool Amends { get; init; }

    /// <summary>The days that this notice sets, ascending.</summary>
    public required ImmutableArray<NoticeDay> Days { get; init; }

    /// <summary>Empty when every date of the notice was understood and agrees with its weekday and its number of days.</summary>
    public required ImmutableArray<NoticeFault> Faults { get; init; }

    /// <summary>What a reader should know but which changes no day (advice on leave, an unusual number of days off).</summary>
    public required ImmutableArray<string> Remarks { get; init; }

    /// <summary>The calendar of the year with this notice, or null while there are faults.</summary>
    public required CalendarYear? Result { get; init; }
}

/// <summary>A day that two calendars see differently.</summary>
public sealed record CalendarChange(DateOnly Day, DayNote Before, DayNote After)
{
    public string Words => $"{Day:yyyy-MM-dd}（{DueWords.Weekday(Day)}）由{Before.Words}改为{After.Words}";
}

public sealed partial class WorkCalendar
{
    /// <summary>
    /// The days that are working days in one calendar and not in the other, ascending. Only a due date whose counted days
    /// include one of them can move.
    /// </summary>
    public static ImmutableArray<CalendarChange> Changes(WorkCalendar before, WorkCalendar after) =>
        [
            .. before
                ._set.Keys.Union(after._set.Keys)
                .Where(day => before.IsWorkingDay(day) != after.IsWorkingDay(day))
                .Order()
                .Select(day => new CalendarChange(day, before.Describe(day), after.Describe(day))),
        ];
}
