using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Daylight.Norms.Calendar;

/// <summary>One numbered item of a notice: the holiday and its sentences.</summary>
internal sealed record NoticeItem(string Holiday, ImmutableArray<string> Sentences);

/// <summary>A notice taken apart into heading, items and signature; brackets, colons, spaces and line breaks made uniform.</summary>
internal sealed partial class NoticeText
{
    private const int Patience = 1000;

    [GeneratedRegex("国务院(?:办公厅)?关于[^。：]{2,60}?的通知", RegexOptions.CultureInvariant, Patience)]
    private static partial Regex TitleForm { get; }

    [GeneratedRegex(
        "国(?<office>办)?发明电[〔\\[［（](?<year>[0-9]{4})[〕\\]］）](?<n>[0-9]{1,3})号",
        RegexOptions.CultureInvariant,
        Patience
    )]
    private static partial Regex NumberForm { get; }

    [GeneratedRegex(
        "^(?:国务院(?:办公厅)?)?(?<y>[0-9〇○Ｏ零一二三四五六七八九]{4})年(?<m>[0-9一二三四五六七八九十]{1,2})月(?<d>[0-9一二三四五六七八九十]{1,3})日$",
        RegexOptions.CultureInvariant,
        Patience
    )]
    private static partial Regex SignatureForm { get; }

    [GeneratedRegex("(?<year>[0-9]{4})年", RegexOptions.CultureInvariant, Patience)]
    private static partial Regex YearForm { get; }

    [GeneratedRegex(
        "现将(?:[0-9]{4}年)?(?<names>[^。：]{2,80}?)放假调休日期",
        RegexOptions.CultureInvariant,
        Patience
    )]
    private static partial Regex AnnouncedForm { get; }

    [GeneratedRegex("(?<=[。：；])[一二三四五六七八九十]{1,2}、", RegexOptions.CultureInvariant, Patience)]
    private static partial Regex ItemMark { get; }

    [GeneratedRegex("^(?<name>[^0-9：。，]{2,20}?)：?(?=[0-9])", RegexOptions.CultureInvariant, Patience)]
    private static partial Regex ItemName { get; }

    private static readonly ImmutableArray<string> s_sevenHolidays =
    [
        "元旦",
        "春节",
        "清明节",
        "劳动节",
        "端午节",
        "中秋节",
        "国庆节",
    ];

    private NoticeText() { }

    public required string Title { get; init; }

    /// <summary>发文字号, or empty.</summary>
    public required string Number { get; init; }

    /// <summary>成文日期, or null.</summary>
    public required DateOnly? Issued { get; init; }

    /// <summary>The year that the notice is for, or 0.</summary>
    public required int Year { get; init; }

    public required ImmutableArray<NoticeItem> Items { get; init; }

    /// <summary>The holidays that the notice says it sets.</summary>
    public required ImmutableArray<string> Announced { get; init; }

    public bool Adjusts => Title.Contains("调整", StringComparison.Ordinal);

    public bool Amends => IsAmending(Title);

    public static NoticeText Of(string text)
    {
        var lines = text.Split('\n').Select(Uniform).Where(line => line.Length > 0).ToList();
        DateOnly? issued = null;
        for (var i = lines.Count - 1; i >= 0 && issued is null; i--)
        {
            issued = Signature(lines[i]);
            if (issued is not null)
            {
                lines.RemoveRange(i, lines.Count - i);
            }
        }
        var flat = string.Concat(lines);
        var title = TitleForm.Match(flat).Value;
        var number = NumberForm.Match(flat);
        var body =
            title.Length > 0 ? flat[(flat.IndexOf(title, StringComparison.Ordinal) + title.Length)..] : flat;
        var year = YearForm.Match(title) is { Success: true } inTitle ? inTitle : YearForm.Match(body);
        return new()
        {
            Title = title,
            Number = number.Success
                ? $"{(number.Groups["office"].Success ? "国办发明电" : "国发明电")}〔{number.Groups["year"].Value}〕{number.Groups["n"].Value}号"
                : "",
            Issued = issued,
            Year = year.Success ? int.Parse(year.Groups["year"].ValueSpan, NumberStyles.None) : 0,
            Items = ItemsOf(body, Subject(title)),
            Announced =
                IsAmending(title) ? []
                : AnnouncedForm.Match(flat) is { Success: true } list
                    ?
                    [
                        .. list.Groups["names"]
                            .Value.Split(['、', '和', '，'], StringSplitOptions.RemoveEmptyEntries)
                            .Select(HolidayName),
                    ]
                : s_sevenHolidays,
        };
    }

    /// <summary>The name used in the calendar for the names that notices used over the years.</summary>
    public static string HolidayName(string name) =>
        name.Trim('“', '”', '"') switch
        {
            "五一" or "五一”国际劳动节" or "国际劳动节" => "劳动节",
            "十一" => "国庆节",
            "新年" => "元旦",
            "清明" => "清明节",
            "端午" => "端午节",
            "中秋" => "中秋节",
            "国庆" => "国庆节",
            var other => other,
        };

    private static bool IsAmending(string title) =>
        title.Contains("调整", StringComparison.Ordinal)
        || title.Contains("延长", StringComparison.Ordinal)
        || title.Contains("纪念日", StringComparison.Ordinal);

    private static ImmutableArray<NoticeItem> ItemsOf(string body, string subject)
    {
        var marks = ItemMark.Matches(body);
        if (marks.Count == 0)
        {
            return [new(subject, Sentences(body))];
        }
        var items = ImmutableArray.CreateBuilder<NoticeItem>();
        for (var i = 0; i < marks.Count; i++)
        {
            var from = marks[i].Index + marks[i].Length;
            var part = body[from..(i + 1 < marks.Count ? marks[i + 1].Index : body.Length)];
            var name = ItemName.Match(part);
            var named = name.Success && name.Groups["name"].Value.Split('、').All(IsHolidayName);
            items.Add(
                named
                    ? new(
                        string.Join('、', name.Groups["name"].Value.Split('、').Select(HolidayName)),
                        Sentences(part[name.Length..])
                    )
                    : new(subject, Sentences(part))
            );
        }
        return items.DrainToImmutable();
    }

    /// <summary>Whether words before a date name a holiday ("延长" does not).</summary>
    private static bool IsHolidayName(string name) => HolidayName(name) is "元旦" or [.., '节'] or [.., '日'];

    /// <summary>The holiday that a title speaks of: 劳动节 in 关于调整2019年劳动节假期安排的通知.</summary>
    private static string Subject(string title)
    {
        if (title.IndexOf("纪念日", StringComparison.Ordinal) is > 0 and var end)
        {
            return title[(title.IndexOf("关于", StringComparison.Ordinal) + 2)..(end + 3)];
        }
        return s_sevenHolidays.FirstOrDefault(name => title.Contains(name, StringComparison.Ordinal)) ?? "";
    }

    private static ImmutableArray<string> Sentences(string text) =>
        [.. text.Split(['。', '；'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private static DateOnly? Signature(string line)
    {
        if (SignatureForm.Match(line) is not { Success: true } match)
        {
            return null;
        }
        var year = match
            .Groups["y"]
            .Value.Aggregate(
                0,
                (sum, c) =>
                    (sum * 10)
                    + (
                        char.IsAsciiDigit(c)
                            ? c - '0'
                            : Math.Max(0, "〇一二三四五六七八九".IndexOf(c, StringComparison.Ordinal))
                    )
            );
        return
            SpanText.Number(match.Groups["m"].Value) is >= 1 and <= 12 and var month
            && year > 1900
            && SpanText.Number(match.Groups["d"].Value) is >= 1 and var day
            && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;
    }

    private static string Uniform(string line)
    {
        var text = new StringBuilder(line.Length);
        foreach (var c in line)
        {
            if (char.IsWhiteSpace(c) || c is '\ufeff' or '\u200b')
            {
                continue;
            }
            text.Append(
                c switch
                {
                    '(' => '（',
                    ')' => '）',
                    ':' => '：',
                    ',' => '，',
                    ';' => '；',
                    '-' or '─' or '–' or '~' or '～' or '－' => '—',
                    >= '０' and <= '９' => (char)(c - '０' + '0'),
                    _ => c,
                }
            );
        }
        return text.Replace("——", "—").ToString();
    }
}
