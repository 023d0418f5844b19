using System.Runtime.CompilerServices;
using Daylight.Norms.Calendar;

namespace Daylight.Tests.Calendar;

/// <summary>The wording is that of the notices themselves (Notices/*.txt).</summary>
public sealed class HolidayNoticeTests
{
    private static string Text(string name, [CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "Notices", name + ".txt"));

    private static string Sentence(int year, string item) =>
        $"国务院办公厅关于{year}年部分节假日安排的通知\n国办发明电〔{year - 1}〕1号\n经国务院批准，现将{year}年{item[..item.IndexOf('：', StringComparison.Ordinal)]}放假调休日期的具体安排通知如下。\n一、{item}\n国务院办公厅\n{year - 1}年11月4日\n";

    public static TheoryData<int> Years => [.. Enumerable.Range(2007, 20)];

    [Theory]
    [MemberData(nameof(Years))]
    public void A_years_notices_mean_the_days_of_the_shipped_year(int year)
    {
        var reading = HolidayNotice.Read(Text($"{year}"));
        Assert.Empty(reading.Faults);
        var calendar = WorkCalendar.Of([reading.Result!]);
        string[] amendments = year switch
        {
            2015 => ["2015-victory-day"],
            2019 => ["2019-labour-day"],
            2020 => ["2020-spring-festival"],
            _ => [],
        };
        foreach (var amendment in amendments)
        {
            var amended = HolidayNotice.Read(Text(amendment), calendar);
            Assert.Empty(amended.Faults);
            Assert.True(amended.Amends);
            calendar = calendar.With(amended.Result!);
        }

        var shipped = WorkCalendar.Of([WorkCalendar.Shipped.Years.Single(known => known.Year == year)]);
        Assert.Empty(WorkCalendar.Changes(shipped, calendar).Select(change => change.Words));
        Assert.Equal(
            shipped.Years[0].Notices.Select(notice => (notice.Title, notice.Number, notice.Issued)),
            calendar.Years[0].Notices.Select(notice => (notice.Title, notice.Number, notice.Issued))
        );
    }

    [Fact]
    public void Every_day_names_the_sentence_it_came_from()
    {
        var reading = HolidayNotice.Read(Text("2026"));

        var worked = reading.Days.Single(day => day.Day.Day == new DateOnly(2026, 2, 28));
        Assert.False(worked.Day.Off);
        Assert.Equal("春节", worked.Day.Holiday);
        Assert.Equal("2月14日（周六）、2月28日（周六）上班", worked.Sentence);
        Assert.Equal(2026, reading.Year);
        Assert.Equal("国办发明电〔2025〕7号", reading.Notice.Number);
        Assert.Equal(new DateOnly(2025, 11, 4), reading.Notice.Issued);
        Assert.Empty(reading.Remarks.Where(remark => !remark.StartsWith("倡导", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_notice_pasted_on_one_line_with_odd_spaces_reads_the_same()
    {
        var text = Text("2012");
        var body = string.Join("  \u3000", text.Split('\n')[..^3])
            .Replace("（", " (", StringComparison.Ordinal)
            .Replace("）", ") ", StringComparison.Ordinal);

        var reading = HolidayNotice.Read($"{body}\n国务院办公厅\u00a02011年12月5日");

        Assert.Empty(reading.Faults);
        Assert.Equal(HolidayNotice.Read(text).Result!.Hash, reading.Result!.Hash);
    }

    [Fact]
    public void A_day_in_December_of_the_year_before_is_understood()
    {
        var days = HolidayNotice.Read(Text("2019")).Days;

        Assert.False(days.Single(day => day.Day.Day == new DateOnly(2018, 12, 29)).Day.Off);
        Assert.True(days.Single(day => day.Day.Day == new DateOnly(2018, 12, 31)).Day.Off);
        Assert.False(
            HolidayNotice
                .Read(Text("2008"))
                .Days.Single(day => day.Day.Day == new DateOnly(2007, 12, 29))
                .Day.Off
        );
    }

    [Fact]
    public void An_adjustment_replaces_the_holiday_that_it_names()
    {
        var before = WorkCalendar.Of([HolidayNotice.Read(Text("2019")).Result!]);

        var after = before.With(HolidayNotice.Read(Text("2019-labour-day"), before).Result!);

        Assert.Equal(
            [
                "2019-04-28（周日）由周末改为劳动节调休上班",
                "2019-05-02（周四）由工作日改为劳动节",
                "2019-05-03（周五）由工作日改为劳动节",
                "2019-05-05（周日）由周末改为劳动节调休上班",
            ],
            WorkCalendar.Changes(before, after).Select(change => change.Words)
        );
        Assert.Equal(2, after.Years[0].Notices.Length);
    }

    [Fact]
    public void A_prolonged_holiday_undoes_the_make_up_day()
    {
        var before = WorkCalendar.Of([HolidayNotice.Read(Text("2020")).Result!]);

        var after = before.With(HolidayNotice.Read(Text("2020-spring-festival"), before).Result!);

        Assert.Equal(
            ["2020-01-31（周五）由工作日改为春节", "2020-02-01（周六）由春节调休上班改为春节"],
            WorkCalendar.Changes(before, after).Select(change => change.Words)
        );
    }

    [Fact]
    public void Advice_on_leave_changes_no_day_and_is_remarked()
    {
        var reading = HolidayNotice.Read(Text("2024"));

        Assert.DoesNotContain(reading.Days, day => day.Day.Day == new DateOnly(2024, 2, 9));
        Assert.Contains(
            reading.Remarks,
            remark => remark.Contains("安排职工在除夕（2月9日）休息", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_due_date_is_redated_when_its_year_is_published()
    {
        var before = WorkCalendar.Of(WorkCalendar.Shipped.Years.Where(year => year.Year < 2026));
        var due = before.Due(new DateOnly(2025, 12, 30), Span.Parse("5wd"));
        Assert.True(due.Provisional);
        Assert.Equal(new DateOnly(2026, 1, 6), due.Day);

        var after = due.Under(before.With(HolidayNotice.Read(Text("2026")).Result!));

        Assert.False(after.Provisional);
        Assert.Equal(new DateOnly(2026, 1, 7), after.Day); // 31 December, then 4 (the worked Sunday), 5, 6 and 7 January
    }

    [Theory]
    [InlineData("劳动节：5月1日（周四）至5日（周二）放假调休，共5天。", "写作周四，实为周五")]
    [InlineData("劳动节：5月1日至5日放假调休，共4天。", "写明共4天，按日期计算为5天")]
    [InlineData("劳动节：5月1日至5日放假调休，共5天。5月8日上班。", "本来就是工作日")]
    [InlineData("劳动节：5月1日至9日放假调休，共9天。5月9日上班。", "既写放假又写上班")]
    [InlineData(
        "劳动节：5月1日至5日放假调休，共5天。5月9日另行通知。",
        "其中的日期未能读懂：“5月9日另行通知”"
    )]
    [InlineData("劳动节：5月1日至32日放假。", "没有“32日”这一天")]
    [InlineData("劳动节：5月6日放假，与周末连休。", "不与周末相邻")]
    [InlineData("劳动节：5月1日至5日放假，其中5月6日为法定节假日。", "不在放假日期之内")]
    [InlineData("劳动节：2028年5月1日放假。", "日期不在2026年")]
    [InlineData("劳动节：另行通知。", "没有读到劳动节的放假日期")]
    public void What_does_not_agree_with_itself_is_reported(string item, string expected)
    {
        var reading = HolidayNotice.Read(Sentence(2026, item));

        Assert.Contains(reading.Faults, fault => fault.Words.Contains(expected, StringComparison.Ordinal));
        Assert.Null(reading.Result);
    }

    [Fact]
    public void A_holiday_announced_but_not_set_is_reported()
    {
        var text = Text("2026");
        var cut = text.Remove(
            text.IndexOf("六、中秋节", StringComparison.Ordinal),
            text.IndexOf("七、国庆节", StringComparison.Ordinal)
                - text.IndexOf("六、中秋节", StringComparison.Ordinal)
        );

        Assert.Contains(
            "没有读到中秋节的放假日期。",
            HolidayNotice.Read(cut).Faults.Select(fault => fault.Words)
        );
    }

    [Fact]
    public void A_missing_make_up_day_is_remarked_because_the_balance_does_not_come_out()
    {
        var reading = HolidayNotice.Read(
            Text("2026").Replace("5月9日（周六）上班。", "", StringComparison.Ordinal)
        );

        Assert.Contains("工作日放假天数减调休上班天数为14天，法定节假日为13天，请核对。", reading.Remarks);
    }

    [Fact]
    public void An_amendment_without_the_year_it_amends_is_refused()
    {
        var reading = HolidayNotice.Read(Text("2019-labour-day"));

        Assert.Null(reading.Result);
        Assert.Contains(
            reading.Faults,
            fault => fault.Words.Contains("没有2019年的原安排", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("今天天气很好。")]
    [InlineData("一、二、三、\n((((\n2026年13月40日放假")]
    public void Any_other_text_is_refused_with_reasons(string text)
    {
        var reading = HolidayNotice.Read(text);

        Assert.Null(reading.Result);
        Assert.NotEmpty(reading.Faults);
    }
}
