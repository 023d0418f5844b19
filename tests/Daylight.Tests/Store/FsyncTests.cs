namespace Daylight.Tests.Store;

/// <summary>
/// A killed process keeps its page cache, so a kill cannot show that bytes reached the disk. The system calls can: an
/// acknowledgement must come after the flush of the bytes that it speaks of.
/// </summary>
public sealed class FsyncTests
{
    [Fact]
    public async Task No_act_is_acknowledged_before_the_last_byte_of_the_log_is_flushed()
    {
        var (trace, acts) = await Trace("sqlite", clients: 1, acts: 100);

        Assert.Equal(100, acts);
        Assert.Empty(SyncTrace.UnflushedAtAll(trace));
    }

    [Fact]
    public async Task Acts_of_one_group_are_acknowledged_after_the_flush_of_their_bytes()
    {
        var (trace, acts) = await Trace("sqlite", clients: 8, acts: 25);

        Assert.Equal(200, acts);
        Assert.Empty(SyncTrace.UnflushedItself(trace));
    }

    [Fact]
    public async Task With_synchronous_off_the_check_notices_nearly_every_act()
    {
        var (trace, acts) = await Trace("sqlite-off", clients: 1, acts: 40);

        Assert.Equal(40, acts);
        var faults = SyncTrace.UnflushedAtAll(trace);
        Assert.InRange(faults.Count, 30, 40);
        Assert.All(faults, fault => Assert.EndsWith("not flushed", fault, StringComparison.Ordinal));
        Assert.InRange(SyncTrace.UnflushedItself(trace).Count, 30, 40);
    }

    private static async Task<(string[] Trace, int Acts)> Trace(string driver, int clients, int acts)
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && File.Exists("/usr/bin/strace"),
            "strace is missing: install the package strace to see that acknowledgements follow their flush."
        );
        var folder = Directory.CreateTempSubdirectory("daylight-sync-").FullName;
        try
        {
            var file = Path.Combine(folder, "trace");
            using var writer = WriterProcess.Start(
                driver,
                Path.Combine(folder, "ledger.db"),
                run: 1,
                clients,
                acts,
                [
                    "/usr/bin/strace",
                    "-f",
                    "-y",
                    "-s",
                    "8192",
                    "-e",
                    "trace=pwrite64,write,fdatasync,fsync",
                    "-o",
                    file,
                ]
            );
            var acknowledged = await writer.Finish();
            return (await File.ReadAllLinesAsync(file), acknowledged.Count);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
