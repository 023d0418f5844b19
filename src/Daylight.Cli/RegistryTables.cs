using System.CommandLine;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Registry;
using Daylight.Registry.Views;
using Daylight.Ui;
using Daylight.Web;

namespace Daylight.Cli;

/// <summary>
/// <c>daylight registry import | export | holder</c>. Exit codes: 0 done, 1 refused or with faults, 2 not understood.
/// </summary>
internal static class RegistryTables
{
    /// <summary>Looks a table through; records it only where the number of rows is named that was seen without a fault.</summary>
    public static Command Import()
    {
        var on = new OnLog();
        var (kind, by) = (Kind(), Acting.By());
        var file = new Argument<FileInfo>("FILE") { Description = "xlsx或CSV文件。 An xlsx or CSV file." };
        var record = new Option<int?>("--record")
        {
            Description =
                "您在预览中看到的行数；不写则只预览。 The number of rows that the preview showed; without it nothing is recorded.",
        };
        var verb = new Command(
            "import",
            "导入名录，先预览全部错误。 Import a table; every fault is shown first."
        )
        {
            kind,
            file,
            record,
            by,
        };
        on.AddTo(verb);
        verb.SetAction(
            (parsed, cancel) =>
                on.Run(
                    parsed,
                    "registry import",
                    async (node, log) =>
                    {
                        var bytes = await File.ReadAllBytesAsync(
                            parsed.GetRequiredValue(file).FullName,
                            cancel
                        );
                        var (rows, refusal) = new TableFiles().Read(bytes);
                        if (rows is null)
                        {
                            parsed.InvocationConfiguration.Error.Say(refusal!.Say());
                            return Guarded.NotGood;
                        }

                        var known = (await RegistryRows.Read(node.Store, log.Jurisdiction, cancel)).Known();
                        var plan = Registry.Import.Preview(parsed.GetValue(kind), rows, known);
                        return !Tell(parsed, plan) ? Guarded.NotGood
                            : parsed.GetValue(record) is not { } seen ? Guarded.Good
                            : seen != plan.Rows ? Changed(parsed, seen, plan.Rows)
                            : await Record(parsed, node, log, parsed.GetRequiredValue(by), plan, cancel);
                    },
                    cancel
                )
        );
        return verb;
    }

    /// <summary>Takes a list out: an act with a purpose.</summary>
    public static Command Export()
    {
        var on = new OnLog();
        var (kind, by) = (Kind(), Acting.By());
        var to = new Argument<FileInfo>("FILE")
        {
            Description = "写入的文件，.xlsx或.csv。 The file to write, .xlsx or .csv.",
        };
        var purpose = new Option<string>("--purpose")
        {
            Description = "导出用途，写入记录。 What it is for; recorded.",
            Required = true,
        };
        var verb = new Command("export", "导出名录。 Export a table.") { kind, to, purpose, by };
        on.AddTo(verb);
        verb.SetAction(
            (parsed, cancel) =>
                on.Run(
                    parsed,
                    "registry export",
                    async (node, log) =>
                    {
                        var rows = await RegistryRows.Read(node.Store, log.Jurisdiction, cancel);
                        var table = rows.Table(parsed.GetValue(kind));
                        var who = parsed.GetRequiredValue(by);
                        var outcome = await Acting.Perform(
                            node,
                            log,
                            who,
                            new ExportRegistry.Act(
                                parsed.GetValue(kind).ToString(),
                                table.Rows.Count,
                                parsed.GetRequiredValue(purpose)
                            ),
                            cancel
                        );
                        var said = RegistryVerbs.Tell(parsed, outcome, on.AsJson(parsed));
                        if (outcome is not Outcome.Recorded)
                        {
                            return said;
                        }

                        string[] notes =
                        [
                            $"{who} {Dates.Full(node.Options.Time.GetUtcNow(), Language.ZhHans)}",
                            parsed.GetRequiredValue(purpose),
                        ];
                        var file = parsed.GetRequiredValue(to);
                        await File.WriteAllBytesAsync(
                            file.FullName,
                            file.Extension.Equals(".csv", StringComparison.OrdinalIgnoreCase)
                                ? new TableFiles().Csv(table, notes)
                                : new TableFiles().Xlsx(table, notes),
                            cancel
                        );
                        return said;
                    },
                    cancel
                )
        );
        return verb;
    }

    /// <summary>Who held a post on a day.</summary>
    public static Command Holder()
    {
        var on = new OnLog();
        var post = new Argument<string>("POST") { Description = "岗位编号。 Id of the post." };
        var day = new Option<DateOnly?>("--on")
        {
            Description = "哪一天，默认今日。 The day; today by default.",
        };
        var verb = new Command("holder", "某岗位在某日由谁担任。 Who held a post on a day.") { post, day };
        on.AddTo(verb);
        verb.SetAction(
            (parsed, cancel) =>
                on.Run(
                    parsed,
                    "registry holder",
                    async (node, log) =>
                    {
                        var asked = parsed.GetValue(day) ?? Shanghai.DayOf(node.Options.Time.GetUtcNow());
                        var held = await Holders.Of(
                            node.Store,
                            log.Jurisdiction,
                            parsed.GetRequiredValue(post),
                            asked,
                            cancel
                        );
                        var output = parsed.InvocationConfiguration.Output;
                        if (on.AsJson(parsed))
                        {
                            output.Json(new { On = asked, Held = held });
                        }
                        else
                        {
                            await output.WriteLineAsync(
                                held is null
                                    ? $"{asked:yyyy-MM-dd} 无人担任"
                                    : $"{asked:yyyy-MM-dd} {held.Person} {held.PostName}（{held.From:yyyy-MM-dd}起）"
                            );
                        }

                        return held is null ? Guarded.NotGood : Guarded.Good;
                    },
                    cancel
                )
        );
        return verb;
    }

    private static bool Tell(ParseResult parsed, ImportPlan plan)
    {
        var output = parsed.InvocationConfiguration.Output;
        foreach (var fault in plan.Faults)
        {
            output.WriteLine(
                $"第{fault.Row}行 {fault.Column}{(fault.Head.Length > 0 ? $"“{fault.Head}”" : "")}：{fault.What.Zh}"
            );
        }

        output.WriteLine($"共{plan.Rows}行，{plan.Faults.Count}处错误");
        return plan.IsClean;
    }

    private static int Changed(ParseResult parsed, int seen, int rows)
    {
        parsed.InvocationConfiguration.Error.Say(
            new(
                $"预览为{rows}行，与您写的{seen}行不同，没有导入。",
                $"The preview shows {rows} rows, not {seen}: nothing was recorded."
            )
        );
        return Guarded.NotGood;
    }

    private static async Task<int> Record(
        ParseResult parsed,
        Node node,
        NodeLog log,
        string by,
        ImportPlan plan,
        CancellationToken cancel
    )
    {
        var good = true;
        foreach (var (row, act) in plan.Acts)
        {
            if (await Acting.Perform(node, log, by, act, cancel) is Outcome.Refused refused)
            {
                good = false;
                var says = refused.Refusal.Say();
                parsed.InvocationConfiguration.Error.Say(
                    new($"第{row}行：{says.Zh}", $"Row {row}: {says.En}")
                );
            }
        }

        return good ? Guarded.Good : Guarded.NotGood;
    }

    private static Argument<TableKind> Kind() =>
        new("KIND") { Description = "units、persons、posts或offices。 Which table." };
}
