using System.Collections.Immutable;

namespace Daylight.Norms;

/// <summary>When a norm (a route, a pick, an exemption) applies: conditions on things known by name.</summary>
public abstract record Condition
{
    private Condition() { }

    /// <summary>All of them; none at all always holds.</summary>
    public sealed record All(ImmutableArray<Condition> Parts) : Condition;

    public sealed record Any(ImmutableArray<Condition> Parts) : Condition;

    public sealed record Not(Condition Part) : Condition;

    /// <summary>The named thing is one of these values; a list is one of them when one of its items is.</summary>
    public sealed record Is(string Name, ImmutableArray<Value> Values) : Condition;

    public sealed record Compare(string Name, Bound Bound) : Condition;

    public sealed record Given(string Name, bool Wanted) : Condition;

    public static Condition Always { get; } = new All([]);

    public bool IsAlways => this is All { Parts.IsEmpty: true };

    /// <summary>Every name that the condition reads.</summary>
    public IEnumerable<string> Names =>
        this switch
        {
            All all => all.Parts.SelectMany(part => part.Names),
            Any any => any.Parts.SelectMany(part => part.Names),
            Not not => not.Part.Names,
            Is @is => [@is.Name],
            Compare { Bound.Limit: Limit.Named named } compare => [compare.Name, named.Attribute],
            Compare compare => [compare.Name],
            Given given => [given.Name],
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public bool Holds(Attributes known) =>
        this switch
        {
            All all => all.Parts.All(part => part.Holds(known)),
            Any any => any.Parts.Any(part => part.Holds(known)),
            Not not => !not.Part.Holds(known),
            Is @is => @is.Values.Any(value => Matches(known[@is.Name], value)),
            Compare compare => Holds(compare, known),
            Given given => known[given.Name] is not null == given.Wanted,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>级别是县级或者市级，金额超过50.</summary>
    public Phrase Say(Words words) =>
        this switch
        {
            All { Parts.IsEmpty: true } => new Phrase("任何情形", "always"),
            All all => new Phrase(
                string.Join("，", all.Parts.Select(part => part.Say(words).Zh)),
                string.Join(", ", all.Parts.Select(part => part.Say(words).En))
            ),
            Any any => any.Parts.Select(part => part.Say(words)).Either(),
            Not not => Negated(not.Part.Say(words)),
            Is { Values: [Value.Flag flag] } yes => flag.Yes
                ? new Phrase($"有“{words.Say(yes.Name).Zh}”的情形", $"{words.Say(yes.Name).En}")
                : new Phrase($"没有“{words.Say(yes.Name).Zh}”的情形", $"not {words.Say(yes.Name).En}"),
            Is @is => Joined(words.Say(@is.Name), @is.Values.Select(value => Spoken(value, words)).Either()),
            Compare compare => Spoken(compare, words),
            Given given => given.Wanted
                ? new Phrase($"有{words.Say(given.Name).Zh}", $"{words.Say(given.Name).En} is given")
                : new Phrase($"没有{words.Say(given.Name).Zh}", $"{words.Say(given.Name).En} is not given"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    internal static Phrase Spoken(Value value, Words words) =>
        value switch
        {
            Value.Word word => words.Say(word.Text),
            Value.Flag flag => flag.Yes ? new Phrase("是", "yes") : new Phrase("否", "no"),
            Value.Day day => new Phrase(day.Date.Zh(), day.Date.En()),
            Value.Moment moment => new Phrase(moment.At.Zh(), moment.At.En()),
            Value.Several several => several.Items.Select(item => Spoken(item, words)).Joined(),
            _ => Phrase.Of(value.ToString()),
        };

    private static bool Matches(Value? known, Value wanted) =>
        known switch
        {
            null => wanted is Value.Flag { Yes: false },
            Value.Several several => several.Items.Any(item => Matches(item, wanted)),
            _ => known.Equals(wanted),
        };

    private static bool Holds(Compare compare, Attributes known) =>
        known.Number(compare.Name) is { } number
        && (
            compare.Bound.Limit switch
            {
                Limit.Fixed @fixed => @fixed.Amount,
                Limit.OfShare share => share.Share.Of(1),
                Limit.Named named => known.Number(named.Attribute),
                _ => throw new System.Diagnostics.UnreachableException(),
            }
        )
            is { } limit
        && compare.Bound.Comparison.Holds(number, limit);

    private static Phrase Spoken(Compare compare, Words words)
    {
        var name = words.Say(compare.Name);
        var limit = compare.Bound.Limit switch
        {
            Limit.Fixed @fixed => Phrase.Of(@fixed.Amount.Plain()),
            Limit.OfShare share => share.Share.Words,
            Limit.Named named => words.Say(named.Attribute),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return new Phrase(
            name.Zh + compare.Bound.Comparison.Say(limit.Zh).Zh,
            $"{name.En} {compare.Bound.Comparison.Say(limit.En).En}"
        );
    }

    private static Phrase Joined(Phrase name, Phrase values) =>
        new($"{name.Zh}是{values.Zh}", $"{name.En} is {values.En}");

    private static Phrase Negated(Phrase phrase) => new($"不是“{phrase.Zh}”", $"not ({phrase.En})");
}
