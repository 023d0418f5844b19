using Daylight.Norms.Calendar;
using FsCheck;
using FsCheck.Fluent;

namespace Daylight.Tests.Calendar;

public sealed class WorkCalendarTests
{
    private static readonly WorkCalendar s_calendar = WorkCalendar.Shipped;

    [Theory]
    [InlineData(2024, 251)]
    [InlineData(2025, 248)]
    [InlineData(2026, 248)]
    public void The_year_has_its_statutory_working_days(int year, int expected) =>
        Assert.Equal(expected, s_calendar.WorkingDaysOf(year));

    [Fact]
    public void The_make_up_days_of_2026_are_those_of_the_notice() =>
        Assert.Equal(
            ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"],
            s_calendar
                .Describe(new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31))
                .Where(note => note.Kind == DayKind.MakeUp)
                .Select(note => $"{note.Day:yyyy-MM-dd}")
        );

    [Fact]
    public void Every_year_from_2007_to_2026_names_its_notice()
    {
        Assert.Equal(Enumerable.Range(2007, 20), s_calendar.Years.Select(year => year.Year));
        Assert.All(
            s_calendar.Years,
            year => Assert.All(year.Notices, notice => Assert.NotEmpty(notice.Title))
        );
        Assert.All(
            s_calendar.Years,
            year => Assert.StartsWith("http", year.Notices[0].Address, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_row_of_a_notice_can_set_a_day_of_the_year_before()
    {
        Assert.True(s_calendar.IsWorkingDay(new DateOnly(2018, 12, 29)));
        Assert.False(s_calendar.IsWorkingDay(new DateOnly(2018, 12, 31)));
        Assert.False(s_calendar.IsWorkingDay(new DateOnly(2007, 12, 31)));
    }

    [Fact]
    public void A_year_parsed_from_its_text_is_the_same_year() =>
        Assert.All(s_calendar.Years, year => Assert.Equal(year.Hash, CalendarYear.Parse(year.Text).Hash));

    [Fact]
    public void The_shipped_files_are_in_canonical_form()
    {
        foreach (var year in s_calendar.Years)
        {
            using var stream = typeof(WorkCalendar).Assembly.GetManifestResourceStream(
                $"calendar/cn/{year.Year}.json"
            )!;
            using var reader = new StreamReader(stream);

            Assert.Equal(year.Text, reader.ReadToEnd());
        }
    }

    [Fact]
    public void The_hash_names_the_content()
    {
        var before = WorkCalendar.Of(s_calendar.Years.Where(year => year.Year < 2026));

        Assert.NotEqual(before.Hash, s_calendar.Hash);
        Assert.Equal(before.With(s_calendar.Years[^1]).Hash, s_calendar.Hash);
        Assert.Equal(64, s_calendar.Hash.Length);
    }

    [Fact]
    public void Counting_agrees_with_a_walk_from_day_to_day() =>
        Prop.ForAll<int, int>(
                (a, b) =>
                {
                    var from = new DateOnly(2005, 1, 1).AddDays(Math.Abs(a % 9000));
                    var to = from.AddDays(Math.Abs(b % 500));
                    var walked = s_calendar.Describe(from.AddDays(1), to).Count(note => note.IsWorkingDay);
                    return s_calendar.WorkingDaysBetween(from, to) == walked
                        && s_calendar.WorkingDaysBetween(to, from) == -walked;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_distance_to_the_nth_working_day_is_n() =>
        Prop.ForAll<int, int>(
                (a, b) =>
                {
                    var from = new DateOnly(1995, 1, 1).AddDays(Math.Abs(a % 20000));
                    var n = 1 + Math.Abs(b % 700);
                    var due = s_calendar.AddWorkingDays(from, n);
                    return s_calendar.IsWorkingDay(due)
                        && due > from
                        && s_calendar.WorkingDaysBetween(from, due) == n;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Working_days_added_in_pieces_are_those_added_at_once() =>
        Prop.ForAll<int, byte, byte>(
                (a, b, c) =>
                {
                    var from = new DateOnly(1995, 1, 1).AddDays(Math.Abs(a % 20000));
                    return s_calendar.AddWorkingDays(s_calendar.AddWorkingDays(from, b), c)
                        == s_calendar.AddWorkingDays(from, b + c);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Going_back_undoes_going_forward_from_a_working_day() =>
        Prop.ForAll<int, byte>(
                (a, n) =>
                {
                    var from = s_calendar.WorkingDayFrom(
                        new DateOnly(1995, 1, 1).AddDays(Math.Abs(a % 20000))
                    );
                    return s_calendar.AddWorkingDays(s_calendar.AddWorkingDays(from, n), -n) == from;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_later_event_is_never_due_earlier()
    {
        Span[] spans =
        [
            .. new[]
            {
                "5wd",
                "60d",
                "1h",
                "90min",
                "3oh",
                "2m",
                "1y",
                "same-day",
                "month-end",
                "quarterly",
                "year-end",
                "monthly:31",
                "monthly:5",
            }.Select(Span.Parse),
        ];
        DueOptions[] options =
        [
            DueOptions.Default,
            new() { Roll = RollForward.NextWorkingDay },
            new()
            {
                Suspensions =
                [
                    new(
                        Shanghai.StartOf(new DateOnly(2026, 3, 3)).AddHours(9),
                        Shanghai.StartOf(new DateOnly(2026, 4, 9)).AddHours(9),
                        "鉴定"
                    ),
                ],
            },
        ];
        Prop.ForAll<int, int>(
                (a, b) =>
                {
                    var from = Shanghai
                        .StartOf(new DateOnly(2024, 1, 1))
                        .AddMinutes(Math.Abs((long)a * 7919 % 1_800_000));
                    var later = from.AddMinutes(Math.Abs(b % 20_000));
                    return spans.All(span =>
                        options.All(option =>
                            s_calendar.Due(from, span, option).Last
                            <= s_calendar.Due(later, span, option).Last
                        )
                    );
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_days_listed_add_up_to_the_due_date() =>
        Prop.ForAll<int, byte, bool>(
                (a, n, working) =>
                {
                    var from = new DateOnly(2007, 1, 1).AddDays(Math.Abs(a % 7000));
                    var due = s_calendar.Due(
                        from,
                        working ? new Span.WorkingDays(n + 1) : new Span.Days(n + 1)
                    );
                    var days = due.Days;
                    return days[0].From == from
                        && days[^1].To == due.Day
                        && days.Where(range => range.Counted).Sum(range => range.Length) == n + 1
                        && days.Zip(days.Skip(1)).All(pair => pair.First.To.AddDays(1) == pair.Second.From);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Every_working_day_is_charged_to_exactly_one_holder()
    {
        var at = Shanghai.StartOf(new DateOnly(2026, 9, 28));
        Holding[] holdings =
        [
            new("受理中心", at.AddHours(9)),
            new("民政局", at.AddHours(17.4)),
            new("受理中心", at.AddDays(12)),
            new("财政局", at.AddDays(12).AddHours(8)),
        ];

        var charges = s_calendar.ChargeHolders(holdings, at.AddDays(20));

        Assert.Equal([new("受理中心", 0, 0), new("民政局", 12, 5), new("财政局", 8, 5)], charges);
        Assert.Equal(
            s_calendar.WorkingDaysBetween(new DateOnly(2026, 9, 28), new DateOnly(2026, 10, 18)),
            charges.Sum(charge => charge.WorkingDays)
        );
    }

    [Fact]
    public void A_calendar_with_no_year_counts_Monday_to_Friday_and_is_provisional()
    {
        var bare = WorkCalendar.Of([]);

        var due = bare.Due(new DateOnly(2026, 10, 1), Span.Parse("1wd"));

        Assert.Equal(new DateOnly(2026, 10, 2), due.Day);
        Assert.True(due.Provisional);
    }

    [Fact]
    public void A_year_given_twice_is_refused() =>
        Assert.Contains(
            "2026",
            Assert
                .Throws<ArgumentException>(() =>
                    WorkCalendar.Of([s_calendar.Years[^1], s_calendar.Years[^1]])
                )
                .Message
        );
}
