using System.CommandLine;
using Daylight.Ledger;
using Daylight.Proceedings.Publishing;
using Daylight.Web;

namespace Daylight.Cli;

/// <summary><c>daylight log witness key | add | log | list</c>: who cosigns us, and whom we cosign. A running server reads it at its next start.</summary>
internal static class WitnessVerbs
{
    public static Command Build() =>
        new("witness", "见证：请谁见证本账本，本机为谁见证。 Who cosigns us, and whom we cosign.")
        {
            Add(),
            For(),
            Key(),
            List(),
        };

    private static Command Add()
    {
        var name = new Option<string>("--name") { Description = "见证方简称。 Short name.", Required = true };
        var key = new Option<string>("--key")
        {
            Description = "见证方公钥。 Its public key.",
            Required = true,
        };
        var url = new Option<string>("--url")
        {
            Description = "见证方网址，如 https://daylight.ningbo.example/witness。 Its address.",
            Required = true,
        };
        var needed = new Option<int>("--needed")
        {
            Description =
                "须有几方见证才公布检查点；0为不要求。 How many must cosign before a checkpoint is shown.",
            DefaultValueFactory = _ => 1,
        };
        var data = new DataOption();
        var verb = new Command("add", "请一方见证本账本。 Ask a witness to cosign our checkpoints.")
        {
            name,
            key,
            url,
            needed,
        };
        data.AddTo(verb);
        verb.SetAction(parsed =>
            Guarded.Run(
                parsed.InvocationConfiguration.Error,
                () =>
                {
                    var policy = PolicyWriting.AddWitness(
                        data.Read(parsed, "log witness add").WitnessPolicy,
                        parsed.GetRequiredValue(name),
                        VerifierKey.Parse(parsed.GetRequiredValue(key)),
                        parsed.GetRequiredValue(url),
                        parsed.GetValue(needed)
                    );
                    parsed.InvocationConfiguration.Output.Say(
                        new(
                            $"已保存，共{policy.Witnesses.Count}方；服务重启后生效。",
                            $"Saved: {policy.Witnesses.Count} witnesses. A running server needs a restart."
                        )
                    );
                    return Task.FromResult(Guarded.Good);
                }
            )
        );
        return verb;
    }

    private static Command For()
    {
        var key = new Argument<string>("VKEY") { Description = "该账本的公钥。 Public key of that log." };
        var data = new DataOption();
        var verb = new Command("log", "为另一个账本见证。 Cosign another log's checkpoints.") { key };
        data.AddTo(verb);
        verb.SetAction(parsed =>
            Guarded.Run(
                parsed.InvocationConfiguration.Error,
                () =>
                {
                    var policy = PolicyWriting.AddLog(
                        data.Read(parsed, "log witness log").WitnessedPolicy,
                        VerifierKey.Parse(parsed.GetRequiredValue(key))
                    );
                    parsed.InvocationConfiguration.Output.Say(
                        new(
                            $"已保存，共为{policy.Logs.Count}个账本见证；服务重启后生效。",
                            $"Saved: {policy.Logs.Count} logs. A running server needs a restart."
                        )
                    );
                    return Task.FromResult(Guarded.Good);
                }
            )
        );
        return verb;
    }

    private static Command Key()
    {
        var name = new Option<string>("--name")
        {
            Description =
                "见证方名称：不带协议的网址，如 daylight.ningbo.example/witness。 Name of this witness.",
            Required = true,
        };
        var data = new DataOption();
        var verb = new Command("key", "生成本机的见证密钥。 Make this host's witness key.") { name };
        data.AddTo(verb);
        verb.SetAction(parsed =>
            Guarded.Run(
                parsed.InvocationConfiguration.Error,
                () =>
                {
                    var key = Node.FoundWitness(
                        data.Read(parsed, "log witness key"),
                        parsed.GetRequiredValue(name)
                    );
                    parsed.InvocationConfiguration.Output.WriteLine($"见证公钥（请告知各账本）：{key}");
                    return Task.FromResult(Guarded.Good);
                }
            )
        );
        return verb;
    }

    private static Command List()
    {
        var data = new DataOption();
        var json = new Option<bool>("--json") { Description = "以JSON输出。 Print JSON." };
        var verb = new Command("list", "列出见证关系。 List witnesses and witnessed logs.") { json };
        data.AddTo(verb);
        verb.SetAction(parsed =>
            Guarded.Run(
                parsed.InvocationConfiguration.Error,
                () =>
                {
                    var options = data.Read(parsed, "log witness list");
                    Show(
                        parsed.InvocationConfiguration.Output,
                        Witnesses.Read(options.WitnessPolicy),
                        Witnesses.Read(options.WitnessedPolicy),
                        parsed.GetValue(json)
                    );
                    return Task.FromResult(Guarded.Good);
                }
            )
        );
        return verb;
    }

    private static void Show(TextWriter to, Policy asked, Policy witnessed, bool json)
    {
        if (json)
        {
            to.Json(
                new
                {
                    Witnesses = asked.Witnesses.Select(one => new
                    {
                        one.Name,
                        Key = one.Key.ToString(),
                        one.Url,
                    }),
                    asked.Quorum,
                    Witnessed = witnessed.LogKeys.Select(key => key.ToString()),
                }
            );
            return;
        }

        if (asked.Witnesses.Count == 0)
        {
            to.WriteLine("仅本县记录，尚无外部见证。");
        }

        foreach (var one in asked.Witnesses)
        {
            to.WriteLine($"请其见证  {one.Name}  {one.Key}  {one.Url}");
        }

        to.WriteLine($"公布检查点的条件：{(asked.Quorum == Policy.NoQuorum ? "不要求见证" : asked.Quorum)}");
        foreach (var key in witnessed.LogKeys)
        {
            to.WriteLine($"为其见证  {key}");
        }
    }
}
