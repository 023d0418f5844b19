using System.Diagnostics;
using Daylight.Tests.Proceedings;

namespace Daylight.Tests.Store;

/// <summary>The program that writes until it is killed, and what it said.</summary>
internal sealed class WriterProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly Task _reading;
    private readonly List<string> _acknowledged = [];
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WriterProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
        _reading = Task.Run(Read);
    }

    /// <summary>Ends when the first act was acknowledged, or when the writer ended without any.</summary>
    public Task First => _first.Task;

    /// <summary>One that performs acts of the registry.</summary>
    public static WriterProcess Start(
        string driver,
        string place,
        int run,
        int clients,
        int acts,
        params IReadOnlyList<string> under
    ) => Start([.. under, .. Words(driver, place, run, clients, acts)]);

    /// <summary>One that performs acts of every kind for as long as it lives, beside the workers of a node.</summary>
    public static WriterProcess StartWhole(string driver, string place, int run, int clients, string files) =>
        Start([.. Words(driver, place, run, clients, acts: 400_000), files]);

    private static IEnumerable<string> Words(string driver, string place, int run, int clients, int acts) =>
        [
            Path.Combine(AppContext.BaseDirectory, "Daylight.Writer"),
            driver,
            place,
            TestLog.Origin,
            TestLog.Jurisdiction,
            $"{run}",
            $"{clients}",
            $"{acts}",
        ];

    private static WriterProcess Start(List<string> words)
    {
        var process = Process.Start(
            new ProcessStartInfo(words[0], words.Skip(1))
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;
        return new WriterProcess(process);
    }

    /// <summary>SIGKILL. Returns the acts that were acknowledged before.</summary>
    public async Task<IReadOnlyList<string>> Kill()
    {
        _process.Kill();
        return await End(137);
    }

    /// <summary>Waits until it ends because its database is gone. Returns the acts that were acknowledged before.</summary>
    public async Task<IReadOnlyList<string>> Breaks()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await _process.WaitForExitAsync(patience.Token);
        await _reading;
        Assert.NotEqual(0, _process.ExitCode);
        Assert.Contains("StoreFailedException", await _errors, StringComparison.Ordinal);
        return _acknowledged;
    }

    /// <summary>Waits until it has done all its acts. Returns those that were acknowledged.</summary>
    public Task<IReadOnlyList<string>> Finish() => End(0);

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private async Task<IReadOnlyList<string>> End(int code)
    {
        await _process.WaitForExitAsync();
        await _reading;
        Assert.True(
            _process.ExitCode == code,
            $"The writer ended with {_process.ExitCode}, not {code}: {await _errors}"
        );
        return _acknowledged;
    }

    private async Task Read()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            Assert.StartsWith("ack ", line, StringComparison.Ordinal);
            _acknowledged.Add(line[4..]);
            _first.TrySetResult();
        }

        _first.TrySetResult();
    }
}
