using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Daylight.Accounts;
using Daylight.Crypto;
using Daylight.Norms;
using Daylight.Openness.Faces;
using Daylight.Proceedings;
using Daylight.Proceedings.Publishing;
using Daylight.Ui;
using Daylight.Web;
using Daylight.Web.Demo;
using Daylight.Web.Levels;
using Daylight.Web.Outbound;
using Daylight.Web.Portal;
using Daylight.Web.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Daylight.Cli;

/// <summary><c>serve</c> and <c>demo</c>: run the pages until SIGTERM or Ctrl+C.</summary>
internal static class ServeVerbs
{
    public static Command[] Build() =>
        [
            Verb("serve", "提供服务：内部办理、公开门户、后台。 Serve desk, portal and worker.", demo: false),
            Verb("demo", "演示县，只在本机。 Serve a demonstration on this machine only.", demo: true),
        ];

    private static Command Verb(string name, string says, bool demo)
    {
        var data = new DataOption();
        var serving = new ServeOptions();
        var verb = new Command(name, says);
        serving.AddTo(verb, demo);
        data.AddTo(verb);
        verb.SetAction(
            (parsed, cancel) =>
                Guarded.Run(
                    parsed.InvocationConfiguration.Error,
                    async () =>
                    {
                        CryptoModule.SelfTest();
                        var options = data.Read(parsed, name);
                        var asked = serving.Read(parsed, options, demo);
                        // Before anything is made: a county that then cannot be shown would be waited for in vain.
                        if (IsTaken(new Uri(asked.Url)))
                        {
                            parsed.InvocationConfiguration.Error.Say(Taken(asked.Url));
                            return Guarded.NotGood;
                        }

                        if (asked.Roles.OnlyPortal)
                        {
                            return await Portal(options, asked, cancel);
                        }

                        if (demo)
                        {
                            return await Demo(options, asked, cancel);
                        }

                        await serving.FoundWhereAsked(parsed, options, cancel);
                        return await Serve(options, asked, cancel);
                    }
                )
        );
        return verb;
    }

    /// <summary>The portal alone: nothing of a node is opened, and nothing of one may be within reach.</summary>
    private static async Task<int> Portal(NodeOptions options, ServeAsked asked, CancellationToken cancel)
    {
        PortalHost.RefuseSecrets(options.DataFolder);
        DurableFile.CreateFolder(options.DataFolder);
        using var ended = asked.WhileInput ? InputEnds() : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, ended.Token);
        return await Listen(
            PortalHost.Options(
                new DaylightWebOptions
                {
                    Url = asked.Url,
                    DataFolder = options.DataFolder,
                    Place = asked.Place,
                    Hosts = asked.Hosts,
                },
                asked.Folders,
                new PortalSetting { StaffHref = asked.StaffHref, DemoHref = asked.DemoHref }
            ),
            either.Token
        );
    }

    private static async Task<int> Serve(NodeOptions options, ServeAsked asked, CancellationToken cancel)
    {
        await using var node = await Node.Open(Live(options, asked), cancel);
        if (asked.Roles.Desk)
        {
            await FirstRules.Adopt(node, asked.Packs, cancel);
            await FirstLinks.Show(node, asked.Address, Console.IsOutputRedirected, cancel);
        }

        await using var portal = asked.Roles.Portal
            ? PortalProcess.Start(options.DataFolder, asked.Folders, asked.Place, "--staff", "/desk")
            : null;
        return await Listen(
            Worker(
                node,
                asked,
                new DaylightWebOptions
                {
                    Url = asked.Url,
                    DataFolder = options.DataFolder,
                    Place = asked.Place,
                    Hosts = asked.Hosts,
                    Portal = portal?.Address,
                    Faces = asked.Roles.Desk ? [.. Mechanisms.Faces(node), .. Links(portal)] : [],
                    Services = services => services.AddNode(node),
                }
            ),
            cancel,
            portal
        );
    }

    private static async Task<int> Demo(NodeOptions options, ServeAsked asked, CancellationToken cancel)
    {
        // A portal needs nothing of the node: on a later start both start at once.
        var early = DemoHost.IsMade(options.DataFolder) ? DemoPortal(options, asked) : null;
        DemoHost opened;
        try
        {
            opened = await DemoHost.Open(Live(options, asked), Told, cancel);
        }
        catch (Exception fault)
        {
            if (early is not null)
            {
                await early.DisposeAsync();
            }

            if (fault is not OperationCanceledException || !cancel.IsCancellationRequested)
            {
                throw;
            }

            Console.Error.Say(
                new Phrase(
                    "已停止。演示县没有做完，下次启动时从头做起。",
                    "Stopped. The demo county is not finished; the next start makes it anew."
                )
            );
            return Guarded.NotGood;
        }

        await using var demo = opened;
        await using var portal = early ?? DemoPortal(options, asked);
        return await Listen(
            Worker(
                demo.Node,
                asked,
                new DaylightWebOptions
                {
                    Url = asked.Url,
                    DataFolder = options.DataFolder,
                    Demo = true,
                    Place = asked.Place,
                    Time = demo.Clock,
                    Portal = portal.Address,
                    Faces = [.. Mechanisms.Faces(demo.Node), .. Links(portal), new DemoFace()],
                    Services = demo.Add,
                }
            ),
            cancel,
            portal
        );
    }

    private static PortalProcess DemoPortal(NodeOptions options, ServeAsked asked) =>
        PortalProcess.Start(options.DataFolder, asked.Folders, asked.Place, "--demo-at", "/demo");

    private static NodeOptions Live(NodeOptions options, ServeAsked asked) =>
        options with
        {
            PublishEvery = asked.Roles.Worker ? TimeSpan.FromSeconds(1) : null,
            Tell = Console.Error.Say,
        };

    private static IFace[] Links(PortalProcess? portal) => portal is null ? [] : [new PublicLinks()];

    /// <summary>Adds the node, and where this process is a worker what works in the background.</summary>
    private static DaylightWebOptions Worker(Node node, ServeAsked asked, DaylightWebOptions options)
    {
        var own = options.Services;
        return options with
        {
            Services = services =>
            {
                own?.Invoke(services);
                services.AddSingleton(node).AddSingleton<IReadiness>(node);
                if (asked.Roles.Worker)
                {
                    services
                        .AddHostedService<Lapsing>()
                        .AddHostedService<Tending>()
                        .AddHostedService<Telling>()
                        .AddHostedService<Reaching>()
                        .AddHostedService<LetterCarrier>()
                        .AddSingleton(host => new Exchange(
                            node,
                            asked.Folders,
                            [.. host.GetServices<IDropTaker>()]
                        ))
                        .AddHostedService(host => new Exchanging(
                            host.GetRequiredService<Exchange>(),
                            node.Options.Tell
                        ));
                }
            },
        };
    }

    /// <summary>Says how far the demo county's history is, every tenth of it.</summary>
    private static void Told(int done, int all)
    {
        if (done == 1 || done == all || done * 10 / all > (done - 1) * 10 / all)
        {
            Console.Error.WriteLine($"演示县历史：{done}/{all}");
        }
    }

    private static bool IsTaken(Uri url)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Parse(url.Host), url.Port);
            listener.Start();
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private static Phrase Taken(string url) =>
        new(
            $"无法监听 {url}：端口已被占用。请用 --port 换一个端口，0为任选。",
            $"Cannot listen on {url}: the port is in use. Choose another one with --port; 0 takes a free one."
        );

    /// <summary>Ends when whoever started this process closes its input, as the end of that process does.</summary>
    private static CancellationTokenSource InputEnds()
    {
        var ended = new CancellationTokenSource();
        _ = Task.Run(async () =>
        {
            await Console.In.ReadToEndAsync();
            await ended.CancelAsync();
        });
        return ended;
    }

    /// <param name="portal">The portal beside it: whoever is told that all is ready finds it there.</param>
    private static async Task<int> Listen(
        DaylightWebOptions options,
        CancellationToken cancel,
        PortalProcess? portal = null
    )
    {
        await using var app = DaylightWeb.Build(
            options with
            {
                Collector = Uri.TryCreate(
                    Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT"),
                    UriKind.Absolute,
                    out var collector
                )
                    ? collector
                    : null,
            }
        );
        try
        {
            await app.StartAsync(cancel);
        }
        catch (IOException busy)
        {
            Console.Error.Say(Taken($"{options.Url} ({busy.Message})"));
            return Guarded.NotGood;
        }

        await (portal?.Answers(cancel) ?? Task.CompletedTask);
        await Console.Out.WriteLineAsync($"阳光已就绪：{app.Address()} （按 Ctrl+C 结束）");
        await app.WaitForShutdownAsync(cancel);
        return Guarded.Good;
    }
}
