namespace Daylight.Proceedings;

/// <summary>
/// A bounded cache in two generations: what was not touched while a whole generation filled up is forgotten.
/// Used by the one writer of a log; not thread safe. Nothing is forgotten before <see cref="Trim"/>, so that what a group
/// has read stays there until it is folded.
/// </summary>
internal sealed class GenerationCache<TKey, TValue>(int generation)
    where TKey : notnull
{
    private Dictionary<TKey, TValue> _young = [];
    private Dictionary<TKey, TValue> _old = [];

    public bool TryGet(TKey key, out TValue value)
    {
        if (_young.TryGetValue(key, out value!))
        {
            return true;
        }

        if (!_old.TryGetValue(key, out value!))
        {
            return false;
        }

        Put(key, value);
        return true;
    }

    public void Put(TKey key, TValue value)
    {
        _young[key] = value;
    }

    /// <summary>Begins a new generation where one is full.</summary>
    public void Trim()
    {
        if (_young.Count >= generation)
        {
            _old = _young;
            _young = [];
        }
    }

    public void Clear()
    {
        _young = [];
        _old = [];
    }
}
