using System.Globalization;
using System.Text.RegularExpressions;

namespace Daylight.Norms.Calendar;

/// <summary>Reads the sentences of one item: which days are off, which are worked, and whether the sentence agrees with itself.</summary>
internal sealed partial class NoticeClauses(int year, string holiday, WorkCalendar? inForce)
{
    private const int Patience = 1000;
    private const string Date = "(?:[0-9]{4}年)?(?:[0-9]{1,2}月)?[0-9]{1,2}日(?:（[^（）]*）)?";
    private const string Dates = Date + "(?:[、和至—]" + Date + ")*";
    private const string Moved = "(?:[两二三四]个)?公休日(?:及[^，。；0-9]{2,6}?)?(?:分别)?调至";
    private const string Resting = "(?:照常|均?为)公休日?|均?为[^，。；、0-9]{0,6}法定(?:节)?假日";
    private const string Off = "(?:全国)?(?:放假调休|放假公休|调休放假|放假)|补休|调休|休息";

    [GeneratedRegex(
        "将?(?<dates>"
            + Dates
            + ")，?(?:(?<moved>"
            + Moved
            + ")(?<targets>"
            + Dates
            + ")|(?<resting>"
            + Resting
            + ")|(?<off>"
            + Off
            + ")|(?<on>起)?(?:正常|照常)?(?<work>上班))",
        RegexOptions.CultureInvariant,
        Patience
    )]
    private static partial Regex ClauseForm { get; }

    [GeneratedRegex(
        "(?<y>[0-9]{4}年)?(?<m>[0-9]{1,2}月)?(?<d>[0-9]{1,2})日(?<note>（[^（）]*）)?(?<joint>[、和至—])?",
        RegexOptions.CultureInvariant,
        Patience
    )]
    private static partial Regex DateForm { get; }

    [GeneratedRegex("(?:星期|周)(?<day>[一二三四五六日天])", RegexOptions.CultureInvariant, Patience)]
    private static partial Regex WeekdayForm { get; }

    [GeneratedRegex("共?(?<n>[0-9]{1,2}|[一二三四五六七八九十])天", RegexOptions.CultureInvariant, Patience)]
    private static partial Regex TotalForm { get; }

    [GeneratedRegex(
        "延长(?:[0-9]{4}年)?[^0-9，。]{2,6}?假期至(?<date>" + Date + ")",
        RegexOptions.CultureInvariant,
        Patience
    )]
    private static partial Regex ProlongedForm { get; }

    private readonly List<(DateOnly Day, string Sentence)> _resting = [];
    private readonly List<(DateOnly Day, string Sentence)> _moved = [];
    private int _month;

    public Dictionary<DateOnly, string> OffDays { get; } = [];

    public Dictionary<DateOnly, string> WorkDays { get; } = [];

    public List<NoticeFault> Faults { get; } = [];

    public List<string> Remarks { get; } = [];

    public void Read(IEnumerable<string> sentences)
    {
        foreach (var sentence in sentences.Where(sentence => sentence.Any(char.IsAsciiDigit)))
        {
            if (sentence.Contains("鼓励", StringComparison.Ordinal))
            {
                Remarks.Add($"倡导性内容，不改变工作日：“{sentence}”。");
                continue;
            }
            ReadSentence(sentence);
        }
        Settle();
    }

    private void ReadSentence(string sentence)
    {
        var rest = sentence;
        if (ProlongedForm.Match(sentence) is { Success: true } prolonged)
        {
            Prolong(prolonged.Groups["date"].Value, sentence);
            rest = rest.Replace(prolonged.Value, "", StringComparison.Ordinal);
        }
        var off = 0;
        foreach (Match clause in ClauseForm.Matches(rest))
        {
            var days = Expand(clause.Groups["dates"].Value, sentence);
            if (clause.Groups["off"].Success)
            {
                off = Math.Max(off, days.Count);
                Add(OffDays, days, sentence);
            }
            else if (clause.Groups["work"].Success && !clause.Groups["on"].Success)
            {
                Add(WorkDays, days, sentence);
            }
            else if (clause.Groups["resting"].Success)
            {
                _resting.AddRange(days.Select(day => (day, sentence)));
            }
            else if (clause.Groups["moved"].Success)
            {
                _moved.AddRange(days.Select(day => (day, sentence)));
                Add(OffDays, Expand(clause.Groups["targets"].Value, sentence), sentence);
            }
        }
        rest = ClauseForm.Replace(rest, "");
        if (off > 0 && TotalForm.Match(rest) is { Success: true } total)
        {
            if (SpanText.Number(total.Groups["n"].Value) != off)
            {
                Faults.Add(new(sentence, $"写明{total.Value}，按日期计算为{off}天。"));
            }
            rest = rest.Remove(total.Index, total.Length);
        }
        if (rest.Contains("与周末连休", StringComparison.Ordinal) && !OffDays.Keys.Any(NextToWeekend))
        {
            Faults.Add(new(sentence, "写明与周末连休，但放假日不与周末相邻。"));
        }
        if (DateForm.IsMatch(rest))
        {
            Faults.Add(new(sentence, $"其中的日期未能读懂：“{rest.Trim('，', '：')}”。"));
        }
    }

    /// <summary>A day whose rest was moved elsewhere is worked, unless the holiday itself covers it.</summary>
    private void Settle()
    {
        foreach (var (day, sentence) in _moved.Where(moved => !OffDays.ContainsKey(moved.Day)))
        {
            WorkDays.TryAdd(day, sentence);
        }
        foreach (
            var (day, sentence) in _resting.Where(resting =>
                !OffDays.ContainsKey(resting.Day) && !WorkCalendar.IsWeekend(resting.Day)
            )
        )
        {
            Faults.Add(new(sentence, $"{Words(day)}写作休息日，但不在放假日期之内。"));
        }
        foreach (var (day, sentence) in WorkDays)
        {
            if (OffDays.ContainsKey(day))
            {
                Faults.Add(new(sentence, $"{Words(day)}既写放假又写上班。"));
            }
            else if (!WorkCalendar.IsWeekend(day))
            {
                Faults.Add(
                    new(sentence, $"{Words(day)}是{DueWords.Weekday(day)}，本来就是工作日，却写作调休上班。")
                );
            }
        }
    }

    private void Prolong(string date, string sentence)
    {
        var until = Expand(date, sentence);
        var known = inForce
            ?.Years.FirstOrDefault(known => known.Year == year)
            ?.Days.Where(day => day.Off && day.Holiday.Split('、').Contains(holiday))
            .ToArray();
        if (known is not { Length: > 0 })
        {
            Faults.Add(new(sentence, $"延长假期要以原安排为准，但没有{year}年{holiday}的原安排。"));
        }
        else if (until is [var last])
        {
            for (var day = known[^1].Day.AddDays(1); day <= last; day = day.AddDays(1))
            {
                OffDays.TryAdd(day, sentence);
            }
        }
    }

    private static void Add(Dictionary<DateOnly, string> to, List<DateOnly> days, string sentence)
    {
        foreach (var day in days)
        {
            to.TryAdd(day, sentence);
        }
    }

    /// <summary>The days of "9月29日（星期一）、30日" or "12月30日至2008年1月1日". A part left out is that of the date before.</summary>
    private List<DateOnly> Expand(string text, string sentence)
    {
        var days = new List<DateOnly>();
        int? said = null;
        var range = false;
        foreach (Match match in DateForm.Matches(text))
        {
            if (match.Groups["y"].Success)
            {
                said = int.Parse(match.Groups["y"].ValueSpan[..^1], NumberStyles.None);
            }
            if (match.Groups["m"].Success)
            {
                _month = int.Parse(match.Groups["m"].ValueSpan[..^1], NumberStyles.None);
            }
            var number = int.Parse(match.Groups["d"].ValueSpan, NumberStyles.None);
            // The notice of a year speaks of the December before it only under New Year's Day.
            var of = said ?? (_month == 12 && holiday == "元旦" ? year - 1 : year);
            if (_month is < 1 or > 12 || number < 1 || number > DateTime.DaysInMonth(of, _month))
            {
                Faults.Add(new(sentence, $"没有“{match.Value.TrimEnd('、', '和', '至', '—')}”这一天。"));
                range = false;
                continue;
            }
            var day = new DateOnly(of, _month, number);
            if (range && day < days[^1])
            {
                day = day.AddYears(1);
            }
            CheckWeekday(day, match.Groups["note"].Value, sentence);
            for (var between = range ? days[^1].AddDays(1) : day; between < day; between = between.AddDays(1))
            {
                days.Add(between);
            }
            days.Add(day);
            range = match.Groups["joint"].Value is "至" or "—";
        }
        if (days.Any(day => day.Year != year && !(day.Year == year - 1 && day.Month == 12)))
        {
            Faults.Add(new(sentence, $"日期不在{year}年，也不在上年12月。"));
            days.Clear();
        }
        return days;
    }

    private void CheckWeekday(DateOnly day, string note, string sentence)
    {
        if (WeekdayForm.Match(note) is { Success: true } said)
        {
            var index = "日一二三四五六".IndexOf(
                said.Groups["day"].Value is "天" ? "日" : said.Groups["day"].Value,
                StringComparison.Ordinal
            );
            if (index != (int)day.DayOfWeek)
            {
                Faults.Add(new(sentence, $"{Words(day)}写作{said.Value}，实为{DueWords.Weekday(day)}。"));
            }
        }
    }

    private static bool NextToWeekend(DateOnly day) =>
        WorkCalendar.IsWeekend(day)
        || WorkCalendar.IsWeekend(day.AddDays(1))
        || WorkCalendar.IsWeekend(day.AddDays(-1));

    private static string Words(DateOnly day) => $"{day.Year}年{day.Month}月{day.Day}日";
}
