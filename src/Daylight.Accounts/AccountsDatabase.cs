using System.Data.Common;
using System.Reflection;
using Dapper;
using Daylight.Proceedings.Publishing;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Daylight.Accounts;

/// <summary>
/// The rows of accounts that last and are no facts: credentials, sessions, counters, the access journal. A SQLite file
/// of its own beside the ledger, so that signing in never waits for the ledger's one writer; tables of the same
/// PostgreSQL where that is used.
/// </summary>
/// <remarks>Thread safe. A write is durable when its call returns.</remarks>
public sealed class AccountsDatabase : IAsyncDisposable
{
    private static readonly string[] s_tables =
    [
        "accounts_credential",
        "accounts_staged",
        "accounts_counter",
        "accounts_session",
        "accounts_access",
        "accounts_draft",
        "accounts_outgoing",
    ];

    /// <summary>Tables that a backup holds: all but the sessions, which must not come back, and drafts and waiting notices, on which nothing rests.</summary>
    public static IReadOnlyList<string> BackedUp { get; } =
    [
        .. s_tables.Where(table =>
            table is not ("accounts_session" or "accounts_draft" or "accounts_outgoing")
        ),
    ];

    /// <summary>Scripts in the order in which they are run; a database remembers how many it has.</summary>
    private static readonly string[] s_scripts =
    [
        "0001-accounts.sql",
        "0002-notes-and-drafts.sql",
        "0003-outgoing.sql",
    ];

    private readonly NpgsqlDataSource? _postgres;
    private readonly string? _sqlite;
    private readonly SemaphoreSlim _writing = new(1, 1);

    private AccountsDatabase(NpgsqlDataSource? postgres, string? sqlite)
    {
        _postgres = postgres;
        _sqlite = sqlite;
    }

    /// <summary>Opens the file, making it where there is none; only its owner may read it.</summary>
    public static async Task<AccountsDatabase> OpenFile(string file, CancellationToken cancel = default)
    {
        SQLitePCL.Batteries_V2.Init();
        if (!File.Exists(file))
        {
            DurableFile.Create(file, "");
        }

        var database = new AccountsDatabase(
            null,
            new SqliteConnectionStringBuilder { DataSource = file, Pooling = true }.ToString()
        );
        await database.SetUpSqlite(cancel);
        return database;
    }

    /// <summary>Opens the tables in PostgreSQL, making them where there are none and the owner's connection is given.</summary>
    public static async Task<AccountsDatabase> OpenPostgres(
        string application,
        string? owner,
        CancellationToken cancel = default
    )
    {
        if (owner is not null)
        {
            await SetUpPostgres(owner, new NpgsqlConnectionStringBuilder(application).Username!, cancel);
        }

        return new AccountsDatabase(NpgsqlDataSource.Create(application), null);
    }

    /// <summary>A connection for reading.</summary>
    public async ValueTask<DbConnection> Connect(CancellationToken cancel = default)
    {
        if (_postgres is not null)
        {
            return await _postgres.OpenConnectionAsync(cancel);
        }

        var connection = new SqliteConnection(_sqlite);
        await connection.OpenAsync(cancel);
        return connection;
    }

    /// <summary>A connection for writing: what is written is durable, and what is deleted is gone from the file.</summary>
    private async ValueTask<DbConnection> ConnectToWrite(CancellationToken cancel)
    {
        var connection = await Connect(cancel);
        if (_sqlite is not null)
        {
            await connection.ExecuteAsync(
                "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA secure_delete = ON"
            );
        }

        return connection;
    }

    /// <summary>Runs work in one transaction; anything thrown rolls all of it back.</summary>
    public async Task<T> Write<T>(
        Func<DbConnection, DbTransaction, Task<T>> work,
        CancellationToken cancel = default
    )
    {
        var alone = _sqlite is not null;
        if (alone)
        {
            await _writing.WaitAsync(cancel);
        }

        try
        {
            await using var connection = await ConnectToWrite(cancel);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            var result = await work(connection, transaction);
            await transaction.CommitAsync(cancel);
            return result;
        }
        finally
        {
            if (alone)
            {
                _writing.Release();
            }
        }
    }

    /// <summary>One statement in a transaction of its own.</summary>
    /// <returns>Rows that it changed.</returns>
    public Task<int> Execute(string sql, object with, CancellationToken cancel = default) =>
        Write((connection, transaction) => connection.ExecuteAsync(sql, with, transaction), cancel);

    /// <summary>Rows of a query, bounded by the query itself.</summary>
    public async Task<IReadOnlyList<T>> Query<T>(string sql, object with, CancellationToken cancel = default)
    {
        await using var connection = await Connect(cancel);
        return [.. await connection.QueryAsync<T>(sql, with)];
    }

    public async ValueTask DisposeAsync()
    {
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }
        else
        {
            await using var connection = new SqliteConnection(_sqlite);
            SqliteConnection.ClearPool(connection);
        }

        _writing.Dispose();
    }

    private async Task SetUpSqlite(CancellationToken cancel)
    {
        await using var connection = await ConnectToWrite(cancel);
        await connection.ExecuteAsync("PRAGMA journal_mode = WAL");
        for (
            var done = await connection.ExecuteScalarAsync<int>("PRAGMA user_version");
            done < s_scripts.Length;
            done++
        )
        {
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            await connection.ExecuteAsync(
                string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"{Script(s_scripts[done], "TEXT", "BLOB", " WITHOUT ROWID")}PRAGMA user_version = {done + 1};"
                ),
                transaction: transaction
            );
            await transaction.CommitAsync(cancel);
        }
    }

    private static async Task SetUpPostgres(string owner, string application, CancellationToken cancel)
    {
        await using var source = NpgsqlDataSource.Create(owner);
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await connection.ExecuteAsync("SELECT pg_advisory_xact_lock(330226)", transaction: transaction);
        string[] marks = ["accounts_credential", "accounts_draft", "accounts_outgoing"];
        for (var script = 0; script < s_scripts.Length; script++)
        {
            if (
                await connection.ExecuteScalarAsync<string?>(
                    "SELECT to_regclass(@table)::text",
                    new { table = marks[script] },
                    transaction
                )
                is null
            )
            {
                await connection.ExecuteAsync(
                    Script(s_scripts[script], "TEXT COLLATE \"C\"", "BYTEA", ""),
                    transaction: transaction
                );
            }
        }

        var role = $"\"{application.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        foreach (var table in s_tables)
        {
            await connection.ExecuteAsync(
                $"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {role}",
                transaction: transaction
            );
        }

        await transaction.CommitAsync(cancel);
    }

    private static string Script(string file, string text, string bytes, string tail)
    {
        var name = $"Daylight.Accounts.Schema.{file}";
        using var stream =
            Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"Bug in Daylight: the script {name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader
            .ReadToEnd()
            .Replace("{text}", text, StringComparison.Ordinal)
            .Replace("{bytes}", bytes, StringComparison.Ordinal)
            .Replace("{tail}", tail, StringComparison.Ordinal);
    }
}
