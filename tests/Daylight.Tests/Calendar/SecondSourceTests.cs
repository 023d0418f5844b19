using System.Globalization;
using System.Runtime.CompilerServices;
using Daylight.Norms.Calendar;

namespace Daylight.Tests.Calendar;

/// <summary>
/// The shipped years come from one table of holidays; this holds them against another, made independently (see calendar/README.md).
/// In second-source.txt a line is a year, +MMDD a worked Saturday or Sunday, -MMDD a Monday to Friday off.
/// </summary>
public sealed class SecondSourceTests
{
    private static IEnumerable<(DateOnly Day, bool Works)> SecondSource([CallerFilePath] string here = "") =>
        from line in File.ReadLines(Path.Combine(Path.GetDirectoryName(here)!, "second-source.txt"))
        let parts = line.Split(' ')
        from entry in parts.Skip(1)
        select (
            DateOnly.ParseExact(parts[0] + entry[1..], "yyyyMMdd", CultureInfo.InvariantCulture),
            entry[0] == '+'
        );

    [Fact]
    public void Both_sources_agree_but_for_two_days_that_the_notice_settles()
    {
        var set = SecondSource().ToDictionary(row => row.Day, row => row.Works);
        var differences =
            from note in WorkCalendar.Shipped.Describe(new DateOnly(2007, 1, 1), new DateOnly(2026, 12, 31))
            let works = set.TryGetValue(note.Day, out var said)
                ? said
                : note.Day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
            where works != note.IsWorkingDay
            select note.Day;

        // 国办发明电〔2012〕33号: "4月7日（星期日）上班", "9月29日（星期日）、10月12日（星期六）上班".
        Assert.Equal([new DateOnly(2013, 4, 7), new DateOnly(2013, 10, 12)], differences);
        Assert.True(WorkCalendar.Shipped.IsWorkingDay(new DateOnly(2013, 4, 7)));
        Assert.True(WorkCalendar.Shipped.IsWorkingDay(new DateOnly(2013, 10, 12)));
    }
}
