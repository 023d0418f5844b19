using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Daylight.Norms;

/// <summary>What is known about a case or an occurrence, by name. Names are those that the rule pack uses.</summary>
public sealed record Attributes
{
    private readonly FrozenDictionary<string, Value> _values;

    private Attributes(FrozenDictionary<string, Value> values) => _values = values;

    public static Attributes None { get; } = new(FrozenDictionary<string, Value>.Empty);

    public static Attributes Of(params IEnumerable<(string Name, Value Value)> known) =>
        new(known.ToFrozenDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal));

    public ImmutableArray<string> Names => [.. _values.Keys.Order(StringComparer.Ordinal)];

    public Value? this[string name] => _values.GetValueOrDefault(name);

    public decimal? Number(string name) =>
        this[name] switch
        {
            Value.Number number => number.Amount,
            Value.Flag flag => flag.Yes ? 1 : 0,
            Value.Several several => several.Items.Length,
            _ => null,
        };

    public bool Equals(Attributes? other) =>
        other is not null
        && _values.Count == other._values.Count
        && _values.All(pair => pair.Value.Equals(other[pair.Key]));

    public override int GetHashCode() => _values.Count;
}
