using System.CommandLine;
using Daylight.Norms;
using Daylight.Proceedings.Audit;
using Daylight.Web;

namespace Daylight.Cli;

/// <summary><c>daylight audit</c>. Exit codes: 0 clean, 1 differences were found, 2 it could not be done.</summary>
internal static class AuditVerb
{
    public static Command Build()
    {
        var data = new DataOption();
        var jurisdiction = new Option<string?>("--jurisdiction")
        {
            Description = "只核对一个行政区划。 Audit the log of one jurisdiction only.",
        };
        var json = new Option<bool>("--json") { Description = "以JSON输出。 Print JSON." };
        var workers = new Option<int>("--workers")
        {
            Description = "使用的处理器核数。 Cores to use.",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        var verb = new Command(
            "audit",
            "由记录重算整个账本和全部数据表，逐行核对。 Recompute the log and every view from the facts, and compare row by row."
        )
        {
            jurisdiction,
            json,
            workers,
        };
        data.AddTo(verb);
        verb.SetAction(
            async (parsed, cancel) =>
            {
                var clean = false;
                var ended = await Guarded.Run(
                    parsed.InvocationConfiguration.Error,
                    async () =>
                    {
                        var reports = await Progressing.Run(
                            parsed.InvocationConfiguration.Error,
                            says =>
                                Node.Audit(
                                    data.Read(parsed, "audit"),
                                    parsed.GetValue(jurisdiction),
                                    setup =>
                                        setup with
                                        {
                                            Workers = Math.Max(1, parsed.GetValue(workers)),
                                            Progress = new Says(setup.Clerk.Jurisdiction, says),
                                        },
                                    cancel
                                )
                        );
                        Show(parsed.InvocationConfiguration.Output, reports, parsed.GetValue(json));
                        clean = reports.All(report => report.IsClean);
                        return Guarded.Good;
                    }
                );
                return ended != Guarded.Good ? Guarded.NotUnderstood
                    : clean ? Guarded.Good
                    : Guarded.NotGood;
            }
        );
        return verb;
    }

    private static void Show(TextWriter to, IReadOnlyList<AuditReport> reports, bool json)
    {
        if (json)
        {
            to.Json(reports.Select(Readable));
            return;
        }

        foreach (var report in reports)
        {
            Show(to, report);
        }
    }

    internal static void Show(TextWriter to, AuditReport report)
    {
        foreach (var note in report.Notes)
        {
            to.Say(note);
        }

        foreach (var fault in report.Faults)
        {
            to.Say(fault.Says);
            if (fault.Column is not null)
            {
                to.WriteLine($"    {fault.Column}: {fault.Live ?? "（空）"} ≠ {fault.Log ?? "（空）"}");
            }
        }

        foreach (var (kind, count) in report.Counts.Where(entry => entry.Value > Listed(report, entry.Key)))
        {
            var more = count - Listed(report, kind);
            to.Say(new Phrase($"另有同类差异{more}处（{kind}）。", $"{more} more of this kind ({kind})."));
        }

        to.Say(Verdict(report));
    }

    private static Phrase Verdict(AuditReport report)
    {
        var seconds = report.Took.TotalSeconds;
        return report.IsClean
            ? new Phrase(
                $"核对无误：{report.Log}，{report.Size}条记录，根哈希{report.Root}，用时{seconds:0.0}秒。",
                $"Clean: {report.Log}, {report.Size} facts, root {report.Root}, {seconds:0.0} s."
            )
            : new Phrase(
                $"有{report.Counts.Values.Sum()}处差异：{report.Log}，{report.Size}条记录，用时{seconds:0.0}秒。",
                $"{report.Counts.Values.Sum()} differences: {report.Log}, {report.Size} facts, {seconds:0.0} s."
            );
    }

    private static int Listed(AuditReport report, AuditFaultKind kind) =>
        report.Faults.Count(fault => fault.Kind == kind);

    private static object Readable(AuditReport report) =>
        new
        {
            report.Jurisdiction,
            report.Log,
            report.Size,
            report.Root,
            Clean = report.IsClean,
            Seconds = Math.Round(report.Took.TotalSeconds, 3),
            Counts = report.Counts.ToDictionary(entry => entry.Key.ToString(), entry => entry.Value),
            Faults = report.Faults.Select(fault => new
            {
                Kind = fault.Kind.ToString(),
                fault.Table,
                fault.Place,
                fault.Column,
                fault.Live,
                fault.Log,
                fault.Says.Zh,
                fault.Says.En,
            }),
            report.Notes,
        };

    private sealed class Says(string jurisdiction, Action<string, double, double> says)
        : IProgress<AuditProgress>
    {
        public void Report(AuditProgress value) =>
            says($"{jurisdiction} {Name(value.Stage)}", value.Done, value.Total);

        private static string Name(AuditStage stage) =>
            stage switch
            {
                AuditStage.Checkpoints => "检查点",
                AuditStage.Facts => "记录",
                AuditStage.Indexes => "索引",
                AuditStage.Views => "数据表",
            };
    }
}
