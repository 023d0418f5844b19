using Daylight.Norms.Calendar;

namespace Daylight.Tests.Calendar;

public sealed class DueTests
{
    private static readonly WorkCalendar s_calendar = WorkCalendar.Shipped;

    private static DueDate Due(string start, string span, DueOptions? options = null) =>
        s_calendar.Due(
            start.Length == 10
                ? Shanghai.StartOf(DateOnly.ParseExact(start, "yyyy-MM-dd"))
                : DateTimeOffset.Parse(start + "+08:00"),
            Span.Parse(span),
            options
        );

    private static string Day(DueDate due) => $"{due.Day:yyyy-MM-dd}";

    private static DueOptions Rolling { get; } = new() { Roll = RollForward.NextWorkingDay };

    [Theory]
    [InlineData("2026-05-08", "1wd", "2026-05-09")] // the Saturday is worked (劳动节调休)
    [InlineData("2026-05-08", "2wd", "2026-05-11")]
    [InlineData("2026-05-08", "60d", "2026-07-07")]
    [InlineData("2026-09-30", "1wd", "2026-10-08")] // eve of the seven-day holiday
    [InlineData("2026-09-30", "2wd", "2026-10-09")]
    [InlineData("2026-09-30", "3wd", "2026-10-10")] // make-up Saturday
    [InlineData("2026-09-30", "4wd", "2026-10-12")]
    [InlineData("2026-02-13", "1wd", "2026-02-14")] // make-up Saturday before the Spring Festival
    [InlineData("2026-02-14", "1wd", "2026-02-24")] // nine days off
    [InlineData("2026-10-01", "1wd", "2026-10-08")] // an event on a holiday
    [InlineData("2026-10-01", "5wd", "2026-10-13")]
    [InlineData("2018-12-28", "1wd", "2018-12-29")] // set by the notice for 2019
    [InlineData("2018-12-29", "1wd", "2019-01-02")]
    [InlineData("2020-01-23", "1wd", "2020-02-03")] // holiday prolonged by the second notice
    [InlineData("2024-02-29", "20wd", "2024-03-28")]
    public void Working_days_skip_holidays_and_count_make_up_days(string start, string span, string expected)
    {
        var due = Due(start, span);

        Assert.Equal(expected, Day(due));
        Assert.False(due.Provisional);
    }

    [Theory]
    [InlineData("2025-01-31", "1m", "2025-02-28")]
    [InlineData("2024-01-31", "1m", "2024-02-29")]
    [InlineData("2026-05-31", "1m", "2026-06-30")]
    [InlineData("2026-06-30", "1m", "2026-07-30")]
    [InlineData("2024-02-29", "1y", "2025-02-28")]
    [InlineData("2024-02-29", "4y", "2028-02-29")]
    [InlineData("2026-12-31", "2m", "2027-02-28")]
    [InlineData("2024-02-28", "1d", "2024-02-29")]
    [InlineData("2026-05-08", "same-day", "2026-05-08")]
    [InlineData("2026-05-08", "立行立改", "2026-05-08")]
    [InlineData("2026-02-10", "月底前", "2026-02-28")]
    [InlineData("2026-03-31", "month-end", "2026-03-31")]
    [InlineData("2026-03-31", "每季度", "2026-03-31")]
    [InlineData("2026-04-01", "quarterly", "2026-06-30")]
    [InlineData("2026-12-31", "年底前", "2026-12-31")]
    [InlineData("2026-01-01", "year-end", "2026-12-31")]
    [InlineData("2026-05-04", "monthly:5", "2026-05-05")]
    [InlineData("2026-05-05", "monthly:5", "2026-06-05")]
    [InlineData("2026-01-31", "monthly:31", "2026-02-28")]
    [InlineData("2026-12-15", "每月5日", "2027-01-05")]
    [InlineData("2026-05-08", "by:2026-12-31", "2026-12-31")]
    [InlineData("2026-05-08", "2026年12月31日前", "2026-12-31")]
    public void Spans_of_the_calendar_end_on_their_day(string start, string span, string expected)
    {
        var due = Due(start, span);

        Assert.Equal(expected, Day(due));
        Assert.False(due.Provisional);
    }

    [Theory]
    [InlineData("2026-05-08T23:30:00", "1h", "2026-05-09T00:30:00")] // over midnight
    [InlineData("2026-05-08T10:00:00", "1h", "2026-05-08T11:00:00")]
    [InlineData("2026-10-01T10:00:00", "30min", "2026-10-01T10:30:00")] // hours run on holidays too
    [InlineData("2026-05-08T16:30:00", "4oh", "2026-05-09T11:30:00")] // one hour left on Friday, then the worked Saturday
    [InlineData("2026-05-08T11:30:00", "4oh", "2026-05-08T17:30:00")]
    [InlineData("2026-05-08T12:30:00", "1oh", "2026-05-08T15:00:00")]
    [InlineData("2026-09-30T17:00:00", "1oh", "2026-10-08T09:00:00")]
    [InlineData("2026-05-10T09:00:00", "30omin", "2026-05-11T09:00:00")]
    [InlineData("2026-05-08T08:00:00", "7oh", "2026-05-08T17:30:00")]
    public void Hours_and_minutes_end_at_a_moment(string start, string span, string expected)
    {
        var due = Due(start, span);

        Assert.Equal(DateTimeOffset.Parse(expected + "+08:00"), due.Moment);
        Assert.True(due.InTime(due.Moment!.Value));
        Assert.False(due.InTime(due.Moment!.Value.AddTicks(1)));
    }

    [Fact]
    public void A_day_precise_due_lasts_until_midnight_in_Shanghai()
    {
        var due = Due("2026-05-08", "1wd");

        Assert.True(due.InTime(DateTimeOffset.Parse("2026-05-09T15:59:59Z")));
        Assert.False(due.InTime(DateTimeOffset.Parse("2026-05-09T16:00:00Z")));
    }

    [Fact]
    public void The_day_of_an_event_is_the_day_in_Shanghai()
    {
        var due = s_calendar.Due(DateTimeOffset.Parse("2026-05-08T16:00:00Z"), Span.Parse("1d"));

        Assert.Equal("2026-05-10", Day(due)); // 16:00 UTC on the 8th is the 9th in Shanghai
    }

    [Fact]
    public void A_long_term_matter_has_no_due_date()
    {
        var due = Due("2026-05-08", "长期坚持");

        Assert.Null(due.Day);
        Assert.Null(due.Last);
        Assert.True(due.InTime(DateTimeOffset.MaxValue));
        Assert.Empty(due.Days);
    }

    [Theory]
    [InlineData("2026-12-24", "1wd", "2026-12-25", true)] // the notice for 2027 may still move the last week
    [InlineData("2026-12-23", "1wd", "2026-12-24", false)]
    [InlineData("2026-12-31", "1wd", "2027-01-01", true)] // weekdays assumed: New Year's Day counts until the notice is out
    [InlineData("2026-12-20", "30d", "2027-01-19", false)] // calendar days ask no calendar
    [InlineData("2026-05-08", "year-end", "2026-12-31", false)]
    [InlineData("2026-12-01", "2m", "2027-02-01", false)]
    [InlineData("2006-12-28", "1wd", "2006-12-29", true)] // before the first notice carried
    public void A_working_day_count_that_reaches_an_unpublished_year_is_provisional(
        string start,
        string span,
        string expected,
        bool provisional
    )
    {
        var due = Due(start, span);

        Assert.Equal(expected, Day(due));
        Assert.Equal(provisional, due.Provisional);
    }

    [Fact]
    public void A_rolled_date_is_provisional_when_the_year_is_unpublished()
    {
        Assert.True(Due("2026-12-20", "30d", Rolling).Provisional);
        Assert.False(Due("2026-05-08", "30d", Rolling).Provisional);
    }

    [Theory]
    [InlineData("2026-09-16", "15d", "2026-10-08")] // 1 October: seven days off
    [InlineData("2026-04-24", "15d", "2026-05-09")] // ends on a worked Saturday: stands
    [InlineData("2026-05-01", "15d", "2026-05-18")] // Saturday
    [InlineData("2026-05-03", "15d", "2026-05-18")] // Monday: stands
    public void A_rolling_norm_moves_the_last_day_to_the_next_working_day(
        string start,
        string span,
        string expected
    )
    {
        var due = Due(start, span, Rolling);

        Assert.Equal(expected, Day(due));
    }

    [Fact]
    public void A_rolled_due_date_keeps_the_day_before_rolling_and_says_why()
    {
        var due = Due("2026-09-16", "15d", Rolling);

        Assert.Equal(new DateOnly(2026, 10, 1), due.BeforeRolling);
        Assert.Equal(DayReason.RolledForward, due.Days[^1].Reason);
        Assert.Contains("届满日10月1日为国庆节，顺延至10月8日。", due.Explain());
    }

    [Theory]
    [InlineData("5wd", "2026-05-14T10:00:00", "2026-05-18T15:00:00", "2026-05-19")] // 14, 15 and the weekend left out
    [InlineData("5wd", "2026-05-12T09:00:00", "2026-05-12T17:00:00", "2026-05-15")] // stopped within one day: nothing gained
    [InlineData("10d", "2026-05-12T09:00:00", "2026-05-15T09:00:00", "2026-05-23")] // three midnights
    [InlineData("1m", "2026-05-12T09:00:00", "2026-05-15T09:00:00", "2026-06-13")]
    [InlineData("1m", "2026-06-09T09:00:00", "2026-06-20T09:00:00", "2026-06-21")]
    [InlineData("year-end", "2026-05-12T09:00:00", "2026-05-15T09:00:00", "2026-12-31")]
    public void A_suspension_leaves_out_the_days_whose_end_it_covers(
        string span,
        string from,
        string until,
        string expected
    )
    {
        var stop = new Suspension(
            DateTimeOffset.Parse(from + "+08:00"),
            DateTimeOffset.Parse(until + "+08:00"),
            "征求第三方意见"
        );
        var start = span switch
        {
            "5wd" => "2026-05-09",
            "10d" or "1m" => "2026-05-10",
            _ => "2026-05-01",
        };

        Assert.Equal(expected, Day(Due(start, span, new DueOptions { Suspensions = [stop] })));
    }

    [Fact]
    public void A_suspension_stops_a_clock_of_hours_to_the_minute()
    {
        var stop = new Suspension(
            DateTimeOffset.Parse("2026-05-08T10:20:00+08:00"),
            DateTimeOffset.Parse("2026-05-08T10:50:00+08:00"),
            "通信中断"
        );

        var due = Due("2026-05-08T10:00:00", "1h", new DueOptions { Suspensions = [stop] });

        Assert.Equal(DateTimeOffset.Parse("2026-05-08T11:30:00+08:00"), due.Moment);
    }

    [Fact]
    public void Overlapping_suspensions_leave_a_day_out_once()
    {
        Suspension Stop(string from, string until) =>
            new(
                DateTimeOffset.Parse(from + "T00:00:00+08:00"),
                DateTimeOffset.Parse(until + "T00:00:00+08:00"),
                "鉴定"
            );

        var due = Due(
            "2026-05-10",
            "10d",
            new DueOptions
            {
                Suspensions = [Stop("2026-05-12", "2026-05-15"), Stop("2026-05-13", "2026-05-16")],
            }
        );

        Assert.Equal("2026-05-24", Day(due));
    }

    [Fact]
    public void Every_day_is_listed_with_its_reason()
    {
        var due = Due("2026-04-30", "3wd");

        Assert.Equal(
            [
                (new DateOnly(2026, 4, 30), new DateOnly(2026, 4, 30), false, "起算日"),
                (new DateOnly(2026, 5, 1), new DateOnly(2026, 5, 5), false, "劳动节"),
                (new DateOnly(2026, 5, 6), new DateOnly(2026, 5, 8), true, "工作日"),
            ],
            due.Days.Select(range => (range.From, range.To, range.Counted, range.Words))
        );
        Assert.Equal(3, due.Days[^1].Number);
    }

    [Fact]
    public void The_explanation_reads_as_official_Chinese() =>
        Assert.Equal(
            [
                "2026年5月8日（周五）发生，当日不计入，自次日起算，期限3个工作日。",
                "5月9日（周六）为劳动节调休上班，计入1日，累计1个工作日。",
                "5月10日（周日）为周末，1日不计入。",
                "5月11日至12日为工作日，计入2日，累计3个工作日。",
                "到期日为2026年5月12日（周二），当日24时届满。",
            ],
            Due("2026-05-08", "3wd").Explain()
        );

    [Fact]
    public void A_provisional_due_date_says_which_year_is_unpublished() =>
        Assert.Contains(
            "2027年放假安排尚未公布，暂按周一至周五为工作日计算，到期日为暂定，安排公布后重新核定。",
            Due("2026-12-30", "5wd").Explain()
        );
}
