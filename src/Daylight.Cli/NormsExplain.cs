using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Daylight.Norms;
using Daylight.Norms.Calendar;

namespace Daylight.Cli;

/// <summary><c>daylight norms explain</c>: one norm with its words, source, parameters and cases.</summary>
internal static partial class NormsVerbs
{
    private static Command Explain()
    {
        var (norm, packs, json) = (NormArgument(), Packs(), Json());
        var command = new Command("explain", "说明一条规则：原文、出处、内容、情形。 Explain one norm.")
        {
            norm,
            packs,
            json,
        };
        command.SetAction(parsed =>
            With(
                parsed,
                parsed.GetValue(packs),
                read =>
                {
                    if (Find(parsed, read, parsed.GetRequiredValue(norm)) is not { } found)
                    {
                        return NotUnderstood;
                    }

                    var output = parsed.InvocationConfiguration.Output;
                    if (parsed.GetValue(json))
                    {
                        output.WriteLine(NormsJson.Text(NormsJson.Of(found.Norm, found.Pack.Name)));
                        return Done;
                    }

                    output.WriteLine($"{found.Norm.Title}（{found.Pack.Title}，{found.Norm.Id}）");
                    output.WriteLine(found.Norm.Says);
                    output.WriteLine($"出处：{found.Norm.Source.Words.Zh}");
                    if (found.Norm.Legacy is { } legacy)
                    {
                        output.WriteLine($"已停用：{legacy.Reason}");
                        output.WriteLine($"替代：{legacy.Replacement}");
                    }

                    foreach (var version in found.Norm.Versions)
                    {
                        output.WriteLine(
                            $"自{version.Since:yyyy-MM-dd}起{(version.Until is { } until ? $"至{until:yyyy-MM-dd}" : "")}"
                        );
                    }

                    output.WriteLine();
                    output.Write(found.Pack.Written(found.Norm.Id));
                    foreach (var each in found.Pack.Cases.Where(each => each.Ask == found.Norm.Id))
                    {
                        output.WriteLine($"情形：{each.Title}（{each.At}）");
                    }

                    return Done;
                }
            )
        );
        return command;
    }
}
