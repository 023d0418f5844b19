using Daylight.Ledger;
using Daylight.Store;
using Daylight.Store.Sqlite;

namespace Daylight.Tests.Store;

/// <summary>The write-ahead log of a ledger file stays small, since a start reads the whole of it.</summary>
public sealed class WriteAheadLogTests : IDisposable
{
    private const string Code = "990101";

    private readonly string _folder = Directory.CreateTempSubdirectory("daylight-test-").FullName;

    private string File => Path.Combine(_folder, "ledger.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task Write(ILogStore store, long known, int facts, int size)
    {
        var rows = Enumerable
            .Range(0, facts)
            .Select(n => new FactRow(known + n, new byte[32], new byte[size]))
            .ToList();
        await store.Append(new Group(Code, known, Edge.Empty.ToBytes(), rows, [], [], []));
    }

    [Fact]
    public async Task Closing_empties_it_although_readers_were_open()
    {
        await using (var store = SqliteLogStore.Open(File))
        {
            await store.SetUp();
            await store.OpenLog(Code, Edge.Empty.ToBytes());
            await Write(store, 0, 100, 1000);
            Assert.NotNull(await store.Fact(Code, 7));
        }

        Assert.False(System.IO.File.Exists(File + "-wal"));
    }

    [Fact]
    public async Task Under_steady_writing_it_begins_anew()
    {
        await using var store = SqliteLogStore.Open(File);
        await store.SetUp();
        await store.OpenLog(Code, Edge.Empty.ToBytes());
        for (var n = 0; n < 1500; n++)
        {
            await Write(store, n * 10L, 10, 30_000);
        }

        Assert.InRange(new FileInfo(File + "-wal").Length, 1, 300_000_000);
    }
}
