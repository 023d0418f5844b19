using System.Collections.Immutable;
using System.Globalization;

namespace Daylight.Norms;

/// <summary>A named thing that is known about a case: a word, a number, yes or no, a day, a moment, or several of these.</summary>
public abstract record Value
{
    private Value() { }

    public sealed record Word(string Text) : Value
    {
        public override string ToString() => Text;
    }

    public sealed record Number(decimal Amount) : Value
    {
        public override string ToString() => Numbers.Plain(Amount);
    }

    public sealed record Flag(bool Yes) : Value
    {
        public override string ToString() => Yes ? "true" : "false";
    }

    public sealed record Day(DateOnly Date) : Value
    {
        public override string ToString() => Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    /// <summary>A moment by Shanghai time, to the minute.</summary>
    public sealed record Moment(DateTimeOffset At) : Value
    {
        public override string ToString() => At.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    public sealed record Several(ImmutableArray<Value> Items) : Value
    {
        public bool Equals(Several? other) => other is not null && Items.SequenceEqual(other.Items);

        public override int GetHashCode() => Items.Aggregate(17, HashCode.Combine);

        public override string ToString() => "[" + string.Join(", ", Items) + "]";
    }

    /// <summary>Named parts, in the order in which they were given.</summary>
    public sealed record Parts(ImmutableArray<(string Name, Value Value)> Items) : Value
    {
        public Value? this[string name] => Items.FirstOrDefault(item => item.Name == name).Value;

        public bool Equals(Parts? other) =>
            other is not null
            && Items.Length == other.Items.Length
            && Items.All(item => item.Value.Equals(other[item.Name]));

        public override int GetHashCode() => Items.Length;

        public override string ToString() =>
            "{" + string.Join(", ", Items.Select(item => $"{item.Name}: {item.Value}")) + "}";
    }

    public static implicit operator Value(string text) => new Word(text);

    public static implicit operator Value(decimal amount) => new Number(amount);

    public static implicit operator Value(int amount) => new Number(amount);

    public static implicit operator Value(bool yes) => new Flag(yes);

    public static implicit operator Value(DateOnly day) => new Day(day);

    public static implicit operator Value(DateTimeOffset at) => new Moment(at);

    public static Value Of(IEnumerable<string> words) =>
        new Several([.. words.Select(word => (Value)new Word(word))]);

    public static Value FromText(string text) => new Word(text);
}
