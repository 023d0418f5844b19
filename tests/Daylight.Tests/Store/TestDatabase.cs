using Daylight.Store;
using Daylight.Store.Sqlite;

namespace Daylight.Tests.Store;

/// <summary>A fresh database of one kind, gone at the end of the test.</summary>
public abstract class TestDatabase : IAsyncDisposable
{
    /// <summary>Opens a store on it; several may be open at a time, as on several nodes.</summary>
    public abstract Task<ILogStore> Open();

    /// <summary>Every byte that the database keeps in files, by file; those of the server are whole segments and tables.</summary>
    public virtual Task<IReadOnlyDictionary<string, byte[]>> Files() =>
        throw new NotSupportedException("This database is not searched.");

    public abstract ValueTask DisposeAsync();

    public static TestDatabase Sqlite() => new SqliteDatabase();

    /// <summary>SQLite in memory where the system has a folder there: for many small logs whose durability is not the question.</summary>
    public static TestDatabase QuickSqlite() => new SqliteDatabase("/dev/shm");

    private sealed class SqliteDatabase(string? below = null) : TestDatabase
    {
        private readonly string _folder = Directory.Exists(below)
            ? Directory
                .CreateDirectory(Path.Combine(below, $"daylight-test-{Guid.CreateVersion7():N}"))
                .FullName
            : Directory.CreateTempSubdirectory("daylight-test-").FullName;

        public override async Task<ILogStore> Open()
        {
            var store = SqliteLogStore.Open(Path.Combine(_folder, "ledger.db"));
            await store.SetUp();
            return store;
        }

        public override async Task<IReadOnlyDictionary<string, byte[]>> Files()
        {
            var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            foreach (var file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
            {
                files[Path.GetFileName(file)] = await Whole(file);
            }

            return files;
        }

        /// <summary>A checkpoint may cut the write-ahead log short while it is read; then it is read again.</summary>
        private static async Task<byte[]> Whole(string file)
        {
            while (true)
            {
                try
                {
                    return await File.ReadAllBytesAsync(file);
                }
                catch (EndOfStreamException)
                {
                    continue;
                }
            }
        }

        public override ValueTask DisposeAsync()
        {
            Directory.Delete(_folder, recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
