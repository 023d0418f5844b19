using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Daylight.Store.Sqlite;

/// <summary>
/// A connection with its gate and its prepared statements: the one that writes a ledger file, which every write of the
/// process passes, so that a transaction is never shared and statements are never used by two threads; and the one on
/// which the clerk reads.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<string, Statement> _statements = [];
    private readonly Dictionary<(string Verb, string Table), Statement> _byVerb = [];
    private readonly SqliteConnection _connection;

    public SqliteWriter(SqliteConnection connection) => _connection = connection;

    public SqliteConnection Connection => _connection;

    private sqlite3 Handle =>
        _connection.Handle
        ?? throw new InvalidOperationException("Bug in Daylight: the writing connection is closed.");

    /// <summary>The statement for this text, prepared once.</summary>
    public Statement Statement(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            statement = new Statement(Handle, sql);
            _statements.Add(sql, statement);
        }

        return statement;
    }

    /// <summary>The statement of a verb on a table, its text built once.</summary>
    /// <param name="sql">Makes it of the table and the name under which its rows stand.</param>
    public Statement Statement(string verb, ViewTable table, string name, Func<ViewTable, string, string> sql)
    {
        if (!_byVerb.TryGetValue((verb, name), out var statement))
        {
            statement = new Statement(Handle, sql(table, name));
            _byVerb.Add((verb, name), statement);
        }

        return statement;
    }

    /// <summary>The same where the text is made of more than the table.</summary>
    public Statement Statement(string verb, string table, Func<string> sql)
    {
        if (!_byVerb.TryGetValue((verb, table), out var statement))
        {
            statement = new Statement(Handle, sql());
            _byVerb.Add((verb, table), statement);
        }

        return statement;
    }

    /// <summary>Runs work inside one immediate transaction; anything thrown rolls all of it back.</summary>
    /// <param name="work">Returns its result and whether to commit.</param>
    public async ValueTask<T> Transaction<T>(
        Func<SqliteWriter, (T Result, bool Commit)> work,
        CancellationToken cancel
    )
    {
        await _gate.WaitAsync(cancel);
        try
        {
            return InTransaction(work);
        }
        catch (SqliteStepException failure)
        {
            throw SqliteFaults.Translate(failure, _connection.DataSource);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Runs reading work on the writing connection, which sees the newest rows and keeps statements prepared.</summary>
    public async ValueTask<T> Outside<T>(Func<SqliteWriter, T> work, CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel);
        try
        {
            return work(this);
        }
        catch (SqliteStepException failure)
        {
            throw SqliteFaults.Translate(failure, _connection.DataSource);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>
    /// Runs many small reads on the writing connection as of one instant: inside one transaction, since each statement
    /// alone would take and give back its lock on the file.
    /// </summary>
    public ValueTask<T> Reading<T>(Func<SqliteWriter, T> work, CancellationToken cancel) =>
        Outside(
            writer =>
            {
                writer.Statement("BEGIN").Run();
                try
                {
                    return work(writer);
                }
                finally
                {
                    writer.Statement("ROLLBACK").Run();
                }
            },
            cancel
        );

    private T InTransaction<T>(Func<SqliteWriter, (T Result, bool Commit)> work)
    {
        Statement("BEGIN IMMEDIATE").Run();
        try
        {
            var (result, commit) = work(this);
            Statement(commit ? "COMMIT" : "ROLLBACK").Run();
            return result;
        }
        catch
        {
            // A full disk may have rolled back already; then there is nothing left to roll back.
            if (raw.sqlite3_get_autocommit(Handle) == 0)
            {
                Statement("ROLLBACK").Run();
            }

            throw;
        }
    }

    /// <summary>Forgets prepared statements that name a table; needed before a table is renamed or dropped.</summary>
    public void ForgetStatements()
    {
        foreach (var statement in _statements.Values.Concat(_byVerb.Values))
        {
            statement.Dispose();
        }

        _statements.Clear();
        _byVerb.Clear();
    }

    public void Dispose()
    {
        ForgetStatements();
        _connection.Dispose();
        _gate.Dispose();
    }
}
