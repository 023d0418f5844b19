using System.Diagnostics;

namespace Daylight.Norms.Calendar;

public sealed partial class WorkCalendar
{
    /// <summary>When a span that starts with an event at <paramref name="start"/> is due.</summary>
    /// <remarks>
    /// The day of the event is not counted; hours and minutes run from the moment of the event. A suspension lengthens counted
    /// spans (days, working days, months, years, hours); a fixed date, 年底前 and the like stand whatever is suspended.
    /// Rolling forward concerns spans that end with a day.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The due date would lie beyond the year 9999.</exception>
    public DueDate Due(DateTimeOffset start, Span span, DueOptions? options = null)
    {
        options ??= DueOptions.Default;
        var at = Shanghai.Of(start);
        var from = Shanghai.DayOf(start);
        if (span.EndsAtMoment)
        {
            var moment = Consume(Segments(at, span, options), Length(span));
            var office = span is Span.OfficeHoursOf or Span.OfficeMinutesOf;
            var day = Shanghai.DayOf(moment);
            return new DueDate(this, options)
            {
                Start = at,
                Span = span,
                Day = day,
                BeforeRolling = day,
                Moment = moment,
                Provisional = office && AnyProvisional(from, day),
            };
        }
        if (LastDay(from, span, options) is not { } last)
        {
            return new DueDate(this, options)
            {
                Start = at,
                Span = span,
                Day = null,
                BeforeRolling = null,
                Moment = null,
                Provisional = false,
            };
        }
        var rolls = options.Roll == RollForward.NextWorkingDay;
        var due = rolls ? WorkingDayFrom(last) : last;
        return new DueDate(this, options)
        {
            Start = at,
            Span = span,
            Day = due,
            BeforeRolling = last,
            Moment = null,
            Provisional =
                (span is Span.WorkingDays && AnyProvisional(from.AddDays(1), last))
                || (rolls && AnyProvisional(last, due)),
        };
    }

    /// <summary>As <see cref="Due(DateTimeOffset, Span, DueOptions?)"/> for an event of which only the day is known; hours run from 00:00 of that day.</summary>
    public DueDate Due(DateOnly day, Span span, DueOptions? options = null) =>
        Due(Shanghai.StartOf(day), span, options);

    /// <summary>Whether any day of the closed range may still be changed by a notice.</summary>
    public bool AnyProvisional(DateOnly from, DateOnly to)
    {
        for (var year = from.Year; year <= to.Year; year++)
        {
            var open = new DateOnly(year, 12, OpenFromDecember);
            var end = new DateOnly(year, 12, 31);
            if (!IsPublished(year) || (!IsPublished(year + 1) && to >= open && from <= end))
            {
                return true;
            }
        }
        return false;
    }

    private DateOnly? LastDay(DateOnly from, Span span, DueOptions options) =>
        span switch
        {
            Span.WorkingDays s => options.Suspensions.IsEmpty
                ? AddWorkingDays(from, s.Count)
                : Walk(from, s.Count, options, IsWorkingDay),
            Span.Days s => options.Suspensions.IsEmpty
                ? from.AddDays(s.Count)
                : Walk(from, s.Count, options, static _ => true),
            Span.Months s => Lengthen(from, from.AddMonths(s.Count), options),
            Span.Years s => Lengthen(from, from.AddYears(s.Count), options),
            Span.SameDay or Span.Immediate => from,
            Span.MonthEnd => EndOfMonth(from.Year, from.Month),
            Span.Quarterly => EndOfMonth(from.Year, ((from.Month - 1) / 3 * 3) + 3),
            Span.YearEnd => new DateOnly(from.Year, 12, 31),
            Span.Monthly s => NextMonthly(from, s.Day),
            Span.By s => s.Day,
            Span.LongTerm => null,
            _ => throw new UnreachableException($"A span of {span.GetType().Name} has no last day."),
        };

    private static DateOnly EndOfMonth(int year, int month) =>
        new(year, month, DateTime.DaysInMonth(year, month));

    private static DateOnly NextMonthly(DateOnly from, int day)
    {
        var month = new DateOnly(from.Year, from.Month, 1);
        var here = OnDay(month, day);
        return here > from ? here : OnDay(month.AddMonths(1), day);
    }

    private static DateOnly OnDay(DateOnly month, int day) =>
        month.AddDays(Math.Min(day, DateTime.DaysInMonth(month.Year, month.Month)) - 1);

    private static DateOnly Walk(DateOnly from, int count, DueOptions options, Func<DateOnly, bool> counts)
    {
        var day = from;
        for (var n = 0; n < count; )
        {
            day = day.AddDays(1);
            if (counts(day) && !IsSuspended(day, options))
            {
                n++;
            }
        }
        return day;
    }

    /// <summary>Moves an end by as many days as were suspended before it, until no further suspended day comes in.</summary>
    private static DateOnly Lengthen(DateOnly from, DateOnly end, DueOptions options)
    {
        if (options.Suspensions.IsEmpty)
        {
            return end;
        }
        var day = from;
        for (var left = end.DayNumber - from.DayNumber; left > 0; )
        {
            day = day.AddDays(1);
            if (!IsSuspended(day, options))
            {
                left--;
            }
        }
        return day;
    }

    /// <summary>A day is left out when its end falls into a suspension.</summary>
    internal static bool IsSuspended(DateOnly day, DueOptions options) =>
        SuspensionOf(day, options) is not null;

    internal static Suspension? SuspensionOf(DateOnly day, DueOptions options)
    {
        if (options.Suspensions.IsEmpty)
        {
            return null;
        }
        var end = Shanghai.EndOf(day);
        foreach (var suspension in options.Suspensions)
        {
            if (suspension.From <= end && end < suspension.Until)
            {
                return suspension;
            }
        }
        return null;
    }

    private static TimeSpan Length(Span span) =>
        span switch
        {
            Span.Hours s => TimeSpan.FromHours(s.Count),
            Span.Minutes s => TimeSpan.FromMinutes(s.Count),
            Span.OfficeHoursOf s => TimeSpan.FromHours(s.Count),
            Span.OfficeMinutesOf s => TimeSpan.FromMinutes(s.Count),
            _ => throw new UnreachableException(),
        };

    /// <summary>The stretches of time that count, from the start on, in order and without overlap.</summary>
    private IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Segments(
        DateTimeOffset start,
        Span span,
        DueOptions options
    )
    {
        var open = span is Span.Hours or Span.Minutes
            ? [(start, DateTimeOffset.MaxValue)]
            : Openings(start, options);
        var stops = options.Suspensions.OrderBy(stop => stop.From).ToArray();
        foreach (var (from, to) in open)
        {
            var at = from;
            foreach (var stop in stops)
            {
                if (stop.Until <= at || stop.From >= to)
                {
                    continue;
                }
                if (stop.From > at)
                {
                    yield return (at, stop.From);
                }
                at = stop.Until;
            }
            if (at < to)
            {
                yield return (at, to);
            }
        }
    }

    private IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Openings(
        DateTimeOffset start,
        DueOptions options
    )
    {
        if (!options.OfficeHours.Any(opening => opening.From < opening.To))
        {
            throw new ArgumentException(
                "Office hours are empty: give at least one opening that ends after it begins.",
                nameof(options)
            );
        }
        for (var day = Shanghai.DayOf(start); ; day = WorkingDayFrom(day.AddDays(1)))
        {
            if (!IsWorkingDay(day))
            {
                continue;
            }
            foreach (var opening in options.OfficeHours)
            {
                var (from, to) = (Shanghai.At(day, opening.From), Shanghai.At(day, opening.To));
                if (to > start && from < to)
                {
                    yield return (from > start ? from : start, to);
                }
            }
        }
    }

    private static DateTimeOffset Consume(
        IEnumerable<(DateTimeOffset From, DateTimeOffset To)> segments,
        TimeSpan length
    )
    {
        foreach (var (from, to) in segments)
        {
            if (to - from >= length)
            {
                return from + length;
            }
            length -= to - from;
        }
        throw new ArgumentOutOfRangeException(
            nameof(length),
            length,
            "The due time lies beyond the year 9999."
        );
    }
}
