using System.ComponentModel;
using System.Diagnostics;

namespace Daylight.Tests.Ledger;

/// <summary>Runs a program to its end.</summary>
internal static class Command
{
    /// <summary>Exit code, and all that it said on both streams.</summary>
    /// <exception cref="InvalidOperationException">when the program does not start.</exception>
    internal static (int Exit, string Said) Run(string program, string where, params string[] arguments) =>
        Run(program, where, new Dictionary<string, string>(), arguments);

    internal static (int Exit, string Said) Run(
        string program,
        string where,
        IReadOnlyDictionary<string, string> environment,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = where,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, (output + errors.Result).Trim());
        }
        catch (Win32Exception fault)
        {
            throw new InvalidOperationException($"{program} does not start: {fault.Message}.", fault);
        }
    }
}
