using Daylight.Ui;

namespace Daylight.Tests.Ui;

public sealed class DatesTests
{
    private static readonly DateOnly s_day = new(2026, 11, 18);

    [Fact]
    public void A_day_reads_as_officials_write_it() =>
        Assert.Equal("2026年11月18日（周三）", Dates.Full(s_day, Language.ZhHans));

    [Fact]
    public void A_day_reads_in_English_too() =>
        Assert.Equal("Wed 18 Nov 2026", Dates.Full(s_day, Language.En));

    [Fact]
    public void A_moment_is_told_in_Shanghai_wherever_it_came_from() =>
        Assert.Equal(
            "2026年11月19日（周四）01:20",
            Dates.Full(new DateTimeOffset(2026, 11, 18, 17, 20, 59, TimeSpan.Zero), Language.ZhHans)
        );

    [Fact]
    public void A_moment_for_machines_carries_the_offset_of_Shanghai() =>
        Assert.Equal(
            "2026-11-19T01:20:59+08:00",
            Dates.Machine(new DateTimeOffset(2026, 11, 18, 17, 20, 59, TimeSpan.Zero))
        );

    [Theory]
    [InlineData("2026-11-18")]
    [InlineData("2026/11/18")]
    [InlineData("2026.11.18")]
    [InlineData("20261118")]
    [InlineData(" 2026年11月18日 ")]
    public void Days_are_read_as_people_type_them(string typed)
    {
        Assert.True(Dates.TryRead(typed, out var day));
        Assert.Equal(s_day, day);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2026-02-30")]
    [InlineData("18/11/2026")]
    [InlineData("年底前")]
    public void What_is_no_day_is_refused(string? typed) => Assert.False(Dates.TryRead(typed, out _));

    [Theory]
    [InlineData(3, "还有3个工作日", "3 working days left")]
    [InlineData(1, "还有1个工作日", "1 working day left")]
    [InlineData(0, "今天到期", "due today")]
    [InlineData(-1, "已过1个工作日", "1 working day ago")]
    [InlineData(-9, "已过9个工作日", "9 working days ago")]
    public void Distances_are_told_in_working_days(int days, string chinese, string english)
    {
        Assert.Equal(chinese, Dates.Distance(days, Language.ZhHans));
        Assert.Equal(english, Dates.Distance(days, Language.En));
    }
}
