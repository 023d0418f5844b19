namespace Daylight.Norms.Calendar;

/// <summary>
/// A length of time, or a date to come, as rules write it: "5wd" (5个工作日), "60d" (60日), "1h" (1小时), "year-end" (年底前).
/// A closed family: whoever evaluates a span covers every member.
/// </summary>
/// <remarks>
/// Counted spans start after the event: the day of the event does not count (民法典 Art. 201), hours and minutes run from
/// the moment of the event. Months and years end on the day of the same number, or on the last day of a shorter month (Art. 202).
/// </remarks>
public abstract record Span
{
    private protected Span() { }

    /// <summary>Statutory working days, "5wd", 5个工作日: shifted holidays do not count, make-up working days do.</summary>
    public sealed record WorkingDays(int Count) : Span;

    /// <summary>Calendar days, "60d", 60日.</summary>
    public sealed record Days(int Count) : Span;

    /// <summary>Hours round the clock, "1h", 1小时.</summary>
    public sealed record Hours(int Count) : Span;

    /// <summary>Minutes round the clock, "30min", 30分钟.</summary>
    public sealed record Minutes(int Count) : Span;

    /// <summary>Hours that count only while the offices are open on a working day, "4oh", 4个办公小时.</summary>
    public sealed record OfficeHoursOf(int Count) : Span;

    /// <summary>Minutes that count only while the offices are open on a working day, "30omin", 30个办公分钟.</summary>
    public sealed record OfficeMinutesOf(int Count) : Span;

    /// <summary>Months, "2m", 2个月.</summary>
    public sealed record Months(int Count) : Span;

    /// <summary>Years, "1y", 1年.</summary>
    public sealed record Years(int Count) : Span;

    /// <summary>The day of the event itself, "same-day", 当日.</summary>
    public sealed record SameDay : Span;

    /// <summary>立行立改, "immediate": begun at once; the day of the event is also the last day.</summary>
    public sealed record Immediate : Span;

    /// <summary>The last day of the month of the event, "month-end", 月底前.</summary>
    public sealed record MonthEnd : Span;

    /// <summary>The last day of the quarter of the event, "quarterly", 每季度.</summary>
    public sealed record Quarterly : Span;

    /// <summary>31 December of the year of the event, "year-end", 年底前.</summary>
    public sealed record YearEnd : Span;

    /// <summary>
    /// The next day of that number after the day of the event, "monthly:5", 每月5日. A month that is too short ends the span
    /// on its last day.
    /// </summary>
    public sealed record Monthly(int Day) : Span;

    /// <summary>A given date, "by:2026-12-31", 2026年12月31日前 (that day included).</summary>
    public sealed record By(DateOnly Day) : Span;

    /// <summary>长期坚持, "long-term": no last day.</summary>
    public sealed record LongTerm : Span;

    /// <summary>The number of a counted span or the day of a monthly one; null where the span has no number.</summary>
    public int? Number =>
        this switch
        {
            WorkingDays s => s.Count,
            Days s => s.Count,
            Hours s => s.Count,
            Minutes s => s.Count,
            OfficeHoursOf s => s.Count,
            OfficeMinutesOf s => s.Count,
            Months s => s.Count,
            Years s => s.Count,
            Monthly s => s.Day,
            _ => null,
        };

    /// <summary>The same span with another number, for trying a rule with one day more or less.</summary>
    /// <exception cref="InvalidOperationException">The span has no number.</exception>
    public Span WithNumber(int number) =>
        this switch
        {
            WorkingDays => new WorkingDays(number),
            Days => new Days(number),
            Hours => new Hours(number),
            Minutes => new Minutes(number),
            OfficeHoursOf => new OfficeHoursOf(number),
            OfficeMinutesOf => new OfficeMinutesOf(number),
            Months => new Months(number),
            Years => new Years(number),
            Monthly => new Monthly(number),
            _ => throw new InvalidOperationException($"The span {this} has no number."),
        };

    /// <summary>Whether the due time of this span is a moment of the day rather than a day.</summary>
    public bool EndsAtMoment => this is Hours or Minutes or OfficeHoursOf or OfficeMinutesOf;

    /// <summary>The short form, as <see cref="Parse"/> reads it.</summary>
    public sealed override string ToString() => SpanText.Short(this);

    /// <summary>The official Chinese words, as <see cref="Parse"/> also reads them.</summary>
    public string Words => SpanText.Words(this);

    /// <summary>Reads the short form ("5wd") or the Chinese words (5个工作日).</summary>
    /// <exception cref="FormatException">The text is neither; the message lists what is allowed.</exception>
    public static Span Parse(string text) =>
        TryParse(text, out var span, out var fault) ? span : throw new FormatException(fault);

    /// <summary>As <see cref="Parse"/>, with the fault as a sentence that says what is allowed.</summary>
    public static bool TryParse(
        string? text,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Span? span,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? fault
    )
    {
        span = SpanText.Read(text, out fault);
        return span is not null;
    }
}
