using System.Text;
using Daylight.Ledger;

namespace Daylight.Tests.Ledger;

public sealed class LogVerifierTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(700)]
    [InlineData(66_000)]
    public async Task A_whole_log_holds(int size)
    {
        var report = await new PublishedLog(size).VerifyAsync();

        Assert.Empty(report.Faults);
        Assert.True(report.Holds);
        Assert.Equal(size, report.EntriesRead);
        Assert.Equal(report.Checkpoint!.Checkpoint.Root, report.Root);
        Assert.Single(report.Checkpoint.Cosignatures);
    }

    [Fact]
    public async Task Every_way_to_spoil_a_log_is_reported_with_its_place()
    {
        foreach (var (what, path, spoil) in PublishedLog.Spoilings())
        {
            var log = new PublishedLog(700);
            spoil(log);

            var report = await log.VerifyAsync();

            Assert.False(report.Holds, $"{what} in {path}");
            Assert.True(
                report.Faults.Any(fault =>
                    fault.Place == path
                    || (
                        path.Contains("entries", StringComparison.Ordinal)
                        && fault.Place == path.Replace("entries", "0", StringComparison.Ordinal)
                    )
                ),
                $"{what} in {path}: {string.Join("; ", report.Faults)}"
            );
        }
    }

    [Fact]
    public async Task All_faults_are_reported_not_only_the_first()
    {
        var log = new PublishedLog(700);
        log.Files.Remove("tile/entries/000");
        log.Flip("tile/0/001", 77 * 256);
        log.Files.Remove("tile/0/002.p/188");

        var report = await log.VerifyAsync();

        Assert.Equal(
            ["tile/entries/000", "tile/0/001", "tile/0/002.p/188"],
            report.Faults.Select(fault => fault.Place)
        );
        Assert.Contains(
            "hash 77 is not the leaf hash of entry 333",
            report.Faults[1].ToString(),
            StringComparison.Ordinal
        );
        Assert.Null(report.Root);
        Assert.Equal(444, report.EntriesRead);
    }

    [Fact]
    public async Task Partial_tiles_may_be_gone_where_the_full_ones_are_there()
    {
        var log = new PublishedLog(700);
        var longer = new PublishedLog(800);
        foreach (
            var path in log
                .Files.Keys.Where(path => path.StartsWith("tile", StringComparison.Ordinal))
                .ToArray()
        )
        {
            log.Files.Remove(path);
        }

        foreach (
            var (path, bytes) in longer.Files.Where(file =>
                file.Key.StartsWith("tile", StringComparison.Ordinal)
                && !file.Key.Contains(".p/700", StringComparison.Ordinal)
            )
        )
        {
            log.Files[path] = bytes;
        }

        log.Files["tile/1/000.p/2"] = log.Files["tile/1/000.p/3"][..64];
        log.Files["checkpoint"] = log.Checkpoint.Sign(Some.LogKey).ToBytes();

        Assert.Empty((await log.VerifyAsync()).Faults);
    }

    [Fact]
    public async Task An_earlier_checkpoint_must_lie_within_the_log()
    {
        var log = new PublishedLog(700);
        var tree = ProofTests.Grown(300);
        var kept = new Checkpoint(Some.Log, 300, tree.Root(300));

        Assert.Empty((await log.VerifyAsync(kept, new(Some.Log, 0, Tree.EmptyRoot), log.Checkpoint)).Faults);
        Assert.Single((await log.VerifyAsync(kept with { Root = Some.Leaf(0) })).Faults);
        Assert.Single((await log.VerifyAsync(kept with { Size = 701 })).Faults);
        Assert.Single((await log.VerifyAsync(kept with { Origin = "else.example/log" })).Faults);
    }

    [Fact]
    public async Task What_the_medium_refuses_is_a_fault_with_its_place()
    {
        var inner = new PublishedLog(700);
        var log = new LogBehind(
            (path, cancel) =>
                path == "tile/0/001" ? throw new IOException("disk on fire") : inner.ReadAsync(path, cancel)
        );

        var report = await new LogVerifier(log, [Some.LogKey.Verifier]).VerifyAsync(
            null,
            TestContext.Current.CancellationToken
        );

        Assert.Equal("tile/0/001: could not be read: disk on fire", Assert.Single(report.Faults).ToString());
    }

    [Fact]
    public async Task A_log_in_a_folder_holds_and_tells_how_far_it_is()
    {
        var folder = Directory.CreateTempSubdirectory("daylight-log-").FullName;
        try
        {
            new PublishedLog(3_000).WriteTo(folder);
            var progress = new Told();

            var report = await new LogVerifier(new FolderLog(folder), [Some.LogKey.Verifier]).VerifyAsync(
                progress,
                TestContext.Current.CancellationToken
            );

            Assert.Empty(report.Faults);
            Assert.Equal(12, progress.Values.Count);
            Assert.Equal(3_000, progress.Values[^1]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_folder_gives_the_files_of_a_log_and_no_others()
    {
        var folder = Directory.CreateTempSubdirectory("daylight-log-").FullName;
        try
        {
            new PublishedLog(1).WriteTo(folder);
            var log = new FolderLog(Path.Combine(folder, "tile"));
            var cancel = TestContext.Current.CancellationToken;

            Assert.NotNull(await new FolderLog(folder).ReadAsync("checkpoint", cancel));
            Assert.NotNull(await new FolderLog(folder).ReadAsync("tile/0/000.p/1", cancel));
            Assert.Null(await new FolderLog(folder).ReadAsync("vkey", cancel));
            Assert.Null(await log.ReadAsync("../checkpoint", cancel));
            Assert.Null(await log.ReadAsync(Path.Combine(folder, "checkpoint"), cancel));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_log_whose_entries_are_not_commitments_holds_too()
    {
        var entries = Enumerable
            .Range(0, 20)
            .Select(i => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes("entry " + i))
            .ToArray();
        var leaves = entries.Select(entry => Tree.LeafHash(entry.Span)).ToArray();
        var log = new PublishedLog(0);
        log.Files["tile/entries/000.p/20"] = Tiles.BundleOf(entries);
        log.Files["tile/0/000.p/20"] = Tiles.ToBytes(leaves);
        log.Files["checkpoint"] = new Checkpoint(Some.Log, 20, Tree.Root(leaves)).Sign(Some.LogKey).ToBytes();

        Assert.Empty((await log.VerifyAsync()).Faults);
    }

    private sealed class Told : IProgress<long>
    {
        internal List<long> Values { get; } = [];

        public void Report(long value) => Values.Add(value);
    }
}
