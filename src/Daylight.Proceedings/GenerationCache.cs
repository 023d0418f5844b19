using System.Runtime.InteropServices;

namespace Daylight.Proceedings;

/// <summary>
/// A bounded cache in generations: what was not touched while a whole generation filled up is forgotten. What only one
/// group has touched fills a small generation of its own, since most of it is never asked for again, and the garbage
/// collector has to carry what is remembered.
/// </summary>
/// <remarks>
/// Used by the one writer of a log; not thread safe. Nothing is forgotten before the second <see cref="Trim"/> after it was
/// touched, so that what a group has read stays there until it is folded and written.
/// </remarks>
/// <param name="generation">Entries of a generation.</param>
/// <param name="newcomers">Entries of a generation of those that only one group has touched.</param>
internal sealed class GenerationCache<TKey, TValue>(int generation, int newcomers)
    where TKey : notnull
{
    private Dictionary<TKey, TValue> _young = [];
    private Dictionary<TKey, TValue> _old = [];
    private Dictionary<TKey, Newcomer> _fresh = [];
    private Dictionary<TKey, Newcomer> _stale = [];
    private int _group;

    public bool TryGet(TKey key, out TValue value)
    {
        if (_young.TryGetValue(key, out value!))
        {
            return true;
        }

        if (_old.TryGetValue(key, out value!))
        {
            _young[key] = value;
            return true;
        }

        if (!_fresh.TryGetValue(key, out var newcomer) && !_stale.TryGetValue(key, out newcomer))
        {
            return false;
        }

        value = newcomer.Value;
        if (newcomer.Group != _group)
        {
            Leave(key);
            _young[key] = value;
        }

        return true;
    }

    public void Put(TKey key, TValue value)
    {
        if (_young.ContainsKey(key) || _old.ContainsKey(key))
        {
            _young[key] = value;
            return;
        }

        ref var newcomer = ref CollectionsMarshal.GetValueRefOrAddDefault(_fresh, key, out var known);
        newcomer = new Newcomer(value, known ? newcomer.Group : _group);
    }

    /// <summary>The group is over: begins a new generation where one is full.</summary>
    public void Trim()
    {
        _group++;
        if (_young.Count >= generation)
        {
            _old = _young;
            _young = [];
        }

        if (_fresh.Count >= newcomers)
        {
            (_stale, _fresh) = (_fresh, _stale.Count > 4 * newcomers ? [] : _stale);
            _fresh.Clear();
        }
    }

    public void Clear()
    {
        _young = [];
        _old = [];
        _fresh = [];
        _stale = [];
    }

    private void Leave(TKey key)
    {
        _fresh.Remove(key);
        _stale.Remove(key);
    }

    private readonly record struct Newcomer(TValue Value, int Group);
}
