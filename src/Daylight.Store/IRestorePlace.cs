namespace Daylight.Store;

/// <summary>
/// An empty ledger that no node can see yet. Rows are put into it, views are made, an audit reads it; then it settles as
/// a whole, or is removed as a whole. Whatever a killed process left of one is removed by the next.
/// </summary>
public interface IRestorePlace : IAsyncDisposable
{
    /// <summary>The ledger at work, with its durable tables made.</summary>
    ILogStore Store { get; }

    /// <summary>Puts rows into a durable table.</summary>
    /// <param name="table">Name and columns as the rows have them.</param>
    /// <exception cref="StoreFailedException">when this program's table has other columns, or the database refuses the rows.</exception>
    ValueTask Put(DurableTable table, IReadOnlyList<object?[]> rows, CancellationToken cancel = default);

    /// <summary>Makes it the ledger of this place, durably. <see cref="Store"/> is closed by then.</summary>
    ValueTask Settle(CancellationToken cancel = default);
}

/// <summary>What a restore says about rows that do not fit.</summary>
internal static class Unfit
{
    /// <summary>The columns of the table here must be those of the rows, in any order.</summary>
    public static void Refuse(DurableTable given, DurableTable? here)
    {
        if (here is null || !given.Columns.ToHashSet().SetEquals(here.Columns))
        {
            throw new StoreFailedException(
                here is null
                    ? $"The backup holds a table {given.Name}, which this program does not know. Use the version that made the backup."
                    : $"The backup's table {given.Name} has the columns {Names(given)}; this program's has {Names(here)}. Use the version that made the backup.",
                outcomeKnown: true
            );
        }
    }

    private static string Names(DurableTable table) =>
        string.Join(", ", table.Columns.Select(column => column.Name));
}
