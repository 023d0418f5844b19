using System.CommandLine;
using Daylight.Web;

namespace Daylight.Cli;

/// <summary><c>daylight log init</c>: what is done to the log itself. Exit codes: 0 done, 1 refused.</summary>
internal static class LogVerbs
{
    public static Command Build() =>
        new("log", "账本：建立与密钥。 The log: opening it, its keys.") { Init() };

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
}
