using System.Collections.Immutable;
using System.Globalization;

namespace Daylight.Norms;

/// <summary>Reads <c>when:</c> and every other set of conditions.</summary>
internal sealed class Conditions(Reader reader)
{
    public Condition Read(Node node)
    {
        if (node is not Node.Map map)
        {
            new Fields(new Node.Map(node.At, []), reader).Wrong(
                node,
                "条件，如 level: county",
                "conditions such as level: county"
            );
            return Condition.Always;
        }

        var parts = map.Pairs.Select(Part).ToImmutableArray();
        return parts is [var one] ? one : new Condition.All(parts);
    }

    private Condition Part(Node.Pair pair) =>
        pair.Key.Text switch
        {
            "any-of" => new Condition.Any([.. Fields.Items(pair.Value).Select(Read)]),
            "none-of" => new Condition.Not(new Condition.Any([.. Fields.Items(pair.Value).Select(Read)])),
            _ => Named(pair.Key, pair.Value),
        };

    private Condition Named(Node.Scalar name, Node wanted)
    {
        reader.Term(name);
        return wanted switch
        {
            Node.Map map => Compared(name.Text, new Fields(map, reader)),
            _ => new Condition.Is(name.Text, [.. Fields.Items(wanted).Select(item => Wanted(item))]),
        };
    }

    private Condition Compared(string name, Fields fields)
    {
        var parts = ImmutableArray.CreateBuilder<Condition>();
        parts.AddRange(fields.Bounds().Select(bound => new Condition.Compare(name, bound)));
        if (fields.Find("given") is Node.Scalar given)
        {
            parts.Add(new Condition.Given(name, Fields.AsFlag(given) ?? true));
        }

        if (fields.Find("not") is { } not)
        {
            parts.Add(
                new Condition.Not(new Condition.Is(name, [.. Fields.Items(not).Select(item => Wanted(item))]))
            );
        }

        fields.Done();
        return parts is [var one] ? one : new Condition.All(parts.ToImmutable());
    }

    private Value Wanted(Node node)
    {
        if (node is not Node.Scalar scalar)
        {
            new Fields(new Node.Map(node.At, []), reader).Wrong(
                node,
                "一个词、一个数或者一个日期",
                "a word, a number or a date"
            );
            return new Value.Flag(false);
        }

        var value = Plain(scalar);
        if (value is Value.Word)
        {
            reader.Term(scalar);
        }
        else if (value is Value.Number)
        {
            reader.Numerals.Add(scalar);
        }

        return value;
    }

    /// <summary>What a plain scalar says: true, 4, 2026-05-08, 2026-05-08 09:30, or else a word.</summary>
    internal static Value Plain(Node.Scalar scalar)
    {
        var text = scalar.Text;
        if (scalar.Quoted)
        {
            return new Value.Word(text);
        }

        if (Fields.AsFlag(scalar) is { } flag)
        {
            return new Value.Flag(flag);
        }

        if (Numbers.Parse(text) is { } number)
        {
            return new Value.Number(number);
        }

        if (
            DateOnly.TryParseExact(
                text,
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var day
            ) && day.Year is >= 1900 and <= 2200
        )
        {
            return new Value.Day(day);
        }

        return Moment(text) is { } moment ? new Value.Moment(moment) : new Value.Word(text);
    }

    internal static DateTimeOffset? Moment(string text) =>
        DateTime.TryParseExact(
            text,
            ["yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var at
        ) && at.Year is >= 1900 and <= 2200
            ? new DateTimeOffset(at, TimeSpan.FromHours(8))
            : null;
}
