using System.CommandLine;
using Daylight.Ledger;
using Daylight.Proceedings.Publishing;
using Daylight.Web;

namespace Daylight.Cli;

/// <summary><c>daylight log init | keys | rotate | witness | succeed</c>: what is done to the log itself. Exit codes: 0 done, 1 refused, 2 not understood.</summary>
internal static class LogVerbs
{
    public static Command Build() =>
        new(
            "log",
            "账本：建立、密钥、见证、续立。 The log: opening it, its keys, its witnesses, what follows a loss."
        )
        {
            Init(),
            Keys(),
            Rotate(),
            WitnessVerbs.Build(),
            Succeed(),
        };

    private static Command Init()
    {
        var jurisdiction = new Option<string>("--jurisdiction")
        {
            Description = "行政区划代码，如330225。 Code of the jurisdiction.",
            Required = true,
        };
        var origin = new Option<string>("--origin")
        {
            Description =
                "账本名称：不带协议的网址，如 daylight.xiangshan.example/log。 The log's name: a URL without its scheme.",
            Required = true,
        };
        var data = new DataOption();
        var verb = new Command("init", "生成密钥，建立空账本；已有的不会覆盖。 Make keys and an empty log.")
        {
            jurisdiction,
            origin,
        };
        data.AddTo(verb);
        verb.SetAction(
            (parsed, cancel) =>
                Guarded.Run(
                    parsed.InvocationConfiguration.Error,
                    async () =>
                    {
                        var options = data.Read(parsed, "log init");
                        var key = await Node.Init(
                            options,
                            parsed.GetRequiredValue(jurisdiction),
                            parsed.GetRequiredValue(origin),
                            cancel
                        );
                        var to = parsed.InvocationConfiguration.Output;
                        await to.WriteLineAsync($"账本已建立：{key.Name}");
                        await to.WriteLineAsync($"公钥（请向公众和见证方公布）：{key}");
                        await to.WriteLineAsync(
                            "密钥目录须单独备份，不得与数据库放在同一介质上。 Back the key folder up apart from the database."
                        );
                        return Guarded.Good;
                    }
                )
        );
        return verb;
    }

    private static Command Keys()
    {
        var on = new OnLog();
        var verb = new Command("keys", "列出账本的公钥。 The log's public keys.");
        on.AddTo(verb);
        verb.SetAction(
            (parsed, cancel) =>
                on.Run(
                    parsed,
                    "log keys",
                    (_, log) =>
                    {
                        Show(parsed, log.Keys, on.AsJson(parsed));
                        return Task.FromResult(Guarded.Good);
                    },
                    cancel
                )
        );
        return verb;
    }

    private static Command Rotate()
    {
        var on = new OnLog();
        var finish = new Option<bool>("--finish")
        {
            Description = "停用旧密钥，只留最新的一把。 Retire all keys but the newest.",
        };
        var verb = new Command(
            "rotate",
            "更换签名密钥：先新旧并用，公众都有了新公钥以后再停用旧的。 Sign with a new key beside the old one, later with the new one alone."
        )
        {
            finish,
        };
        on.AddTo(verb);
        verb.SetAction(
            (parsed, cancel) =>
                Guarded.Run(
                    parsed.InvocationConfiguration.Error,
                    async () =>
                    {
                        var changed = await on.Run(
                            parsed,
                            "log rotate",
                            async (_, log) =>
                            {
                                await (
                                    parsed.GetValue(finish)
                                        ? KeyChange.Finish(log.Keys, log.Clerk, cancel)
                                        : KeyChange.Begin(log.Keys, log.Clerk, cancel)
                                );
                                return Guarded.Good;
                            },
                            cancel
                        );
                        return changed != Guarded.Good
                            ? changed
                            : await on.Run(
                                parsed,
                                "log rotate",
                                (_, log) =>
                                {
                                    Show(parsed, log.Keys, on.AsJson(parsed));
                                    return Task.FromResult(Guarded.Good);
                                },
                                cancel
                            );
                    }
                )
        );
        return verb;
    }

    private static Command Succeed()
    {
        var on = new OnLog();
        var reason = new Option<string>("--reason")
        {
            Description = "发生了什么（将公开）。 What happened; it is public.",
            Required = true,
        };
        var yes = new Option<bool>("--yes")
        {
            Description = "看过以后照办。 Do it; without this it is only shown.",
        };
        var verb = new Command(
            "succeed",
            "记录确已丢失时，结束旧账本，以留存的记录续立新账本。 After a real loss: end the log, and go on under the next name with what is left."
        )
        {
            reason,
            yes,
        };
        on.AddTo(verb);
        verb.SetAction(
            (parsed, cancel) =>
                Guarded.Run(
                    parsed.InvocationConfiguration.Error,
                    async () =>
                    {
                        var to = parsed.InvocationConfiguration.Output;
                        var keys = await Node.Succeed(
                            on.Read(parsed, "log succeed"),
                            on.Jurisdiction(parsed),
                            parsed.GetRequiredValue(reason),
                            loss =>
                            {
                                Show(to, loss);
                                return parsed.GetValue(yes);
                            },
                            cancel
                        );
                        if (keys is null)
                        {
                            to.Say(
                                new(
                                    "尚未办理；确认无误后加 --yes。",
                                    "Nothing was done yet; add --yes to do it."
                                )
                            );
                            return Guarded.NotGood;
                        }

                        return await on.Run(
                            parsed,
                            "log succeed",
                            (_, log) =>
                            {
                                Show(parsed, log.Keys, on.AsJson(parsed));
                                return Task.FromResult(Guarded.Good);
                            },
                            cancel
                        );
                    }
                )
        );
        return verb;
    }

    private static void Show(TextWriter to, Loss loss)
    {
        var old = loss.Newest.Checkpoint;
        to.WriteLine($"旧账本 {old.Origin}：已知最新检查点{old.Size}条。");
        to.WriteLine(
            $"现存{loss.Left}条，其中前{loss.Proven}条经检查点证实未变；{(loss.Lost == 0 ? "条数未少，但内容与检查点不符" : $"丢失第{loss.Left}号至第{old.Size - 1}号，共{loss.Lost}条")}。"
        );
        to.WriteLine($"将续立账本 {Origins.NextOf(old.Origin)}，并更换密钥；旧账本仍按现存情况公布。");
    }

    private static void Show(ParseResult parsed, LogKeys keys, bool json)
    {
        var to = parsed.InvocationConfiguration.Output;
        var checkpoint = keys.Checkpoint()?.Checkpoint;
        if (json)
        {
            to.Json(
                new
                {
                    keys.Jurisdiction,
                    keys.Origin,
                    Signing = keys.Signers.Select(key => key.Verifier.ToString()),
                    All = keys.All.Select(key => key.ToString()),
                    checkpoint?.Size,
                    Root = checkpoint?.Root.ToBase64(),
                }
            );
            return;
        }

        to.WriteLine($"账本 {keys.Origin}（{keys.Jurisdiction}）");
        foreach (var key in keys.All)
        {
            var standing =
                keys.Signers.Any(signer => signer.Verifier.Equals(key)) ? "在用"
                : key.Name == keys.Origin ? "本机不用于签名"
                : "旧账本";
            to.WriteLine($"  {standing}  {key}");
        }

        to.WriteLine(
            checkpoint is null
                ? "尚未公布过检查点。"
                : $"密钥旁保存的检查点：{checkpoint.Size}条，{checkpoint.Root.ToBase64()}"
        );
    }
}
