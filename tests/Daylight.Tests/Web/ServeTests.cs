using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Daylight.Tests.Web;

/// <summary>The program as it is started on a machine.</summary>
public sealed partial class ServeTests
{
    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/", RegexOptions.None, 1000)]
    private static partial Regex Address { get; }

    [Theory]
    [InlineData("serve", 404)]
    [InlineData("demo", 200)]
    public async Task It_says_where_it_listens_and_ends_cleanly(string verb, int style)
    {
        var cancel = TestContext.Current.CancellationToken;
        var data = Directory.CreateTempSubdirectory("daylight-serve-").FullName;
        if (verb == "serve")
        {
            using var init = Start([
                "log",
                "init",
                "--jurisdiction",
                "330225",
                "--origin",
                "serve.example/log",
                "--data",
                data,
            ]);
            await init.WaitForExitAsync(cancel);
        }

        using var process = Start([verb, "--port", "0", "--data", data]);
        var address = await ReadAddress(process, cancel);
        using var client = new HttpClient { BaseAddress = new Uri(address) };

        Assert.Equal("ready\n", await client.GetStringAsync("/health", cancel));
        Assert.Equal(style, (int)(await client.GetAsync("/style", cancel)).StatusCode);

        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(cancel);
        Assert.Equal(0, process.ExitCode);
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task A_log_without_rules_is_founded_on_those_of_the_country_once()
    {
        var cancel = TestContext.Current.CancellationToken;
        var data = Path.Combine(Directory.CreateTempSubdirectory("daylight-serve-").FullName, "county");
        string[] serve =
        [
            "serve",
            "--port",
            "0",
            "--role",
            "desk,worker",
            "--jurisdiction",
            "330225",
            "--origin",
            "serve.example/log",
            "--data",
            data,
        ];
        for (var start = 1; start <= 2; start++)
        {
            using var process = Start(serve);
            using var client = new HttpClient { BaseAddress = new Uri(await ReadAddress(process, cancel)) };
            Assert.Contains(
                "href=\"/rules/",
                await client.GetStringAsync("/rules", cancel),
                StringComparison.Ordinal
            );
            using var kill = Process.Start(
                "kill",
                ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]
            );
            await process.WaitForExitAsync(cancel);
            Assert.Equal(0, process.ExitCode);
        }

        Directory.Delete(Path.GetDirectoryName(data)!, recursive: true);
    }

    /// <summary>A demonstration tells its history first.</summary>
    private static async Task<string> ReadAddress(Process process, CancellationToken cancel)
    {
        while (await process.StandardOutput.ReadLineAsync(cancel) is { } line)
        {
            if (Address.Match(line) is { Success: true } match)
            {
                return match.Value;
            }
        }

        throw new InvalidOperationException(
            $"It ended without an address: {await process.StandardError.ReadToEndAsync(cancel)}"
        );
    }

    private static Process Start(string[] words) =>
        Process.Start(
            new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "daylight-cli"), words)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;
}
