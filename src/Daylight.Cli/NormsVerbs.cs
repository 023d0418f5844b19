using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Daylight.Norms;
using Daylight.Norms.Calendar;

namespace Daylight.Cli;

/// <summary>
/// <c>daylight norms check | cases | mutate | table | explain | ask</c>. Exit codes: 0 all well; 1 a fault, a failing case,
/// a row not accounted for, too many nudges unnoticed; 2 the input is not understood.
/// </summary>
internal static class NormsVerbs
{
    private const int Done = 0;
    private const int Faulty = 1;
    private const int NotUnderstood = 2;

    public static Command Build() =>
        new("norms", "规则包：检查、运行情形、提问。 Rule packs: check them, run their cases, ask them.")
        {
            Check(),
            Cases(),
            Mutate(),
            Table(),
            Explain(),
            Ask(),
        };

    private static Argument<string?> Folder() =>
        new("FOLDER")
        {
            Description =
                "一个规则包，或者放规则包的文件夹。 A pack, or a folder of packs; the shipped ones unless told.",
            Arity = ArgumentArity.ZeroOrOne,
        };

    private static Option<string?> Packs() =>
        new("--packs") { Description = "放规则包的文件夹。 The folder of packs." };

    private static Option<bool> Json() => new("--json") { Description = "以JSON输出。 Print JSON." };

    private static Command Check()
    {
        var (folder, json) = (Folder(), Json());
        var command = new Command(
            "check",
            "检查规则文件，一次列出全部错误。 Show every fault of the rule files."
        )
        {
            folder,
            json,
        };
        command.SetAction(parsed =>
            With(
                parsed,
                parsed.GetValue(folder),
                packs =>
                {
                    var output = parsed.InvocationConfiguration.Output;
                    var faults = packs
                        .SelectMany(pack =>
                            pack.Loaded.Faults.Select(fault =>
                                fault with
                                {
                                    At = fault.At with { File = $"{pack.Name}/{fault.At.File}" },
                                }
                            )
                        )
                        .ToList();
                    var national = packs
                        .Where(pack => pack.Name == "national")
                        .Select(pack => pack.Loaded.Pack)
                        .OfType<RulePack>();
                    foreach (var pack in packs.Where(pack => pack.Name != "national"))
                    {
                        faults.AddRange(
                            pack.Loaded.Pack is { } local ? Rulebook.Of([.. national, local]).Faults : []
                        );
                    }

                    if (parsed.GetValue(json))
                    {
                        output.WriteLine(NormsJson.Text(NormsJson.Array(faults.Select(NormsJson.Of))));
                    }
                    else
                    {
                        faults.ForEach(fault => output.WriteLine(fault));
                        foreach (var pack in packs)
                        {
                            output.WriteLine(
                                pack.Loaded.Pack is { } read
                                    ? $"{pack.Name}：规则{read.Norms.Length}条，情形{read.Cases.Length}个，{read.Hash.Hex[..12]}"
                                    : $"{pack.Name}：不能采用"
                            );
                        }

                        output.WriteLine(
                            faults.Count == 0
                                ? "没有错误。 No faults."
                                : $"{faults.Count}处。 {faults.Count} faults."
                        );
                    }

                    return faults.Count == 0 ? Done : Faulty;
                }
            )
        );
        return command;
    }

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

    private static Command Ask()
    {
        var (norm, packs, json) = (NormArgument(), Packs(), Json());
        var given = new Option<string>("--given")
        {
            Description =
                "写明情形的文件，用情形的写法；- 为标准输入。 The situation, in the words of the worked cases; - is standard input.",
            Required = true,
        };
        var on = new Option<string?>("--on")
        {
            Description = "哪一天（或时刻）问：2026-05-08。 The day or moment of asking.",
        };
        var command = new Command("ask", "就一个情形问一条规则。 Ask one norm about a situation.")
        {
            norm,
            given,
            on,
            packs,
            json,
        };
        command.SetAction(parsed =>
            With(
                parsed,
                parsed.GetValue(packs),
                read =>
                    Find(parsed, read, parsed.GetRequiredValue(norm)) is { } found
                        ? Asked(
                            parsed,
                            read,
                            found,
                            parsed.GetRequiredValue(given),
                            parsed.GetValue(on),
                            parsed.GetValue(json)
                        )
                        : NotUnderstood
            )
        );
        return command;
    }

    private static int Asked(
        ParseResult parsed,
        ImmutableArray<PackFolder> packs,
        (RulePack Pack, Norm Norm) found,
        string file,
        string? on,
        bool json
    )
    {
        var error = parsed.InvocationConfiguration.Error;
        if (file != "-" && !File.Exists(file))
        {
            error.WriteLine($"找不到“{file}”。 There is no such file.");
            return NotUnderstood;
        }

        if (on is not null && Asking.Moment(on) is null)
        {
            error.WriteLine($"“{on}”不是日期。请写作2026-05-08或者2026-05-08 09:30。 Not a day or moment.");
            return NotUnderstood;
        }

        var text = file == "-" ? Console.In.ReadToEnd() : File.ReadAllText(file, Encoding.UTF8);
        var read = Asking.Read(file, text, on is null ? null : Asking.Moment(on), found.Norm);
        if (read.Situation is not { } situation)
        {
            foreach (var fault in read.Faults)
            {
                error.WriteLine(fault);
            }

            return NotUnderstood;
        }

        var words = packs
            .Select(pack => pack.Loaded.Pack)
            .OfType<RulePack>()
            .Aggregate(found.Pack.Words, (words, pack) => words.Over(pack.Words));
        var answer = found.Norm.Ask(situation, WorkCalendar.Shipped, words);
        var output = parsed.InvocationConfiguration.Output;
        if (json)
        {
            output.WriteLine(NormsJson.Text(NormsJson.Of(answer)));
        }
        else
        {
            output.Write(answer.Why.ToChinese());
            output.WriteLine(
                string.Join(' ', answer.Results.Names.Select(name => $"{name}={answer.Results[name]}"))
            );
        }

        return Done;
    }

    private static Argument<string> NormArgument() =>
        new("NORM")
        {
            Description =
                "规则编号，如 integrity.rungs；同一编号在几个包里的，写 xiangshan/integrity.rungs。 The norm's id, with its pack where several have it.",
        };

    /// <summary>Finds the norm by id, or by pack/id; says what is near where there is none, and which packs have it where several do.</summary>
    private static (RulePack Pack, Norm Norm)? Find(
        ParseResult parsed,
        ImmutableArray<PackFolder> packs,
        string name
    )
    {
        var error = parsed.InvocationConfiguration.Error;
        var (wanted, id) = name.Split('/', 2) is [var pack, var rest] ? (pack, rest) : (null, name);
        var all = packs
            .Select(each => each.Loaded.Pack)
            .OfType<RulePack>()
            .Where(each => wanted is null || each.Name == wanted)
            .ToList();
        var found = all.SelectMany(each =>
                each.Norms.Where(norm => norm.Id.Text == id).Select(norm => (each, norm))
            )
            .ToList();
        if (found is [var one])
        {
            return one;
        }

        error.WriteLine(
            found.Count == 0
                ? $"没有“{name}”这条规则。{Near(id, all)} There is no such norm."
                : $"“{id}”在几个规则包里都有：{string.Join("、", found.Select(each => $"{each.each.Name}/{id}"))}。 Several packs have it: name one."
        );
        return null;
    }

    private static string Near(string id, List<RulePack> packs) =>
        packs
            .SelectMany(pack => pack.Norms)
            .Select(norm => norm.Id.Text)
            .Where(each =>
                each.Contains(id, StringComparison.Ordinal)
                || id.Contains(each, StringComparison.Ordinal)
                || each.Split('.')[0] == id.Split('.')[0]
            )
            .Take(8)
            .ToList()
            is { Count: > 0 } near
            ? $"相近的有：{string.Join("、", near)}。"
            : "";

    /// <summary>Tells the faults of packs that could not be read, on the standard output of verbs that go on without them.</summary>
    private static bool Unread(ImmutableArray<PackFolder> packs, TextWriter output, bool json)
    {
        var unread = packs.Where(pack => pack.Loaded.Pack is null).ToList();
        foreach (var pack in json ? [] : unread)
        {
            output.WriteLine($"{pack.Name}：有错误，不能采用；用 daylight norms check 查看。");
        }

        return unread.Count > 0;
    }

    private static int With(ParseResult parsed, string? folder, Func<ImmutableArray<PackFolder>, int> act)
    {
        var error = parsed.InvocationConfiguration.Error;
        if ((folder ?? PackFolders.Default()) is not { } place || !Directory.Exists(place))
        {
            error.WriteLine(
                $"找不到规则包文件夹“{folder ?? "rulepacks"}”。 There is no such folder of packs."
            );
            return NotUnderstood;
        }

        var packs = PackFolders.Read(place);
        if (packs.IsEmpty)
        {
            error.WriteLine($"“{place}”里没有规则包（没有 pack.yaml）。 No pack.yaml in there.");
            return NotUnderstood;
        }

        return act(packs);
    }
}
