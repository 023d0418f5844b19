using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Daylight.Norms.Calendar;

/// <summary>One official notice: its title, document number (发文字号), day of issue and address. Number and address may be empty where unknown.</summary>
public sealed record CalendarNotice(string Title, string Number, DateOnly Issued, string Address);

/// <summary>A day that a notice sets apart: off (放假) or worked (调休上班), with the holiday it belongs to.</summary>
public sealed record CalendarDay(DateOnly Day, bool Off, string Holiday);

/// <summary>
/// What the notices for one year say, as adopted: <c>calendar/cn/2026.json</c>. A notice may set days of the year before
/// (the notice for 2019 made 2018-12-29 a working day), and a later notice may amend an earlier one.
/// </summary>
public sealed class CalendarYear
{
    private CalendarYear(int year, ImmutableArray<CalendarNotice> notices, ImmutableArray<CalendarDay> days)
    {
        Year = year;
        Notices = notices;
        Days = days;
        Text = Write(year, notices, days);
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));
    }

    public int Year { get; }

    /// <summary>In the order of issue; the later one has the last word.</summary>
    public ImmutableArray<CalendarNotice> Notices { get; }

    /// <summary>In the order of the days, each day once.</summary>
    public ImmutableArray<CalendarDay> Days { get; }

    /// <summary>The canonical text: what is written to the file, kept by hash and parsed again without loss.</summary>
    public string Text { get; }

    /// <summary>SHA-256 of <see cref="Text"/> in UTF-8, lower-case hex.</summary>
    public string Hash { get; }

    /// <exception cref="ArgumentException">A day occurs twice, or lies neither in the year nor in the last month of the year before.</exception>
    public static CalendarYear Of(
        int year,
        IEnumerable<CalendarNotice> notices,
        IEnumerable<CalendarDay> days
    )
    {
        var sorted = days.OrderBy(day => day.Day).ToImmutableArray();
        for (var i = 0; i < sorted.Length; i++)
        {
            var day = sorted[i].Day;
            if (i > 0 && sorted[i - 1].Day == day)
            {
                throw new ArgumentException(
                    $"{day:yyyy-MM-dd} occurs twice in the calendar of {year}: keep one of the two rows.",
                    nameof(days)
                );
            }
            if (day.Year != year && !(day.Year == year - 1 && day.Month == 12))
            {
                throw new ArgumentException(
                    $"{day:yyyy-MM-dd} does not belong to the calendar of {year}: a notice sets days of its own year and of the December before it.",
                    nameof(days)
                );
            }
        }
        return new(year, [.. notices], sorted);
    }

    /// <summary>Reads the canonical text of a year; order and white space may differ.</summary>
    /// <exception cref="FormatException">Not such a text; the message says which field and what is expected.</exception>
    public static CalendarYear Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            var year = root.GetProperty("year").GetInt32();
            var notices = root.GetProperty("notices")
                .EnumerateArray()
                .Select(n => new CalendarNotice(
                    Field(n, "title"),
                    Field(n, "number"),
                    Date(Field(n, "issued")),
                    Field(n, "address")
                ));
            var days =
                from holiday in root.GetProperty("holidays").EnumerateArray()
                let name = Field(holiday, "name")
                from row in holiday
                    .GetProperty("off")
                    .EnumerateArray()
                    .Select(d => (Day: d, Off: true))
                    .Concat(holiday.GetProperty("work").EnumerateArray().Select(d => (Day: d, Off: false)))
                select new CalendarDay(Date(row.Day.GetString() ?? ""), row.Off, name);
            return Of(year, notices, days);
        }
        catch (Exception fault)
            when (fault
                    is JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or ArgumentException
            )
        {
            throw new FormatException(
                $"Not a calendar year: {fault.Message} Expected year, notices (title, number, issued, address) and holidays (name, off, work) with days as 2026-01-01.",
                fault
            );
        }
    }

    private static string Field(JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? "";

    private static DateOnly Date(string text) =>
        DateOnly.TryParseExact(
            text,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        )
            ? day
            : throw new FormatException(
                $"Not a calendar year: \"{text}\" is not a day; write it as 2026-01-01."
            );

    private static string Write(
        int year,
        ImmutableArray<CalendarNotice> notices,
        ImmutableArray<CalendarDay> days
    )
    {
        var text = new StringBuilder().Append("{\n  \"year\": ").Append(year).Append(",\n  \"notices\": [");
        for (var i = 0; i < notices.Length; i++)
        {
            var n = notices[i];
            text.Append(i == 0 ? "\n    {\n" : ",\n    {\n")
                .Append("      \"title\": ")
                .Append(Quote(n.Title))
                .Append(",\n      \"number\": ")
                .Append(Quote(n.Number))
                .Append(",\n      \"issued\": ")
                .Append(Quote($"{n.Issued:yyyy-MM-dd}"))
                .Append(",\n      \"address\": ")
                .Append(Quote(n.Address))
                .Append("\n    }");
        }
        text.Append(notices.IsEmpty ? "],\n  \"holidays\": [" : "\n  ],\n  \"holidays\": [");

        // Holidays in the order of their first day off, so that the text depends on the days alone.
        var holidays = days.GroupBy(day => day.Holiday)
            .OrderBy(group => group.Min(day => (!day.Off, day.Day)))
            .ToArray();
        for (var i = 0; i < holidays.Length; i++)
        {
            text.Append(i == 0 ? "\n    {\n" : ",\n    {\n")
                .Append("      \"name\": ")
                .Append(Quote(holidays[i].Key))
                .Append(",\n      \"off\": [")
                .AppendJoin(
                    ", ",
                    holidays[i].Where(day => day.Off).Select(day => Quote($"{day.Day:yyyy-MM-dd}"))
                )
                .Append("],\n      \"work\": [")
                .AppendJoin(
                    ", ",
                    holidays[i].Where(day => !day.Off).Select(day => Quote($"{day.Day:yyyy-MM-dd}"))
                )
                .Append("]\n    }");
        }
        return text.Append(holidays.Length == 0 ? "]\n}\n" : "\n  ]\n}\n").ToString();
    }

    private static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                < ' ' => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => quoted.Append(c),
            };
        }
        return quoted.Append('"').ToString();
    }
}
