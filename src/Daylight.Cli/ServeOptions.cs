using System.CommandLine;
using Daylight.Web;
using Daylight.Web.Portal;

namespace Daylight.Cli;

/// <summary>What a serving process was asked to be.</summary>
/// <param name="StaffHref">Where a portal sends staff.</param>
/// <param name="DemoHref">Where a portal of a demonstration sends those who choose a person.</param>
/// <param name="WhileInput">Ends when its input ends.</param>
/// <param name="Packs">Folders of the packs on which a log without rules is founded; empty for the country's.</param>
internal sealed record ServeAsked(
    Roles Roles,
    string Url,
    string Place,
    IReadOnlyList<string> Hosts,
    PortalFolders Folders,
    string? StaffHref,
    string? DemoHref,
    bool WhileInput,
    IReadOnlyList<string> Packs
)
{
    /// <summary>The address that people are told: the first name under TLS, else this machine.</summary>
    public string Address => Hosts is [var host, ..] ? $"https://{host}" : Url;
}

/// <summary>The options of <c>serve</c> and <c>demo</c>.</summary>
internal sealed class ServeOptions
{
    private readonly Option<int> _port = new("--port")
    {
        Description = "本机端口，0为任选。 Port on 127.0.0.1; 0 takes a free one.",
        DefaultValueFactory = _ => 5080,
    };

    private readonly Option<string> _role = new("--role")
    {
        Description =
            "角色：desk 内部办理，portal 公开门户，worker 后台，all 全部（门户另起进程）。 desk, portal, worker or all; the portal is a process of its own.",
        DefaultValueFactory = _ => "all",
    };

    private readonly Option<DirectoryInfo?> _published = new("--published")
    {
        Description = "公开库目录，默认为数据目录下的published。 Folder of the published database.",
    };

    private readonly Option<DirectoryInfo?> _drop = new("--drop")
    {
        Description = "密封收件箱目录，默认为数据目录下的drop。 Folder of the drop box.",
    };

    private readonly Option<string> _place = new("--place")
    {
        Description = "地名，显示在页首。 Name of the place, for the header.",
        DefaultValueFactory = _ => "",
    };

    private readonly Option<string[]> _hosts = new("--host")
    {
        Description = "对外的域名，可给出多个；不给则不限。 Names under which it is called; none means any.",
    };

    private readonly Option<string?> _staff = new("--staff")
    {
        Description = "门户上“进入办理系统”的网址。 Where the portal sends staff.",
    };

    private readonly Option<DirectoryInfo[]> _packs = new("--pack")
    {
        Description =
            "账本还没有规则时采用的规则包文件夹，国家的在前；不写则采用随程序的国家规定。 Packs to found a log without rules on; the country's unless it is said.",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _demo = new("--demo-at") { Hidden = true };

    private readonly Option<bool> _whileInput = new("--while-input") { Hidden = true };

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

    public void AddTo(Command verb, bool demo)
    {
        verb.Options.Add(_port);
        if (!demo)
        {
            foreach (
                var option in (Option[])
                    [
                        _role,
                        _published,
                        _drop,
                        _place,
                        _hosts,
                        _jurisdiction,
                        _origin,
                        _packs,
                        _staff,
                        _demo,
                        _whileInput,
                    ]
            )
            {
                verb.Options.Add(option);
            }
        }
    }

    public ServeAsked Read(ParseResult parsed, NodeOptions options, bool demo)
    {
        var url = $"http://127.0.0.1:{parsed.GetValue(_port)}";
        var folders = PortalFolders.Below(options.DataFolder);
        return demo
            ? new ServeAsked(Roles.All, url, "象山县", [], folders, null, null, false, [])
            : new ServeAsked(
                Roles.Read(parsed.GetValue(_role)!, options),
                url,
                parsed.GetValue(_place)!,
                parsed.GetValue(_hosts) ?? [],
                new PortalFolders(
                    parsed.GetValue(_published)?.FullName ?? folders.Published,
                    parsed.GetValue(_drop)?.FullName ?? folders.Drop
                ),
                parsed.GetValue(_staff),
                parsed.GetValue(_demo),
                parsed.GetValue(_whileInput),
                [.. (parsed.GetValue(_packs) ?? []).Select(folder => folder.FullName)]
            );
    }

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
