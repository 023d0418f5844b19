using System.Globalization;
using System.Text.RegularExpressions;

namespace Daylight.Norms.Calendar;

/// <summary>The two spellings of a <see cref="Span"/>: the short form of rule files and the words of official documents.</summary>
internal static partial class SpanText
{
    public const string Allowed =
        "5wd（5个工作日）、60d（60日）、1h（1小时）、30min（30分钟）、4oh（4个办公小时）、30omin（30个办公分钟）、2m（2个月）、1y（1年）、"
        + "same-day（当日）、immediate（立行立改）、month-end（月底前）、quarterly（每季度）、year-end（年底前）、monthly:5（每月5日）、"
        + "by:2026-12-31（2026年12月31日前）、long-term（长期坚持）";

    /// <summary>A due date must stay inside the calendar of the machine; four digits are more than any rule asks for.</summary>
    private const int Most = 9999;

    private const int MostYears = 100;

    [GeneratedRegex(
        "^([0-9]{1,6})(wd|d|h|min|oh|omin|m|y|w)$",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Counted { get; }

    [GeneratedRegex(
        "^([0-9]{1,6}|[〇零一二三四五六七八九十百半两]+)(个?工作日|个?自然日|日|天|个?小时|分钟|个办公小时|个办公分钟|个?月|年|周|个?星期)(内|以内|之内)?$",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex CountedWords { get; }

    [GeneratedRegex(
        "^(?:monthly:|每月)([0-9]{1,2})(?:日前?)?$",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex MonthlyForm { get; }

    [GeneratedRegex(
        "^(?:by:)?([0-9]{4})[-年]([0-9]{1,2})[-月]([0-9]{1,2})(?:日前?)?$",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex ByForm { get; }

    public static string Short(Span span) =>
        span switch
        {
            Span.WorkingDays s => $"{s.Count}wd",
            Span.Days s => $"{s.Count}d",
            Span.Hours s => $"{s.Count}h",
            Span.Minutes s => $"{s.Count}min",
            Span.OfficeHoursOf s => $"{s.Count}oh",
            Span.OfficeMinutesOf s => $"{s.Count}omin",
            Span.Months s => $"{s.Count}m",
            Span.Years s => $"{s.Count}y",
            Span.SameDay => "same-day",
            Span.Immediate => "immediate",
            Span.MonthEnd => "month-end",
            Span.Quarterly => "quarterly",
            Span.YearEnd => "year-end",
            Span.Monthly s => $"monthly:{s.Day}",
            Span.By s => $"by:{s.Day:yyyy-MM-dd}",
            Span.LongTerm => "long-term",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public static string Words(Span span) =>
        span switch
        {
            Span.WorkingDays s => $"{s.Count}个工作日",
            Span.Days s => $"{s.Count}日",
            Span.Hours s => $"{s.Count}小时",
            Span.Minutes s => $"{s.Count}分钟",
            Span.OfficeHoursOf s => $"{s.Count}个办公小时",
            Span.OfficeMinutesOf s => $"{s.Count}个办公分钟",
            Span.Months s => $"{s.Count}个月",
            Span.Years s => $"{s.Count}年",
            Span.SameDay => "当日",
            Span.Immediate => "立行立改",
            Span.MonthEnd => "月底前",
            Span.Quarterly => "每季度",
            Span.YearEnd => "年底前",
            Span.Monthly s => $"每月{s.Day}日",
            Span.By s => $"{s.Day.Year}年{s.Day.Month}月{s.Day.Day}日前",
            Span.LongTerm => "长期坚持",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public static Span? Read(string? text, out string? fault)
    {
        fault = null;
        var t = (text ?? "").Trim();
        switch (t)
        {
            case "same-day" or "当日" or "当天" or "当日内" or "当天内":
                return new Span.SameDay();
            case "immediate" or "立行立改" or "立即" or "立即整改":
                return new Span.Immediate();
            case "month-end" or "月底前" or "本月底前":
                return new Span.MonthEnd();
            case "quarterly" or "每季度" or "季度末前" or "本季度末前":
                return new Span.Quarterly();
            case "year-end" or "年底前" or "本年底前":
                return new Span.YearEnd();
            case "long-term" or "长期坚持" or "长期":
                return new Span.LongTerm();
            case "半年" or "半年内":
                return new Span.Months(6);
            case "半个月" or "半月" or "半个月内":
                return new Span.Days(15);
            case "半小时" or "半小时内" or "半个小时":
                return new Span.Minutes(30);
        }
        if (Counted.Match(t) is { Success: true } c)
        {
            return Make(t, int.Parse(c.Groups[1].ValueSpan, NumberStyles.None), c.Groups[2].Value, out fault);
        }
        if (CountedWords.Match(t) is { Success: true } w && Number(w.Groups[1].Value) is { } count)
        {
            var unit = w.Groups[2].Value switch
            {
                "工作日" or "个工作日" => "wd",
                "日" or "天" or "自然日" or "个自然日" => "d",
                "小时" or "个小时" => "h",
                "分钟" => "min",
                "个办公小时" => "oh",
                "个办公分钟" => "omin",
                "月" or "个月" => "m",
                "年" => "y",
                _ => "w",
            };
            return Make(t, count, unit, out fault);
        }
        if (MonthlyForm.Match(t) is { Success: true } monthly)
        {
            var day = int.Parse(monthly.Groups[1].ValueSpan, NumberStyles.None);
            if (day is >= 1 and <= 31)
            {
                return new Span.Monthly(day);
            }
            fault = $"“{t}”：每月的日子应为1至31。 The day of a month is 1 to 31.";
            return null;
        }
        if (ByForm.Match(t) is { Success: true } by)
        {
            var (year, month, dayOf) = (Part(by, 1), Part(by, 2), Part(by, 3));
            if (
                year >= 1900
                && month is >= 1 and <= 12
                && dayOf >= 1
                && dayOf <= DateTime.DaysInMonth(year, month)
            )
            {
                return new Span.By(new DateOnly(year, month, dayOf));
            }
            fault = $"“{t}”：没有这一天。 There is no such day.";
            return null;
        }
        fault = $"“{t}”不是时限。可写：{Allowed}。 Not a span of time; allowed are the forms listed.";
        return null;
    }

    private static int Part(Match match, int group) =>
        int.Parse(match.Groups[group].ValueSpan, NumberStyles.None);

    private static Span? Make(string text, int count, string unit, out string? fault)
    {
        var most = unit switch
        {
            "y" => MostYears,
            "m" => MostYears * 12,
            _ => Most,
        };
        if (count < 1 || count > most)
        {
            fault = $"“{text}”：数目应为1至{most}。 The number is 1 to {most}.";
            return null;
        }
        fault = null;
        return unit switch
        {
            "wd" => new Span.WorkingDays(count),
            "d" => new Span.Days(count),
            "w" => new Span.Days(count * 7),
            "h" => new Span.Hours(count),
            "min" => new Span.Minutes(count),
            "oh" => new Span.OfficeHoursOf(count),
            "omin" => new Span.OfficeMinutesOf(count),
            "m" => new Span.Months(count),
            _ => new Span.Years(count),
        };
    }

    /// <summary>Arabic digits, or Chinese numerals up to 999 as documents write them (十五, 二十, 三十, 六十, 一百二十, 两).</summary>
    internal static int? Number(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var plain))
        {
            return plain;
        }
        int total = 0,
            digit = 0,
            below = 1000; // hundreds come before tens, each once
        var seen = false;
        foreach (var c in text)
        {
            if (c is '百' or '十')
            {
                var unit = c == '百' ? 100 : 10;
                if (unit >= below)
                {
                    return null;
                }
                total += (seen && digit > 0 ? digit : 1) * unit;
                (digit, seen, below) = (0, false, unit);
                continue;
            }
            var value = c switch
            {
                '零' => 0,
                '两' => 2,
                _ => "〇一二三四五六七八九".IndexOf(c, StringComparison.Ordinal),
            };
            if (value < 0 || (seen && digit > 0))
            {
                return null;
            }
            (digit, seen) = (value, true);
        }
        return total + digit;
    }
}
