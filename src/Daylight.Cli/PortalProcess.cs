using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Daylight.Web;
using Daylight.Web.Portal;

namespace Daylight.Cli;

/// <summary>
/// The portal beside a desk, as a process of its own: it inherits no database address, and ends when this process ends,
/// however that ends. When it falls it is started anew.
/// </summary>
internal sealed class PortalProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly string[] _words;
    private readonly CancellationTokenSource _stop = new();
    private Process? _process;
    private Task _watch = Task.CompletedTask;

    private PortalProcess(int port, string[] words) =>
        (Address, _words) = (new Uri($"http://127.0.0.1:{port}/"), words);

    public Uri Address { get; }

    /// <summary>Starts it on a free port of this machine.</summary>
    /// <param name="data">Data folder of the desk; the portal gets a folder of its own below it.</param>
    public static PortalProcess Start(
        string data,
        PortalFolders folders,
        string place,
        params IEnumerable<string> more
    )
    {
        var port = FreePort();
        var portal = new PortalProcess(
            port,
            [
                "serve",
                "--role",
                "portal",
                "--port",
                port.ToString(CultureInfo.InvariantCulture),
                "--data",
                Path.Combine(data, "portal"),
                "--published",
                folders.Published,
                "--drop",
                folders.Drop,
                "--place",
                place,
                "--while-input",
                .. more,
            ]
        );
        portal._process = portal.Run();
        portal._watch = portal.Watch();
        return portal;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_process is { } process)
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        await _watch;
        _stop.Dispose();
    }

    /// <summary>Waits until it answers, or for as long as nobody would wait: the watch goes on starting it anew.</summary>
    public async Task Answers(CancellationToken cancel)
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < s_patience)
        {
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(IPAddress.Loopback, Address.Port, cancel);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50, cancel);
            }
        }
    }

    private async Task Watch()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                await _process!.WaitForExitAsync(_stop.Token);
                await Task.Delay(s_pause, _stop.Token);
                _process.Dispose();
                _process = Run();
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private Process Run()
    {
        var program = Environment.ProcessPath!;
        // Under `dotnet daylight-cli.dll` the process is dotnet itself.
        var through = Path.GetFileNameWithoutExtension(program) == "dotnet";
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (
            var word in through
                ? [Path.Combine(AppContext.BaseDirectory, "daylight-cli.dll"), .. _words]
                : _words
        )
        {
            start.ArgumentList.Add(word);
        }

        start.Environment.Remove(NodeOptions.PostgresVariable);
        start.Environment.Remove(NodeOptions.PostgresOwnerVariable);
        var process = Process.Start(start)!;
        // Its words to a terminal are ours to say.
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
