using System.Collections.Immutable;

namespace Daylight.Norms.Calendar;

/// <summary>Says a due date in plain official Chinese, one sentence per line, so that it can be read aloud.</summary>
internal static class DueWords
{
    public static ImmutableArray<string> Of(WorkCalendar calendar, DueDate due)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        var start = Shanghai.DayOf(due.Start);
        if (due.Day is not { } last)
        {
            return [$"{Full(start)}起长期坚持，不设到期日。"];
        }
        if (due.Moment is { } moment)
        {
            lines.Add($"{Full(start)}{Clock(due.Start)}起算，期限{due.Span.Words}。");
            foreach (var range in due.Days.Where(range => !range.Counted))
            {
                lines.Add($"{Range(range.From, range.To)}为{range.Words}，不计入。");
            }
            lines.Add($"到期时间为{Full(last)}{Clock(moment)}。");
            return Provisional(calendar, due, lines);
        }
        lines.Add(
            due.Days.Any(range => range.Reason == DayReason.StartDay)
                ? $"{Full(start)}发生，当日不计入，自次日起算，期限{due.Span.Words}。"
                : $"{Full(start)}发生，期限为{due.Span.Words}。"
        );
        Counted(due, lines);
        lines.Add($"到期日为{Full(last)}，当日24时届满。");
        return Provisional(calendar, due, lines);
    }

    private static void Counted(DueDate due, ImmutableArray<string>.Builder lines)
    {
        var days = due.Days;
        for (var i = 0; i < days.Length; i++)
        {
            var range = days[i];
            switch (range.Reason)
            {
                case DayReason.StartDay or DayReason.LastDay:
                    break;
                case DayReason.WorkingDay:
                    // Ordinary weeks in a row are one sentence: their weekends are what everybody expects.
                    var end = i;
                    while (
                        end + 2 < days.Length
                        && days[end + 1].Reason == DayReason.Weekend
                        && days[end + 2].Reason == DayReason.WorkingDay
                    )
                    {
                        end += 2;
                    }
                    var before = i == 0 ? 0 : days[i - 1].Number;
                    var counted = days[end].Number - before;
                    lines.Add(
                        end > i
                            ? $"{Range(range.From, days[end].To)}计入{counted}个工作日，其间周末不计入，累计{days[end].Number}个工作日。"
                            : $"{Range(range.From, range.To)}为工作日，计入{counted}日，累计{range.Number}个工作日。"
                    );
                    i = end;
                    break;
                case DayReason.MakeUp:
                    lines.Add(
                        $"{Range(range.From, range.To)}为{range.Words}，计入{range.Length}日，累计{range.Number}个工作日。"
                    );
                    break;
                case DayReason.CalendarDay:
                    lines.Add($"{Range(range.From, range.To)}计入{range.Length}日，累计{range.Number}日。");
                    break;
                case DayReason.RolledForward:
                    lines.Add($"{range.Words}至{range.To.Month}月{range.To.Day}日。");
                    break;
                case DayReason.Suspended:
                    lines.Add(
                        $"{Range(range.From, range.To)}中止计算（{range.Words}），{range.Length}日不计入。"
                    );
                    break;
                default:
                    lines.Add($"{Range(range.From, range.To)}为{range.Words}，{range.Length}日不计入。");
                    break;
            }
        }
    }

    private static ImmutableArray<string> Provisional(
        WorkCalendar calendar,
        DueDate due,
        ImmutableArray<string>.Builder lines
    )
    {
        if (due.Provisional && due.Day is { } last)
        {
            lines.Add(ProvisionalWords(calendar, Shanghai.DayOf(due.Start), last));
        }
        return lines.DrainToImmutable();
    }

    private static string ProvisionalWords(WorkCalendar calendar, DateOnly from, DateOnly to)
    {
        // The days asked about reach one year further when they touch the last week of December.
        var lastYear = to is { Month: 12, Day: >= WorkCalendar.OpenFromDecember } ? to.Year + 1 : to.Year;
        var years = Enumerable
            .Range(from.Year, lastYear - from.Year + 1)
            .Where(year => !calendar.IsPublished(year))
            .ToArray();
        var first = calendar.Years.IsEmpty ? int.MaxValue : calendar.Years[0].Year;
        var state =
            Array.TrueForAll(years, year => year < first) && !calendar.Years.IsEmpty ? "未收录" : "尚未公布";
        return $"{string.Join("、", years)}年放假安排{state}，暂按周一至周五为工作日计算，到期日为暂定，安排公布后重新核定。";
    }

    private static string Full(DateOnly day) => $"{day.Year}年{day.Month}月{day.Day}日（{Weekday(day)}）";

    private static string Clock(DateTimeOffset moment) =>
        moment.Second == 0
            ? $"{moment.Hour}时{moment.Minute:00}分"
            : $"{moment.Hour}时{moment.Minute:00}分{moment.Second:00}秒";

    private static string Range(DateOnly from, DateOnly to) =>
        from == to ? $"{from.Month}月{from.Day}日（{Weekday(from)}）"
        : from.Year != to.Year ? $"{from.Year}年{from.Month}月{from.Day}日至{to.Year}年{to.Month}月{to.Day}日"
        : from.Month == to.Month ? $"{from.Month}月{from.Day}日至{to.Day}日"
        : $"{from.Month}月{from.Day}日至{to.Month}月{to.Day}日";

    internal static string Weekday(DateOnly day) => "周" + "日一二三四五六"[(int)day.DayOfWeek];
}
