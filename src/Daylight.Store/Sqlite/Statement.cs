using SQLitePCL;

namespace Daylight.Store.Sqlite;

/// <summary>
/// A prepared statement on the writing connection, without ADO.NET's per-call cost: an append runs five of these per act.
/// Not thread safe; the writer's gate guards it.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _db;
    private readonly sqlite3_stmt _statement;

    public Statement(sqlite3 db, string sql)
    {
        _db = db;
        var rc = raw.sqlite3_prepare_v3(db, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement);
        if (rc != raw.SQLITE_OK)
        {
            throw Failed(db, rc, sql);
        }
    }

    public Statement Bind(int position, string value)
    {
        raw.sqlite3_bind_text(_statement, position, value);
        return this;
    }

    public Statement Bind(int position, long value)
    {
        raw.sqlite3_bind_int64(_statement, position, value);
        return this;
    }

    public Statement Bind(int position, ReadOnlySpan<byte> value)
    {
        raw.sqlite3_bind_blob(_statement, position, value);
        return this;
    }

    public Statement Bind(int position, object? value) =>
        value switch
        {
            null => BindNull(position),
            string text => Bind(position, text),
            long number => Bind(position, number),
            byte[] bytes => Bind(position, bytes.AsSpan()),
            _ => throw new InvalidOperationException(
                $"Bug in Daylight: a view value is a {value.GetType().Name}."
            ),
        };

    private Statement BindNull(int position)
    {
        raw.sqlite3_bind_null(_statement, position);
        return this;
    }

    /// <summary>Runs it to the end and makes it ready for the next binding. Returns the rows changed.</summary>
    public int Run()
    {
        try
        {
            var rc = raw.sqlite3_step(_statement);
            if (rc is not raw.SQLITE_DONE and not raw.SQLITE_ROW)
            {
                throw Failed(_db, rc, null);
            }

            return raw.sqlite3_changes(_db);
        }
        finally
        {
            _ = raw.sqlite3_reset(_statement);
        }
    }

    /// <summary>Steps to the next row; false at the end, when it is reset.</summary>
    public bool Next()
    {
        var rc = raw.sqlite3_step(_statement);
        if (rc == raw.SQLITE_ROW)
        {
            return true;
        }

        _ = raw.sqlite3_reset(_statement);
        return rc == raw.SQLITE_DONE ? false : throw Failed(_db, rc, null);
    }

    public void Reset() => _ = raw.sqlite3_reset(_statement);

    public long Integer(int column) => raw.sqlite3_column_int64(_statement, column);

    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public byte[] Bytes(int column) => raw.sqlite3_column_blob(_statement, column).ToArray();

    /// <summary>A blob in place; it holds until the next step.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(_statement, column);

    /// <summary>A value as it is stored, whatever its column was declared as; a float as its text.</summary>
    public object? Value(int column) =>
        raw.sqlite3_column_type(_statement, column) switch
        {
            raw.SQLITE_NULL => null,
            raw.SQLITE_INTEGER => Integer(column),
            raw.SQLITE_BLOB => Bytes(column),
            _ => Text(column),
        };

    public object? Value(int column, ColumnKind kind) =>
        raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL
            ? null
            : kind switch
            {
                ColumnKind.Text => Text(column),
                ColumnKind.Number => Integer(column),
                ColumnKind.Bytes => Bytes(column),
            };

    public void Dispose() => _statement.Dispose();

    private static SqliteStepException Failed(sqlite3 db, int rc, string? sql) =>
        new(raw.sqlite3_extended_errcode(db), raw.sqlite3_errmsg(db).utf8_to_string(), rc, sql);
}

/// <summary>What SQLite answered. Translated into <see cref="StoreFailedException"/> at the driver's edge.</summary>
internal sealed class SqliteStepException(int extendedCode, string message, int code, string? sql)
    : Exception(sql is null ? message : $"{message} in: {sql}")
{
    public int Code { get; } = code;

    public int ExtendedCode { get; } = extendedCode;
}
