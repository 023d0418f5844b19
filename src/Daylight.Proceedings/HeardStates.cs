using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Daylight.Proceedings;

/// <summary>The states of an act's streams, in their order. An act names few of them, so that no table is made.</summary>
internal sealed class HeardStates(IReadOnlyList<StreamRef> streams, object[] states)
    : IReadOnlyDictionary<(string Stream, Type State), object>
{
    /// <summary>Streams that are looked through one by one.</summary>
    private const int Few = 8;

    private readonly Dictionary<(string, Type), object>? _many =
        streams.Count > Few ? Index(streams, states) : null;

    public IEnumerable<(string Stream, Type State)> Keys =>
        streams.Select(reference => (reference.Stream, reference.StateType));

    public IEnumerable<object> Values => states;

    public int Count => states.Length;

    public object this[(string Stream, Type State) key] =>
        TryGetValue(key, out var state)
            ? state
            : throw new KeyNotFoundException($"{key.State.Name} of {key.Stream}");

    public bool ContainsKey((string Stream, Type State) key) => TryGetValue(key, out _);

    public bool TryGetValue((string Stream, Type State) key, [MaybeNullWhen(false)] out object value)
    {
        if (_many is not null)
        {
            return _many.TryGetValue(key, out value);
        }

        for (var i = 0; i < states.Length; i++)
        {
            if (streams[i].StateType == key.State && streams[i].Stream == key.Stream)
            {
                value = states[i];
                return true;
            }
        }

        value = null;
        return false;
    }

    public IEnumerator<KeyValuePair<(string Stream, Type State), object>> GetEnumerator() =>
        Keys.Zip(states, KeyValuePair.Create).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static Dictionary<(string, Type), object> Index(IReadOnlyList<StreamRef> streams, object[] states)
    {
        var index = new Dictionary<(string, Type), object>(states.Length);
        for (var i = 0; i < states.Length; i++)
        {
            index[(streams[i].Stream, streams[i].StateType)] = states[i];
        }

        return index;
    }
}
