using System.Diagnostics;

namespace Daylight.Tests.Backup;

/// <summary>The command line as a process of its own, which can be killed.</summary>
internal sealed class CliProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    private CliProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _error = process.StandardError.ReadToEndAsync();
    }

    public static CliProcess Start(params IReadOnlyList<string> args) =>
        Start(new Dictionary<string, string?>(), args);

    /// <param name="environment">Variables that it gets beside ours.</param>
    public static CliProcess Start(
        IReadOnlyDictionary<string, string?> environment,
        IReadOnlyList<string> args
    )
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "daylight-cli.dll"), .. args]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new CliProcess(Process.Start(start)!);
    }

    /// <summary>Returns some time after a file appeared, or when the process has ended.</summary>
    public Task Reaches(string file, TimeSpan after) =>
        Reaches(() => Task.FromResult(File.Exists(file)), after);

    /// <summary>Returns some time after something became so, or when the process has ended.</summary>
    public async Task Reaches(Func<Task<bool>> isSo, TimeSpan after)
    {
        var since = Stopwatch.StartNew();
        while (!_process.HasExited && !await isSo())
        {
            Assert.True(
                since.Elapsed < TimeSpan.FromMinutes(2),
                "It did not come to that within two minutes."
            );
            await Task.Delay(1);
        }

        await Task.Delay(after);
    }

    /// <summary>SIGKILL. False where it had ended by itself.</summary>
    public bool Kill()
    {
        _process.Kill();
        _process.WaitForExit();
        return _process.ExitCode == 137;
    }

    /// <summary>Waits for its end.</summary>
    public async Task<(int Code, string Output, string Error)> Ends()
    {
        await _process.WaitForExitAsync();
        return (_process.ExitCode, await _output, await _error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
