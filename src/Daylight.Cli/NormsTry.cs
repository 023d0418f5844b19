using System.CommandLine;
using System.Text.Json.Nodes;
using Daylight.Norms;
using Daylight.Proceedings;
using Daylight.Web;

namespace Daylight.Cli;

/// <summary><c>daylight norms try</c>: what a changed pack would have done to a log. Nothing is written.</summary>
internal static partial class NormsVerbs
{
    private static Command Try()
    {
        var data = new DataOption();
        var json = Json();
        var pack = new Option<DirectoryInfo[]>("--pack")
        {
            Description =
                "改动后的规则包文件夹，可以写几个。 Folder of a changed pack; may be given several times.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var jurisdiction = new Option<string?>("--jurisdiction")
        {
            Description = "只试一个行政区划的账本。 Try it on the log of one jurisdiction only.",
        };
        var command = new Command(
            "try",
            "用改动后的规则包重算以往，列出会不同的待办、累计、名次和处理建议；不写入任何内容。 Replay the facts under a changed pack and list what would differ; nothing is written."
        )
        {
            pack,
            jurisdiction,
            json,
        };
        data.AddTo(command);
        command.SetAction(
            (parsed, cancel) =>
                Guarded.Run(
                    parsed.InvocationConfiguration.Error,
                    async () =>
                    {
                        if (Changed(parsed, parsed.GetRequiredValue(pack)) is not { } packs)
                        {
                            return NotUnderstood;
                        }

                        var reports = await Progressing.Run(
                            parsed.InvocationConfiguration.Error,
                            says =>
                                Web.Node.Try(
                                    data.Read(parsed, "norms try"),
                                    parsed.GetValue(jurisdiction),
                                    packs,
                                    new Says(says),
                                    cancel
                                )
                        );
                        var output = parsed.InvocationConfiguration.Output;
                        if (parsed.GetValue(json))
                        {
                            output.WriteLine(NormsJson.Text(NormsJson.Array(reports.Select(TrialText.Json))));
                            return Done;
                        }

                        foreach (var report in reports)
                        {
                            await output.WriteAsync(TrialText.Of(report).ReplaceLineEndings(output.NewLine));
                        }

                        return Done;
                    }
                )
        );
        return command;
    }

    /// <summary>The packs of the folders; null where one has faults, which are told.</summary>
    private static List<RulePack>? Changed(ParseResult parsed, DirectoryInfo[] folders)
    {
        var error = parsed.InvocationConfiguration.Error;
        var packs = new List<RulePack>();
        foreach (var folder in folders)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "pack.yaml")))
            {
                error.WriteLine($"“{folder}”不是规则包文件夹（没有 pack.yaml）。 No pack.yaml in there.");
                return null;
            }

            var loaded = PackFolders.Read(folder.FullName)[0].Loaded;
            if (loaded.Pack is null)
            {
                foreach (var fault in loaded.Faults)
                {
                    error.WriteLine(fault);
                }

                error.WriteLine(
                    $"“{folder}”有{loaded.Faults.Length}处错误，不能试行。 {loaded.Faults.Length} faults: it cannot be tried."
                );
                return null;
            }

            packs.Add(loaded.Pack);
        }

        return packs;
    }

    private sealed class Says(Action<string, double, double> says) : IProgress<TrialProgress>
    {
        public void Report(TrialProgress value) =>
            says($"{value.Jurisdiction} 重算", value.Replayed, value.Size);
    }
}
