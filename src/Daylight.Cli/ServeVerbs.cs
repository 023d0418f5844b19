using System.CommandLine;
using Daylight.Accounts;
using Daylight.Crypto;
using Daylight.Ui;
using Daylight.Web;
using Daylight.Web.Demo;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Daylight.Cli;

/// <summary><c>serve</c> and <c>demo</c>: run the pages until SIGTERM or Ctrl+C.</summary>
internal static class ServeVerbs
{
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
        var own = new ServeOptions();
        var verb = new Command(name, says) { port };
        data.AddTo(verb);
        if (!demo)
        {
            own.AddTo(verb);
        }

        verb.SetAction(
            (parsed, cancel) =>
                Guarded.Run(
                    parsed.InvocationConfiguration.Error,
                    () =>
                        demo
                            ? Demo(parsed.GetValue(port), Live(data.Read(parsed, name)), cancel)
                            : Serve(parsed, own, parsed.GetValue(port), Live(data.Read(parsed, name)), cancel)
                )
        );
        return verb;
    }

    private static NodeOptions Live(NodeOptions options)
    {
        CryptoModule.SelfTest();
        return options with { PublishEvery = TimeSpan.FromSeconds(1), Tell = Console.Error.Say };
    }

    private static async Task<int> Serve(
        ParseResult parsed,
        ServeOptions own,
        int port,
        NodeOptions options,
        CancellationToken cancel
    )
    {
        await own.FoundWhereAsked(parsed, options, cancel);
        await using var node = await Node.Open(options, cancel);
        await FirstLinks.Show(node, own.Address(parsed, port), Console.IsOutputRedirected, cancel);
        return await Listen(
            node,
            new DaylightWebOptions
            {
                Url = $"http://127.0.0.1:{port}",
                DataFolder = options.DataFolder,
                Place = own.Place(parsed),
                Hosts = own.Hosts(parsed),
                Faces = Mechanisms.Faces(node),
                Services = services => services.AddNode(node),
            },
            cancel
        );
    }

    private static async Task<int> Demo(int port, NodeOptions options, CancellationToken cancel)
    {
        await using var demo = await DemoHost.Open(options, Told, cancel);
        return await Listen(
            demo.Node,
            new DaylightWebOptions
            {
                Url = $"http://127.0.0.1:{port}",
                DataFolder = options.DataFolder,
                Demo = true,
                Place = "象山县",
                Time = demo.Clock,
                Faces = [.. Mechanisms.Faces(demo.Node), new DemoFace()],
                Services = demo.Add,
            },
            cancel
        );
    }

    /// <summary>Says how far the demo county's history is, every tenth of it.</summary>
    private static void Told(int done, int all)
    {
        if (done == 1 || done == all || done * 10 / all > (done - 1) * 10 / all)
        {
            Console.Error.WriteLine($"演示县历史：{done}/{all}");
        }
    }

    private static async Task<int> Listen(Node node, DaylightWebOptions options, CancellationToken cancel)
    {
        var own = options.Services;
        await using var app = DaylightWeb.Build(
            options with
            {
                Services = services =>
                {
                    own?.Invoke(services);
                    services.AddSingleton(node).AddSingleton<IReadiness>(node).AddHostedService<Lapsing>();
                },
            }
        );
        try
        {
            await app.StartAsync(cancel);
        }
        catch (IOException busy)
        {
            await Console.Error.WriteLineAsync(
                $"无法监听 {options.Url}：{busy.Message} 请用 --port 换一个端口。"
            );
            return Guarded.NotGood;
        }

        await Console.Out.WriteLineAsync($"阳光已就绪：{app.Address()} （按 Ctrl+C 结束）");
        await app.WaitForShutdownAsync(cancel);
        return Guarded.Good;
    }
}
