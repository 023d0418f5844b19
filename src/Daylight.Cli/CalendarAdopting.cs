using System.CommandLine;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Web;

namespace Daylight.Cli;

/// <summary>
/// <c>daylight calendar propose | confirm</c>: the new year's job on a log. Exit codes: 0 recorded, 1 refused or the notice
/// has faults, 2 not understood.
/// </summary>
internal static partial class CalendarVerbs
{
    private static Command Propose()
    {
        var on = new OnLog();
        var by = Acting.By();
        var file = new Argument<FileInfo>("NOTICE")
        {
            Description =
                "通知全文的文本文件（UTF-8），或者calendar read写出的年份文件。 The text of the notice, or a year file.",
        };
        var address = new Option<string>("--address")
        {
            Description = "通知的网址，一并记录。 Where the notice was published.",
            DefaultValueFactory = _ => "",
        };
        var verb = new Command(
            "propose",
            "读出放假通知，显示各日，提请第二人核对采用。 Read a notice, show its days, and lay the year before a second person."
        )
        {
            file,
            address,
            by,
        };
        on.AddTo(verb);
        verb.SetAction(
            (parsed, cancel) =>
                on.Run(
                    parsed,
                    "calendar propose",
                    async (node, log) =>
                    {
                        var from = parsed.GetRequiredValue(file);
                        if (!from.Exists)
                        {
                            return Refuse(
                                parsed.InvocationConfiguration.Error,
                                $"没有文件“{from}”。 No such file."
                            );
                        }

                        var text = await File.ReadAllTextAsync(from.FullName, cancel);
                        if (
                            Content(parsed, text, parsed.GetRequiredValue(address), log, on.AsJson(parsed))
                            is not { } content
                        )
                        {
                            return Faulty;
                        }

                        var outcome = await Acting.Perform(
                            node,
                            log,
                            parsed.GetRequiredValue(by),
                            new AdoptCalendar.ProposeAct(content),
                            cancel
                        );
                        return RegistryVerbs.Tell(parsed, outcome, on.AsJson(parsed));
                    },
                    cancel
                )
        );
        return verb;
    }

    /// <summary>The year that is proposed; null where the notice has faults, which are told with the days.</summary>
    private static string? Content(ParseResult parsed, string text, string address, NodeLog log, bool json)
    {
        if (text.TrimStart().StartsWith('{'))
        {
            return text;
        }

        var calendar = log.Clerk.Rules.Calendar;
        var reading = HolidayNotice.Read(text, calendar, address);
        Print(
            json ? parsed.InvocationConfiguration.Error : parsed.InvocationConfiguration.Output,
            reading,
            calendar,
            json: false
        );
        return reading.Result?.Text;
    }

    private static Command Confirm()
    {
        var on = new OnLog();
        var (by, seen) = (Acting.By(), Acting.Seen());
        var year = new Argument<int>("YEAR") { Description = "年份，如2027。 The year." };
        var verb = new Command(
            "confirm",
            "核对提请的年份；写明散列即采用，并列出改动的期限。 Look at the proposed year; with its hash it is adopted and the moved due dates are listed."
        )
        {
            year,
            seen,
            by,
        };
        on.AddTo(verb);
        verb.SetAction(
            (parsed, cancel) =>
                on.Run(
                    parsed,
                    "calendar confirm",
                    async (node, log) =>
                    {
                        var number = parsed.GetRequiredValue(year);
                        if (parsed.GetValue(seen) is not { } hash)
                        {
                            return await Show(parsed, node, log, number, cancel);
                        }

                        var outcome = await Acting.Perform(
                            node,
                            log,
                            parsed.GetRequiredValue(by),
                            new AdoptCalendar.ConfirmAct(number, hash),
                            cancel
                        );
                        if (outcome is Outcome.Refused)
                        {
                            return RegistryVerbs.Tell(parsed, outcome, on.AsJson(parsed));
                        }

                        await new DutyWorker(log.Clerk, node.Store, node.Options.Time).RedateProvisional(
                            cancel
                        );
                        var (moved, _) = await MovedDates.By(
                            log.Clerk.Rules.Calendar.Hash,
                            log.Jurisdiction,
                            node.Store,
                            int.MaxValue,
                            cancel
                        );
                        Print(parsed.InvocationConfiguration.Output, number, moved, on.AsJson(parsed));
                        return Done;
                    },
                    cancel
                )
        );
        return verb;
    }

    private static async Task<int> Show(
        ParseResult parsed,
        Node node,
        NodeLog log,
        int number,
        CancellationToken cancel
    )
    {
        if (await AdoptionList.WaitingYear(node.Store, log.Jurisdiction, number, cancel) is not { } waiting)
        {
            return RegistryVerbs.Tell(parsed, new Outcome.Refused(new NoCalendarWaits(number)), json: false);
        }

        var output = parsed.InvocationConfiguration.Output;
        var before = log.Clerk.Rules.Calendar;
        Print(output, before.With(waiting.Year), number, json: false);
        var changes = WorkCalendar.Changes(before, before.With(waiting.Year));
        await output.WriteLineAsync($"  与现行日历相比，{changes.Length}天改变");
        foreach (var change in changes)
        {
            await output.WriteLineAsync($"    {change.Words}");
        }

        await output.WriteLineAsync(
            $"尚未采用。核对无误的，请另一人执行：daylight calendar confirm {number} --by 编号 --seen {waiting.Row.Waiting}"
        );
        return NotUnderstood;
    }

    private static void Print(TextWriter output, int year, IReadOnlyList<MovedDate> moved, bool json)
    {
        if (json)
        {
            output.Json(new { Year = year, Moved = moved });
            return;
        }

        output.WriteLine($"{year}年工作日历已采用。改动的期限：{moved.Count}项");
        foreach (var date in moved)
        {
            output.WriteLine(
                $"  {date.Title}（{date.Matter}，{date.Duty}）：{Due(date.Before)} → {Due(date.After)}"
            );
        }
    }

    private static string Due(DateTimeOffset? due) => due is { } at ? Day(Shanghai.DayOf(at)) : "长期";
}
