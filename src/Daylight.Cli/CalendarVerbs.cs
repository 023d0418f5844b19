using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Daylight.Norms.Calendar;

namespace Daylight.Cli;

/// <summary><c>daylight calendar add | year | read | propose | confirm</c>. Exit codes: 0 done, 1 the notice has faults, 2 the input is not understood.</summary>
internal static partial class CalendarVerbs
{
    private const int Done = 0;
    private const int Faulty = 1;
    private const int NotUnderstood = 2;

    private static readonly JsonSerializerOptions s_readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Build() =>
        new("calendar", "工作日历与期限计算。 Working days, due dates and the yearly notice.")
        {
            Add(),
            Year(),
            Read(),
            Propose(),
            Confirm(),
        };

    private static Option<bool> Json() => new("--json") { Description = "以JSON输出。 Print JSON." };

    private static Option<FileInfo[]> With() =>
        new("--with")
        {
            Description =
                "另加的年份文件（calendar read 的输出）。 Year files to add, as written by calendar read.",
            AllowMultipleArgumentsPerToken = true,
        };

    private static Command Add()
    {
        var start = new Argument<string>("DATE")
        {
            Description =
                "起算日或者时刻：2026-05-08、2026-05-08T10:00。 The day or moment of the event, Shanghai time.",
        };
        var span = new Argument<string>("SPAN")
        {
            Description = "时限：1wd、60d、1h、2m、year-end、5个工作日……  The span of time.",
        };
        var roll = new Option<bool>("--roll")
        {
            Description =
                "届满日不是工作日的，顺延至下一个工作日。 Roll a last day forward to the next working day.",
        };
        var json = Json();
        var with = With();
        var command = new Command(
            "add",
            "计算到期时间，并逐日说明。 When a span is due, and why each day counts or not."
        )
        {
            start,
            span,
            roll,
            json,
            with,
        };
        command.SetAction(parsed =>
        {
            if (!TryMoment(parsed.GetRequiredValue(start), out var at))
            {
                return Refuse(
                    parsed.InvocationConfiguration.Error,
                    $"“{parsed.GetRequiredValue(start)}”不是日期。请写作2026-05-08或者2026-05-08T10:00（北京时间）。 Not a date: write 2026-05-08 or 2026-05-08T10:00."
                );
            }
            if (!Span.TryParse(parsed.GetRequiredValue(span), out var length, out var fault))
            {
                return Refuse(parsed.InvocationConfiguration.Error, fault);
            }
            if (Calendar(parsed.GetValue(with), out var problem) is not { } calendar)
            {
                return Refuse(parsed.InvocationConfiguration.Error, problem);
            }
            try
            {
                var due = calendar.Due(
                    at,
                    length,
                    new DueOptions
                    {
                        Roll = parsed.GetValue(roll) ? RollForward.NextWorkingDay : RollForward.None,
                    }
                );
                Print(parsed.InvocationConfiguration.Output, due, parsed.GetValue(json));
                return Done;
            }
            catch (ArgumentOutOfRangeException)
            {
                return Refuse(
                    parsed.InvocationConfiguration.Error,
                    $"自{parsed.GetRequiredValue(start)}起{length.Words}，超出公元9999年。 The due date lies beyond the year 9999."
                );
            }
        });
        return command;
    }

    private static Command Year()
    {
        var year = new Argument<int>("YEAR") { Description = "年份，如2026。 The year." };
        var json = Json();
        var with = With();
        var command = new Command(
            "year",
            "一年的工作日、放假和调休。 The working days, holidays and make-up days of a year."
        )
        {
            year,
            json,
            with,
        };
        command.SetAction(parsed =>
        {
            var number = parsed.GetRequiredValue(year);
            if (number is < 1900 or > 9998)
            {
                return Refuse(
                    parsed.InvocationConfiguration.Error,
                    $"“{number}”不是可用的年份（1900至9998）。 The year is 1900 to 9998."
                );
            }
            if (Calendar(parsed.GetValue(with), out var problem) is not { } calendar)
            {
                return Refuse(parsed.InvocationConfiguration.Error, problem);
            }
            Print(parsed.InvocationConfiguration.Output, calendar, number, parsed.GetValue(json));
            return Done;
        });
        return command;
    }

    private static Command Read()
    {
        var file = new Argument<FileInfo>("NOTICE")
        {
            Description = "通知全文的文本文件（UTF-8）。 The text of the notice.",
        };
        var address = new Option<string>("--address")
        {
            Description = "通知的网址，写入年份文件。 Where the notice was published.",
            DefaultValueFactory = _ => "",
        };
        var output = new Option<FileInfo>("--output", "-o")
        {
            Description = "读懂无误后，把年份文件写到此处。 Write the year file here when there is no fault.",
        };
        var json = Json();
        var command = new Command(
            "read",
            "读出放假通知的日期，供第二人核对。 Read the days out of a holiday notice, for a second person to confirm."
        )
        {
            file,
            address,
            output,
            json,
        };
        command.SetAction(parsed =>
        {
            var from = parsed.GetRequiredValue(file);
            if (!from.Exists)
            {
                return Refuse(parsed.InvocationConfiguration.Error, $"没有文件“{from}”。 No such file.");
            }
            var calendar = WorkCalendar.Shipped;
            var reading = HolidayNotice.Read(
                File.ReadAllText(from.FullName),
                calendar,
                parsed.GetRequiredValue(address)
            );
            Print(parsed.InvocationConfiguration.Output, reading, calendar, parsed.GetValue(json));
            if (reading.Result is null)
            {
                return Faulty;
            }
            if (parsed.GetValue(output) is { } to)
            {
                File.WriteAllText(to.FullName, reading.Result.Text);
            }
            return Done;
        });
        return command;
    }

    private static bool TryMoment(string text, out DateTimeOffset moment)
    {
        if (
            DateOnly.TryParseExact(
                text,
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var day
            )
        )
        {
            moment = Shanghai.StartOf(day);
            return true;
        }
        string[] forms =
        [
            "yyyy-MM-dd'T'HH:mm",
            "yyyy-MM-dd'T'HH:mm:ss",
            "yyyy-MM-dd HH:mm",
            "yyyy-MM-dd HH:mm:ss",
        ];
        var local = DateTime.TryParseExact(
            text,
            forms,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var plain
        );
        moment = local ? new DateTimeOffset(plain, Shanghai.Offset) : default;
        return local
            || DateTimeOffset.TryParseExact(
                text,
                ["yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz"],
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out moment
            );
    }

    private static WorkCalendar? Calendar(FileInfo[]? files, out string problem)
    {
        var calendar = WorkCalendar.Shipped;
        problem = "";
        foreach (var file in files ?? [])
        {
            try
            {
                calendar = calendar.With(CalendarYear.Parse(File.ReadAllText(file.FullName)));
            }
            catch (Exception fault)
                when (fault is FormatException or IOException or UnauthorizedAccessException)
            {
                problem = $"{file}：{fault.Message}";
                return null;
            }
        }
        return calendar;
    }

    private static int Refuse(TextWriter error, string words)
    {
        error.WriteLine(words);
        return NotUnderstood;
    }

    private static string Day(DateOnly day) => $"{day:yyyy-MM-dd}";

    private static void Print(TextWriter output, JsonObject json) =>
        output.WriteLine(json.ToJsonString(s_readable));

    private static void Print(TextWriter output, DueDate due, bool json)
    {
        if (!json)
        {
            output.WriteLine(
                (
                    due.Day is not { } day ? "不设到期日"
                    : due.Moment is { } moment ? $"{moment:yyyy-MM-dd HH:mm:ss}"
                    : Day(day)
                ) + (due.Provisional ? "（暂定） provisional" : "")
            );
            output.WriteLine();
            foreach (var line in due.Explain())
            {
                output.WriteLine($"  {line}");
            }
            return;
        }
        Print(
            output,
            new JsonObject
            {
                ["start"] = $"{due.Start:yyyy-MM-dd'T'HH:mm:sszzz}",
                ["span"] = due.Span.ToString(),
                ["due"] = due.Day is { } last ? Day(last) : null,
                ["moment"] = due.Moment is { } at ? $"{at:yyyy-MM-dd'T'HH:mm:sszzz}" : null,
                ["provisional"] = due.Provisional,
                ["beforeRolling"] = due.BeforeRolling is { } before ? Day(before) : null,
                ["days"] = new JsonArray([
                    .. due.Days.Select(range => new JsonObject
                    {
                        ["from"] = Day(range.From),
                        ["to"] = Day(range.To),
                        ["counted"] = range.Counted,
                        ["reason"] = range.Words,
                        ["number"] = range.Number,
                        ["provisional"] = range.Provisional,
                    }),
                ]),
                ["why"] = new JsonArray([.. due.Explain().Select(line => JsonValue.Create(line))]),
                ["calendar"] = due.CalendarHash,
            }
        );
    }

    private static void Print(TextWriter output, WorkCalendar calendar, int year, bool json)
    {
        var known = calendar.Years.FirstOrDefault(known => known.Year == year);
        var set = calendar
            .Describe(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31))
            .Where(note => note.Kind is DayKind.Holiday or DayKind.MakeUp)
            .ToArray();
        if (json)
        {
            Print(
                output,
                new JsonObject
                {
                    ["year"] = year,
                    ["published"] = known is not null,
                    ["workingDays"] = calendar.WorkingDaysOf(year),
                    ["notices"] = new JsonArray([
                        .. (known?.Notices ?? []).Select(notice => new JsonObject
                        {
                            ["title"] = notice.Title,
                            ["number"] = notice.Number,
                            ["issued"] = Day(notice.Issued),
                            ["address"] = notice.Address,
                        }),
                    ]),
                    ["days"] = new JsonArray([
                        .. set.Select(note => new JsonObject
                        {
                            ["day"] = Day(note.Day),
                            ["working"] = note.IsWorkingDay,
                            ["reason"] = note.Words,
                        }),
                    ]),
                    ["hash"] = known?.Hash,
                    ["calendar"] = calendar.Hash,
                }
            );
            return;
        }
        output.WriteLine(
            $"{year}年 工作日{calendar.WorkingDaysOf(year)}天{(known is null ? "（放假安排未收录，暂按周一至周五计算）" : "")}"
        );
        foreach (var notice in known?.Notices ?? [])
        {
            output.WriteLine(
                $"  依据：{notice.Title}{(notice.Number.Length > 0 ? $"（{notice.Number}）" : "")} {Day(notice.Issued)} {notice.Address}"
            );
        }
        foreach (var note in set)
        {
            output.WriteLine(
                $"  {Day(note.Day)} {"周" + "日一二三四五六"[(int)note.Day.DayOfWeek]} {(note.IsWorkingDay ? "上班" : "放假")} {note.Words}"
            );
        }
    }

    private static void Print(TextWriter output, NoticeReading reading, WorkCalendar before, bool json)
    {
        var changes = reading.Result is null ? [] : WorkCalendar.Changes(before, before.With(reading.Result));
        if (json)
        {
            Print(
                output,
                new JsonObject
                {
                    ["year"] = reading.Year,
                    ["title"] = reading.Notice.Title,
                    ["number"] = reading.Notice.Number,
                    ["issued"] = reading.Notice.Issued == default ? null : Day(reading.Notice.Issued),
                    ["amends"] = reading.Amends,
                    ["days"] = new JsonArray([
                        .. reading.Days.Select(row => new JsonObject
                        {
                            ["day"] = Day(row.Day.Day),
                            ["working"] = !row.Day.Off,
                            ["holiday"] = row.Day.Holiday,
                            ["sentence"] = row.Sentence,
                        }),
                    ]),
                    ["faults"] = new JsonArray([
                        .. reading.Faults.Select(fault => new JsonObject
                        {
                            ["sentence"] = fault.Sentence,
                            ["fault"] = fault.Words,
                        }),
                    ]),
                    ["remarks"] = new JsonArray([
                        .. reading.Remarks.Select(remark => JsonValue.Create(remark)),
                    ]),
                    ["changes"] = new JsonArray([
                        .. changes.Select(change => JsonValue.Create(change.Words)),
                    ]),
                    ["hash"] = reading.Result?.Hash,
                }
            );
            return;
        }
        output.WriteLine(
            $"{reading.Notice.Title} {reading.Notice.Number} {(reading.Notice.Issued == default ? "" : Day(reading.Notice.Issued))}"
        );
        foreach (var row in reading.Days)
        {
            output.WriteLine(
                $"  {Day(row.Day.Day)} {"周" + "日一二三四五六"[(int)row.Day.Day.DayOfWeek]} {(row.Day.Off ? "放假" : "上班")} {row.Day.Holiday}：“{row.Sentence}”"
            );
        }
        foreach (var remark in reading.Remarks)
        {
            output.WriteLine($"  提示：{remark}");
        }
        foreach (var fault in reading.Faults)
        {
            output.WriteLine(
                $"  问题：{fault.Words}{(fault.Sentence.Length > 0 ? $" 原文：“{fault.Sentence}”" : "")}"
            );
        }
        if (reading.Result is { } result)
        {
            output.WriteLine($"  与现行日历相比，{changes.Length}天改变：");
            foreach (var change in changes)
            {
                output.WriteLine($"    {change.Words}");
            }
            output.WriteLine($"  年份文件散列 {result.Hash}");
            output.WriteLine("  须由第二人核对后采用。");
        }
        else
        {
            output.WriteLine("  有问题未解决，不生成年份文件。");
        }
    }
}
