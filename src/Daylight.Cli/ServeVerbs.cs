using System.CommandLine;
using Daylight.Web;
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
        var data = new Option<DirectoryInfo>("--data")
        {
            Description = "Folder of the data.",
            DefaultValueFactory = _ => new DirectoryInfo("data"),
        };
        var verb = new Command(name, says) { port, data };
        verb.SetAction((parsed, cancel) => Run(parsed.GetValue(port), parsed.GetValue(data)!, demo, cancel));
        return verb;
    }

    private static async Task<int> Run(int port, DirectoryInfo data, bool demo, CancellationToken cancel)
    {
        await using var app = DaylightWeb.Build(
            new DaylightWebOptions
            {
                Url = $"http://127.0.0.1:{port}",
                DataFolder = data.FullName,
                Demo = demo,
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
            return 1;
        }

        await Console.Out.WriteLineAsync($"阳光已就绪：{app.Address()} （按 Ctrl+C 结束）");
        await app.WaitForShutdownAsync(cancel);
        return 0;
    }
}
