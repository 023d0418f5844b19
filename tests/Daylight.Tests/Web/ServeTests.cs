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
        var line = await process.StandardOutput.ReadLineAsync(cancel);
        var address = Address.Match(line ?? "").Value;
        using var client = new HttpClient { BaseAddress = new Uri(address) };

        Assert.Equal("ready\n", await client.GetStringAsync("/health", cancel));
        Assert.Equal(style, (int)(await client.GetAsync("/style", cancel)).StatusCode);

        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(cancel);
        Assert.Equal(0, process.ExitCode);
        Directory.Delete(data, recursive: true);
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
