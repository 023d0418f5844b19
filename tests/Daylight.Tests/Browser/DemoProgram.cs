using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Daylight.Web;

namespace Daylight.Tests.Browser;

/// <summary><c>daylight demo</c> as somebody starts it at a terminal: the program itself, with its portal beside it.</summary>
internal sealed partial class DemoProgram : IAsyncDisposable
{
    private static readonly TimeSpan s_most = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private DemoProgram(Process process) => _process = process;

    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>What it said on the terminal, errors too.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/", RegexOptions.None, 1000)]
    private static partial Regex Web { get; }

    /// <summary>Starts it and waits for its address.</summary>
    public static async Task<DemoProgram> Start(string data)
    {
        var demo = Launch("demo", "--port", "0", "--data", data);
        Assert.True(
            await demo.Says(said => Web.IsMatch(said)) && Web.Match(demo.Said) is { Success: true },
            $"The demo did not start: {demo.Said}"
        );
        demo.Address = new Uri(Web.Match(demo.Said).Value);
        return demo;
    }

    /// <summary>Starts the program with any words.</summary>
    public static DemoProgram Launch(params string[] words)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "daylight-cli"), words)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Remove(NodeOptions.PostgresVariable);
        start.Environment.Remove(NodeOptions.PostgresOwnerVariable);
        var demo = new DemoProgram(Process.Start(start)!);
        demo._process.OutputDataReceived += demo.Hear;
        demo._process.ErrorDataReceived += demo.Hear;
        demo._process.BeginOutputReadLine();
        demo._process.BeginErrorReadLine();
        return demo;
    }

    /// <summary>Runs a verb to its end.</summary>
    public static async Task<(int Code, string Said)> Run(params string[] words)
    {
        await using var run = Launch(words);
        return (await run.Ended(), run.Said);
    }

    /// <summary>Waits until it said that or has ended; whether it said it.</summary>
    public async Task<bool> Says(Func<string, bool> that)
    {
        var began = Stopwatch.GetTimestamp();
        while (!that(Said))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(began) > s_most)
            {
                await Task.Delay(200);
                return that(Said);
            }

            await Task.Delay(20);
        }

        return true;
    }

    /// <summary>Ctrl+C at the terminal.</summary>
    public async Task<int> Interrupt()
    {
        using var kill = Process.Start("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        return await Ended();
    }

    public async Task<int> Ended()
    {
        using var most = new CancellationTokenSource(s_most);
        await _process.WaitForExitAsync(most.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Hear(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is { } said)
        {
            lock (_said)
            {
                _said.AppendLine(said);
            }
        }
    }
}
