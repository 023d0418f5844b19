namespace Daylight.Proceedings;

/// <summary>
/// What the clerk knows of streams and view rows, with the changes of the group at hand laid over it. Only
/// <see cref="Keep"/> makes them lasting; <see cref="Forget"/> drops them. One writer; not thread safe.
/// </summary>
internal sealed class ClerkMemory(ClerkOptions options)
{
    private readonly GenerationCache<string, StreamStates> _streams = new(
        options.Remembered,
        options.RememberedOnce
    );
    private readonly GenerationCache<RowKey, object?[]?> _rows = new(
        options.Remembered,
        options.RememberedOnce
    );
    private Dictionary<string, StreamStates> _streamChanges = [];
    private Dictionary<RowKey, object?[]?> _rowChanges = [];

    public bool TryStream(string stream, out StreamStates states) =>
        _streamChanges.TryGetValue(stream, out states!) || _streams.TryGet(stream, out states!);

    /// <summary>What was read from the store: known for good, not a change of the group.</summary>
    public void LearnStream(string stream, StreamStates states) => _streams.Put(stream, states);

    public void ChangeStream(string stream, StreamStates states) => _streamChanges[stream] = states;

    public bool TryRow(RowKey key, out object?[]? row) =>
        _rowChanges.TryGetValue(key, out row) || _rows.TryGet(key, out row);

    /// <summary>The row as the store holds it, without the changes of the group.</summary>
    public object?[]? StoredRow(RowKey key) =>
        _rows.TryGet(key, out var row)
            ? row
            : throw new InvalidOperationException(
                $"Bug in Daylight: a row of {key.View.Table.Name} was folded before it was read."
            );

    public void LearnRow(RowKey key, object?[]? row) => _rows.Put(key, row);

    public void ChangeRow(RowKey key, object?[]? row) => _rowChanges[key] = row;

    public IReadOnlyDictionary<RowKey, object?[]?> RowChanges => _rowChanges;

    public void Keep()
    {
        foreach (var (stream, states) in _streamChanges)
        {
            _streams.Put(stream, states);
        }

        foreach (var (key, row) in _rowChanges)
        {
            _rows.Put(key, row);
        }

        Forget();
    }

    public void Forget()
    {
        _streamChanges.Clear();
        _rowChanges.Clear();
        _streams.Trim();
        _rows.Trim();
    }

    /// <summary>Another node wrote: nothing remembered may be trusted.</summary>
    public void ForgetAll()
    {
        Forget();
        _streams.Clear();
        _rows.Clear();
    }
}

/// <summary>A row of a view by its key values; equal by content.</summary>
internal readonly struct RowKey(View view, object[] key) : IEquatable<RowKey>
{
    public View View { get; } = view;

    public object[] Key { get; } = key;

    public bool Equals(RowKey other)
    {
        if (!ReferenceEquals(View, other.View) || Key.Length != other.Key.Length)
        {
            return false;
        }

        for (var i = 0; i < Key.Length; i++)
        {
            if (!Key[i].Equals(other.Key[i]))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => obj is RowKey other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(View);
        foreach (var part in Key)
        {
            hash.Add(part);
        }

        return hash.ToHashCode();
    }
}
