using Microsoft.Data.Sqlite;

namespace Daylight.Store.Sqlite;

/// <summary>
/// Moves committed pages from the write-ahead log into the ledger file, on a connection and thread of its own: the
/// writer's commits then cost one flush of the log and never wait for a checkpoint.
/// </summary>
internal sealed class WalKeeper : IAsyncDisposable
{
    /// <summary>Commits between two passive checkpoints.</summary>
    private const int Every = 256;

    private readonly SemaphoreSlim _wake = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly string _file;
    private readonly Task _loop;
    private int _commits;
    private int _truncate;

    public WalKeeper(string file)
    {
        _file = file;
        _loop = Task.Run(Loop);
    }

    public void Wrote()
    {
        if (Interlocked.Increment(ref _commits) % Every == 0)
        {
            _wake.Release();
        }
    }

    /// <summary>Asks for a checkpoint that empties the write-ahead log, so that erased bytes stand nowhere.</summary>
    public void Truncate()
    {
        Interlocked.Exchange(ref _truncate, 1);
        _wake.Release();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
        _wake.Dispose();
    }

    private async Task Loop()
    {
        try
        {
            while (true)
            {
                await _wake.WaitAsync(_stop.Token);
                Checkpoint(Interlocked.Exchange(ref _truncate, 0) == 1 ? "TRUNCATE" : "PASSIVE");
            }
        }
        catch (OperationCanceledException)
        {
            // The store is closing; the last connection to close checkpoints by itself.
        }
    }

    private void Checkpoint(string mode)
    {
        try
        {
            using var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = _file, Pooling = false }.ToString()
            );
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA busy_timeout = 2000; PRAGMA wal_checkpoint({mode})";
            command.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            // Nothing is lost by a checkpoint that fails: the log keeps the pages, and the next one tries again. A disk
            // that is really broken fails the writer's own commit, where it is reported.
        }
    }
}
