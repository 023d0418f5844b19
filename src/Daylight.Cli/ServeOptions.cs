using System.CommandLine;
using Daylight.Web;

namespace Daylight.Cli;

/// <summary>What <c>serve</c> may be told beside port and data.</summary>
internal sealed class ServeOptions
{
    private readonly Option<string?> _jurisdiction = new("--jurisdiction")
    {
        Description =
            "数据目录为空时新建账本的行政区划代码，如330225。 With an empty folder: opens the log of this jurisdiction.",
    };

    private readonly Option<string?> _origin = new("--origin")
    {
        Description =
            "新建账本的名称：不带协议的网址，如 daylight.xiangshan.example/log。 Name of the log that is opened.",
    };

    private readonly Option<string> _place = new("--place")
    {
        Description = "页眉显示的地名，如象山县。 Name of the place in the header.",
        DefaultValueFactory = _ => "",
    };

    private readonly Option<string[]> _hosts = new("--host")
    {
        Description =
            "对外的域名，可以有多个；只应答这些域名。 Name under which it is called; it answers to no other.",
        DefaultValueFactory = _ => [],
    };

    public void AddTo(Command verb)
    {
        verb.Options.Add(_jurisdiction);
        verb.Options.Add(_origin);
        verb.Options.Add(_place);
        verb.Options.Add(_hosts);
    }

    public string Place(ParseResult parsed) => parsed.GetValue(_place)!;

    public IReadOnlyList<string> Hosts(ParseResult parsed) => parsed.GetValue(_hosts)!;

    /// <summary>The address that people are told: the first name under TLS, else this machine.</summary>
    public string Address(ParseResult parsed, int port) =>
        Hosts(parsed) is [var host, ..] ? $"https://{host}" : $"http://127.0.0.1:{port}";

    /// <summary>Opens a log where jurisdiction and origin were given and the folder holds none. Never without being asked.</summary>
    public async Task FoundWhereAsked(ParseResult parsed, NodeOptions options, CancellationToken cancel)
    {
        var folder = options.DataFolder;
        if (
            parsed.GetValue(_jurisdiction) is { } jurisdiction
            && parsed.GetValue(_origin) is { } origin
            && (!Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any())
        )
        {
            var key = await Node.Init(options, jurisdiction, origin, cancel);
            await Console.Out.WriteLineAsync($"账本已建立，公钥：{key}");
        }
    }
}
