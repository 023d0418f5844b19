using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Daylight.Norms;
using Daylight.Norms.Calendar;

namespace Daylight.Cli;

/// <summary><c>daylight norms cases</c>: runs the worked cases.</summary>
internal static partial class NormsVerbs
{
    private static Command Cases()
    {
        var (folder, json) = (Folder(), Json());
        var command = new Command("cases", "运行规则包里的情形。 Run the worked cases.") { folder, json };
        command.SetAction(parsed =>
            With(
                parsed,
                parsed.GetValue(folder),
                packs =>
                {
                    var output = parsed.InvocationConfiguration.Output;
                    var unread = Unread(packs, output, parsed.GetValue(json));
                    var results = (
                        from pack in packs
                        where pack.Loaded.Pack is not null
                        from result in pack.Loaded.Pack!.Run(WorkCalendar.Shipped)
                        select (pack.Name, Result: result)
                    ).ToList();
                    var failed = results.Count(each => !each.Result.Passed);
                    if (parsed.GetValue(json))
                    {
                        output.WriteLine(
                            NormsJson.Text(
                                NormsJson.Array(results.Select(each => Node(each.Name, each.Result)))
                            )
                        );
                    }
                    else
                    {
                        Print(output, results);
                        output.WriteLine(
                            $"情形{results.Count}个，相符{results.Count - failed}个，不符{failed}个。 {results.Count} cases, {failed} failed."
                        );
                    }

                    return failed == 0 && !unread ? Done : Faulty;
                }
            )
        );
        return command;
    }

    private static void Print(TextWriter output, List<(string Name, CaseResult Result)> results)
    {
        foreach (var (pack, result) in results.Where(each => !each.Result.Passed))
        {
            output.WriteLine($"不符 {pack}/{result.Case.At}：{result.Case.Title}（{result.Case.Ask}）");
            foreach (var difference in result.Differences)
            {
                output.WriteLine("  " + difference);
            }

            foreach (var line in result.Answer.Why.ToChinese().TrimEnd().Split('\n'))
            {
                output.WriteLine("  | " + line);
            }
        }
    }

    private static JsonObject Node(string pack, CaseResult result) =>
        new()
        {
            ["pack"] = pack,
            ["case"] = result.Case.Title,
            ["at"] = result.Case.At.ToString(),
            ["passed"] = result.Passed,
            ["differences"] = NormsJson.Array(result.Differences.Select(each => (JsonNode)each.ToString())),
            ["answer"] = NormsJson.Of(result.Answer),
        };
}
