using System.Data.Common;
using Daylight.Store;

namespace Daylight.Proceedings.Backup;

/// <summary>
/// Lasting tables that another assembly keeps, in a database of its own or in the ledger's: read for a backup in one
/// transaction, put back by a restore.
/// </summary>
/// <param name="connect">Opens a connection to that database.</param>
/// <param name="names">Which tables; their owner names them.</param>
public sealed class OtherTables(
    Func<CancellationToken, ValueTask<DbConnection>> connect,
    IReadOnlyList<string> names
)
{
    /// <summary>Whether a table of a backup is one of these.</summary>
    public bool Own(DurableTable table) => names.Contains(table.Name);

    /// <summary>One state of the tables.</summary>
    public async Task<OtherRows> Read(CancellationToken cancel = default)
    {
        var connection = await connect(cancel);
        try
        {
            // A transaction of the framework would take SQLite's write lock, and nobody could sign in meanwhile.
            await OtherRows.Run(
                connection,
                connection.GetType().Namespace == "Npgsql"
                    ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
                    : "BEGIN",
                cancel
            );
            return new OtherRows(connection, names);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Puts rows into a table, in one transaction.</summary>
    public async Task Put(
        DurableTable table,
        IReadOnlyList<object?[]> rows,
        CancellationToken cancel = default
    )
    {
        await using var connection = await connect(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText =
            $"INSERT INTO {table.Name} ({string.Join(", ", table.Columns.Select(column => column.Name))}) "
            + $"VALUES ({string.Join(", ", table.Columns.Select((_, at) => $"@p{at}"))})";
        foreach (var row in rows)
        {
            command.Parameters.Clear();
            for (var i = 0; i < row.Length; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = $"@p{i}";
                parameter.Value = row[i] ?? DBNull.Value;
                command.Parameters.Add(parameter);
            }

            await command.ExecuteNonQueryAsync(cancel);
        }

        await transaction.CommitAsync(cancel);
    }
}

/// <summary>One state of some tables, held by a transaction until it is disposed of.</summary>
public sealed class OtherRows(DbConnection connection, IReadOnlyList<string> names) : IAsyncDisposable
{
    /// <summary>Each table with its rows; a table is to be read to its end before the next.</summary>
    public IEnumerable<(DurableTable Table, IEnumerable<object?[]> Rows)> Tables()
    {
        foreach (var name in names)
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM {name}";
            using var reader = command.ExecuteReader();
            var columns = Enumerable
                .Range(0, reader.FieldCount)
                .Select(at => new Column(reader.GetName(at), Kind(reader.GetDataTypeName(at))))
                .ToList();
            yield return (new DurableTable(name, columns), Rows(reader));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Run(connection, "ROLLBACK", CancellationToken.None);
        await connection.DisposeAsync();
    }

    internal static async Task Run(DbConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static ColumnKind Kind(string type) =>
        type.ToUpperInvariant() switch
        {
            "TEXT" => ColumnKind.Text,
            "BLOB" or "BYTEA" => ColumnKind.Bytes,
            _ => ColumnKind.Number,
        };

    private static IEnumerable<object?[]> Rows(DbDataReader reader)
    {
        while (reader.Read())
        {
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = reader.IsDBNull(i) ? null : reader.GetValue(i);
            }

            yield return row;
        }
    }
}
