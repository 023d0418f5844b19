using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Daylight.Norms;
using Daylight.Norms.Calendar;

namespace Daylight.Cli;

/// <summary><c>daylight norms mutate</c>: nudges every number and counts what the cases notice.</summary>
internal static partial class NormsVerbs
{
    private static Command Mutate()
    {
        var (folder, json) = (Folder(), Json());
        var least = new Option<int>("--at-least")
        {
            Description =
                "至少应被情形发现的百分比。 The share of nudges that a case must notice, in per cent.",
            DefaultValueFactory = _ => 95,
        };
        var command = new Command(
            "mutate",
            "把每个数字加减一个单位，看情形能否发现。 Nudge every number by one unit and see whether a case notices."
        )
        {
            folder,
            least,
            json,
        };
        command.SetAction(parsed =>
            With(
                parsed,
                parsed.GetValue(folder),
                packs =>
                {
                    var output = parsed.InvocationConfiguration.Output;
                    var unread = Unread(packs, output, parsed.GetValue(json));
                    var nudges = packs
                        .Where(pack => pack.Loaded.Pack is not null)
                        .SelectMany(pack =>
                            PackMutation
                                .Run(pack.Loaded.Pack!, WorkCalendar.Shipped)
                                .Select(nudge => (pack.Name, Nudge: nudge))
                        )
                        .ToList();
                    var caught = nudges.Count(each => each.Nudge.Caught);
                    var share = nudges.Count == 0 ? 100m : decimal.Round(100m * caught / nudges.Count, 1);
                    var survivors = nudges.Where(each => !each.Nudge.Caught).ToList();
                    if (parsed.GetValue(json))
                    {
                        output.WriteLine(
                            NormsJson.Text(
                                new JsonObject
                                {
                                    ["nudges"] = nudges.Count,
                                    ["caught"] = caught,
                                    ["share"] = share,
                                    ["survivors"] = NormsJson.Array(
                                        survivors.Select(each => new JsonObject
                                        {
                                            ["pack"] = each.Name,
                                            ["norm"] = each.Nudge.Norm.Text,
                                            ["at"] = each.Nudge.At.ToString(),
                                            ["from"] = each.Nudge.From,
                                            ["to"] = each.Nudge.To,
                                        })
                                    ),
                                }
                            )
                        );
                    }
                    else
                    {
                        survivors.ForEach(each =>
                            output.WriteLine(
                                $"没有发现 {each.Name}/{each.Nudge.At}：{each.Nudge.Norm}，{each.Nudge.From} → {each.Nudge.To}"
                            )
                        );
                        output.WriteLine(
                            $"改动{nudges.Count}处，发现{caught}处，{share}%。 {caught} of {nudges.Count} nudges noticed."
                        );
                    }

                    return share >= parsed.GetValue(least) && !unread ? Done : Faulty;
                }
            )
        );
        return command;
    }
}
