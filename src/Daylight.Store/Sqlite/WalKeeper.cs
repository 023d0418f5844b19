using Microsoft.Data.Sqlite;

namespace Daylight.Store.Sqlite;

/// <summary>
/// Moves committed pages from the write-ahead log into the ledger file, on a connection and thread of its own: the
/// writer's commits then cost one flush of the log and never wait for a checkpoint.
/// </summary>
internal sealed class WalKeeper : IAsyncDisposable
{
    /// <summary>Work between two passive checkpoints: some five hundred small commits, or four thousand rows of large ones. Each makes the commits beside it slower.</summary>
    private const int Every = 4096;

    /// <summary>What a commit weighs, in rows.</summary>
    private const int Commit = 8;

    /// <summary>
    /// Pages of the write-ahead log beyond which the writer is held for a moment, so that the log begins anew: under
    /// steady writing a passive checkpoint never catches up with its end, and a start reads the whole of it.
    /// </summary>
    private const long MostPages = 128L * 1024 * 1024 / 4096;

    /// <summary>Checkpoints owed beyond which writers wait.</summary>
    private const int MostOwed = 2;

    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(2);

    /// <summary>Pause before the log is emptied again where a reader was in the way.</summary>
    private static readonly TimeSpan s_again = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _wake = new(0);
    private readonly SqliteWriter _writer;
    private readonly CancellationTokenSource _stop = new();
    private readonly string _file;
    private readonly Task _loop;
    private int _work;
    private int _asked;
    private int _done;
    private int _truncate;

    public WalKeeper(string file, SqliteWriter writer)
    {
        _file = file;
        _writer = writer;
        _loop = Task.Run(Loop);
    }

    /// <summary>Told of each commit and how many rows it wrote.</summary>
    public void Wrote(int rows)
    {
        if (Interlocked.Add(ref _work, Commit + rows) >= Every)
        {
            Interlocked.Exchange(ref _work, 0);
            Interlocked.Increment(ref _asked);
            _wake.Release();
        }
    }

    /// <summary>
    /// Holds back whoever writes while several checkpoints are owed: a disk that is slower than the writers would let the
    /// log grow without end. Not to be called while holding the writer.
    /// </summary>
    public async ValueTask Room()
    {
        while (Volatile.Read(ref _asked) - Volatile.Read(ref _done) > MostOwed && !_loop.IsCompleted)
        {
            await Task.Delay(s_moment);
        }
    }

    /// <summary>Asks for a checkpoint that empties the write-ahead log, so that erased bytes stand nowhere.</summary>
    public void Truncate()
    {
        Interlocked.Exchange(ref _truncate, 1);
        _wake.Release();
    }

    /// <summary>
    /// Empties the write-ahead log before it returns. The caller holds the writer, so that nothing is added meanwhile.
    /// </summary>
    /// <returns>False where a reader holds an older state for longer than half a second: an audit, a backup.</returns>
    public bool TruncateNow() => Checkpoint("TRUNCATE", patience: 500).Done;

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
                var asked = Volatile.Read(ref _asked);
                if (Interlocked.Exchange(ref _truncate, 0) == 1)
                {
                    var emptied = Checkpoint("TRUNCATE", patience: 50).Done;
                    Volatile.Write(ref _done, asked);
                    if (!emptied)
                    {
                        await Task.Delay(s_again, _stop.Token);
                        Truncate();
                    }
                }
                else if (Checkpoint("PASSIVE", patience: 0).Pages > MostPages)
                {
                    // Little is left to copy; a reader in its way is not waited for.
                    await _writer.Outside(_ => Checkpoint("RESTART", patience: 50), _stop.Token);
                }

                Volatile.Write(ref _done, asked);
            }
        }
        catch (OperationCanceledException)
        {
            // The store is closing; the last connection to close checkpoints by itself.
        }
    }

    /// <returns>Whether no reader was in its way, and the pages of the log; 0 where it could not be asked.</returns>
    private (bool Done, long Pages) Checkpoint(string mode, int patience)
    {
        try
        {
            using var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = _file, Pooling = false }.ToString()
            );
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA busy_timeout = {patience}; PRAGMA wal_checkpoint({mode})";
            using var reader = command.ExecuteReader();
            reader.NextResult();
            return reader.Read() ? (reader.GetInt64(0) == 0, reader.GetInt64(1)) : (false, 0);
        }
        catch (SqliteException)
        {
            // Nothing is lost by a checkpoint that fails: the log keeps the pages, and the next one tries again. A disk
            // that is really broken fails the writer's own commit, where it is reported.
            return (false, 0);
        }
    }
}
