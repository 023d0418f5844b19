using System.CommandLine;
using Daylight.Proceedings.Audit;
using Daylight.Web;
using Spectre.Console;

namespace Daylight.Cli;

/// <summary>
/// <c>daylight audit</c>: recomputes a log and every table from its facts. Exit codes: 0 clean, 1 differences or it could
/// not run, 2 the input is not understood. A running server need not be stopped.
/// </summary>
internal static class AuditVerb
{
    public static Command Build()
    {
        var data = new DataOption();
        var json = new Option<bool>("--json") { Description = "以JSON输出。 Print JSON." };
        var verb = new Command(
            "audit",
            "全面核对账本和各数据表。 Recompute the log and every table from its facts."
        )
        {
            json,
        };
        data.AddTo(verb);
        verb.SetAction(
            (parsed, cancel) =>
                Guarded.Run(
                    parsed.InvocationConfiguration.Error,
                    () => Run(parsed, data.Read(parsed, "audit"), parsed.GetValue(json), cancel)
                )
        );
        return verb;
    }

    private static async Task<int> Run(
        ParseResult parsed,
        NodeOptions options,
        bool json,
        CancellationToken cancel
    )
    {
        var reports =
            json || Console.IsErrorRedirected
                ? await NodeAudit.Run(options, null, cancel)
                : await WithBar(options, cancel);
        var output = parsed.InvocationConfiguration.Output;
        foreach (var report in reports)
        {
            if (json)
            {
                output.Json(report);
            }
            else
            {
                Show(output, report);
            }
        }

        return reports.All(report => report.IsClean) ? Guarded.Good : Guarded.NotGood;
    }

    private static Task<IReadOnlyList<AuditReport>> WithBar(NodeOptions options, CancellationToken cancel)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }
        );
        return console
            .Progress()
            .StartAsync(async bars =>
            {
                var tasks = new Dictionary<AuditStage, ProgressTask>();
                var progress = new Progress<AuditProgress>(step =>
                {
                    if (!tasks.TryGetValue(step.Stage, out var task))
                    {
                        tasks[step.Stage] = task = bars.AddTask(NameOf(step.Stage));
                    }

                    task.MaxValue = Math.Max(1, step.Total);
                    task.Value = step.Done;
                });
                return await NodeAudit.Run(options, progress, cancel);
            });
    }

    private static string NameOf(AuditStage stage) =>
        stage switch
        {
            AuditStage.Checkpoints => "检查点",
            AuditStage.Facts => "记录",
            AuditStage.Indexes => "索引",
            AuditStage.Views => "数据表",
        };

    private static void Show(TextWriter output, AuditReport report)
    {
        output.Say(
            report.IsClean
                ? new(
                    $"{report.Jurisdiction}：{report.Size}条记录，全部相符（{report.Took.TotalSeconds:0.0}秒）。根 {report.Root}",
                    $"{report.Jurisdiction}: {report.Size} facts, everything agrees ({report.Took.TotalSeconds:0.0} s). Root {report.Root}"
                )
                : new(
                    $"{report.Jurisdiction}：{report.Size}条记录，发现{report.Counts.Values.Sum()}处不符。",
                    $"{report.Jurisdiction}: {report.Size} facts, {report.Counts.Values.Sum()} differences."
                )
        );
        foreach (var fault in report.Faults)
        {
            output.Say(fault.Says);
        }

        foreach (var note in report.Notes)
        {
            output.Say(note);
        }
    }
}
