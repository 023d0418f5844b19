using Daylight.Ledger;
using Daylight.Proceedings;
using Daylight.Registry;
using Daylight.Tests.Proceedings;
using Daylight.Ui;
using Daylight.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Daylight.Tests.Publishing;

/// <summary>A node in a data folder, served over HTTP on a free port; publishes when told to.</summary>
public sealed class ServedLog : IAsyncDisposable
{
    public const string Code = "990101";
    public const string Origin = "daylight.test/log";

    private readonly string _folder = Directory.CreateTempSubdirectory("daylight-test-").FullName;
    private WebApplication? _app;
    private int _recorded;

    private ServedLog() => Options = new NodeOptions(Path.Combine(_folder, "data")) { PublishEvery = null };

    public NodeOptions Options { get; set; }

    public Node Node { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    public NodeLog Log => Node.Log(Code)!;

    public string Url => $"{_app!.Address().ToString().TrimEnd('/')}/log/{Code}";

    public string WitnessUrl => $"{_app!.Address().ToString().TrimEnd('/')}/witness";

    public static async Task<ServedLog> Start(Action<NodeOptions>? before = null)
    {
        var served = new ServedLog();
        await Node.Init(served.Options, Code, Origin);
        before?.Invoke(served.Options);
        await served.Open();
        return served;
    }

    public async Task Open()
    {
        Node = await Node.Open(Options);
        _app = DaylightWeb.Build(
            new DaylightWebOptions
            {
                Url = "http://127.0.0.1:0",
                Faces = Mechanisms.Faces(Node),
                Services = services =>
                {
                    services.AddNode(Node);
                    services.AddSingleton(Node).AddSingleton<IReadiness>(Node);
                },
                Logging = logging => logging.ClearProviders(),
            }
        );
        await _app.StartAsync();
        Client = new HttpClient { BaseAddress = new Uri(Url + "/") };
    }

    public async Task Close()
    {
        Client.Dispose();
        await _app!.DisposeAsync();
        await Node.DisposeAsync();
    }

    public async Task Restart()
    {
        await Close();
        await Open();
    }

    public async Task Record(int facts)
    {
        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(_recorded, facts)
                .Select(n =>
                    Log.Clerk.Perform(
                        new Submission(
                            $"a-{n}",
                            new Register.UnitAct(
                                $"u{n}",
                                $"{990_101_000_000 + n}",
                                $"第{n}局",
                                $"{n}局",
                                UnitKind.Town
                            ),
                            TestLog.Registrar
                        )
                    )
                )
        );
        Assert.All(outcomes, outcome => Assert.IsType<Outcome.Recorded>(outcome));
        _recorded += facts;
    }

    public Task<long> Publish() => Log.Publisher.Publish();

    /// <summary>Downloads the whole log, file by file, as a mirror would.</summary>
    public async Task<string> Download(string url = "")
    {
        var copy = Path.Combine(_folder, $"copy-{Directory.GetDirectories(_folder).Length}");
        var note = await Client.GetByteArrayAsync($"{url}checkpoint");
        await Save("checkpoint", note);
        var keys = await Client.GetStringAsync($"{url}vkey");
        await Save("vkey", System.Text.Encoding.UTF8.GetBytes(keys.Split('\n')[0] + "\n"));
        foreach (var tile in Tiles.Of(Checkpoint.Parse(Note.Parse(note).Text).Size))
        {
            await Save(tile.Path, await Client.GetByteArrayAsync(url + tile.Path));
        }

        return copy;

        async Task Save(string path, byte[] bytes)
        {
            var file = Path.Combine(copy, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllBytesAsync(file, bytes);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Close();
        Directory.Delete(_folder, recursive: true);
    }
}
