using Microsoft.Data.Sqlite;

namespace Daylight.Store.Sqlite;

/// <summary>A ledger file beside the place where it belongs; settled by a rename.</summary>
public sealed class SqliteRestorePlace : IRestorePlace
{
    private readonly string _file;
    private readonly string _beside;
    private readonly Action<string, string> _move;
    private readonly SqliteLogStore _store;
    private readonly Dictionary<string, DurableTable> _tables;
    private bool _closed;

    private SqliteRestorePlace(
        string file,
        Action<string, string> move,
        SqliteLogStore store,
        Dictionary<string, DurableTable> tables
    )
    {
        _file = file;
        _beside = Beside(file);
        _move = move;
        _store = store;
        _tables = tables;
    }

    public ILogStore Store => _store;

    /// <summary>Opens an empty ledger beside <paramref name="file"/>, which must not be there.</summary>
    /// <param name="move">Moves a file within a folder, durably.</param>
    /// <exception cref="StoreFailedException">when there is a ledger in that place.</exception>
    public static async Task<SqliteRestorePlace> Begin(string file, Action<string, string> move)
    {
        if (File.Exists(file))
        {
            throw new StoreFailedException(
                $"There is a ledger {file} already; nothing is restored over it. Name an empty place, or move it away.",
                outcomeKnown: true
            );
        }

        Remove(Beside(file));

        // Not flushed commit by commit: a machine that stops leaves a file that nobody opens, and Settle flushes the whole.
        var store = SqliteLogStore.Open(Beside(file), "OFF");
        try
        {
            await store.SetUp();
            await using var snapshot = await store.Snapshot(1);
            var reader = snapshot.Readers[0];
            return new SqliteRestorePlace(
                file,
                move,
                store,
                reader
                    .Durable()
                    .Concat(reader.Wraps())
                    .ToDictionary(table => table.Name, StringComparer.Ordinal)
            );
        }
        catch
        {
            await store.DisposeAsync();
            Remove(Beside(file));
            throw;
        }
    }

    public ValueTask Put(
        DurableTable table,
        IReadOnlyList<object?[]> rows,
        CancellationToken cancel = default
    )
    {
        Unfit.Refuse(table, _tables.GetValueOrDefault(table.Name));
        return _store.PutRows(table, rows, cancel);
    }

    public async ValueTask Settle(CancellationToken cancel = default)
    {
        await Close();
        using (var handle = File.OpenHandle(_beside, FileMode.Open, FileAccess.ReadWrite))
        {
            RandomAccess.FlushToDisk(handle);
        }

        _move(_beside, _file);
    }

    public async ValueTask DisposeAsync()
    {
        await Close();
        Remove(_beside);
    }

    /// <summary>Closing the last connection moves the write-ahead log into the file and removes it.</summary>
    private async ValueTask Close()
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        await _store.DisposeAsync();
        SqliteConnection.ClearAllPools();
    }

    private static string Beside(string file) => file + ".restoring";

    private static void Remove(string beside)
    {
        foreach (var end in new[] { "", "-wal", "-shm", "-journal" })
        {
            File.Delete(beside + end);
        }
    }
}
