using System.CommandLine;
using Daylight.Ui;
using Daylight.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Daylight.Cli;

/// <summary><c>serve</c> and <c>demo</c>: run the pages until SIGTERM or Ctrl+C.</summary>
internal static class ServeVerbs
{
    private const string DemoJurisdiction = "330225";
    private const string DemoOrigin = "demo.daylight.example/log";

    public static Command[] Build() =>
        [
            Verb("serve", "Serve the desk and the portal.", demo: false),
            Verb("demo", "Serve a demonstration on this machine only.", demo: true),
        ];

    private static Command Verb(string name, string says, bool demo)
    {
        var port = new Option<int>("--port")
        {
            Description = "Port on 127.0.0.1; 0 takes a free one.",
            DefaultValueFactory = _ => 5080,
        };
        var data = new DataOption();
        var verb = new Command(name, says) { port };
        data.AddTo(verb);
        verb.SetAction(
            (parsed, cancel) =>
                Guarded.Run(
                    parsed.InvocationConfiguration.Error,
                    () => Run(parsed.GetValue(port), data.Read(parsed, name), demo, cancel)
                )
        );
        return verb;
    }

    private static async Task<int> Run(int port, NodeOptions options, bool demo, CancellationToken cancel)
    {
        if (demo && !Directory.Exists(Path.Combine(options.DataFolder, "keys")))
        {
            await Node.Init(options, DemoJurisdiction, DemoOrigin, cancel);
        }

        await using var node = await Node.Open(
            options with
            {
                PublishEvery = TimeSpan.FromSeconds(1),
                Tell = Console.Error.Say,
            },
            cancel
        );
        await using var app = DaylightWeb.Build(
            new DaylightWebOptions
            {
                Url = $"http://127.0.0.1:{port}",
                DataFolder = options.DataFolder,
                Demo = demo,
                Faces = Mechanisms.Faces(node),
                Services = services => services.AddSingleton(node).AddSingleton<IReadiness>(node),
            }
        );
        try
        {
            await app.StartAsync(cancel);
        }
        catch (IOException busy)
        {
            await Console.Error.WriteLineAsync(
                $"无法监听 127.0.0.1:{port}：{busy.Message} 请用 --port 换一个端口。"
            );
            return Guarded.NotGood;
        }

        await Console.Out.WriteLineAsync($"阳光已就绪：{app.Address()} （按 Ctrl+C 结束）");
        await app.WaitForShutdownAsync(cancel);
        return Guarded.Good;
    }
}
