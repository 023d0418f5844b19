using System.CommandLine;
using Daylight.Norms;
using Daylight.Norms.Calendar;
using Daylight.Proceedings;
using Daylight.Web;

namespace Daylight.Cli;

/// <summary>
/// <c>daylight norms adopt | confirm | drop | adopted</c>: rule packs on a log. Exit codes: 0 recorded (or nothing wrong), 1
/// refused or faulty, 2 not understood. A pack with faults leaves everything as it was.
/// </summary>
internal static partial class NormsVerbs
{
    private static Command Adopt()
    {
        var on = new OnLog();
        var by = Acting.By();
        var folders = new Argument<DirectoryInfo[]>("FOLDER")
        {
            Description =
                "规则包文件夹；新账本首次采用时可以写几个，国家的在前。 Folder of a pack; several when a new log is founded, the country's first.",
            Arity = ArgumentArity.OneOrMore,
        };
        var verb = new Command(
            "adopt",
            "提请采用规则包：先列出改动的规则和会不同的待办，再提请第二人核对。 Lay a rule pack before a second person, after showing what it changes."
        )
        {
            folders,
            by,
        };
        on.AddTo(verb);
        verb.SetAction(
            (parsed, cancel) =>
                on.Run(
                    parsed,
                    "norms adopt",
                    async (node, log) =>
                    {
                        if (Changed(parsed, parsed.GetRequiredValue(folders)) is not { } packs)
                        {
                            return Faulty;
                        }

                        var isNew = log.Clerk.Rules.Calendar.Years.IsEmpty;
                        if (!isNew && packs.Count > 1)
                        {
                            await parsed.InvocationConfiguration.Error.WriteLineAsync(
                                "请逐个提请，以便逐个核对。 Propose one pack at a time."
                            );
                            return NotUnderstood;
                        }

                        if (!isNew && !on.AsJson(parsed))
                        {
                            await Tried(parsed, node, log, packs[0], cancel);
                        }

                        var outcome = await Acting.Perform(
                            node,
                            log,
                            parsed.GetRequiredValue(by),
                            isNew
                                ? new FoundRules.Act([.. packs.Select(pack => pack.Content)])
                                : new AdoptPack.ProposeAct(packs[0].Content),
                            cancel
                        );
                        return RegistryVerbs.Tell(parsed, outcome, on.AsJson(parsed));
                    },
                    cancel
                )
        );
        return verb;
    }

    private static Command Confirm()
    {
        var on = new OnLog();
        var (pack, by, seen) = (PackName(), Acting.By(), Acting.Seen());
        var verb = new Command(
            "confirm",
            "核对提请的规则包；写明散列即采用。 Look at the proposed pack; with its hash it is adopted."
        )
        {
            pack,
            seen,
            by,
        };
        on.AddTo(verb);
        verb.SetAction(
            (parsed, cancel) =>
                on.Run(
                    parsed,
                    "norms confirm",
                    async (node, log) =>
                    {
                        var name = parsed.GetRequiredValue(pack);
                        if (parsed.GetValue(seen) is { } hash)
                        {
                            var outcome = await Acting.Perform(
                                node,
                                log,
                                parsed.GetRequiredValue(by),
                                new AdoptPack.ConfirmAct(name, hash),
                                cancel
                            );
                            return RegistryVerbs.Tell(parsed, outcome, on.AsJson(parsed));
                        }

                        if (
                            await AdoptionList.WaitingPack(node.Store, log.Jurisdiction, name, cancel)
                            is not { } waiting
                        )
                        {
                            return RegistryVerbs.Tell(
                                parsed,
                                new Outcome.Refused(new NoPackWaits(name)),
                                on.AsJson(parsed)
                            );
                        }

                        await Tried(parsed, node, log, waiting.Pack, cancel);
                        await parsed.InvocationConfiguration.Output.WriteLineAsync(
                            $"尚未采用。核对无误的，请另一人执行：daylight norms confirm {name} --by 编号 --seen {waiting.Row.Waiting}"
                        );
                        return NotUnderstood;
                    },
                    cancel
                )
        );
        return verb;
    }

    private static Command Drop()
    {
        var on = new OnLog();
        var (pack, by) = (PackName(), Acting.By());
        var reason = new Option<string>("--reason") { Description = "理由。 The reason.", Required = true };
        var verb = new Command("drop", "不予采用提请的规则包。 Lay a proposed pack aside.")
        {
            pack,
            reason,
            by,
        };
        on.AddTo(verb);
        verb.SetAction(
            (parsed, cancel) =>
                on.Run(
                    parsed,
                    "norms drop",
                    async (node, log) =>
                        RegistryVerbs.Tell(
                            parsed,
                            await Acting.Perform(
                                node,
                                log,
                                parsed.GetRequiredValue(by),
                                new AdoptPack.DropAct(
                                    parsed.GetRequiredValue(pack),
                                    parsed.GetRequiredValue(reason)
                                ),
                                cancel
                            ),
                            on.AsJson(parsed)
                        ),
                    cancel
                )
        );
        return verb;
    }

    private static Command Adopted()
    {
        var on = new OnLog();
        var verb = new Command(
            "adopted",
            "已采用和待核对的规则包与年份，及其错误。 What is adopted, what waits, and what is wrong with it."
        );
        on.AddTo(verb);
        verb.SetAction(
            (parsed, cancel) =>
                on.Run(
                    parsed,
                    "norms adopted",
                    async (node, log) =>
                    {
                        var rules = log.Clerk.Rules;
                        var rows = await AdoptionList.Of(node.Store, log.Jurisdiction, cancel);
                        var output = parsed.InvocationConfiguration.Output;
                        if (on.AsJson(parsed))
                        {
                            output.Json(
                                new
                                {
                                    Adopted = rows,
                                    rules.Unread,
                                    Conflicts = rules.Book.Faults.Select(fault => fault.ToString()),
                                }
                            );
                        }
                        else
                        {
                            foreach (var row in rows)
                            {
                                await output.WriteLineAsync(Line(row));
                            }

                            foreach (var unread in rules.Unread)
                            {
                                await output.WriteLineAsync(
                                    $"不能读出 {unread.Title}（{unread.Name}）：{unread.Why.Zh}。上一个能读出的版本继续有效。"
                                );
                            }

                            foreach (var fault in rules.Book.Faults)
                            {
                                await output.WriteLineAsync(fault.ToString());
                            }
                        }

                        return rules.Unread.IsEmpty && rules.Book.Faults.IsEmpty ? Done : Faulty;
                    },
                    cancel
                )
        );
        return verb;
    }

    private static string Line(AdoptionRow row)
    {
        var inForce = row.AdoptedAt is { } at
            ? $"{Shanghai.DayOf(at):yyyy-MM-dd}起有效，{row.Content![..12]}"
            : "尚未采用";
        var waiting = row.Waiting is { } hash ? $"；待核对 {hash}（{row.WaitingBy}提请）" : "";
        return $"{row.Title}{(row.Title.Length == 0 ? row.WaitingTitle : "")}（{row.Name}）：{inForce}{waiting}";
    }

    private static Argument<string> PackName() =>
        new("PACK") { Description = "规则包的名称，如 national。 Name of the pack." };

    private static async Task Tried(
        ParseResult parsed,
        Node node,
        NodeLog log,
        RulePack pack,
        CancellationToken cancel
    )
    {
        var output = parsed.InvocationConfiguration.Output;
        var report = await Progressing.Run(
            parsed.InvocationConfiguration.Error,
            says => node.Try(log, [pack], new Says(says), cancel)
        );
        await output.WriteAsync(TrialText.Of(report).ReplaceLineEndings(output.NewLine));
    }
}
