using Daylight.Norms.Calendar;

namespace Daylight.Tests.Calendar;

public sealed class SpanTests
{
    [Theory]
    [InlineData("5wd", "5个工作日")]
    [InlineData("60d", "60日")]
    [InlineData("1h", "1小时")]
    [InlineData("30min", "30分钟")]
    [InlineData("4oh", "4个办公小时")]
    [InlineData("30omin", "30个办公分钟")]
    [InlineData("2m", "2个月")]
    [InlineData("1y", "1年")]
    [InlineData("same-day", "当日")]
    [InlineData("immediate", "立行立改")]
    [InlineData("month-end", "月底前")]
    [InlineData("quarterly", "每季度")]
    [InlineData("year-end", "年底前")]
    [InlineData("monthly:5", "每月5日")]
    [InlineData("by:2026-12-31", "2026年12月31日前")]
    [InlineData("long-term", "长期坚持")]
    public void Both_spellings_name_the_same_span(string form, string words)
    {
        var span = Span.Parse(form);

        Assert.Equal(form, span.ToString());
        Assert.Equal(words, span.Words);
        Assert.Equal(span, Span.Parse(words));
        Assert.Equal(span, Span.Parse($" {form} "));
    }

    [Theory]
    [InlineData("十五日内", "15d")]
    [InlineData("三十日", "30d")]
    [InlineData("六十日", "60d")]
    [InlineData("一百二十日", "120d")]
    [InlineData("二十个工作日", "20wd")]
    [InlineData("五个工作日以内", "5wd")]
    [InlineData("两个月", "2m")]
    [InlineData("六个月内", "6m")]
    [InlineData("半年", "6m")]
    [InlineData("一周", "7d")]
    [InlineData("2w", "14d")]
    [InlineData("一年", "1y")]
    [InlineData("24小时内", "24h")]
    [InlineData("当天", "same-day")]
    [InlineData("每月5日前", "monthly:5")]
    [InlineData("2026-06-30", "by:2026-06-30")]
    public void Words_of_documents_are_understood(string words, string form) =>
        Assert.Equal(form, Span.Parse(words).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("5 days")]
    [InlineData("0wd")]
    [InlineData("10000d")]
    [InlineData("101y")]
    [InlineData("-1d")]
    [InlineData("5wd5")]
    [InlineData("monthly:0")]
    [InlineData("monthly:32")]
    [InlineData("by:2026-02-30")]
    [InlineData("尽快")]
    [InlineData("十十日")]
    [InlineData("五六日")]
    public void What_is_no_span_is_refused_with_a_reason(string text)
    {
        Assert.False(Span.TryParse(text, out _, out var fault));
        Assert.Contains($"“{text}”", fault, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => Span.Parse(text));
    }

    [Fact]
    public void A_refusal_lists_what_is_allowed()
    {
        Assert.False(Span.TryParse("soon", out _, out var fault));
        Assert.Contains("5wd（5个工作日）", fault, StringComparison.Ordinal);
        Assert.Contains("by:2026-12-31", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_span_can_be_tried_with_another_number()
    {
        Assert.Equal("6wd", Span.Parse("5wd").WithNumber(6).ToString());
        Assert.Equal(5, Span.Parse("monthly:5").Number);
        Assert.Null(Span.Parse("year-end").Number);
        Assert.Throws<InvalidOperationException>(() => Span.Parse("year-end").WithNumber(1));
    }
}
