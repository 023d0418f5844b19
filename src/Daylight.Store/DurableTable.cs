namespace Daylight.Store;

/// <summary>A table that no fact can make again, with its columns as the database declares them.</summary>
public sealed record DurableTable(string Name, IReadOnlyList<Column> Columns);
