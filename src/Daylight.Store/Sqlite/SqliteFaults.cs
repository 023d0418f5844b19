using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Daylight.Store.Sqlite;

/// <summary>SQLite's result codes in words that say what to do.</summary>
internal static class SqliteFaults
{
    public static StoreFailedException Translate(SqliteException failure, string file) =>
        Translate(
            new SqliteStepException(
                failure.SqliteExtendedErrorCode,
                failure.Message,
                failure.SqliteErrorCode,
                null
            ),
            file
        );

    public static StoreFailedException Translate(SqliteStepException failure, string file)
    {
        var what = (failure.Code & 0xff) switch
        {
            raw.SQLITE_FULL =>
                "the disk is full. Nothing of this group was recorded. Free space, then send it again",
            raw.SQLITE_READONLY =>
                "the file or its disk is read-only. Nothing was recorded. Make it writable, then start again",
            raw.SQLITE_IOERR =>
                "the disk failed while reading or writing. Nothing of this group counts as recorded. Check the disk before going on",
            raw.SQLITE_BUSY =>
                "another process holds the file. Only one daylight may write it: stop the other, or work through it",
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB =>
                "the file is damaged. Do not write to it; run `daylight audit`, then restore a backup",
            raw.SQLITE_CANTOPEN =>
                "the file cannot be opened: its folder is missing, or its disk is read-only. Nothing was recorded. See that the folder is there and may be written, then start again",
            _ => "SQLite refused",
        };

        return new StoreFailedException(
            $"The ledger {file}: {what}. (SQLite {failure.ExtendedCode}: {failure.Message})",
            outcomeKnown: (failure.Code & 0xff) != raw.SQLITE_IOERR,
            failure
        );
    }
}
