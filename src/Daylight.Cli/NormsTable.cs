using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Daylight.Norms;
using Daylight.Norms.Calendar;

namespace Daylight.Cli;

/// <summary><c>daylight norms table</c>: the norms, or the inventory with what carries each row.</summary>
internal static partial class NormsVerbs
{
    private static Command Table()
    {
        var (folder, json) = (Folder(), Json());
        var inventory = new Option<bool>("--inventory")
        {
            Description =
                "清单各行由哪条规则承载，哪些没有、为什么。 Which row of the inventory is carried by which norm.",
        };
        var command = new Command("table", "列出规则。 List the norms.") { folder, inventory, json };
        command.SetAction(parsed =>
            With(
                parsed,
                parsed.GetValue(folder),
                packs =>
                {
                    var read = packs.Select(pack => pack.Loaded.Pack).OfType<RulePack>().ToImmutableArray();
                    var unread = Unread(packs, parsed.InvocationConfiguration.Output, parsed.GetValue(json));
                    return parsed.GetValue(inventory)
                        ? Rows(parsed, read, parsed.GetValue(folder), parsed.GetValue(json))
                        : Norms(parsed.InvocationConfiguration.Output, read, parsed.GetValue(json), unread);
                }
            )
        );
        return command;
    }

    private static int Norms(TextWriter output, ImmutableArray<RulePack> packs, bool json, bool unread)
    {
        var norms = packs.SelectMany(pack => pack.Norms.Select(norm => (pack.Name, Norm: norm))).ToList();
        if (json)
        {
            output.WriteLine(
                NormsJson.Text(NormsJson.Array(norms.Select(each => NormsJson.Of(each.Norm, each.Name))))
            );
        }
        else
        {
            foreach (var (pack, norm) in norms)
            {
                var marks =
                    (norm.Legacy is null ? "" : "（停用）") + (norm.Source.Verified ? "" : "（未核对）");
                output.WriteLine(
                    $"{pack}\t{norm.Id}\t{norm.Kind.ToString().ToLowerInvariant()}\t{norm.Versions[^1].Since:yyyy-MM-dd}\t{norm.Title}{marks}"
                );
            }

            output.WriteLine($"规则{norms.Count}条。 {norms.Count} norms.");
        }

        return unread ? Faulty : Done;
    }

    private static int Rows(ParseResult parsed, ImmutableArray<RulePack> packs, string? folder, bool json)
    {
        var output = parsed.InvocationConfiguration.Output;
        var file = Path.Combine(folder ?? PackFolders.Default()!, "inventory.tsv");
        if (!File.Exists(file))
        {
            parsed.InvocationConfiguration.Error.WriteLine($"找不到{file}。 There is no inventory there.");
            return NotUnderstood;
        }

        var table = Inventory.Table(Inventory.Parse(File.ReadAllText(file)), packs);
        var open = table.Count(row => row.IsOpen);
        if (json)
        {
            output.WriteLine(
                NormsJson.Text(
                    NormsJson.Array(
                        table.Select(row => new JsonObject
                        {
                            ["row"] = row.Row.Id,
                            ["kind"] = row.Row.Kind,
                            ["module"] = row.Row.Module,
                            ["title"] = row.Row.Title,
                            ["norms"] = NormsJson.Array(
                                row.Norms.Select(each => (JsonNode)$"{each.Pack}/{each.Norm}")
                            ),
                            ["why"] = row.Why,
                        })
                    )
                )
            );
        }
        else
        {
            foreach (var row in table)
            {
                var carried = row.Norms.IsEmpty
                    ? row.Why is { } why
                        ? $"不设规则：{why}"
                        : "没有承载"
                    : string.Join(" ", row.Norms.Select(each => $"{each.Pack}/{each.Norm}"));
                output.WriteLine(
                    $"{row.Row.Id}\t{row.Row.Kind}\t{row.Row.Module}\t{row.Row.Title}\t{carried}"
                );
            }

            output.WriteLine(
                $"清单{table.Length}行：有规则{table.Count(row => !row.Norms.IsEmpty)}行，说明不设规则{table.Count(row => row.Norms.IsEmpty && row.Why is not null)}行，没有交代{open}行。"
            );
        }

        return open == 0 ? Done : Faulty;
    }
}
