namespace Daylight.Tests.Ledger;

/// <summary>Other people's code has the last word: Go's golang.org/x/mod/sumdb reads our logs.</summary>
public sealed class GoInteropTests : IClassFixture<GoInteropTests.Program>
{
    private const string Packages = "Install Debian's packages golang-go and golang-golang-x-mod-dev.";

    private readonly Program go;

    public GoInteropTests(Program go) => this.go = go;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(700)]
    [InlineData(66_000)]
    public void Go_agrees_with_a_log_of_ours(int size)
    {
        var log = new PublishedLog(size);

        var (exit, said) = go.Verify(log);

        Assert.Equal($"holds: {size} entries, root {log.Checkpoint.Root.ToBase64()}", said);
        Assert.Equal(0, exit);
    }

    [Fact]
    public void Go_refuses_every_spoiled_copy()
    {
        foreach (var (what, path, spoil) in PublishedLog.Spoilings())
        {
            var log = new PublishedLog(700);
            spoil(log);

            var (exit, said) = go.Verify(log);

            Assert.True(exit == 1, $"{what} in {path}: exit {exit}, {said}");
            Assert.StartsWith("FAULT: ", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Go_refuses_another_key()
    {
        var log = new PublishedLog(700);
        log.Files["vkey"] = System.Text.Encoding.UTF8.GetBytes(Some.Key(Some.Log, 9).Verifier + "\n");

        Assert.Equal(1, go.Verify(log).Exit);
    }

    /// <summary>The Go program, built once.</summary>
    public sealed class Program : IDisposable
    {
        private readonly string folder = Directory.CreateTempSubdirectory("daylight-go-").FullName;

        public Program()
        {
            var source = Path.Combine(Repository.Root, "tests", "interop", "go");
            var (exit, said) = Run("go", source, "build", "-o", Path.Combine(folder, "verify"), ".");
            Assert.True(exit == 0, $"The Go program does not build. {Packages} Go says: {said}");
        }

        public void Dispose() => Directory.Delete(folder, recursive: true);

        internal (int Exit, string Said) Verify(PublishedLog log)
        {
            var copy = Path.Combine(folder, "log");
            log.WriteTo(copy);
            var result = Verify(copy);
            Directory.Delete(copy, recursive: true);
            return result;
        }

        /// <summary>Verifies the log in a folder, wherever it came from.</summary>
        internal (int Exit, string Said) Verify(string log) =>
            Run(Path.Combine(folder, "verify"), folder, log);

        private (int Exit, string Said) Run(string program, string where, params string[] arguments)
        {
            var environment = new Dictionary<string, string>
            {
                ["GO111MODULE"] = "off",
                ["GOPATH"] = "/usr/share/gocode",
                ["GOFLAGS"] = "",
            };
            if (Environment.GetEnvironmentVariable("HOME") is null or "")
            {
                environment["GOCACHE"] = Path.Combine(folder, "cache");
            }

            try
            {
                return Command.Run(program, where, environment, arguments);
            }
            catch (InvalidOperationException fault)
            {
                throw new InvalidOperationException($"{fault.Message} {Packages}", fault);
            }
        }
    }
}
