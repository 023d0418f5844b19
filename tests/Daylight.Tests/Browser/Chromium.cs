using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

[assembly: AssemblyFixture(typeof(Daylight.Tests.Browser.Chromium))]

namespace Daylight.Tests.Browser;

/// <summary>
/// A real Chromium without a window, spoken to over its DevTools protocol: one for the whole run, started when a test
/// first asks for it. Each window has cookies of its own.
/// </summary>
public sealed class Chromium : IAsyncDisposable
{
    private const string Where = "DevTools listening on ";
    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(90);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> _asked = new();
    private readonly ConcurrentDictionary<string, Action<string, JsonNode>> _sessions = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly string _profile = Directory.CreateTempSubdirectory("daylight-browser-").FullName;
    private Process? _process;
    private ClientWebSocket? _socket;
    private Task? _started;
    private Task _reading = Task.CompletedTask;
    private int _last;

    /// <summary>Where the program is; null where there is none.</summary>
    private static string? Program =>
        new[]
        {
            Environment.GetEnvironmentVariable("CHROMIUM"),
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
        }
            .OfType<string>()
            .FirstOrDefault(File.Exists);

    /// <summary>A new window with cookies of its own. Skips the test where there is no Chromium, but not in CI.</summary>
    internal async Task<Window> Open(Uri address, Screen screen, bool script = true)
    {
        Assert.SkipWhen(
            Program is null && Environment.GetEnvironmentVariable("CI") is null,
            "there is no Chromium; install the package chromium or set CHROMIUM to the program"
        );
        lock (_lock)
        {
            _started ??= Start();
        }

        await _started;
        return await Window.Open(this, address, screen, script);
    }

    /// <summary>Asks Chromium and waits for its answer.</summary>
    internal async Task<JsonNode> Ask(string method, JsonObject? parameters = null, string? session = null)
    {
        var id = Interlocked.Increment(ref _last);
        var answered = _asked[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var message = new JsonObject
        {
            ["id"] = id,
            ["method"] = method,
            ["params"] = parameters ?? [],
        };
        if (session is not null)
        {
            message["sessionId"] = session;
        }

        await _sending.WaitAsync();
        try
        {
            await _socket!.SendAsync(
                Encoding.UTF8.GetBytes(message.ToJsonString()),
                WebSocketMessageType.Text,
                true,
                _stop.Token
            );
        }
        finally
        {
            _sending.Release();
        }

        var answer = await answered.Task.WaitAsync(s_most);
        return answer["error"] is { } error
            ? throw new InvalidOperationException($"{method}: {error["message"]} {error["data"]}")
            : answer["result"]!;
    }

    /// <summary>Events of a session go there.</summary>
    internal void Listen(string session, Action<string, JsonNode> told) => _sessions[session] = told;

    internal void Leave(string session) => _sessions.TryRemove(session, out _);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _socket?.Abort();
        await _reading;
        _socket?.Dispose();
        if (_process is { } process)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _stop.Dispose();
        _sending.Dispose();
        Directory.Delete(_profile, recursive: true);
    }

    private async Task Start()
    {
        var start = new ProcessStartInfo(
            Program
                ?? throw new InvalidOperationException("There is no Chromium: eng/apt chromium installs it."),
            [
                "--headless=new",
                // Continuous integration runs as root in a container; only pages of this machine are opened.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-extensions",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--no-default-browser-check",
                "--hide-scrollbars",
                "--lang=zh-CN",
                "--remote-debugging-port=0",
                $"--user-data-dir={_profile}",
                "about:blank",
            ]
        )
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["LANGUAGE"] = "zh_CN";
        _process = Process.Start(start)!;
        var address = "";
        using (var most = new CancellationTokenSource(s_most))
        {
            while (await _process.StandardError.ReadLineAsync(most.Token) is { } line)
            {
                if (line.StartsWith(Where, StringComparison.Ordinal))
                {
                    address = line[Where.Length..].Trim();
                    break;
                }
            }
        }

        // What it says later is read and dropped, so that it never waits for a reader.
        _ = _process.StandardError.ReadToEndAsync(_stop.Token);
        _ = _process.StandardOutput.ReadToEndAsync(_stop.Token);
        _socket = new ClientWebSocket();
        _socket.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
        await _socket.ConnectAsync(new Uri(address), _stop.Token);
        _reading = Task.Run(Read);
    }

    private async Task Read()
    {
        var buffer = new byte[1 << 16];
        using var whole = new MemoryStream();
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                var got = await _socket!.ReceiveAsync(buffer.AsMemory(), _stop.Token);
                whole.Write(buffer, 0, got.Count);
                if (!got.EndOfMessage)
                {
                    continue;
                }

                var message = JsonNode.Parse(whole.GetBuffer().AsSpan(0, (int)whole.Length))!;
                whole.SetLength(0);
                if (message["id"] is { } id)
                {
                    if (_asked.TryRemove((int)id, out var waiting))
                    {
                        waiting.TrySetResult(message);
                    }
                }
                else if (
                    message["sessionId"] is { } session
                    && _sessions.TryGetValue((string)session!, out var told)
                )
                {
                    told((string)message["method"]!, message["params"]!);
                }
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or WebSocketException)
        {
            foreach (var waiting in _asked.Values)
            {
                waiting.TrySetException(new InvalidOperationException("Chromium has ended.", ended));
            }
        }
    }
}

/// <summary>What a page is shown on.</summary>
internal sealed record Screen(int Width, int Height, bool Phone, string Display = "zh-Hans.light.standard")
{
    public static Screen Desk { get; } = new(1360, 900, false);

    public static Screen Hand { get; } = new(390, 844, true);

    public Screen Care => this with { Display = "zh-Hans.light.care20" };

    public Screen Dark => this with { Display = "zh-Hans.dark.standard" };

    public Screen English => this with { Display = "en.light.standard" };
}
