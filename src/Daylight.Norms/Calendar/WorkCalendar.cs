using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Daylight.Norms.Calendar;

/// <summary>What a day is to the offices.</summary>
public enum DayKind
{
    /// <summary>Monday to Friday, nothing set apart. 工作日</summary>
    WorkingDay,

    /// <summary>Saturday or Sunday, nothing set apart. 周末</summary>
    Weekend,

    /// <summary>Off by a notice (a weekend inside the holiday included). 放假</summary>
    Holiday,

    /// <summary>A Saturday or Sunday worked by a notice. 调休上班</summary>
    MakeUp,
}

/// <summary>A day with what it is, the holiday's name (empty outside holidays and make-up days) and whether a notice may still change it.</summary>
public readonly record struct DayNote(DateOnly Day, DayKind Kind, string Holiday, bool Provisional)
{
    public bool IsWorkingDay => Kind is DayKind.WorkingDay or DayKind.MakeUp;

    /// <summary>The reason in official words: 周末, 国庆节, 国庆节调休上班, 工作日.</summary>
    public string Words =>
        Kind switch
        {
            DayKind.WorkingDay => "工作日",
            DayKind.Weekend => "周末",
            DayKind.Holiday => Holiday,
            DayKind.MakeUp => $"{Holiday}调休上班",
        };
}

/// <summary>
/// The statutory working days (法定工作日) that a jurisdiction has adopted: Monday to Friday, less the holidays and plus the
/// make-up working days of each year's notice. Pure: it reads nothing but the years it was made of.
/// </summary>
/// <remarks>
/// A year without a notice counts Monday to Friday and is provisional; so are the last days of a year whose successor has no
/// notice yet, because a notice may move days of the December before it (2006, 2007, 2011 and 2018 were so moved).
/// Counting working days is a difference of prefix sums and finding the n-th one is an index: neither depends on the distance.
/// </remarks>
public sealed partial class WorkCalendar
{
    /// <summary>From this day of December on, the next year's notice may still change a day.</summary>
    public const int OpenFromDecember = 25;

    private static readonly Lazy<WorkCalendar> s_shipped = new(LoadShipped);

    private readonly FrozenDictionary<DateOnly, CalendarDay> _set;
    private readonly FrozenSet<int> _published;

    /// <summary>_upTo[i]: working days from the first covered day to the i-th one, both included.</summary>
    private readonly int[] _upTo;

    /// <summary>The day numbers of the working days inside the covered range, ascending.</summary>
    private readonly int[] _working;

    private readonly int _first;
    private readonly int _last;

    private WorkCalendar(ImmutableArray<CalendarYear> years)
    {
        Years = years;
        _published = years.Select(year => year.Year).ToFrozenSet();
        var set = new Dictionary<DateOnly, CalendarDay>();
        foreach (var day in years.SelectMany(year => year.Days))
        {
            set[day.Day] = day; // the later notice has the last word on the December before it
        }
        _set = set.ToFrozenDictionary();

        var firstYear = years.IsEmpty ? 2000 : years[0].Year - 1;
        var lastYear = years.IsEmpty ? 2000 : years[^1].Year;
        _first = new DateOnly(firstYear, 1, 1).DayNumber;
        _last = new DateOnly(lastYear, 12, 31).DayNumber;
        _upTo = new int[_last - _first + 1];
        var working = new List<int>(_upTo.Length);
        for (var n = _first; n <= _last; n++)
        {
            if (Works(DateOnly.FromDayNumber(n)))
            {
                working.Add(n);
            }
            _upTo[n - _first] = working.Count;
        }
        _working = [.. working];
        Hash = Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(string.Concat(years.Select(year => $"{year.Year} {year.Hash}\n")))
            )
        );
    }

    /// <summary>The years with a notice, ascending.</summary>
    public ImmutableArray<CalendarYear> Years { get; }

    /// <summary>SHA-256 (lower-case hex) over the lines "year hash" of the years in order: names the content that a due date was worked out from.</summary>
    public string Hash { get; }

    /// <summary>The calendar that ships with the program, 2007 to the last notice at its release. A jurisdiction uses the one it has adopted.</summary>
    public static WorkCalendar Shipped => s_shipped.Value;

    /// <exception cref="ArgumentException">A year occurs twice.</exception>
    public static WorkCalendar Of(IEnumerable<CalendarYear> years)
    {
        var sorted = years.OrderBy(year => year.Year).ToImmutableArray();
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i].Year == sorted[i - 1].Year)
            {
                throw new ArgumentException(
                    $"The calendar of {sorted[i].Year} is given twice: keep the one in force.",
                    nameof(years)
                );
            }
        }
        return new(sorted);
    }

    /// <summary>This calendar with a year added or replaced.</summary>
    public WorkCalendar With(CalendarYear year) =>
        Of([.. Years.Where(known => known.Year != year.Year), year]);

    /// <summary>Whether the notice of that year has been adopted.</summary>
    public bool IsPublished(int year) => _published.Contains(year);

    /// <summary>Whether a notice not yet adopted may still change what this day is.</summary>
    public bool IsProvisional(DateOnly day) =>
        !IsPublished(day.Year)
        || (day is { Month: 12, Day: >= OpenFromDecember } && !IsPublished(day.Year + 1));

    public bool IsWorkingDay(DateOnly day) => Works(day);

    public DayNote Describe(DateOnly day)
    {
        var provisional = IsProvisional(day);
        if (_set.TryGetValue(day, out var row))
        {
            // A notice that names an ordinary working day as worked, or a plain weekend as off, still names it.
            return new(
                day,
                row.Off ? DayKind.Holiday
                    : IsWeekend(day) ? DayKind.MakeUp
                    : DayKind.WorkingDay,
                row.Holiday,
                provisional
            );
        }
        return new(day, IsWeekend(day) ? DayKind.Weekend : DayKind.WorkingDay, "", provisional);
    }

    /// <summary>Working days after <paramref name="from"/> up to and including <paramref name="to"/>; negative when to lies before from.</summary>
    public int WorkingDaysBetween(DateOnly from, DateOnly to) =>
        CountUpTo(to.DayNumber) - CountUpTo(from.DayNumber);

    /// <summary>
    /// The n-th working day after <paramref name="from"/> (the day itself never counts); for a negative n the n-th one before it;
    /// for 0 the day itself.
    /// </summary>
    public DateOnly AddWorkingDays(DateOnly from, int n) =>
        n switch
        {
            0 => from,
            > 0 => DateOnly.FromDayNumber(Nth(CountUpTo(from.DayNumber) + n)),
            _ => DateOnly.FromDayNumber(Nth(CountUpTo(from.DayNumber - 1) + n + 1)),
        };

    /// <summary>The day itself if it is a working day, else the first one after it.</summary>
    public DateOnly WorkingDayFrom(DateOnly day) => IsWorkingDay(day) ? day : AddWorkingDays(day, 1);

    /// <summary>The number of working days of a year.</summary>
    public int WorkingDaysOf(int year) =>
        WorkingDaysBetween(new DateOnly(year, 1, 1).AddDays(-1), new DateOnly(year, 12, 31));

    /// <summary>Every day of the closed range with what it is.</summary>
    public IEnumerable<DayNote> Describe(DateOnly from, DateOnly to)
    {
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            yield return Describe(day);
        }
    }

    private bool Works(DateOnly day) => _set.TryGetValue(day, out var row) ? !row.Off : !IsWeekend(day);

    internal static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    /// <summary>Working days up to and including day number n, counted from the first covered day (negative before it).</summary>
    private int CountUpTo(int n)
    {
        if (n < _first)
        {
            return Weekdays(n) - Weekdays(_first - 1);
        }
        return n <= _last ? _upTo[n - _first] : _upTo[^1] + Weekdays(n) - Weekdays(_last);
    }

    /// <summary>The day number of the k-th working day (1 is the first one inside the covered range).</summary>
    private int Nth(int k)
    {
        if (k >= 1 && k <= _working.Length)
        {
            return _working[k - 1];
        }
        return k < 1
            ? WeekdayNumber(Weekdays(_first - 1) + k)
            : WeekdayNumber(Weekdays(_last) + k - _working.Length);
    }

    /// <summary>Mondays to Fridays up to and including day number n; day number 0 (0001-01-01) is a Monday.</summary>
    private static int Weekdays(int n)
    {
        var (weeks, rest) = Math.DivRem(n + 1, 7);
        return (weeks * 5) + Math.Min(rest, 5);
    }

    private static int WeekdayNumber(int k)
    {
        var (weeks, rest) = Math.DivRem(k - 1, 5);
        return (weeks * 7) + rest;
    }

    private static WorkCalendar LoadShipped()
    {
        var assembly = typeof(WorkCalendar).Assembly;
        var years = new List<CalendarYear>();
        foreach (
            var name in assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith("calendar/cn/", StringComparison.Ordinal))
        )
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var reader = new StreamReader(stream, Encoding.UTF8);
            years.Add(CalendarYear.Parse(reader.ReadToEnd()));
        }
        return Of(years);
    }
}
