using System.Diagnostics;
using System.Text.Json;

namespace Daylight.Benchmarks;

/// <summary>A bench host as its clients see it: another process, whose time on processors is known.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private readonly Process _process;

    private BenchServer(Process process, BenchReady ready)
    {
        _process = process;
        Ready = ready;
    }

    public BenchReady Ready { get; }

    /// <summary>Of that process, since it began.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <param name="works">Whether duties lapse meanwhile; not where rows were copied that no fact stands behind.</param>
    public static async Task<BenchServer> Start(BenchDatabase database, bool works)
    {
        var process = Process.Start(
            new ProcessStartInfo(
                Environment.ProcessPath!,
                [
                    .. Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
                        ? new[] { typeof(BenchServer).Assembly.Location }
                        : [],
                    "host",
                    database.Driver,
                    database.Folder,
                    works ? "works" : "rests",
                ]
            )
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        var line = await process.StandardOutput.ReadLineAsync();
        var ready = line is null
            ? throw new InvalidOperationException("The host of the bench ended before it listened.")
            : JsonSerializer.Deserialize<BenchReady>(line)!;
        _ = process.StandardOutput.ReadToEndAsync();
        return new BenchServer(process, ready);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
