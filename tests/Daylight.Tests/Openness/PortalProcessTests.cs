using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Daylight.Web;

namespace Daylight.Tests.Openness;

/// <summary>The portal as it runs: a process that cannot tell what it never learned.</summary>
public sealed partial class PortalProcessTests : IAsyncLifetime
{
    private const string Public = "公开的渔港整治";

    private readonly string _folder = Directory.CreateTempSubdirectory("daylight-portal-").FullName;

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/", RegexOptions.None, 1000)]
    private static partial Regex Address { get; }

    private string Published => Path.Combine(_folder, "published");

    private string Own => Path.Combine(_folder, "portal");

    public async ValueTask InitializeAsync()
    {
        await using var inner = await InnerNode.Open(Path.Combine(_folder, "inner"));
        await inner.Internal("hidden");
        await inner.Published(Public);
        await inner.Give(Published);
    }

    public ValueTask DisposeAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task All_its_memory_and_disk_hold_no_word_of_an_internal_matter()
    {
        using var portal = Start("serve", "--role", "portal", "--data", Own);
        using var client = new HttpClient { BaseAddress = new Uri(await ReadAddress(portal)) };
        foreach (
            var path in (string[])
                [
                    "/",
                    "/column",
                    "/check",
                    "/about",
                    "/open",
                    "/open/column.json",
                    "/feed.atom",
                    "/rules",
                    "/column/hidden",
                    "/desk",
                ]
        )
        {
            _ = await client
                .GetStringAsync(path.TrimEnd('?'), TestContext.Current.CancellationToken)
                .ContinueWith(answer => answer.IsCompletedSuccessfully ? answer.Result : "");
        }

        var memory = Memory(portal.Id, Public, InnerNode.Canary);
        var open = Directory
            .GetFiles(string.Create(CultureInfo.InvariantCulture, $"/proc/{portal.Id}/fd"))
            .Select(file => new FileInfo(file).LinkTarget ?? "")
            .Where(target => target.StartsWith(_folder, StringComparison.Ordinal))
            .ToList();
        portal.StandardInput.Close();
        await portal.WaitForExitAsync(TestContext.Current.CancellationToken);

        // The search finds what is there: the public words are.
        Assert.True(memory.First > 0, "the public words were not found; the search is broken");
        Assert.Equal(0, memory.Second);
        Assert.DoesNotContain(
            open,
            target => target.StartsWith(Path.Combine(_folder, "inner"), StringComparison.Ordinal)
        );
        Assert.All(
            new[] { Own, Published }.SelectMany(folder =>
                Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            ),
            file => Assert.Equal((file, 0), (file, Count(File.ReadAllBytes(file), Forms(InnerNode.Canary))))
        );
        Assert.Equal(0, portal.ExitCode);
    }

    [Fact]
    public async Task It_shows_the_rules_that_were_published_and_says_how_old_its_data_are()
    {
        using var portal = Start("serve", "--role", "portal", "--data", Own);
        using var client = new HttpClient { BaseAddress = new Uri(await ReadAddress(portal)) };

        Assert.Matches(
            @"^ready\npublished \d+ s ago(, cut off)?\n$",
            await client.GetStringAsync("/health", TestContext.Current.CancellationToken)
        );
        var list = await client.GetStringAsync("/rules", TestContext.Current.CancellationToken);
        var norm = Regex.Match(
            list,
            "href=\"(?<at>/rules/[a-z.-]+)\"",
            RegexOptions.None,
            TimeSpan.FromSeconds(1)
        );
        Assert.True(norm.Success, list);
        using var answer = await client.GetAsync(
            norm.Groups["at"].Value,
            TestContext.Current.CancellationToken
        );
        Assert.True(answer.IsSuccessStatusCode);
        using var missing = await client.GetAsync(
            "/rules/no.such-norm",
            TestContext.Current.CancellationToken
        );
        Assert.Equal(System.Net.HttpStatusCode.NotFound, missing.StatusCode);
        portal.StandardInput.Close();
        await portal.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task It_refuses_a_folder_with_a_ledger_or_keys_and_the_address_of_a_database()
    {
        using var ledger = Start("serve", "--role", "portal", "--data", Path.Combine(_folder, "inner"));
        await ledger.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, ledger.ExitCode);
        Assert.Contains("ledger.db", await ledger.StandardError.ReadToEndAsync(), StringComparison.Ordinal);

        using var database = Start(
            [new(NodeOptions.PostgresVariable, "Host=db")],
            "serve",
            "--role",
            "portal",
            "--data",
            Own
        );
        await database.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, database.ExitCode);
    }

    [Fact]
    public async Task A_ledger_file_has_no_desk_without_a_worker()
    {
        using var desk = Start("serve", "--role", "desk", "--data", Path.Combine(_folder, "inner"));
        await desk.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, desk.ExitCode);
        Assert.Contains("desk,worker", await desk.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
    }

    private Process Start(params string[] words) => Start([], words);

    private Process Start(KeyValuePair<string, string>[] environment, params string[] words)
    {
        var start = new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "daylight-cli"),
            [
                .. words,
                "--port",
                "0",
                "--published",
                Published,
                "--drop",
                Path.Combine(_folder, "drop"),
                "--while-input",
            ]
        )
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Remove(NodeOptions.PostgresVariable);
        start.Environment.Remove(NodeOptions.PostgresOwnerVariable);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static async Task<string> ReadAddress(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (Address.Match(line) is { Success: true } match)
            {
                return match.Value;
            }
        }

        throw new InvalidOperationException(await process.StandardError.ReadToEndAsync());
    }

    /// <summary>How often two words stand in the memory of a process, in UTF-8 or UTF-16.</summary>
    private static (long First, long Second) Memory(int id, string first, string second)
    {
        var (firsts, seconds) = (Forms(first), Forms(second));
        var found = (First: 0L, Second: 0L);
        using var memory = new FileStream(
            string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/mem"),
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite,
            bufferSize: 0
        );
        var buffer = new byte[8 << 20];
        foreach (var (from, to) in Regions(id))
        {
            // Neighbouring pieces overlap, so that no word falls between two.
            for (var at = from; at < to; at += buffer.Length - 256)
            {
                var read = Read(memory, at, buffer.AsSpan(0, (int)Math.Min(buffer.Length, to - at)));
                found.First += Count(buffer.AsSpan(0, read), firsts);
                found.Second += Count(buffer.AsSpan(0, read), seconds);
            }
        }

        return found;
    }

    /// <summary>A piece of memory; page by page, a missing one as zeros, where the kernel does not give it whole.</summary>
    private static int Read(FileStream memory, long at, Span<byte> into)
    {
        try
        {
            memory.Position = at;
            return memory.ReadAtLeast(into, into.Length, throwOnEndOfStream: false);
        }
        catch (IOException) when (into.Length <= 4096)
        {
            into.Clear();
            return into.Length;
        }
        catch (IOException)
        {
            for (var page = 0; page < into.Length; page += 4096)
            {
                Read(memory, at + page, into.Slice(page, Math.Min(4096, into.Length - page)));
            }

            return into.Length;
        }
    }

    private static IEnumerable<(long From, long To)> Regions(int id)
    {
        foreach (var line in File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/maps")))
        {
            var parts = line.Split(' ', 3);
            var ends = parts[0]
                .Split('-')
                .Select(end => ulong.Parse(end, NumberStyles.HexNumber, CultureInfo.InvariantCulture))
                .ToArray();
            if (
                parts[1][0] == 'r'
                && ends[1] < long.MaxValue
                && !line.EndsWith("[vvar]", StringComparison.Ordinal)
            )
            {
                yield return ((long)ends[0], (long)ends[1]);
            }
        }
    }

    private static byte[][] Forms(string word) =>
        [Encoding.UTF8.GetBytes(word), Encoding.Unicode.GetBytes(word)];

    private static long Count(ReadOnlySpan<byte> bytes, byte[][] forms)
    {
        var count = 0L;
        foreach (var form in forms)
        {
            count += bytes.Count(form);
        }

        return count;
    }
}
