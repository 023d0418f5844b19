using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Daylight.Norms;
using Daylight.Norms.Calendar;

namespace Daylight.Cli;

/// <summary>
/// <c>daylight norms check | cases | mutate | table | explain | ask | try | adopt | confirm | drop | adopted</c>. Exit codes: 0 all well; 1 a fault, a failing case,
/// a row not accounted for, too many nudges unnoticed; 2 the input is not understood.
/// </summary>
internal static partial class NormsVerbs
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
            Try(),
            Adopt(),
            Confirm(),
            Drop(),
            Adopted(),
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
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(each => each.Zip(id).TakeWhile(pair => pair.First == pair.Second).Count())
            .ThenBy(each => each, StringComparer.Ordinal)
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
