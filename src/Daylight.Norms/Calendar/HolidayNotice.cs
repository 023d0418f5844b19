using System.Collections.Immutable;

namespace Daylight.Norms.Calendar;

/// <summary>
/// Reads the State Council's yearly notice on holidays (国务院办公厅关于…年部分节假日安排的通知), and notices that amend one,
/// from their pasted text. Every clause with a date is either understood or reported: nothing is passed over in silence.
/// </summary>
public static class HolidayNotice
{
    /// <param name="text">The text as pasted, with title, number and date; line breaks, spaces and kinds of brackets do not matter.</param>
    /// <param name="inForce">The calendar in force, which an amending notice amends; a yearly notice does not need it.</param>
    /// <param name="address">Where the notice was published, for the record.</param>
    public static NoticeReading Read(string text, WorkCalendar? inForce = null, string address = "")
    {
        var notice = NoticeText.Of(text);
        var faults = new List<NoticeFault>();
        var remarks = new List<string>();
        var days = new SortedDictionary<DateOnly, NoticeDay>();
        if (notice.Year == 0)
        {
            faults.Add(
                new(
                    notice.Title,
                    "未找到通知所指的年份（标题应如“国务院办公厅关于2026年部分节假日安排的通知”）。"
                )
            );
        }
        else
        {
            ReadItems(notice, inForce, days, faults, remarks);
        }
        if (notice.Issued is null)
        {
            faults.Add(new("", "未找到成文日期（文末单独一行，如“2025年11月4日”）。"));
        }
        if (notice.Number.Length == 0)
        {
            remarks.Add("未找到发文字号，请补录。");
        }
        var header = new CalendarNotice(notice.Title, notice.Number, notice.Issued ?? default, address);
        var known = inForce?.Years.FirstOrDefault(known => known.Year == notice.Year);
        if (notice.Amends && known is null)
        {
            faults.Add(new(notice.Title, $"本通知修改原安排，但现行日历没有{notice.Year}年的原安排。"));
        }
        return new()
        {
            Year = notice.Year,
            Notice = header,
            Amends = notice.Amends,
            Days = [.. days.Values],
            Faults = [.. faults],
            Remarks = [.. remarks],
            Result =
                faults.Count > 0
                    ? null
                    : Combine(notice, header, [.. days.Values.Select(day => day.Day)], known),
        };
    }

    private static void ReadItems(
        NoticeText notice,
        WorkCalendar? inForce,
        SortedDictionary<DateOnly, NoticeDay> days,
        List<NoticeFault> faults,
        List<string> remarks
    )
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in notice.Items)
        {
            var clauses = new NoticeClauses(notice.Year, item.Holiday, inForce);
            clauses.Read(item.Sentences);
            faults.AddRange(clauses.Faults);
            remarks.AddRange(clauses.Remarks);
            if (clauses.OffDays.Count > 0)
            {
                named.UnionWith(item.Holiday.Split('、'));
            }
            foreach (var (day, sentence, off) in Rows(clauses))
            {
                if (days.TryGetValue(day, out var other) && other.Day.Off != off)
                {
                    faults.Add(new(sentence, $"{day:yyyy-MM-dd}在另一句（“{other.Sentence}”）中写法相反。"));
                }
                else
                {
                    days.TryAdd(day, new(new(day, off, item.Holiday), sentence));
                }
            }
        }
        foreach (var missing in notice.Announced.Where(name => !named.Contains(name)))
        {
            faults.Add(new("", $"没有读到{missing}的放假日期。"));
        }
        if (days.Count == 0)
        {
            faults.Add(new("", "没有读到任何放假或者上班的日期。"));
        }
        else if (!notice.Amends)
        {
            Weigh(notice.Year, days, remarks);
        }
    }

    private static IEnumerable<(DateOnly Day, string Sentence, bool Off)> Rows(NoticeClauses clauses) =>
        clauses
            .OffDays.Select(row => (row.Key, row.Value, true))
            .Concat(clauses.WorkDays.Select(row => (row.Key, row.Value, false)));

    /// <summary>Weekdays off less make-up days should be the number of public holidays that the law gives (全国年节及纪念日放假办法).</summary>
    private static void Weigh(int year, SortedDictionary<DateOnly, NoticeDay> days, List<string> remarks)
    {
        var lawful = year switch
        {
            < 2008 => 10,
            < 2025 => 11,
            _ => 13,
        };
        var net =
            days.Values.Count(day => day.Day.Off && !WorkCalendar.IsWeekend(day.Day.Day))
            - days.Values.Count(day => !day.Day.Off);
        if (net != lawful)
        {
            remarks.Add($"工作日放假天数减调休上班天数为{net}天，法定节假日为{lawful}天，请核对。");
        }
    }

    /// <summary>A yearly notice stands alone; one that adjusts a holiday replaces that holiday's rows; any other amendment adds to the year.</summary>
    private static CalendarYear Combine(
        NoticeText notice,
        CalendarNotice header,
        ImmutableArray<CalendarDay> set,
        CalendarYear? known
    )
    {
        if (!notice.Amends || known is null)
        {
            return CalendarYear.Of(notice.Year, [header], set);
        }
        var replaced = set.Select(row => row.Day).ToHashSet();
        var kept = known.Days.Where(row =>
            !replaced.Contains(row.Day)
            && !(notice.Adjusts && set.Any(changed => changed.Holiday == row.Holiday))
        );
        return CalendarYear.Of(
            notice.Year,
            [.. known.Notices.Where(old => old.Title != header.Title), header],
            kept.Concat(set)
        );
    }
}
