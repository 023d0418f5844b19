using System.Diagnostics;

namespace Daylight.Tests.Backup;

/// <summary>The command line as a process of its own, which can be killed.</summary>
internal sealed class CliProcess : IDisposable
{
    private readonly Process _process;

    private CliProcess(Process process) => _process = process;

    public static CliProcess Start(params IReadOnlyList<string> args)
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
        var process = Process.Start(start)!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return new CliProcess(process);
    }

    /// <summary>Returns some time after a file appeared, or when the process has ended.</summary>
    public async Task Reaches(string file, TimeSpan after)
    {
        for (var tries = 0; !File.Exists(file) && !_process.HasExited; tries++)
        {
            Assert.True(tries < 60_000, $"{file} did not appear within a minute.");
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

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
