using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Daylight.Tests.Ledger;

/// <summary>tools/verify.cs, built and run as a citizen would.</summary>
public sealed class VerifyToolTests(VerifyToolTests.Tool tool) : IClassFixture<VerifyToolTests.Tool>
{
    private static readonly string s_key = Some.LogKey.Verifier.ToString();

    [Fact]
    public void A_receipt_holds_and_its_fact_is_shown()
    {
        var (exit, said) = tool.Verify(
            ("a.tlog-proof", ReceiptTests.Issue(Some.Envelope(5).ToBytes(), 5, 11).ToBytes()),
            "receipt",
            "--key",
            s_key
        );

        Assert.Contains("成立 / holds", said, StringComparison.Ordinal);
        Assert.Contains("清理历史欠款", said, StringComparison.Ordinal);
        Assert.Contains("尚无外部见证", said, StringComparison.Ordinal);
        Assert.Equal(0, exit);
    }

    [Fact]
    public void A_spoiled_receipt_does_not_hold()
    {
        var bytes = ReceiptTests.Issue(Some.Envelope(5).ToBytes(), 5, 11).ToBytes();
        bytes[^20] ^= 1;

        var (exit, said) = tool.Verify(("a.tlog-proof", bytes), "receipt", "--key", s_key);

        Assert.StartsWith("不成立 / does not hold: ", said, StringComparison.Ordinal);
        Assert.Equal(1, exit);
    }

    [Fact]
    public void A_policy_asks_for_its_witnesses()
    {
        var policy = $"log {s_key}\nwitness w {PublishedLog.s_witness.Verifier}\nquorum w\n";
        var with = ReceiptTests.Issue(
            Some.Envelope(5).ToBytes(),
            5,
            11,
            note => PublishedLog.s_witness.Cosign(note.Text, DateTimeOffset.UnixEpoch)
        );
        var without = ReceiptTests.Issue(Some.Envelope(5).ToBytes(), 5, 11);
        tool.Put("policy", Encoding.UTF8.GetBytes(policy));

        Assert.Equal(
            0,
            tool.Verify(("a.tlog-proof", with.ToBytes()), "receipt", "--policy", tool.PathOf("policy")).Exit
        );
        Assert.Equal(
            1,
            tool.Verify(
                ("a.tlog-proof", without.ToBytes()),
                "receipt",
                "--policy",
                tool.PathOf("policy")
            ).Exit
        );
    }

    [Fact]
    public async Task A_log_holds_from_a_folder_and_over_HTTP_and_a_spoiled_one_does_not()
    {
        var log = new PublishedLog(700);
        log.WriteTo(tool.PathOf("log"));
        await using var server = await ServeAsync(log);

        var (exit, said) = tool.Run("log", tool.PathOf("log"), "--key", s_key);
        Assert.Contains("成立 / holds: 700 条 / entries", said, StringComparison.Ordinal);
        Assert.Equal(0, exit);
        Assert.Equal(0, tool.Run("log", server.Urls.Single() + "/log/", "--key", s_key).Exit);

        log.Flip("tile/entries/001", 999);
        log.WriteTo(tool.PathOf("log"));
        (exit, said) = tool.Run("log", tool.PathOf("log"), "--key", s_key);
        Assert.Contains("tile/0/001", said, StringComparison.Ordinal);
        Assert.Equal(1, exit);
        Assert.Equal(1, tool.Run("log", server.Urls.Single() + "/log", "--key", s_key).Exit);
        Assert.Equal(1, tool.Run("log", server.Urls.Single() + "/nothing", "--key", s_key).Exit);
    }

    [Fact]
    public void A_command_that_is_not_understood_says_what_is()
    {
        Assert.Equal(2, tool.Run().Exit);
        Assert.Equal(2, tool.Run("receipt", "x").Exit);
        Assert.Equal(2, tool.Run("receipt", "x", "--colour", "red").Exit);
        Assert.Contains("--key VKEY", tool.Run("receipt", "x", "--key").Said, StringComparison.Ordinal);
        Assert.Equal(1, tool.Run("receipt", "no such file", "--key", s_key).Exit);
    }

    private static async Task<WebApplication> ServeAsync(PublishedLog log)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet(
            "/log/{**path}",
            (string path) =>
                log.Files.TryGetValue(path, out var bytes) ? Results.Bytes(bytes) : Results.NotFound()
        );
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    /// <summary>The tool, built once, and a folder for its files.</summary>
    public sealed class Tool : IDisposable
    {
        private readonly string folder = Directory.CreateTempSubdirectory("daylight-verify-").FullName;

        public Tool()
        {
            var (exit, said) = Command.Run(
                "dotnet",
                Repository.Root,
                "build",
                "tools/verify.cs",
                "-v",
                "q",
                "-nologo",
                "-o",
                PathOf("bin")
            );
            Assert.True(exit == 0, $"tools/verify.cs does not build: {said}");
        }

        public void Dispose() => Directory.Delete(folder, recursive: true);

        internal string PathOf(string name) => Path.Combine(folder, name);

        internal void Put(string name, byte[] bytes) => File.WriteAllBytes(PathOf(name), bytes);

        internal (int Exit, string Said) Verify(
            (string Name, byte[] Bytes) file,
            string verb,
            params string[] options
        )
        {
            Put(file.Name, file.Bytes);
            return Run([verb, PathOf(file.Name), .. options]);
        }

        internal (int Exit, string Said) Run(params string[] arguments) =>
            Command.Run(PathOf("bin/verify"), folder, arguments);
    }
}
