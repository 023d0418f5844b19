using System.CommandLine;
using Daylight.Norms;
using Daylight.Proceedings.Rebuild;
using Daylight.Web;

namespace Daylight.Cli;

/// <summary><c>daylight views rebuild [NAME...]</c>. Exit codes: 0 done, 1 not done.</summary>
internal static class ViewsVerbs
{
    public static Command Build()
    {
        var data = new DataOption();
        var names = new Argument<string[]>("NAME")
        {
            Description =
                "数据表名；不写则重建本程序需要新版的全部数据表。 Names of views; none for all that this program needs in a newer version.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var anew = new Option<bool>("--anew")
        {
            Description =
                "从第一条记录开始，不接续上次中断处。 Begin at the first fact instead of where an earlier rebuild broke off.",
        };
        var verb = new Command("rebuild", "由账本重建数据表。 Make views again from the log.")
        {
            names,
            anew,
        };
        data.AddTo(verb);
        verb.SetAction(
            (parsed, cancel) =>
                Guarded.Run(
                    parsed.InvocationConfiguration.Error,
                    async () =>
                    {
                        var rebuilt = await Progressing.Run(
                            parsed.InvocationConfiguration.Error,
                            says =>
                                Node.Rebuild(
                                    data.Read(parsed, "views rebuild"),
                                    parsed.GetValue(names) ?? [],
                                    resume: !parsed.GetValue(anew),
                                    new Says(says),
                                    cancel
                                )
                        );
                        parsed.InvocationConfiguration.Output.Say(
                            rebuilt.Count == 0
                                ? new Phrase(
                                    "各数据表都是最新版，无须重建。",
                                    "Every view is of this program's version."
                                )
                                : new Phrase(
                                    $"已重建：{string.Join("、", rebuilt)}",
                                    $"Rebuilt: {string.Join(", ", rebuilt)}"
                                )
                        );
                        return Guarded.Good;
                    }
                )
        );
        return new Command("views", "由记录归纳而成的数据表。 Tables folded from facts.") { verb };
    }

    private sealed class Says(Action<string, double, double> says) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value) =>
            says(
                $"{value.Jurisdiction} {string.Join(" ", value.Views.Select(view => view.Table.Name))}",
                value.Folded,
                value.Size
            );
    }
}
