using System.Collections.Immutable;

namespace Daylight.Norms.Calendar;

/// <summary>Why days count or do not.</summary>
public enum DayReason
{
    /// <summary>起算日不计入: the day of the event.</summary>
    StartDay,

    /// <summary>计入 as a working day of the week.</summary>
    WorkingDay,

    /// <summary>计入 as a make-up working day.</summary>
    MakeUp,

    /// <summary>计入 as a day of a clock of calendar days.</summary>
    CalendarDay,

    /// <summary>不计入: Saturday or Sunday.</summary>
    Weekend,

    /// <summary>不计入: a holiday.</summary>
    Holiday,

    /// <summary>不计入: the clock was stopped.</summary>
    Suspended,

    /// <summary>顺延: the last day was no working day.</summary>
    RolledForward,

    /// <summary>The day that ends a span of months, of years, or to a given date.</summary>
    LastDay,
}

/// <summary>Days in a row with one reason. Words are the reason in official Chinese; Number is that of the last day counted so far.</summary>
public sealed record CountedDays(
    DateOnly From,
    DateOnly To,
    bool Counted,
    DayReason Reason,
    string Words,
    int Number,
    bool Provisional
)
{
    public int Length => To.DayNumber - From.DayNumber + 1;
}

/// <summary>
/// When something is due. A span of days ends with its last day (24:00), a span of hours or minutes at a moment;
/// 长期坚持 never ends.
/// </summary>
public sealed record DueDate
{
    private readonly WorkCalendar _calendar;
    private readonly DueOptions _options;

    internal DueDate(WorkCalendar calendar, DueOptions options) =>
        (_calendar, _options) = (calendar, options);

    /// <summary>The event, in Shanghai time (+08:00).</summary>
    public required DateTimeOffset Start { get; init; }

    public required Span Span { get; init; }

    /// <summary>The last day, in Shanghai; null for 长期坚持.</summary>
    public required DateOnly? Day { get; init; }

    /// <summary>The due moment of a span of hours or minutes; null for spans that end with a day.</summary>
    public required DateTimeOffset? Moment { get; init; }

    /// <summary>Whether a year counted has no notice yet, so that a notice may move the due date.</summary>
    public required bool Provisional { get; init; }

    /// <summary>The last day before it was rolled forward; equal to <see cref="Day"/> where it was not.</summary>
    public required DateOnly? BeforeRolling { get; init; }

    /// <summary>SHA-256 of the calendar used.</summary>
    public string CalendarHash => _calendar.Hash;

    /// <summary>The last moment that is still in time: the moment itself, or the last tick of the last day. Null for 长期坚持.</summary>
    public DateTimeOffset? Last => Moment ?? (Day is { } day ? Shanghai.EndOf(day) : null);

    /// <summary>Whether something done at that moment is in time.</summary>
    public bool InTime(DateTimeOffset at) => Last is not { } last || at <= last;

    /// <summary>Every day from the event to the due day with why it counts or not, days in a row with one reason taken together.</summary>
    public ImmutableArray<CountedDays> Days
    {
        get => field.IsDefault ? field = DueSteps.Of(_calendar, _options, this) : field;
    }

    /// <summary>The explanation, one sentence per line, in plain official Chinese.</summary>
    public ImmutableArray<string> Explain() => DueWords.Of(_calendar, this);

    /// <summary>The same event and span under another calendar: how a provisional date is fixed once its year is published.</summary>
    public DueDate Under(WorkCalendar calendar) => calendar.Due(Start, Span, _options);

    public bool Equals(DueDate? other) =>
        other is not null
        && Start == other.Start
        && Span == other.Span
        && Day == other.Day
        && Moment == other.Moment
        && Provisional == other.Provisional
        && BeforeRolling == other.BeforeRolling
        && CalendarHash == other.CalendarHash;

    public override int GetHashCode() => HashCode.Combine(Start, Span, Day, Moment, Provisional);
}

/// <summary>The one time zone of the platform: +08:00, fixed.</summary>
public static class Shanghai
{
    public static TimeSpan Offset { get; } = TimeSpan.FromHours(8);

    public static DateTimeOffset Of(DateTimeOffset moment) => moment.ToOffset(Offset);

    /// <summary>The day of a moment.</summary>
    public static DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(Of(moment).DateTime);

    public static DateTimeOffset At(DateOnly day, TimeOnly time) => new(day.ToDateTime(time), Offset);

    /// <summary>The first moment of a day.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => At(day, TimeOnly.MinValue);

    /// <summary>The last tick of a day: whatever happens then still happens on that day.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => StartOf(day).AddDays(1).AddTicks(-1);
}
